"""Cells that are written, one by one or all alike."""

from __future__ import annotations

from typing import Any

from sandbox.google.batch.kind import Kind, allowed, inside, target
from sandbox.google.blocks import JSON, Block
from sandbox.google.book import Book, past_the_grid
from sandbox.google.cells import EMPTY, Cell, extended, from_extended
from sandbox.google.errors import invalid
from sandbox.google.formats import kept_format, lean, with_mirrors
from sandbox.google.masks import Mask, names, required, written
from sandbox.google.tab import Tab
from sandbox.google.writing import LONGEST_TEXT, shared

READ_ONLY = ("effectiveValue", "effectiveFormat", "formattedValue", "hyperlink")


class Change:
    """What a mask does to cells: its fields are told apart once, not once for every cell."""

    def __init__(self, mask: Mask) -> None:
        for name in mask:
            if name in READ_ONLY:
                raise invalid(f"The field {name} is read-only and cannot be written.")
        self.mask = mask
        self.value, self.note, self.format, self.validation, self.runs = (
            names(mask, name)
            for name in ("userEnteredValue", "note", "userEnteredFormat", "dataValidation", "textFormatRuns")
        )
        self.part = mask.get("userEnteredValue", {})

    def made(self, cell: Cell, told: JSON) -> Cell:
        """A cell with the masked fields of a CellData; what the mask names and the data lacks is cleared."""
        value = _value(cell, told, self.part) if self.value else cell.value
        note = (told.get("note") or None) if self.note else cell.note
        own = _format(cell, told, self.mask) if self.format else cell.format
        rule = _validation(cell, told, self.mask) if self.validation else cell.validation
        runs = cell.runs
        if self.runs or (runs is not None and value != cell.value):
            runs = _runs(told) if self.runs else None
        return Cell(value, own, note, rule, runs)


def _value(cell: Cell, told: JSON, part: Mask) -> Any:
    given = told.get("userEnteredValue") or {}
    value = from_extended(written(extended(cell.value) or {}, given, part) if part else given)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise invalid("Your input contains more than the maximum of 50000 characters in a single cell.")
    return value


def _format(cell: Cell, told: JSON, mask: Mask) -> JSON | None:
    inner = with_mirrors(mask.get("userEnteredFormat", {}))
    given = kept_format(told.get("userEnteredFormat"))
    made = lean_messages(written(cell.format or {}, given, inner))
    return shared(made) if made else None


def lean_messages(told: JSON) -> JSON:
    """A format without the messages a cleared field left empty; an empty colour is black and stays."""
    kept = {}
    for key, value in told.items():
        inner = lean_messages(value) if isinstance(value, dict) and "olor" not in key else value
        if inner != {} or "olor" in key:
            kept[key] = inner
    return kept


def _validation(cell: Cell, told: JSON, mask: Mask) -> JSON | None:
    inner = mask.get("dataValidation", {})
    given = kept_rule(told.get("dataValidation")) or {}
    return shared(made) if (made := written(cell.validation or {}, given, inner)) else None


def kept_rule(rule: JSON | None) -> JSON | None:
    """A validation as it reads back."""
    if not rule:
        return None
    if not (rule.get("condition") or {}).get("type"):
        raise invalid("Data validation rule must specify a condition type.")
    kept: JSON = lean(rule)
    return shared(kept)


def _runs(told: JSON) -> list[JSON] | None:
    runs = [
        {
            **({"startIndex": run["startIndex"]} if run.get("startIndex") else {}),
            "format": kept_format(run.get("format")),
        }
        for run in told.get("textFormatRuns") or []
    ]
    return runs or None


def update_cells(book: Book, told: JSON) -> JSON:
    """Write rows of cells; with a range, cells of it that no row covers are cleared."""
    change = Change(required(told.get("fields")))
    rows = told.get("rows") or []
    tab, block = _area(book, told, rows)
    allowed(tab, block)
    for at in range(block.top, block.bottom):
        cells = (rows[at - block.top].get("values") or []) if at - block.top < len(rows) else []
        _write_row(tab, at, block, cells, change, "range" in told)
    return {}


def _area(book: Book, told: JSON, rows: list[JSON]) -> tuple[Tab, Block]:
    if told.get("range") is not None:
        return target(book, told["range"])
    start = told.get("start")
    if start is None:
        raise invalid("Either 'start' or 'range' must be specified.")
    height, width = len(rows), max((len(row.get("values") or []) for row in rows), default=0)
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    tab = book.tab(start.get("sheetId"))
    whole = Block(top, left, top + height, left + width)
    if top >= tab.row_count or left >= tab.column_count:
        raise invalid(past_the_grid(tab, whole))
    return tab, whole.cut(tab.whole) or Block(top, left, top, left)


def _write_row(tab: Tab, row: int, block: Block, cells: list[JSON], change: Change, clears: bool) -> None:
    width = min(block.width, len(cells))
    changes = {}
    for at in range(width):
        column = block.left + at
        changes[column] = change.made(tab.cell(row, column), cells[at] or {})
    if clears:
        for column in range(block.left + width, block.right):
            cell = tab.cell(row, column)
            if cell is not EMPTY:
                changes[column] = change.made(cell, {})
    tab.put(row, changes)


def repeat_cell(book: Book, told: JSON) -> JSON:
    """The same fields into every cell of a range."""
    change = Change(required(told.get("fields")))
    tab, block = target(book, told.get("range"))
    allowed(tab, block)
    one = told.get("cell") or {}
    made: dict[int, tuple[Cell, Cell]] = {}
    for row in range(block.top, block.bottom):
        changes = {}
        for column in range(block.left, block.right):
            cell = tab.cell(row, column)
            known = made.get(id(cell))
            if known is None:
                known = made[id(cell)] = (cell, change.made(cell, one))
            changes[column] = known[1]
        tab.put(row, changes)
    return {}


def append_cells(book: Book, told: JSON) -> JSON:
    """Rows of cells after the last row that holds anything; the grid grows."""
    change = Change(required(told.get("fields")))
    tab = book.tab(told.get("sheetId"))
    rows = told.get("rows") or []
    top = next((at + 1 for at in range(len(tab.rows) - 1, -1, -1) if _has_data(tab, at)), 0)
    width = max((len(row.get("values") or []) for row in rows), default=0)
    tab.resize(max(tab.row_count, top + len(rows)), max(tab.column_count, width))
    block = Block(top, 0, top + len(rows), width)
    allowed(tab, block)
    for at, row in enumerate(rows, top):
        _write_row(tab, at, block, row.get("values") or [], change, False)
    return {}


def _has_data(tab: Tab, row: int) -> bool:
    return any(cell is not None and (cell.value is not None or cell.note) for cell in tab.rows[row])


def set_data_validation(book: Book, told: JSON) -> JSON:
    """One validation for every cell of a range, or none."""
    tab, block = target(book, inside(told, "range"))
    allowed(tab, block)
    rule = kept_rule(told.get("rule"))
    for row in range(block.top, block.bottom):
        cells = {at: tab.cell(row, at) for at in range(block.left, block.right)}
        tab.put(row, {at: cell._replace(validation=rule) for at, cell in cells.items() if cell.validation != rule})
    return {}


KINDS: dict[str, Kind] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "setDataValidation": set_data_validation,
}
