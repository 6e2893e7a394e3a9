"""Data filters: ranges found by A1 text, by grid or by developer metadata."""

from __future__ import annotations

from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.tab import Tab

_ALONE = {"ROW": ROWS, "COLUMN": COLUMNS}


def kind_of(data_filter: JSON) -> str:
    """Which of the three ways a filter uses; it has to be exactly one."""
    used = [key for key in ("developerMetadataLookup", "a1Range", "gridRange") if data_filter.get(key) is not None]
    if len(used) != 1:
        raise invalid("A data filter must have exactly one of developerMetadataLookup, a1Range and gridRange.")
    return used[0]


def matching(book: Book, data_filter: JSON) -> list[JSON]:
    """The metadata a filter finds: by lookup, or all of it inside a range."""
    kind = kind_of(data_filter)
    if kind == "developerMetadataLookup":
        lookup = data_filter[kind]
        return [one for one in book.metadata if _fits(book, one, lookup)]
    tab, block = _range(book, data_filter, kind)
    return [one for one in book.metadata if _inside(one, tab, block)]


def areas(book: Book, data_filter: JSON) -> list[tuple[Tab, Block]]:
    """The blocks a filter stands for."""
    kind = kind_of(data_filter)
    if kind != "developerMetadataLookup":
        return [_range(book, data_filter, kind)]
    return [area for one in matching(book, data_filter) for area in located(book, one)]


def located(book: Book, one: JSON) -> list[tuple[Tab, Block]]:
    """Where metadata hangs, as blocks: its line, its tab or every tab."""
    location = one["location"]
    if location.get("spreadsheet"):
        return [(tab, tab.whole) for tab in book.tabs]
    found = location.get("dimensionRange")
    if not found:
        tab = book.tab(location.get("sheetId"))
        return [(tab, tab.whole)]
    tab = book.tab(found.get("sheetId"))
    return [(tab, tab.whole.with_span(found["dimension"], found.get("startIndex", 0), found["endIndex"]))]


def _range(book: Book, data_filter: JSON, kind: str) -> tuple[Tab, Block]:
    if kind == "a1Range":
        return book.area(str(data_filter[kind]))
    tab = book.tab(data_filter[kind].get("sheetId"))
    return tab, tab.block(data_filter[kind])


def _inside(one: JSON, tab: Tab, block: Block) -> bool:
    location = one["location"]
    found = location.get("dimensionRange")
    if not found:
        own_tab = not location.get("spreadsheet") and (location.get("sheetId") or 0) == tab.id
        return own_tab and block.covers(tab.whole)
    if (found.get("sheetId") or 0) != tab.id:
        return False
    start, end = block.span(found["dimension"])
    return start <= found.get("startIndex", 0) and bool(found["endIndex"] <= end)


def _fits(book: Book, one: JSON, lookup: JSON) -> bool:
    for key in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if lookup.get(key) is not None and lookup[key] != one.get(key):
            return False
    wanted = lookup.get("locationType")
    place = lookup.get("metadataLocation")
    if wanted and wanted != one["location"]["locationType"]:
        return False
    return place is None or _at_place(book, one["location"], place, lookup.get("locationMatchingStrategy"))


def _at_place(book: Book, location: JSON, place: JSON, strategy: Any) -> bool:
    """Exactly there, or, where locations may intersect, anything in the same tab or line."""
    exact = _same(location, place)
    if exact or strategy in (None, "EXACT_LOCATION"):
        return exact
    if place.get("spreadsheet"):
        return True
    found = place.get("dimensionRange")
    sheet = (found or place).get("sheetId") or 0
    own = location.get("dimensionRange")
    if location.get("spreadsheet") or ((own or location).get("sheetId") or 0) != sheet:
        return False
    if not found or not own or own["dimension"] != found["dimension"]:
        return True
    end = found.get("endIndex") or book.tab(sheet).length(found["dimension"])
    return bool(own.get("startIndex", 0) < end and (found.get("startIndex") or 0) < own["endIndex"])


def _same(location: JSON, place: JSON) -> bool:
    found, own = place.get("dimensionRange"), location.get("dimensionRange")
    if found and own:
        keys = ("sheetId", "startIndex", "endIndex")
        return found["dimension"] == own["dimension"] and all((found.get(at) or 0) == (own.get(at) or 0) for at in keys)
    if found or own:
        return False
    if place.get("spreadsheet") or location.get("spreadsheet"):
        return bool(place.get("spreadsheet")) == bool(location.get("spreadsheet"))
    return (place.get("sheetId") or 0) == (location.get("sheetId") or 0)
