"""Values as the values methods read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.blocks import JSON, ROWS, Block
from sandbox.google.book import Book
from sandbox.google.cells import Cell, Failure, Formula, Result
from sandbox.google.notation import written
from sandbox.google.results import calculated, display, number_format_of
from sandbox.google.tab import Tab

_MOMENTS = ("DATE", "TIME", "DATE_TIME")

Show = Callable[[Cell, int, int], Any]


class Rendering:
    """How values are shown: the two options of every read."""

    def __init__(self, values: str = "FORMATTED_VALUE", dates: str = "SERIAL_NUMBER") -> None:
        self.values = values
        self.dates = dates

    def show(self, book: Book, tab: Tab) -> Show:
        """The function that shows one cell."""
        formulas = self.values == "FORMULA"
        as_text = self.dates == "FORMATTED_STRING"

        def result(cell: Cell, row: int, column: int) -> Result:
            value = cell.value
            return calculated(book, tab, row, column, value) if isinstance(value, Formula) else value

        def formatted(cell: Cell, row: int, column: int) -> str:
            return display(book, result(cell, row, column), number_format_of(cell.format))

        def bare(cell: Cell, row: int, column: int) -> Any:
            if formulas and isinstance(cell.value, Formula):
                return cell.value.text
            value = result(cell, row, column)
            if isinstance(value, Failure):
                return value.shown
            if as_text and cell.format and cell.format.get("numberFormat", {}).get("type") in _MOMENTS:
                return formatted(cell, row, column)
            return "" if value is None else value

        return formatted if self.values == "FORMATTED_VALUE" else bare


def rows_of(book: Book, tab: Tab, block: Block, rendering: Rendering) -> list[list[Any]]:
    """The rows of a block, without empty cells at the end of a row and empty rows at the end."""
    show = rendering.show(book, tab)
    left = block.left
    told = []
    for row in range(block.top, min(block.bottom, len(tab.rows))):
        cells = tab.rows[row][left : block.right]
        values = ["" if cell is None else show(cell, row, column) for column, cell in enumerate(cells, left)]
        while values and values[-1] == "":
            values.pop()
        told.append(values)
    while told and not told[-1]:
        told.pop()
    return told


def columns_of(rows: list[list[Any]]) -> list[list[Any]]:
    """The same values column by column, each without empty cells at its end."""
    width = max(map(len, rows), default=0)
    filled = [row + [""] * (width - len(row)) if len(row) < width else row for row in rows]
    told = [list(column) for column in zip(*filled, strict=True)]
    for column in told:
        while column and column[-1] == "":
            column.pop()
    while told and not told[-1]:
        told.pop()
    return told


def value_range(book: Book, tab: Tab, block: Block, major: str, rendering: Rendering) -> JSON:
    """A ValueRange; without values where there are none."""
    rows = rows_of(book, tab, block, rendering)
    values = rows if major == ROWS else columns_of(rows)
    told: JSON = {"range": written(tab.title, block), "majorDimension": major}
    if values:
        told["values"] = values
    return told
