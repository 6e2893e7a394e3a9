"""A tree of texts becomes values: a text where the schema asks for text, a Decimal where it asks for a number."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from service.adapters.sows.document import Keyed, Listed, Node, Scalar

Steps: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists from 0."""
Schema: TypeAlias = Mapping[str, Any]

SCHEMA = Path(__file__).parents[3] / "sows" / "sow.schema.json"
NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")
WHOLE = re.compile(r"[-+]?\d+")
TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Shaped(NamedTuple):
    """The values of a file, and the line on which each of them stands."""

    values: Any
    lines: Mapping[Steps, int]


@cache
def schema() -> Schema:
    """The schema of all SOW files; its numbers are decimals too."""
    loaded: Schema = json.loads(SCHEMA.read_text(encoding="utf-8"), parse_float=Decimal)
    return loaded


def shaped(node: Node, wanted: Schema) -> Shaped:
    """The values of a tree, each in the form that `wanted` asks for at its place."""
    lines: dict[Steps, int] = {}
    return Shaped(_value(node, wanted, (), lines), lines)


def resolved(wanted: Schema) -> Schema:
    """The schema that a reference points to, with what stands beside the reference on top."""
    target = wanted.get("$ref")
    if target is None:
        return wanted
    found: Schema = schema()["$defs"][str(target).rpartition("/")[2]]
    return {**resolved(found), **{key: value for key, value in wanted.items() if key != "$ref"}}


def choices(wanted: Schema) -> list[Schema]:
    """The schemas a value may follow: one, or each branch of an anyOf."""
    wanted = resolved(wanted)
    return [branch for one in wanted["anyOf"] for branch in choices(one)] if "anyOf" in wanted else [wanted]


def _value(node: Node, wanted: Schema, steps: Steps, lines: dict[Steps, int]) -> Any:
    lines.setdefault(steps, node.line)
    if isinstance(node, Scalar):
        return _scalar(node, choices(wanted))
    if isinstance(node, Listed):
        inner = _first(wanted, "items")
        return [_value(item, inner, (*steps, place), lines) for place, item in enumerate(node.items)]
    return _keyed(node, wanted, steps, lines)


def _keyed(node: Keyed, wanted: Schema, steps: Steps, lines: dict[Steps, int]) -> dict[str, Any]:
    known, others = _first(wanted, "properties"), _first(wanted, "additionalProperties")
    values = {}
    for key, value in node.pairs:
        lines[(*steps, key.text)] = key.line
        values[key.text] = _value(value, known.get(key.text, others), (*steps, key.text), lines)
    return values


def _first(wanted: Schema, keyword: str) -> Schema:
    found: object = next((one[keyword] for one in choices(wanted) if keyword in one), {})
    return found if isinstance(found, Mapping) else {}


def _scalar(node: Scalar, wanted: list[Schema]) -> Any:
    if not node.plain or any(_wants_text(one) for one in wanted):
        return _text(node, wanted)
    if node.text in {"", "~", "null"}:
        return None
    if any(one.get("type") == "boolean" for one in wanted):
        return TRUTH.get(node.text.casefold(), node.text)
    if WHOLE.fullmatch(node.text) and any(one.get("type") == "integer" for one in wanted):
        return int(node.text)
    if NUMBER.fullmatch(node.text):
        return Decimal(node.text)
    free = not any("type" in one for one in wanted)
    return TRUTH[node.text] if free and node.text in {"true", "false"} else node.text


def _wants_text(wanted: Schema) -> bool:
    return wanted.get("type") == "string" or "enum" in wanted


def _text(node: Scalar, wanted: list[Schema]) -> str | None:
    """The text as written; a blank is nothing, and a level written as false is `off`."""
    if node.plain and not node.text:
        return None
    levels = any("off" in one.get("enum", ()) for one in wanted)
    return "off" if node.plain and levels and node.text.casefold() == "false" else node.text
