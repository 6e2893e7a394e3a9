"""A checked request answered: the rows the schema asks for, in a message as the SDK knows it."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import jsonschema
from anthropic.types import Message, TextBlock, ThinkingBlock, Usage

from sandbox.claude.brain.contracts import terms_in
from sandbox.claude.brain.notes import parts_in
from sandbox.claude.brain.reading import Entry, read
from sandbox.claude.checks import Body
from sandbox.claude.entries import Question, question_in, texts_of
from sandbox.claude.errors import Refused
from sandbox.claude.script import ROW_KINDS, Scene
from sandbox.claude.tokens import PromptCache, tokens_in
from sandbox.claude.wording import EMPTY, row_of, rows_field

THOUGHT = "The entries are short; each names its work."


class Unwilling(Exception):
    """A scripted answer that is no message: a status with headers, a body of another shape, a fate in a batch."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.kind)
        self.scene = scene


class Said(NamedTuple):
    """What the model says, why it stops, and what it thought before."""

    text: str
    reason: str
    thought: str = ""


def answer(body: Body, cache: PromptCache, scene: Scene | None = None, tier: str = "standard") -> dict[str, Any]:
    """The message for a request, changed as the scene wants it, as JSON."""
    kind, wish = (scene.kind, scene.wish) if scene is not None else ("", {})
    if scene is not None and kind in ("error", "body", "canceled", "expired"):
        raise Unwilling(scene)
    if kind == "slow":
        time.sleep(float(wish.get("seconds", 1)))
    said = Said(text_for(body, scene), "end_turn")
    longest = body["max_tokens"] * 5 // 2
    if len(said.text) > longest:
        said = Said(said.text[:longest], "max_tokens")
    if kind in MANNERS:
        said = MANNERS[kind](wish, said)
    usage = cache.usage(body, tokens_in(said.text), tokens_in(said.thought), tier)
    told = _message(body, said, usage)
    if kind == "stop_reason":
        told["stop_reason"] = wish.get("value", "tired")
    if kind == "usage":
        told["usage"].update(wish.get("tokens", {}))
    return told


def text_for(body: Body, scene: Scene | None = None) -> str:
    """What the model says: JSON where a schema is asked for, a sentence otherwise."""
    shape = (body.get("output_config") or {}).get("format")
    question = question_in(body)
    if shape is None:
        return _sentences(body)
    schema = shape["schema"]
    found = rows_field(schema)
    whole: dict[str, Any] = {
        name: EMPTY.get(str(part.get("type"))) for name, part in schema.get("properties", {}).items()
    }
    if found is not None:
        name, item = found
        whole[name] = terms_in(_turn(body)) if "value" in item["properties"] else rows_for(question, item)
    _hold_to(schema, whole)
    if found is not None and scene is not None and scene.kind in ROW_KINDS and whole[found[0]]:
        whole[found[0]] = ROW_KINDS[scene.kind](scene.wish, whole[found[0]])
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _turn(body: Body) -> str:
    return "\n".join(texts_of(body["messages"][-1:]))


def rows_for(question: Question, item: dict[str, Any]) -> list[dict[str, Any]]:
    """One row for each entry: its pieces where the schema asks for parts, what it says where it does not."""
    if "parts" not in item["properties"]:
        return [row_of(reading, item) for reading in question.readings()]
    return [
        {"n": entry.n, "parts": parts_in(entry.text, question.clients, question.projects)} for entry in question.entries
    ]


def _hold_to(schema: dict[str, Any], whole: dict[str, Any]) -> None:
    """An answer outside the schema cannot happen at the real service, so it must not happen here."""
    try:
        jsonschema.validate(whole, schema)
    except jsonschema.ValidationError as problem:
        raise Refused(500, f"The stand-in cannot fill this schema: {problem.message}") from problem


def _sentences(body: Body) -> str:
    entries = question_in(body).entries or tuple(Entry(1, text) for text in texts_of(body["messages"][-1:]))
    return "\n".join(f"{entry.n}: {read(entry).code}" for entry in entries)


def _cut(wish: dict[str, Any], said: Said) -> Said:
    """An answer that ends in the middle of a row."""
    place = max(1, int(len(said.text) * float(wish.get("share", 0.5))))
    inside = re.compile(r'"n":\d+,').search(said.text, place)
    return Said(said.text[: inside.end() if inside else place], "max_tokens")


MANNERS: dict[str, Callable[[dict[str, Any], Said], Said]] = {
    "refusal": lambda wish, _: Said(str(wish.get("text", "")), "refusal"),
    "empty": lambda _, said: Said("", said.reason),
    "cut": _cut,
    "text": lambda wish, said: Said(str(wish.get("text", "")), said.reason),
    "thinking": lambda _, said: Said(said.text, said.reason, THOUGHT),
}
"""How a scene changes what is said as a whole."""


def _blocks(said: Said) -> list[TextBlock | ThinkingBlock]:
    thought = ThinkingBlock(type="thinking", thinking=said.thought, signature=secrets.token_hex(16))
    text = TextBlock(type="text", text=said.text, citations=None)
    return [*([thought] if said.thought else []), *([text] if said.text else [])]


def _message(body: Body, said: Said, usage: Usage) -> dict[str, Any]:
    message = Message.model_validate(
        {
            "id": "msg_" + secrets.token_hex(12),
            "type": "message",
            "role": "assistant",
            "model": body["model"],
            "content": _blocks(said),
            "stop_reason": said.reason,
            "stop_sequence": None,
            "stop_details": {"type": "refusal"} if said.reason == "refusal" else None,
            "usage": usage,
        }
    )
    return message.model_dump(mode="json")
