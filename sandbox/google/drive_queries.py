"""Drive's search: conditions on files, joined by `and`."""

from __future__ import annotations

import re
from typing import Any

from sandbox.google.errors import invalid

_CONDITION = re.compile(
    r"""\s*(?:(?P<field>name|mimeType|trashed|fullText)\s*(?P<sign>!=|=|contains)\s*(?P<value>'(?:[^'\\]|\\.)*'|"[^"]*"|\w+)
    |(?P<parent>'[^']*'|"[^"]*")\s+in\s+parents)\s*""",
    re.VERBOSE,
)


def matches(file: dict[str, Any], query: str) -> bool:
    """Whether a file meets a query; an empty one lets every file through."""
    at, met = 0, True
    while at < len(query.rstrip()):
        found = _CONDITION.match(query, at)
        if found is None:
            raise invalid(f"Invalid Value: the query {query!r} is not understood here.")
        met = met and _met(file, found)
        at = found.end()
        if at < len(query):
            if not query.startswith("and", at):
                raise invalid(f"Invalid Value: the query {query!r} is not understood here.")
            at += 3
    return met


def _met(file: dict[str, Any], found: re.Match[str]) -> bool:
    if found["parent"]:
        return _bare(found["parent"]) in file["parents"]
    value = _bare(found["value"])
    own = file["name"] if found["field"] == "fullText" else file[found["field"]]
    text = str(own).lower() if isinstance(own, bool) else str(own)
    if found["sign"] == "contains":
        return value.casefold() in text.casefold()
    return (text == value) is (found["sign"] == "=")


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text[:1] in "'\"" else text
