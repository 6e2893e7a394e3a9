"""Sheets v4 over HTTP: who calls, what is asked, what is answered."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, request

from sandbox.damage import html_page
from sandbox.google import messages, queries
from sandbox.google.blocks import JSON
from sandbox.google.errors import (
    PROTECTED,
    SENTENCES,
    ApiError,
    quota_exceeded,
    scope_insufficient,
    unauthenticated,
    violations,
)
from sandbox.google.quota import Quota
from sandbox.google.sheets_routes import Call, found
from sandbox.google.shelf import Shelf
from sandbox.google.tokens import Tokens

JSON_TYPE = "application/json; charset=UTF-8"


def answered(body: Any, status: int = 200) -> Response:
    """An answer in JSON."""
    return Response(orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS), status=status, content_type=JSON_TYPE)


def refused(problem: ApiError) -> Response:
    """A refusal in Google's shape."""
    return answered(problem.body(), problem.code)


def bearer() -> str:
    """The token of a call; without one nothing is answered."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise unauthenticated()
    return token.strip()


def raw_path() -> str:
    """The path as it was sent."""
    raw = str(request.environ.get("REQUEST_URI") or request.environ.get("RAW_URI") or request.path)
    return raw.split("?", 1)[0]


def json_body() -> JSON:
    """The body as an object; null means that nothing was set."""
    data = request.get_data()
    if not data:
        return {}
    try:
        body = orjson.loads(data)
    except ValueError as problem:
        raise violations([("", f"Invalid JSON payload received. {problem}")]) from problem
    if not isinstance(body, dict):
        raise violations([("", 'Invalid JSON payload received. Unknown name "": Root element must be a message.')])
    return body


def routes(blueprint: Blueprint, shelf: Shelf, quota: Quota, tokens: Tokens) -> None:
    """The one route of Sheets: everything below /v4/."""

    @blueprint.route("/v4/<path:_rest>", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    def sheets(_rest: str) -> Response:
        try:
            return answered(_answer(shelf, quota, tokens))
        except ApiError as problem:
            return refused(problem)


def _answer(shelf: Shelf, quota: Quota, tokens: Tokens) -> Any:
    token = bearer()
    route, book_id, rest = found(request.method, raw_path())
    quota.count(tokens.owner(token, route.writes), route.writes)
    query = queries.read(request.query_string.decode(), route.query)
    body = json_body()
    if route.request:
        messages.check(route.request, body)
    messages.check_answer_mask(route.response, query.get("fields"))
    return route.run(Call(shelf, book_id, rest, query, body))


FRONT_END = (502, 504)
"""Errors of the servers before Google's services: they come as pages."""


def fault(status: int, kind: str) -> Response | None:
    """A switched-on error in Google's words; `kind` may ask for a special one."""
    if status in FRONT_END and kind != "json":
        return html_page(status)
    if kind == "scope":
        return refused(scope_insufficient())
    if kind == "protected":
        return refused(ApiError(400, f"Invalid requests[0].updateCells: {PROTECTED}"))
    if status == 429:
        return refused(quota_exceeded("Read" if request.method == "GET" else "Write", 60))
    return refused(ApiError(status, SENTENCES.get(status, "Switched-on fault")))
