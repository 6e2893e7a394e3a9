"""Field masks: which parts of a message are read or written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sandbox.google.errors import invalid

Mask = dict[str, Any]
"""Field name to the mask below it; an empty one means everything below."""

_TOKEN = re.compile(r"[(),]|[^(),\s]+")


@lru_cache(maxsize=512)
def parsed(text: str) -> Mask:
    """`a.b(c,d),e/f` as a tree; an empty text or `*` is everything."""
    tokens = _TOKEN.findall(text)
    paths, end = _group(tokens, 0, ())
    if end < len(tokens):
        raise invalid(f"Invalid field selection {text}")
    mask: Mask = {}
    if ("*",) not in paths:
        for path in paths:
            _plant(mask, path)
    return mask


def _group(tokens: list[str], at: int, before: tuple[str, ...]) -> tuple[list[tuple[str, ...]], int]:
    """The paths up to a closing bracket, and where that stands."""
    paths: list[tuple[str, ...]] = []
    while at < len(tokens) and tokens[at] != ")":
        token, at = tokens[at], at + 1
        if token == ",":
            continue
        if token == "(":
            raise invalid("Invalid field selection (")
        here = (*before, *re.split(r"[./]", token))
        if tokens[at : at + 1] != ["("]:
            paths.append(here)
            continue
        inner, at = _group(tokens, at + 1, here)
        if tokens[at : at + 1] != [")"]:
            raise invalid(f"Invalid field selection {'.'.join(here)}: a bracket is not closed")
        paths, at = paths + inner, at + 1
    return paths, at


def _plant(mask: Mask, path: tuple[str, ...]) -> None:
    """Add one path; what is let through whole already stays whole."""
    for name in path:
        if name == "*":
            break
        if name in mask and not mask[name]:
            return
        mask = mask.setdefault(name, {})
    mask.clear()


def picked(value: Any, mask: Mask) -> Any:
    """What a mask lets through of a message; a message stays, if only as an empty one."""
    if not mask:
        return value
    if isinstance(value, list):
        return [picked(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: picked(value[name], inner) for name, inner in mask.items() if name in value}


def written(target: dict[str, Any], source: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The target with the masked fields of the source: set where it has them, cleared where it has not."""
    if not mask:
        return dict(source)
    told = dict(target)
    for name, inner in mask.items():
        value = source.get(name)
        if inner and (isinstance(value, dict) or isinstance(told.get(name), dict)):
            told[name] = written(told.get(name) or {}, value or {}, inner)
        elif value is None:
            told.pop(name, None)
        else:
            told[name] = value
    return told


def required(text: Any) -> Mask:
    """The mask of a batchUpdate entry, which has to be there."""
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parsed(str(text))


def names(mask: Mask, name: str) -> bool:
    """Whether a mask writes a field, itself or something below it."""
    return not mask or name in mask


def with_defaults(mask: Mask, fields: tuple[str, ...]) -> Mask | None:
    """The part of a mask about some fields, None where it names none of them; everything is all of them.

    A colour that is named by one of its two halves is named by both.
    """
    if not mask:
        return {name: {} for name in fields}
    named = {name.removesuffix("Style") for name in mask}
    found = {name: mask.get(name, {}) for name in fields if name in mask or name.removesuffix("Style") in named}
    return found or None
