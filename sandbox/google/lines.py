"""Rows and columns that come in, go or move, and everything that follows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block, after_delete, after_insert, after_move
from sandbox.google.book import Book
from sandbox.google.cells import Cell, Formula, Row, trimmed
from sandbox.google.formula_text import after_lines
from sandbox.google.tab import Tab

Span = tuple[int, int]
Shift = Callable[[int, int], Span | None]


def insert(book: Book, tab: Tab, dimension: str, at: int, count: int, inherit: bool) -> None:
    """Empty lines before line `at`; they look like the line before them, or like the one after."""
    model = at - 1 if inherit else at
    if dimension == ROWS:
        _insert_rows(tab, at, count, model)
        tab.row_count += count
    else:
        tab.rows = [_with_cells(cells, at, count, model) for cells in tab.rows]
        tab.column_count += count
    follow(book, tab, dimension, lambda start, end: after_insert(start, end, at, count))


def _insert_rows(tab: Tab, at: int, count: int, model: int) -> None:
    if at > len(tab.rows):
        return
    looks = trimmed([_look(cell) for cell in tab.row(model, 0, tab.column_count)]) if model >= 0 else ()
    tab.rows[at:at] = [looks] * count


def _look(cell: Cell | None) -> Cell | None:
    """What a new cell takes over from its neighbour: format and validation."""
    if cell is None or (cell.format is None and cell.validation is None):
        return None
    return Cell(format=cell.format, validation=cell.validation)


def _with_cells(cells: Row, at: int, count: int, model: int) -> Row:
    if at > len(cells):
        return cells
    look = _look(cells[model]) if 0 <= model < len(cells) else None
    return trimmed([*cells[:at], *[look] * count, *cells[at:]])


def delete(book: Book, tab: Tab, dimension: str, first: int, last: int) -> None:
    """Lines first..last go, with what stands in them."""
    if dimension == ROWS:
        del tab.rows[first:last]
        tab.row_count -= last - first
    else:
        tab.rows = [trimmed([*cells[:first], *cells[last:]]) if len(cells) > first else cells for cells in tab.rows]
        tab.column_count -= last - first
    follow(book, tab, dimension, lambda start, end: after_delete(start, end, first, last))


def move(book: Book, tab: Tab, dimension: str, first: int, last: int, to: int) -> None:
    """Lines first..last stand before line `to` afterwards."""
    order = sorted(range(tab.length(dimension)), key=lambda index: after_move(index, first, last, to))
    if dimension == ROWS:
        tab.rows = [tab.row(index, 0, tab.column_count) for index in order]
        while tab.rows and not tab.rows[-1]:
            tab.rows.pop()
    else:
        tab.rows = [trimmed([row[at] if at < len(row) else None for at in order]) for row in tab.rows]

    def shift(start: int, end: int) -> Span | None:
        if end - start == 1 or (first <= start and end <= last):
            moved = after_move(start, first, last, to)
            return moved, moved + end - start
        return start, end

    follow(book, tab, dimension, shift)


def follow(book: Book, tab: Tab, dimension: str, shift: Shift) -> None:
    """Merges, groups, sizes, rules, protection, filters, tables, names, metadata and references go with their cells."""
    moved = (_block(one, dimension, shift) for one in tab.merges)
    tab.merges = [merge for merge in moved if merge is not None and merge.height * merge.width > 1]
    frozen = "frozenRowCount" if dimension == ROWS else "frozenColumnCount"
    if tab.grid.get(frozen):
        span = shift(0, tab.grid[frozen])
        tab.grid[frozen] = span[1] if span else 0
        tab.grid = {key: value for key, value in tab.grid.items() if value}
    tab.lines[dimension] = {
        span[0]: told for at, told in tab.lines[dimension].items() if (span := shift(at, at + 1)) is not None
    }
    tab.groups[dimension] = [
        (*span, depth) for start, end, depth in tab.groups[dimension] if (span := shift(start, end)) is not None
    ]
    tab.protected = _ranged(tab.protected, dimension, shift)
    tab.tables = _ranged(tab.tables, dimension, shift)
    tab.basic_filter = next(iter(_ranged([tab.basic_filter] if tab.basic_filter else [], dimension, shift)), None)
    tab.rules = [rule for rule in (_rule(one, dimension, shift) for one in tab.rules) if rule is not None]
    for other in book.tabs:
        other.charts = [_charted(chart, tab.id, dimension, shift) for chart in other.charts]
    book.named = [one for named in book.named for one in _named(named, tab, dimension, shift)]
    book.metadata = [one for told in book.metadata for one in _metadata(told, tab, dimension, shift)]
    rewrite(book, tab, dimension, shift)


def _block(one: Block, dimension: str, shift: Shift) -> Block | None:
    span = shift(*one.span(dimension))
    return None if span is None else one.with_span(dimension, *span)


def _grid(grid: JSON, dimension: str, shift: Shift) -> JSON | None:
    """A GridRange that follows; sides that are not given stay so."""
    low, high = ("startRowIndex", "endRowIndex") if dimension == ROWS else ("startColumnIndex", "endColumnIndex")
    if grid.get(low) is None and grid.get(high) is None:
        return grid
    open_end = grid.get(high) is None
    span = shift(grid.get(low) or 0, 10**9 if open_end else grid[high])
    if span is None:
        return None
    moved = {**grid, low: span[0]}
    return moved if open_end else {**moved, high: span[1]}


def _ranged(known: list[JSON], dimension: str, shift: Shift) -> list[JSON]:
    moved = ((one, _grid(one.get("range", {}), dimension, shift)) for one in known)
    return [{**one, "range": grid} if "range" in one else one for one, grid in moved if grid is not None]


def _rule(rule: JSON, dimension: str, shift: Shift) -> JSON | None:
    grids = [grid for one in rule.get("ranges", []) if (grid := _grid(one, dimension, shift)) is not None]
    return {**rule, "ranges": grids} if grids else None


def _charted(told: Any, sheet_id: int, dimension: str, shift: Shift) -> Any:
    """A chart whose source ranges and anchor follow the cells of a tab; ranges whose cells are gone stay."""
    if isinstance(told, list):
        return [_charted(one, sheet_id, dimension, shift) for one in told]
    if not isinstance(told, dict):
        return told
    if "startRowIndex" in told or "startColumnIndex" in told:
        return (_grid(told, dimension, shift) or told) if (told.get("sheetId") or 0) == sheet_id else told
    if told.keys() <= {"sheetId", "rowIndex", "columnIndex"} and (told.get("sheetId") or 0) == sheet_id:
        key = "rowIndex" if dimension == ROWS else "columnIndex"
        span = shift(told.get(key, 0), told.get(key, 0) + 1)
        return {**told, key: span[0]} if span else told
    return {key: _charted(value, sheet_id, dimension, shift) for key, value in told.items()}


def _named(named: JSON, tab: Tab, dimension: str, shift: Shift) -> list[JSON]:
    return _ranged([named], dimension, shift) if (named["range"].get("sheetId") or 0) == tab.id else [named]


def _metadata(told: JSON, tab: Tab, dimension: str, shift: Shift) -> list[JSON]:
    found = told["location"].get("dimensionRange")
    if not found or (found.get("sheetId") or 0) != tab.id or found["dimension"] != dimension:
        return [told]
    span = shift(found.get("startIndex", 0), found["endIndex"])
    if span is None:
        return []
    return [
        {
            **told,
            "location": {**told["location"], "dimensionRange": {**found, "startIndex": span[0], "endIndex": span[1]}},
        }
    ]


def rewrite(book: Book, changed: Tab, dimension: str, shift: Shift) -> None:
    """Let the references of every formula follow, those of colour rules too."""
    for tab in book.tabs:

        def after(text: str, here: bool = tab is changed) -> str:
            return after_lines(text, here, changed.title, dimension, shift)

        for row, column, cell in list(tab.filled(tab.whole)) if tab.calculates else []:
            if isinstance(cell.value, Formula):
                tab.put(row, {column: cell._replace(value=cell.value._replace(text=after(cell.value.text)))})
        tab.rules = [_reread(rule, after) for rule in tab.rules]


def _reread(rule: JSON, after: Callable[[str], str]) -> JSON:
    """A colour rule whose formula follows."""
    condition = rule.get("booleanRule", {}).get("condition", {})
    values = [
        {**one, "userEnteredValue": after(one["userEnteredValue"])}
        if str(one.get("userEnteredValue", "")).startswith("=")
        else one
        for one in condition.get("values", [])
    ]
    if values == condition.get("values", []):
        return rule
    return {**rule, "booleanRule": {**rule["booleanRule"], "condition": {**condition, "values": values}}}


__all__ = ["COLUMNS", "ROWS", "delete", "insert", "move"]
