"""The addresses below /claude, as the SDK and the tests use them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from sandbox.claude.errors import Refused, error_response, request_id

if TYPE_CHECKING:
    from sandbox.claude.desk import Desk
    from sandbox.claude.script import Scene

VERSION = "anthropic-version"
DROPS = 10


def addresses(desk: Callable[[], Desk]) -> Blueprint:
    """Everything this part answers."""
    claude = Blueprint("claude", __name__)
    claude.before_request(_check_headers)
    claude.after_request(_signed)
    claude.register_error_handler(Refused, lambda problem: error_response(problem.status, problem.message))
    _message_addresses(claude, desk)
    _batch_addresses(claude, desk)
    _model_addresses(claude)
    _script_addresses(claude, desk)
    return claude


def _check_headers() -> Response | None:
    if "/v1/" not in request.path and "/projects/" not in request.path:
        return None
    words = request.headers.get("authorization", "").split()
    key = request.headers.get("x-api-key") or (words[1] if len(words) == 2 and words[0].lower() == "bearer" else "")
    if not key:
        return error_response(401, "x-api-key header or bearer token is required")
    if VERSION not in request.headers and "/v1/" in request.path:
        return error_response(400, f"{VERSION}: header is required")
    return None


def _signed(answer: Response) -> Response:
    answer.headers.setdefault("request-id", request_id())
    return answer


def _message_addresses(claude: Blueprint, desk: Callable[[], Desk]) -> None:
    @claude.post("/claude/v1/messages")
    def create_message() -> Response:
        return answered(request.get_data())

    @claude.post("/claude/projects/<project>/locations/<place>/publishers/anthropic/models/<model>:rawPredict")
    def predict(project: str, place: str, model: str) -> Response:
        """The same question by Google's way, which names the model in the address and the version in the body."""
        del project, place
        body = json.loads(request.get_data())
        if not body.pop("anthropic_version", ""):
            raise Refused(400, "anthropic_version: Field required")
        return answered(json.dumps({**body, "model": model}).encode())

    def answered(raw: bytes) -> Response:
        from sandbox.claude.answering import Unwilling

        try:
            message, seconds = desk().message(raw)
            return _dripping(message, seconds) if seconds else _json(message)
        except Unwilling as problem:
            return _scripted(problem.scene)

    @claude.post("/claude/v1/messages/count_tokens")
    def count_tokens() -> Response:
        return _json(desk().count(request.get_data()))


def _json(value: Any) -> Response:
    return Response(json.dumps(value), content_type="application/json")


def _dripping(value: Any, seconds: float) -> Response:
    """An answer that comes a little at a time: whoever waits only for the next byte waits until the end."""
    body = json.dumps(value).encode()
    size = len(body) // DROPS + 1

    def drops() -> Iterator[bytes]:
        for start in range(0, len(body), size):
            time.sleep(seconds / DROPS)
            yield body[start : start + size]

    return Response(drops(), content_type="application/json")


def _scripted(scene: Scene) -> Response:
    """An answer that is no message: an error with headers of its own, or any body at all."""
    if scene.kind == "body":
        return Response(str(scene.wish.get("body", "{}")), content_type=scene.wish.get("type", "application/json"))
    answer = error_response(int(scene.wish.get("status", 500)), "scripted")
    answer.headers.update(scene.wish.get("headers", {}))
    return answer


def _batch_addresses(claude: Blueprint, desk: Callable[[], Desk]) -> None:
    batches = "/claude/v1/messages/batches"

    @claude.post(batches)
    def create_batch() -> Response:
        return _json(desk().batches.create(desk().batch(request.get_data())).told(_root()))

    @claude.get(batches)
    def list_batches() -> Response:
        return _json(_page([batch.told(_root()) for batch in desk().batches.newest_first()]))

    @claude.get(f"{batches}/<number>")
    def one_batch(number: str) -> Response:
        return _json(desk().batches.look(number).told(_root()))

    @claude.get(f"{batches}/<number>/results")
    def results(number: str) -> Response:
        return Response(desk().batches.results(number), content_type="application/x-jsonl")

    @claude.post(f"{batches}/<number>/cancel")
    def cancel(number: str) -> Response:
        return _json(desk().batches.cancel(number).told(_root()))

    @claude.delete(f"{batches}/<number>")
    def delete(number: str) -> Response:
        return _json(desk().batches.delete(number))


def _root() -> str:
    return request.host_url.rstrip("/") + "/claude"


def _page(items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One page of a list, as after_id, before_id and limit ask for it."""
    names = [item["id"] for item in items]
    after, before = request.args.get("after_id"), request.args.get("before_id")
    first = names.index(after) + 1 if after in names else 0
    last = names.index(before) if before in names else len(items)
    limit = min(max(request.args.get("limit", 20, type=int), 1), 1000)
    page = items[first:last][:limit]
    ends = (page[0]["id"], page[-1]["id"]) if page else (None, None)
    return {"data": page, "first_id": ends[0], "last_id": ends[1], "has_more": first + len(page) < last}


def _model_addresses(claude: Blueprint) -> None:
    @claude.get("/claude/v1/models")
    def models() -> Response:
        from sandbox.claude.models import CATALOGUE, information

        return _json(_page([information(model).model_dump(mode="json") for model in CATALOGUE.values()]))

    @claude.get("/claude/v1/models/<name>")
    def one_model(name: str) -> Response:
        from sandbox.claude.models import CATALOGUE, information

        if name not in CATALOGUE:
            raise Refused(404, f"model: {name}")
        return _json(information(CATALOGUE[name]).model_dump(mode="json"))


def _script_addresses(claude: Blueprint, desk: Callable[[], Desk]) -> None:
    @claude.post("/claude/__script")
    def script() -> Response:
        wish = request.get_json(silent=True)
        answers = wish.get("answers") if isinstance(wish, dict) else None
        if not isinstance(wish, dict) or not isinstance(answers, list):
            raise Refused(400, 'Send {"answers": [{"kind": …}, …]}; "batches": {"looks": n} may stand beside it.')
        desk().batches.looks = int(wish.get("batches", {}).get("looks", desk().batches.looks))
        for one in answers:
            desk().script.add(one)
        return jsonify(desk().script.told())

    @claude.get("/claude/__script")
    def told() -> Response:
        return jsonify(desk().script.told())

    @claude.delete("/claude/__script")
    def clear() -> Response:
        desk().script.clear()
        return jsonify([])
