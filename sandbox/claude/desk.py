"""What stands behind the addresses: checks, the script, the prompt cache, the batches."""

from __future__ import annotations

import json
from typing import Any

from sandbox.claude.answering import Unwilling, answer
from sandbox.claude.batches import Batches, Result
from sandbox.claude.checks import Body, checked
from sandbox.claude.entries import texts_of
from sandbox.claude.errors import Refused, error_body
from sandbox.claude.manners import refuse_bad_manners
from sandbox.claude.script import Scene, Script
from sandbox.claude.tokens import PromptCache, input_tokens


class Desk:
    """Takes requests as they were sent and gives back what is to be answered."""

    def __init__(self) -> None:
        self.script = Script()
        self.cache = PromptCache()
        self.batches = Batches(self._result)

    def message(self, raw: bytes) -> tuple[dict[str, Any], float]:
        """The answer to one request, and over how many seconds it drips in."""
        if _wants_a_stream(raw):
            raise Refused(400, "stream: this stand-in does not stream")
        body = checked("message", raw)
        refuse_bad_manners(body)
        scene = self._scene(body)
        drips = scene is not None and scene.kind == "drip"
        return answer(body, self.cache, scene), float(scene.wish.get("seconds", 1)) if scene and drips else 0.0

    def count(self, raw: bytes) -> dict[str, int]:
        """How many tokens a request would send."""
        body = checked("count", raw)
        refuse_bad_manners(body)
        return {"input_tokens": input_tokens(body)}

    def batch(self, raw: bytes) -> list[dict[str, Any]]:
        """The requests of a batch whose shape is right; what is wrong inside shows in the results."""
        requests: list[dict[str, Any]] = checked("batch", raw)["requests"]
        return requests

    def _result(self, body: Body) -> Result:
        try:
            refuse_bad_manners(body, batch=True)
            message = answer(body, self.cache, self._scene(body), "batch")
        except Refused as problem:
            return {"type": "errored", "error": error_body(problem.status, problem.message)}
        except Unwilling as problem:
            return _fate(problem.scene)
        return {"type": "succeeded", "message": message}

    def _scene(self, body: Body) -> Scene | None:
        return self.script.next_for("\n".join(texts_of(body["messages"])))


def _fate(scene: Scene) -> Result:
    """How a scripted failure looks in the results of a batch."""
    if scene.kind in ("canceled", "expired"):
        return {"type": scene.kind}
    status = int(scene.wish.get("status", 500))
    return {"type": "errored", "error": error_body(status, "scripted")}


def _wants_a_stream(raw: bytes) -> bool:
    try:
        body = json.loads(raw)
    except ValueError:
        return False
    return isinstance(body, dict) and body.get("stream") is True
