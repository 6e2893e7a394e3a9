"""The query of a Sheets call, checked as Google checks it."""

from __future__ import annotations

import re
import urllib.parse
from typing import Any

from sandbox.google.errors import violations

STANDARD = (
    "fields",
    "alt",
    "key",
    "prettyPrint",
    "quotaUser",
    "access_token",
    "callback",
    "oauth_token",
    "uploadType",
    "upload_protocol",
    "$.xgafv",
)

FLAGS = ("includeGridData", "includeValuesInResponse", "excludeTablesInBandedRanges")

ENUMS = {
    "majorDimension": ("Dimension", ("DIMENSION_UNSPECIFIED", "ROWS", "COLUMNS")),
    "valueRenderOption": ("ValueRenderOption", ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")),
    "responseValueRenderOption": ("ValueRenderOption", ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")),
    "dateTimeRenderOption": ("DateTimeRenderOption", ("SERIAL_NUMBER", "FORMATTED_STRING")),
    "responseDateTimeRenderOption": ("DateTimeRenderOption", ("SERIAL_NUMBER", "FORMATTED_STRING")),
    "valueInputOption": ("ValueInputOption", ("INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED")),
    "insertDataOption": ("InsertDataOption", ("OVERWRITE", "INSERT_ROWS")),
}


def read(text: str, known: tuple[str, ...]) -> dict[str, Any]:
    """The parameters by name; only `ranges` may come more than once."""
    found: dict[str, Any] = {}
    for name, value in urllib.parse.parse_qsl(text, keep_blank_values=True):
        if name not in known and name not in STANDARD:
            raise violations([("", _unknown(name))])
        if name == "ranges":
            found.setdefault(name, []).append(value)
        else:
            found[name] = _value(name, value)
    return found


def _unknown(name: str) -> str:
    return (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
        f"Field '{name}' could not be found in request message."
    )


def _value(name: str, value: str) -> Any:
    if name in FLAGS:
        if value.lower() not in ("true", "false"):
            raise violations([(_snake(name), f"Invalid value at '{_snake(name)}' (TYPE_BOOL), \"{value}\"")])
        return value.lower() == "true"
    kind, allowed = ENUMS.get(name, ("", ()))
    if kind and value not in allowed:
        where = _snake(name)
        text = f"Invalid value at '{where}' (type.googleapis.com/google.apps.sheets.v4.{kind}), \"{value}\""
        raise violations([(where, text)])
    return value


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: "_" + letter[0].lower(), name)
