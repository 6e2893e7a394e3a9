"""Groups of rows and columns."""

from __future__ import annotations

from sandbox.google.batch.kind import Kind, inside, span
from sandbox.google.blocks import JSON, ROWS
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.spreadsheet_json import group_json
from sandbox.google.tab import Group, Tab


def depths(tab: Tab, dimension: str) -> list[int]:
    """How deep every line is grouped."""
    found = [0] * tab.length(dimension)
    for start, end, depth in tab.groups[dimension]:
        for at in range(start, min(end, len(found))):
            found[at] = max(found[at], depth)
    return found


def grouped(found: list[int]) -> list[Group]:
    """The groups that depths make: one for each stretch at each depth."""
    groups: list[Group] = []
    for depth in range(1, max(found, default=0) + 1):
        start: int | None = None
        for at, deep in enumerate([*found, 0]):
            if deep >= depth and start is None:
                start = at
            elif deep < depth and start is not None:
                groups.append((start, at, depth))
                start = None
    return groups


def _change(book: Book, told: JSON, by: int) -> tuple[Tab, str]:
    found = inside(told, "range")
    tab = book.tab(found.get("sheetId"))
    dimension, start, end = span(tab, found)
    if end > tab.length(dimension):
        raise invalid(f"range.endIndex[{end}] must be at most {tab.length(dimension)}.")
    deep = depths(tab, dimension)
    if by < 0 and not any(deep[start:end]):
        raise invalid(f"No {dimension.lower()} in this range are grouped.")
    deep[start:end] = [max(0, one + by) for one in deep[start:end]]
    if max(deep) > 8:
        raise invalid("Groups cannot be nested deeper than 8.")
    tab.groups[dimension] = grouped(deep)
    tab.grid["rowGroupControlAfter" if dimension == ROWS else "columnGroupControlAfter"] = True
    return tab, dimension


def _reply(kind: str, tab: Tab, dimension: str) -> JSON:
    groups = [group_json(tab.id, dimension, start, end, depth) for start, end, depth in tab.groups[dimension]]
    return {kind: {"dimensionGroups": groups} if groups else {}}


def add_dimension_group(book: Book, told: JSON) -> JSON:
    """One level deeper."""
    return _reply("addDimensionGroup", *_change(book, told, 1))


def delete_dimension_group(book: Book, told: JSON) -> JSON:
    """One level back; that the tab was grouped once stays visible in its properties."""
    return _reply("deleteDimensionGroup", *_change(book, told, -1))


KINDS: dict[str, Kind] = {"addDimensionGroup": add_dimension_group, "deleteDimensionGroup": delete_dimension_group}
