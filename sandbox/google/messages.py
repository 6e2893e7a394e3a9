"""The messages of the API: which fields there are and of which type, so that a misspelt one is refused.

`messages.json` holds one message a line, drawn from Google's public description of Sheets v4.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from sandbox.google.errors import ApiError, invalid, violations
from sandbox.google.masks import Mask, parsed

MESSAGES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("messages.json").read_text())

TYPES = "type.googleapis.com/google.apps.sheets.v4."

MASKED = {
    "appendCells": "CellData",
    "repeatCell": "CellData",
    "updateCells": "CellData",
    "updateDeveloperMetadata": "DeveloperMetadata",
    "updateDimensionProperties": "DimensionProperties",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateTable": "Table",
}
"""The message that the field mask of a kind of request is about."""

Misfit = tuple[str, str]
"""A field and what is wrong with it."""


@lru_cache(maxsize=1024)
def snake(name: str) -> str:
    """A field's name as error messages write it."""
    return re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def check(message: str, body: dict[str, Any]) -> None:
    """Refuse a body that does not fit its message."""
    misfits: list[Misfit] = []
    _message(message, body, "", misfits)
    if misfits:
        raise violations(misfits)


def _message(name: str, body: Any, path: str, misfits: list[Misfit]) -> None:
    if not isinstance(body, dict):
        misfits.append((path, f"Invalid value at '{path}' ({TYPES}{name}), {quoted(body)}"))
        return
    fields = MESSAGES[name]
    for key, value in body.items():
        kind = fields.get(key)
        if kind is None:
            where = f" at '{path}'" if path else ""
            text = f'Invalid JSON payload received. Unknown name "{key}"{where}: Cannot find field.'
            misfits.append((path, text))
        elif value is not None and kind != "any" and not _plainly(kind, value):
            _value(kind, value, f"{path}.{snake(key)}" if path else snake(key), misfits)


def _plainly(kind: str, value: Any) -> bool:
    """The common case, without making a path."""
    return (kind == "string" and isinstance(value, str)) or (kind == "number" and type(value) in (int, float))


def _value(kind: str, value: Any, path: str, misfits: list[Misfit]) -> None:
    if kind.startswith("[]"):
        _list(kind[2:], value, path, misfits)
    elif kind.startswith("{}"):
        for key, inner in value.items() if isinstance(value, dict) else ():
            _value(kind[2:], inner, f"{path}[{key}]", misfits)
    elif kind in MESSAGES:
        _message(kind, value, path, misfits)
    elif kind != "any" and (told := _misfit(kind, value)):
        misfits.append((path, f"Invalid value at '{path}' ({told}), {quoted(value)}"))


def _list(kind: str, value: Any, path: str, misfits: list[Misfit]) -> None:
    if not isinstance(value, list):
        value = [value]
    for at, inner in enumerate(value):
        if inner is None:
            misfits.append((f"{path}[{at}]", f"Invalid value at '{path}[{at}]': a list holds no null"))
        else:
            _value(kind, inner, f"{path}[{at}]", misfits)


def _misfit(kind: str, value: Any) -> str:
    """The type a plain value should have had; empty where it fits."""
    if "|" in kind:
        return "" if value in kind.split("|") or isinstance(value, int) else "TYPE_ENUM"
    if kind == "string":
        return "" if isinstance(value, str) else "TYPE_STRING"
    if kind == "boolean":
        return "" if isinstance(value, bool) else "TYPE_BOOL"
    if isinstance(value, bool) or not _number(value):
        return "TYPE_INT32" if kind == "integer" else "TYPE_DOUBLE"
    return "TYPE_INT32" if kind == "integer" and float(value) != int(float(value)) else ""


def _number(value: Any) -> bool:
    if isinstance(value, int | float):
        return True
    return isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def quoted(value: Any) -> str:
    """A value as an error message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def strange(name: str, mask: Mask, path: str = "") -> str:
    """The first path of a mask that a message does not have; empty where it has them all."""
    fields = MESSAGES.get(name)
    if fields is None:
        return ""
    for key, inner in mask.items():
        here = f"{path}.{key}" if path else key
        kind = fields.get(key)
        if kind is None:
            return here
        if found := strange(kind.lstrip("[]{}"), inner, here):
            return found
    return ""


@lru_cache(maxsize=512)
def _answer_misfit(name: str, text: str) -> str:
    return strange(name, parsed(text))


def check_answer_mask(name: str, text: str | None) -> None:
    """Refuse a mask that names something the answer can never hold."""
    if text and (path := _answer_misfit(name, text)):
        told = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
        details = [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"field": path, "description": told}],
            }
        ]
        raise ApiError(400, "Request contains an invalid argument.", details)


def check_request_mask(kind: str, mask: Mask) -> None:
    """Refuse a mask of a batchUpdate entry that names a field which does not exist."""
    name = MASKED.get(kind)
    if name and (path := strange(name, mask)):
        raise invalid(f"Invalid field: {path}")
