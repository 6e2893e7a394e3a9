"""Whether values fit the schema beyond doubt: to load the standard validator takes longer than to read every paper.

Only a yes counts. Wherever this says no, the standard validator is asked, and it alone says what is wrong.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from service.adapters.sows.shape import Schema, schema

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, Decimal),
}  # fmt: skip
ANY = tuple(kind for kinds in TYPES.values() for kind in kinds)


def fits(value: Any, wanted: Schema) -> bool:
    """Whether each keyword is known here, and met or about values of another type."""
    for key, asked in wanted.items():
        kinds, look = _LOOKS.get(key, _UNKNOWN)
        if type(value) in kinds and not look(value, asked, wanted):
            return False
    return True


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as 2026-10-31."""
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_of(value: Any, asked: Any, _wanted: Schema) -> bool:
    return any(type(value) in TYPES[name] for name in ([asked] if isinstance(asked, str) else asked))


def _others_fit(value: dict[str, Any], asked: Any, wanted: Schema) -> bool:
    """Keys that are not listed; where there may be none, there is none."""
    others = [one for key, one in value.items() if key not in wanted.get("properties", ())]
    return all(fits(one, asked) for one in others) if isinstance(asked, Mapping) else not others


_Look = tuple[tuple[type, ...], Callable[[Any, Any, Schema], bool]]
_UNKNOWN: _Look = (ANY, lambda *_: False)
_LOOKS: Mapping[str, _Look] = {
    "type": (ANY, _is_of),
    "enum": (ANY, lambda value, asked, _: isinstance(value, str) and value in asked),
    "anyOf": (ANY, lambda value, asked, _: any(fits(value, one) for one in asked)),
    "$ref": (ANY, lambda value, asked, _: fits(value, schema()["$defs"][asked.removeprefix("#/$defs/")])),
    "minimum": (TYPES["number"], lambda value, asked, _: value >= asked),
    "maximum": (TYPES["number"], lambda value, asked, _: value <= asked),
    "exclusiveMinimum": (TYPES["number"], lambda value, asked, _: value > asked),
    "pattern": ((str,), lambda value, asked, _: re.search(asked, value) is not None),
    "format": ((str,), lambda value, asked, _: asked == "date" and is_day(value)),
    "minLength": ((str,), lambda value, asked, _: len(value) >= asked),
    "items": ((list,), lambda value, asked, _: all(fits(one, asked) for one in value)),
    "minItems": ((list,), lambda value, asked, _: len(value) >= asked),
    "maxItems": ((list,), lambda value, asked, _: len(value) <= asked),
    "required": ((dict,), lambda value, asked, _: all(key in value for key in asked)),
    "minProperties": ((dict,), lambda value, asked, _: len(value) >= asked),
    "properties": ((dict,), lambda value, asked, _: all(fits(value[key], asked[key]) for key in asked if key in value)),
    "additionalProperties": ((dict,), _others_fit),
    **dict.fromkeys(("description", "title", "examples", "x-later"), ((), lambda *_: True)),
}
"""For each keyword the types it speaks of, and what it asks of them; the last ones ask for nothing."""
