"""Named ranges."""

from __future__ import annotations

import re

from sandbox.google.batch.kind import Kind, inside, target
from sandbox.google.batch.tabs import free_id
from sandbox.google.blocks import JSON, kept_grid, without_zero_sheet
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.masks import names, required
from sandbox.google.notation import corners

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}")


def _refuse(book: Book, name: str, own: str) -> None:
    if not _NAME.fullmatch(name) or corners(name) is not None or name.upper() in ("TRUE", "FALSE"):
        raise invalid(f'The name "{name}" is not a valid name for a named range.')
    known = book.named_range(name)
    if known is not None and known["namedRangeId"] != own:
        raise invalid(f'A named range with the name "{name}" already exists.')


def add_named_range(book: Book, told: JSON) -> JSON:
    """A name for a range."""
    wish = inside(told, "namedRange")
    tab, _ = target(book, inside(wish, "range"))
    taken = {one["namedRangeId"] for one in book.named}
    own = str(wish.get("namedRangeId") or free_id(set()))
    if own in taken:
        raise invalid(f"A named range with the id {own} already exists.")
    _refuse(book, wish.get("name") or "", own)
    named = {"namedRangeId": own, "name": wish["name"], "range": kept_grid(tab.id, wish["range"])}
    book.named.append(named)
    return {"addNamedRange": {"namedRange": {**named, "range": without_zero_sheet(named["range"])}}}


def _at(book: Book, own: str) -> int:
    found = next((at for at, one in enumerate(book.named) if one["namedRangeId"] == own), None)
    if found is None:
        raise invalid(f"No named range with id: {own}")
    return found


def update_named_range(book: Book, told: JSON) -> JSON:
    """Another name or range."""
    mask = required(told.get("fields"))
    wish = inside(told, "namedRange")
    at = _at(book, str(wish.get("namedRangeId") or ""))
    named = dict(book.named[at])
    if names(mask, "name"):
        _refuse(book, wish.get("name") or "", named["namedRangeId"])
        named["name"] = wish["name"]
    if names(mask, "range"):
        tab, _ = target(book, inside(wish, "range"))
        named["range"] = kept_grid(tab.id, wish["range"])
    book.named[at] = named
    return {}


def delete_named_range(book: Book, told: JSON) -> JSON:
    """A name goes."""
    del book.named[_at(book, str(told.get("namedRangeId") or ""))]
    return {}


KINDS: dict[str, Kind] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
}
