"""The addresses by which a person acts, a page draws, and a test seeds."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from sandbox.google.errors import ApiError, invalid, not_found
from sandbox.google.page_grid import grid
from sandbox.google.person import ACTS
from sandbox.google.quota import MINUTE, Quota
from sandbox.google.sheets import answered
from sandbox.google.shelf import Shelf

SOMEBODY = "somebody@agency.example"


def told(problem: ApiError) -> Response:
    """A refusal for people: a sentence."""
    return answered({"error": {"message": problem.message}}, problem.code)


def wish() -> dict[str, Any]:
    """The body of a call, which has to be an object."""
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise invalid("Send one JSON object.")
    return found


def routes(blueprint: Blueprint, shelf: Shelf, quota: Quota) -> None:
    """People, the page and the switches of Google's side."""

    @blueprint.post("/__person/<act>")
    def person(act: str) -> Response:
        try:
            return answered({"revision": _act(shelf, act)})
        except ApiError as problem:
            return told(problem)

    @blueprint.get("/__person/revision")
    def revision() -> Response:
        try:
            return answered({"revision": shelf.find(request.args.get("spreadsheetId", "")).revision})
        except ApiError as problem:
            return told(problem)

    @blueprint.get("/__page/grid")
    def page_grid() -> Response:
        try:
            return answered(grid(shelf.find(request.args.get("spreadsheetId", ""))))
        except ApiError as problem:
            return told(problem)

    @blueprint.get("/__page/workbooks")
    def workbooks() -> Response:
        listed = [{"spreadsheetId": book.id, "title": book.title, "revision": book.revision} for book in shelf.all()]
        return answered(listed)

    _switches(blueprint, shelf, quota)


def _act(shelf: Shelf, name: str) -> int:
    act = ACTS.get(name)
    if act is None:
        raise not_found()
    found = wish()
    with shelf.changing(str(found.get("spreadsheetId", ""))) as draft:
        act(draft, found, str(found.get("by") or SOMEBODY))
    return shelf.find(draft.id).revision


def _switches(blueprint: Blueprint, shelf: Shelf, quota: Quota) -> None:
    @blueprint.post("/__private")
    def private() -> Response:
        found = wish()
        shelf.hide(str(found.get("spreadsheetId", "")), bool(found.get("private", True)))
        return answered({})

    @blueprint.route("/__quota", methods=["GET", "POST"])
    def limits() -> Response:
        if request.method == "POST":
            found = wish()
            on = bool(found.get("on", True))
            reads, writes = (int(found.get(key, 60)) for key in ("reads", "writes"))
            quota.switch(reads if on else None, writes if on else None, float(found.get("seconds", MINUTE)))
        return answered(quota.told())
