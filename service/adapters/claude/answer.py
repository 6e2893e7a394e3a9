"""A reply of the API, read with suspicion: which rows it holds, and whether it came to its end."""

import json
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

Row = Mapping[str, Any]
BETWEEN = re.compile(r"[\s,]*")


class Fate(Enum):
    """What became of an answer."""

    WHOLE = "came to its end"
    CUT = "ended too early"
    REFUSED = "was refused"
    UNREADABLE = "cannot be read"


class Answer(NamedTuple):
    """The rows of an answer by number, and its fate."""

    rows: Mapping[int, Row]
    fate: Fate
    model: str = ""


UNREADABLE = Answer({}, Fate.UNREADABLE)


def read_reply(reply: Any) -> Answer:
    """The answer in a reply; whatever is no message of the expected kind is unreadable."""
    content = getattr(reply, "content", None)
    if not isinstance(content, list):
        return UNREADABLE
    text = "".join(block.text for block in content if getattr(block, "type", "") == "text" and block.text)
    model, reason = str(reply.model or ""), reply.stop_reason
    if reason == "refusal":
        return Answer({}, Fate.REFUSED, model)
    if reason in ("max_tokens", "model_context_window_exceeded"):
        return Answer(_by_number(complete_rows(text)), Fate.CUT, model)
    rows = _all_rows(text)
    if reason != "end_turn" or rows is None:
        return UNREADABLE
    return Answer(_by_number(rows), Fate.WHOLE, model)


def _all_rows(text: str) -> list[Any] | None:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    rows = whole.get("rows") if isinstance(whole, dict) else None
    return rows if isinstance(rows, list) else None


def complete_rows(text: str) -> list[Any]:
    """The rows of an answer that was cut off, up to the last complete one."""
    rows: list[Any] = []
    place = text.find("[") + 1
    decoder = json.JSONDecoder()
    while place:
        start = BETWEEN.match(text, place)
        try:
            row, place = decoder.raw_decode(text, start.end() if start else place)
        except (ValueError, RecursionError):
            break
        rows.append(row)
    return rows


def _by_number(rows: list[Any]) -> dict[int, Row]:
    """The rows by their own number, never by their place; of two with one number the first, with no confidence left."""
    found: dict[int, Row] = {}
    for row in rows:
        n = row.get("n") if isinstance(row, dict) else None
        if not isinstance(n, int) or isinstance(n, bool):
            continue
        found[n] = {**found[n], "confidence": 0.0} if n in found else row
    return found
