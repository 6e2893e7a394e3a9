"""What a page needs to draw a spreadsheet: every tab with its cells as people see them."""

from __future__ import annotations

from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block
from sandbox.google.book import Book
from sandbox.google.cells import Cell, Failure, Formula, Result
from sandbox.google.colours import web
from sandbox.google.conditions import choices
from sandbox.google.drawings import bar
from sandbox.google.formats import overlaid
from sandbox.google.griddata import link_of
from sandbox.google.looks import Painter, painted, painters
from sandbox.google.plots import plots
from sandbox.google.results import Standing, calculated, display, number_format_of
from sandbox.google.tab import Tab, line_properties

_MARKS = (("bold", "b"), ("italic", "i"), ("underline", "u_"), ("strikethrough", "s"))


def grid(book: Book) -> JSON:
    """All tabs of a spreadsheet, hidden ones too, at one revision."""
    return {
        "spreadsheetId": book.id,
        "title": book.title,
        "locale": book.locale,
        "revision": book.revision,
        "tabs": [_tab(book, tab) for tab in book.tabs],
    }


def _tab(book: Book, tab: Tab) -> JSON:
    told: JSON = {
        "sheetId": tab.id,
        "title": tab.title,
        "hidden": bool(tab.properties.get("hidden")),
        "rowCount": tab.row_count,
        "columnCount": tab.column_count,
        "frozenRows": tab.grid.get("frozenRowCount", 0),
        "frozenColumns": tab.grid.get("frozenColumnCount", 0),
        "columnWidths": [line_properties(tab, COLUMNS, at)["pixelSize"] for at in range(tab.column_count)],
        "rowHeights": {at: told["pixelSize"] for at, told in tab.lines[ROWS].items() if "pixelSize" in told},
        "hiddenColumns": _hidden(tab, COLUMNS),
        "hiddenRows": _hidden(tab, ROWS),
        "merges": [[merge.top, merge.left, merge.bottom, merge.right] for merge in tab.merges],
        "protected": [_protected(tab, one) for one in tab.protected],
        "charts": plots(book, tab),
        "rows": _rows(book, tab),
    }
    if "tabColor" in tab.properties:
        told["tabColor"] = web(tab.properties["tabColor"])
    return told


def _hidden(tab: Tab, dimension: str) -> list[int]:
    known = tab.lines[dimension].items()
    return sorted(at for at, told in known if told.get("hiddenByUser") or told.get("hiddenByFilter"))


def _protected(tab: Tab, one: JSON) -> JSON:
    block: Block = tab.block(one.get("range", {}))
    return {
        "range": [block.top, block.left, block.bottom, block.right],
        "warningOnly": bool(one.get("warningOnly")),
        "editors": one.get("editors", {}).get("users", []),
    }


def _rows(book: Book, tab: Tab) -> list[list[JSON | None]]:
    paint = painters(book, tab)
    return [
        [None if cell is None else _cell(book, tab, (row, column), cell, paint) for column, cell in enumerate(cells)]
        for row, cells in enumerate(_painted_rows(tab, paint))
    ]


def _painted_rows(tab: Tab, paint: list[Painter]) -> list[tuple[Cell | None, ...]]:
    """The rows; where a rule may colour an empty cell of a row that holds something, that cell counts too."""
    right = max((min(block.right, tab.column_count) for blocks, _, _ in paint for block in blocks), default=0)
    empty = Cell()
    return [
        tuple(cell or empty for cell in cells) + (empty,) * (right - len(cells)) if right and cells else cells
        for cells in tab.rows
    ]


def _cell(book: Book, tab: Tab, place: tuple[int, int], cell: Cell, paint: list[Painter]) -> JSON | None:
    value = cell.value
    result = calculated(book, tab, *place, value) if isinstance(value, Formula) else value
    told: dict[str, Any] = {}
    if text := display(book, result, number_format_of(cell.format)):
        told["v"] = text
    if result is not None:
        told["u"] = result.shown if isinstance(result, Failure) else result
    if isinstance(value, Formula):
        told["f"] = value.text
        if drawn := bar(value.text, Standing(book, tab)):
            told["bar"] = drawn
    above = painted(paint, *place, result) if paint else None
    if above or cell.format:
        told.update(_look(overlaid(cell.format or {}, above)))
    if cell.format or cell.note or cell.validation or cell.runs:
        told.update(_extras(cell, result))
    return told or None


def _look(shown: JSON) -> JSON:
    text = shown.get("textFormat", {})
    told: JSON = {short: 1 for name, short in _MARKS if text.get(name)}
    if "backgroundColor" in shown:
        told["bg"] = web(shown["backgroundColor"])
    if "foregroundColor" in text:
        told["fg"] = web(text["foregroundColor"])
    if "horizontalAlignment" in shown:
        told["align"] = shown["horizontalAlignment"].lower()
    if shown.get("wrapStrategy") == "WRAP":
        told["wrap"] = 1
    return told


def _extras(cell: Cell, result: Result) -> JSON:
    told: JSON = {}
    if cell.note:
        told["note"] = cell.note
    if link := link_of(cell):
        told["link"] = link
    condition = (cell.validation or {}).get("condition", {})
    if condition.get("type") == "BOOLEAN":
        told["check"] = 1
        told.setdefault("u", bool(result))
    elif (listed := choices(condition)) is not None:
        told["list"] = listed
    return told
