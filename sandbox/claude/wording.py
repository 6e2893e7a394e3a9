"""A reading put into the words of the schema that the request asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sandbox.claude.brain.reading import Reading

Schema = dict[str, Any]

NAMES = {
    "STR": ("str", "strategy", "strategy_and_planning"),
    "DES": ("des", "design"),
    "DEV": ("dev", "development"),
    "QA": ("qa", "testing", "testing_and_review", "quality_assurance"),
    "PM": ("pm", "project_management"),
    "MTG": ("mtg", "meeting", "meetings"),
    "CON": ("con", "content", "content_and_copy"),
    "RES": ("res", "research"),
    "SUP": ("sup", "support", "support_and_maintenance"),
    "ADM": ("adm", "administration", "admin"),
    "TRV": ("trv", "travel"),
    "SAL": ("sal", "sales"),
    "OPS": ("ops", "operations"),
    "TRN": ("trn", "training", "training_and_learning"),
    "DOC": ("doc", "documentation"),
    "OFF": ("off", "not_work", "time_off", "leave"),
    "UNK": ("unk", "unclear", "unknown", "other"),
}
"""What a schema may call each kind of work."""

SIGNS = {
    "vague": ("vague", "unspecific"),
    "admin": ("admin", "administrative"),
    "meeting": ("meeting", "call"),
    "rework": ("rework", "own_rework"),
    "sensitive": ("sensitive", "unsuitable"),
    "instructions": ("speaks_to_software", "instruction_like", "instructions", "suspicious_text"),
}
"""What a schema may call each sign."""

FACTS: dict[str, Callable[[Reading], Any]] = {
    "n": lambda reading: reading.n,
    "confidence": lambda reading: reading.confidence,
    "conf": lambda reading: reading.confidence,
    "specific": lambda reading: "vague" not in reading.signs,
    "tasks": lambda reading: list(reading.tasks),
    "durations": lambda reading: list(reading.durations),
    "project": lambda reading: reading.project,
    "project_hint": lambda reading: reading.project,
    "project_margin": lambda reading: reading.margin,
    "scope": lambda reading: reading.scope,
    "scope_hint": lambda reading: reading.scope,
    "other_client": lambda reading: reading.other_client,
    "quote": lambda reading: reading.quote,
    "wording": lambda reading: reading.wording,
}
"""Fields whose value does not depend on the words of the schema."""

EMPTY: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": [], "object": {}}


def row_of(reading: Reading, schema: Schema) -> dict[str, Any]:
    """A reading as one row; optional fields that would be empty are left out."""
    required = set(schema.get("required", ()))
    row = {name: _value(name, reading, shape) for name, shape in schema.get("properties", {}).items()}
    return {name: value for name, value in row.items() if name in required or value not in (None, "", [], False)}


def _value(name: str, reading: Reading, shape: Schema) -> Any:
    if name in ("category", "cat", "label"):
        known = shape.get("enum") or ()
        return reading.followed if reading.followed in known else _word(NAMES[reading.code], shape.get("enum"))
    if name in ("second_category", "second"):
        return _word(NAMES[reading.second], shape.get("enum")) if reading.second else None
    if name in ("signs", "flags"):
        allowed = shape.get("items", {}).get("enum")
        found = (_word(SIGNS[sign], allowed, default=None) for sign in reading.signs)
        return [word for word in found if word]
    for sign, words in SIGNS.items():
        if name in words:
            return sign in reading.signs
    return FACTS[name](reading) if name in FACTS else EMPTY.get(str(shape.get("type")))


def _word(names: Sequence[str], allowed: Sequence[str] | None, default: str | None = "") -> str | None:
    """The first of the names that the schema knows."""
    if allowed is None:
        return names[0]
    known = {word.casefold(): word for word in allowed}
    return next((known[name] for name in names if name in known), allowed[-1] if default == "" else default)


def rows_field(schema: Schema) -> tuple[str, Schema] | None:
    """The field of the schema that holds the rows, and the schema of a row."""
    for name, shape in schema.get("properties", {}).items():
        item = shape.get("items", {})
        item = schema.get("$defs", {}).get(item.get("$ref", "").rpartition("/")[2], item)
        if shape.get("type") == "array" and "properties" in item:
            return name, item
    return None
