"""Rows in another order."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.google.batch.kind import Kind, allowed, target
from sandbox.google.blocks import JSON, Block
from sandbox.google.book import Book
from sandbox.google.cells import Cell, Failure, Formula, Result, Row, trimmed
from sandbox.google.errors import invalid
from sandbox.google.formula_text import copied
from sandbox.google.results import effective
from sandbox.google.tab import Tab


def sort_block(book: Book, tab: Tab, block: Block, specs: list[tuple[int, bool]]) -> None:
    """Sort the rows of a block by (column, descending) in turn; blanks stand last either way."""
    order = list(range(block.top, block.bottom))
    for column, descending in reversed(specs):
        values = {row: effective(book, tab, row, column) for row in order}
        filled = [row for row in order if values[row] not in (None, "")]
        blank = [row for row in order if values[row] in (None, "")]
        filled.sort(key=partial(_rank_of, values), reverse=descending)
        order = filled + blank
    _reorder(tab, block, order)


def _rank_of(values: dict[int, Result], row: int) -> tuple[int, Any]:
    return _rank(values[row])


def _rank(value: Result) -> tuple[int, Any]:
    """Numbers, then texts without regard to capitals, then booleans, then errors."""
    if isinstance(value, Failure):
        return 3, value.type
    if isinstance(value, bool):
        return 2, value
    return (0, value) if isinstance(value, int | float) else (1, str(value).casefold())


def _reorder(tab: Tab, block: Block, order: list[int]) -> None:
    old = {row: tab.row(row, 0, tab.column_count) for row in order}
    tab.rows.extend([()] * (block.bottom - len(tab.rows)))
    for to, source in enumerate(order, block.top):
        if to != source:
            tab.rows[to] = _spliced(old[to], old[source], block, to - source if tab.calculates else 0)
    while tab.rows and not tab.rows[-1]:
        tab.rows.pop()


def _spliced(stays: Row, comes: Row, block: Block, down: int) -> Row:
    """A row whose part inside the block comes from another row."""
    part = comes[block.left : block.right]
    if down:
        part = tuple(cell if cell is None else _gone_along(cell, down) for cell in part)
    if not block.left and len(stays) <= block.right:
        return part if len(comes) <= block.right else trimmed(list(part))
    before = stays[: block.left] + (None,) * (block.left - len(stays))
    gap = (None,) * (block.width - len(part))
    return trimmed([*before, *part, *gap, *stays[block.right :]])


def _gone_along(cell: Cell, down: int) -> Cell:
    if isinstance(cell.value, Formula):
        return cell._replace(value=cell.value._replace(text=copied(cell.value.text, down, 0)))
    return cell


def sort_range(book: Book, told: JSON) -> JSON:
    """Sort a range by its specs."""
    tab, block = target(book, told.get("range"))
    allowed(tab, block)
    specs = []
    for spec in told.get("sortSpecs") or []:
        column = spec.get("dimensionIndex") or 0
        if not block.left <= column < block.right:
            raise invalid(f"sortSpecs.dimensionIndex[{column}] must be inside the range.")
        specs.append((column, spec.get("sortOrder") == "DESCENDING"))
    if not specs:
        raise invalid("Must specify at least one sortSpec.")
    sort_block(book, tab, block, specs)
    book.results.clear()
    return {}


KINDS: dict[str, Kind] = {"sortRange": sort_range}
