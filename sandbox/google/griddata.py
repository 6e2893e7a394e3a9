"""Grid data: cells as spreadsheets.get shows them, made only of the fields a mask asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block
from sandbox.google.book import Book
from sandbox.google.cells import Cell, Formula, Result, extended
from sandbox.google.formats import displayed, overlaid
from sandbox.google.looks import painted, painters
from sandbox.google.masks import Mask, picked
from sandbox.google.results import calculated, display, number_format_of
from sandbox.google.tab import Tab, line_properties

CELL_FIELDS = (
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "hyperlink",
    "note",
    "textFormatRuns",
    "dataValidation",
)

_VALUES = ("userEnteredValue", "effectiveValue")

Teller = Callable[[Cell, Result, int, int], Any]
"""Tells one field of a cell, given its result and place; None leaves the field out."""


def grid_data(book: Book, tab: Tab, block: Block, mask: Mask, metadata: Callable[[str, int], list[JSON]]) -> JSON:
    """The GridData of a block."""
    told: JSON = {}
    if (not mask or "startRow" in mask) and block.top:
        told["startRow"] = block.top
    if (not mask or "startColumn" in mask) and block.left:
        told["startColumn"] = block.left
    if not mask or "rowData" in mask:
        rows = RowTeller(book, tab, mask.get("rowData", {})).rows(block)
        if rows:
            told["rowData"] = rows
    for key, dimension in (("rowMetadata", ROWS), ("columnMetadata", COLUMNS)):
        if not mask or key in mask:
            start, end = block.span(dimension)
            told[key] = [_line(tab, dimension, at, mask.get(key, {}), metadata) for at in range(start, end)]
    return told


def _line(tab: Tab, dimension: str, at: int, mask: Mask, metadata: Callable[[str, int], list[JSON]]) -> JSON:
    told = line_properties(tab, dimension, at)
    if attached := metadata(dimension, at):
        told["developerMetadata"] = attached
    shown: JSON = picked(told, mask)
    return shown


class RowTeller:
    """Tells rows of one tab through one mask."""

    def __init__(self, book: Book, tab: Tab, mask: Mask) -> None:
        self.book, self.tab = book, tab
        cell_mask: Mask = mask.get("values", {})
        self.silent = bool(mask) and "values" not in mask
        wanted = [name for name in CELL_FIELDS if not cell_mask or name in cell_mask]
        self._known: dict[tuple[int, int], tuple[Any, Any]] = {}
        looks = cell_mask.get("effectiveFormat", {})
        painting = painters(book, tab) if "effectiveFormat" in wanted else []
        # What a rule lays on is often not asked for, and to work out all rules is most of the work of a read.
        self._painters = [one for one in painting if not looks or set(one[2]) & set(looks)]
        self._values = {name for name in _VALUES if name in wanted and not cell_mask.get(name)}
        others = [name for name in wanted if name not in self._values]
        self.tellers = [(name, self._teller(name, cell_mask.get(name, {}))) for name in others]

    def rows(self, block: Block) -> list[JSON]:
        """The RowData of a block, without the empty rows at its end."""
        end = min(block.bottom, len(self.tab.rows))
        told = [self._row(row, block.left, block.right) for row in range(block.top, end)]
        while told and not told[-1]:
            told.pop()
        return told

    def _row(self, row: int, left: int, right: int) -> JSON:
        if self.silent:
            return {}
        values = []
        for column, cell in enumerate(self.tab.row(row, left, right), left):
            values.append({} if cell is None else self._cell(row, column, cell))
        while values and not values[-1]:
            values.pop()
        return {"values": values} if values else {}

    def _cell(self, row: int, column: int, cell: Cell) -> JSON:
        value = cell.value
        result = calculated(self.book, self.tab, row, column, value) if isinstance(value, Formula) else value
        told = {}
        if self._values:
            both = None if value is None else extended(value)
            if both is not None and "userEnteredValue" in self._values:
                told["userEnteredValue"] = both
            if both is not None and "effectiveValue" in self._values and result != "":
                told["effectiveValue"] = both if result is value else extended(result) or {}
        for name, tell in self.tellers:
            field = tell(cell, result, row, column)
            if field is not None:
                told[name] = field
        return told

    def _teller(self, name: str, mask: Mask) -> Teller:
        plain: dict[str, Teller] = {
            "userEnteredValue": lambda cell, _result, _row, _column: extended(cell.value),
            "effectiveValue": lambda _cell, result, _row, _column: None if result == "" else extended(result),
            "formattedValue": self._formatted,
            "note": lambda cell, _result, _row, _column: cell.note,
            "hyperlink": lambda cell, _result, _row, _column: link_of(cell),
        }
        if name in plain:
            return plain[name] if not mask else _through(plain[name], mask)
        return self._shared(name, mask)

    def _formatted(self, cell: Cell, result: Result, _row: int, _column: int) -> str | None:
        return display(self.book, result, number_format_of(cell.format)) or None

    def _shared(self, name: str, mask: Mask) -> Teller:
        """A field whose objects many cells share: picked once for each."""
        known = self._known

        def once(slot: int, source: Any) -> Any:
            found = known.get((slot, id(source)))
            if found is None:
                found = known[(slot, id(source))] = (source, picked(source, mask))
            return found[1]

        if name == "userEnteredFormat":
            return lambda cell, _result, _row, _column: None if cell.format is None else once(0, cell.format)
        if name == "dataValidation":
            return lambda cell, _result, _row, _column: None if cell.validation is None else once(1, cell.validation)
        if name == "textFormatRuns":
            return lambda cell, _result, _row, _column: None if cell.runs is None else once(2, cell.runs)
        return self._effective(mask)

    def _effective(self, mask: Mask) -> Teller:
        known: dict[tuple[int, type], tuple[JSON | None, JSON]] = {}

        def tell(cell: Cell, result: Result, row: int, column: int) -> JSON | None:
            if cell.value is None and cell.format is None:
                return None
            above = painted(self._painters, row, column, result) if self._painters else None
            if above is not None:
                own = overlaid(cell.format or {}, above)
                laid: JSON = picked(displayed(own, result), mask)
                return laid
            key = (id(cell.format), type(result))
            if key not in known:
                known[key] = (cell.format, picked(displayed(cell.format, result), mask))
            return known[key][1]

        return tell


def _through(tell: Teller, mask: Mask) -> Teller:
    return lambda cell, result, row, column: picked(tell(cell, result, row, column), mask)


def link_of(cell: Cell) -> str | None:
    """The address a cell leads to, if all of it leads to one."""
    own = (cell.format or {}).get("textFormat", {}).get("link", {}).get("uri")
    if own or not cell.runs:
        return str(own) if own else None
    uris = {run.get("format", {}).get("link", {}).get("uri") for run in cell.runs}
    return str(uris.pop()) if len(uris) == 1 and None not in uris else None
