"""What every kind of batchUpdate request looks like from inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.blocks import JSON, ROWS, Block
from sandbox.google.book import Book, past_the_grid
from sandbox.google.errors import invalid
from sandbox.google.protection import guard
from sandbox.google.spreadsheet_json import CALLER
from sandbox.google.tab import Tab

Kind = Callable[[Book, JSON], JSON]
"""Changes the draft it is given and answers its reply, empty where there is nothing to say."""


def target(book: Book, grid: JSON | None) -> tuple[Tab, Block]:
    """The tab and block of a GridRange; a start outside the grid is refused, a far end is cut."""
    grid = grid or {}
    tab = book.tab(grid.get("sheetId"))
    _outside(tab, grid)
    block = tab.block(grid)
    if block.height <= 0 or block.width <= 0:
        raise invalid(f"Range is empty: rows {block.top} to {block.bottom}, columns {block.left} to {block.right}.")
    return tab, block


def _outside(tab: Tab, grid: JSON) -> None:
    for start, end in (("startRowIndex", "endRowIndex"), ("startColumnIndex", "endColumnIndex")):
        first, last = grid.get(start) or 0, grid.get(end)
        if first < 0 or (last is not None and last < first):
            raise invalid(f"{start}[{first}] must be at least 0 and not past {end}[{last}].")
    block = Block(
        grid.get("startRowIndex") or 0,
        grid.get("startColumnIndex") or 0,
        grid.get("endRowIndex") or tab.row_count,
        grid.get("endColumnIndex") or tab.column_count,
    )
    if block.top >= tab.row_count or block.left >= tab.column_count:
        raise invalid(past_the_grid(tab, block))


def allowed(tab: Tab, block: Block) -> None:
    """Refuse a block that is protected from the caller."""
    guard(tab, block, CALLER)


def span(tab: Tab, found: JSON) -> tuple[str, int, int]:
    """Dimension, start and end of a DimensionRange; missing ends are the edges."""
    dimension = found.get("dimension")
    if dimension not in ("ROWS", "COLUMNS"):
        raise invalid("No dimension specified.")
    edge = tab.length(dimension)
    start, end = found.get("startIndex") or 0, found.get("endIndex")
    end = edge if end is None else end
    if start < 0 or end <= start:
        raise invalid(f"range.startIndex[{start}] must be less than range.endIndex[{end}]")
    return dimension, start, end


def lines(tab: Tab, dimension: str, start: int, end: int) -> Block:
    """Whole rows or columns as a block."""
    if dimension == ROWS:
        return Block(start, 0, end, tab.column_count)
    return Block(0, start, tab.row_count, end)


def inside(message: JSON, key: str) -> Any:
    """A part of a request that has to be there."""
    found = message.get(key)
    if found is None:
        raise invalid(f"Must specify {key}.")
    return found
