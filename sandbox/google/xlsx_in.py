"""Reading .xlsx files: values as Sheets would hold them, and what people see around them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block
from sandbox.google.cells import Cell, Formula, Value, trimmed
from sandbox.google.colours import from_web
from sandbox.google.excel_formats import number_format, web_colour
from sandbox.google.formats import kept_format
from sandbox.google.refusals import UnreadableError
from sandbox.google.tab import Tab
from sandbox.google.writing import shared
from sandbox.google.xlsx_rules import rules_of, validations_of

BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError)


def opened(data: bytes, name: str) -> Workbook:
    """The workbook in a file."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableError(f"{name} is locked with a password or an old .xls file: save it as .xlsx without one.")
    try:
        return load_workbook(io.BytesIO(data))
    except BROKEN as problem:
        raise UnreadableError(f"{name} cannot be opened as a workbook ({problem}): save it as .xlsx.") from problem


def tabs_of(data: bytes, name: str) -> list[Tab]:
    """Every tab that has cells, in order."""
    workbook = opened(data, name)
    known = _shown_results(data) if _calculates(workbook) else None
    tabs = [
        _tab(at, sheet, None if known is None else known[sheet.title]) for at, sheet in enumerate(workbook.worksheets)
    ]
    if not tabs:
        raise UnreadableError(f"{name} has no tab with cells: open it and save it as .xlsx.")
    return tabs


def _calculates(workbook: Workbook) -> bool:
    return any(cell.data_type == "f" for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row)


def _shown_results(data: bytes) -> Workbook:
    """The same workbook with what its formulas came to when it was saved."""
    return load_workbook(io.BytesIO(data), data_only=True)


def _tab(at: int, sheet: Worksheet, known: Any) -> Tab:
    tab = Tab(at, sheet.title)
    tab.row_count = max(tab.row_count, sheet.max_row or 0)
    tab.column_count = max(tab.column_count, sheet.max_column or 0)
    formats: dict[Any, JSON | None] = {}
    rules = validations_of(sheet)
    for row in sheet.iter_rows():
        tab.rows.append(trimmed([_cell(cell, formats, rules, known) for cell in row]))
    while tab.rows and not tab.rows[-1]:
        tab.rows.pop()
    tab.calculates = any(cell and isinstance(cell.value, Formula) for cells in tab.rows for cell in cells)
    _around(tab, sheet)
    return tab


def _cell(cell: Any, formats: dict[Any, JSON | None], rules: dict[tuple[int, int], JSON], known: Any) -> Cell | None:
    if isinstance(cell, MergedCell):
        return None
    key = (cell.style_id, cell.hyperlink.target if cell.hyperlink else None)
    if key not in formats:
        formats[key] = _format(cell)
    note = cell.comment.text if cell.comment else None
    rule = rules.get((cell.row, cell.column)) if rules else None
    value = _value(cell, known)
    if value is None and formats[key] is None and note is None and rule is None:
        return None
    return Cell(value, formats[key], note, rule)


def _value(cell: Any, known: Any) -> Value:
    value = cell.value
    if cell.data_type == "f":
        text = str(value.text if isinstance(value, ArrayFormula) else value)
        shown = serial(known[cell.coordinate].value) if known is not None else None
        return Formula(
            text if text.startswith("=") else f"={text}", shown if isinstance(shown, str | int | float) else None
        )
    return serial(value)


def serial(value: Any) -> Value:
    """A value as a sheet keeps it: days and times are numbers."""
    if isinstance(value, datetime | date | time | timedelta):
        number = float(to_excel(value))  # type: ignore[no-untyped-call]  # openpyxl has no annotations here
        return int(number) if number == int(number) else number
    if isinstance(value, bool | int | float):
        return value
    return None if value is None or value == "" else str(value)


def _format(cell: Any) -> JSON | None:
    told: JSON = {}
    if found := number_format(cell.number_format or "General"):
        told["numberFormat"] = {"type": found[0], **({"pattern": found[1]} if found[1] else {})}
    if cell.fill and cell.fill.fill_type == "solid" and (rgb := web_colour(cell.fill.fgColor)):
        told["backgroundColor"] = from_web(rgb)
    if text := _text_format(cell):
        told["textFormat"] = text
    if cell.alignment.horizontal in ("left", "center", "right"):
        told["horizontalAlignment"] = cell.alignment.horizontal.upper()
    if cell.alignment.wrap_text:
        told["wrapStrategy"] = "WRAP"
    return shared(kept_format(told)) if told else None


def _text_format(cell: Any) -> JSON:
    font = cell.font
    marks = {"bold": font.b, "italic": font.i, "underline": bool(font.u), "strikethrough": font.strike}
    told: JSON = {key: True for key, on in marks.items() if on}
    rgb = web_colour(font.color)
    if rgb and rgb != "000000":
        told["foregroundColor"] = from_web(rgb)
    if cell.hyperlink and cell.hyperlink.target:
        told["link"] = {"uri": cell.hyperlink.target}
    return told


def _around(tab: Tab, sheet: Worksheet) -> None:
    """Sizes, hidden lines, frozen panes, merges, rules and whether the tab is seen."""
    for index, row in sheet.row_dimensions.items():
        _line(tab, ROWS, index - 1, row.hidden, row.height and row.height * 4 / 3)
    for column in sheet.column_dimensions.values():
        for index in range(column.min or 0, (column.max or 0) + 1):
            if 1 <= index <= tab.column_count:
                _line(tab, COLUMNS, index - 1, column.hidden, column.width * 7 + 5 if column.customWidth else None)
    if sheet.freeze_panes:
        frozen = sheet[str(sheet.freeze_panes)]
        sizes = {"frozenRowCount": frozen.row - 1, "frozenColumnCount": frozen.column - 1}
        tab.grid.update({key: count for key, count in sizes.items() if count})
    if sheet.sheet_state != "visible":
        tab.properties["hidden"] = True
    if rgb := web_colour(sheet.sheet_properties.tabColor):
        tab.properties.update(kept_format({"tabColor": from_web(rgb)}))
    tab.merges = [
        Block(one.min_row - 1, one.min_col - 1, one.max_row, one.max_col) for one in sheet.merged_cells.ranges
    ]
    tab.rules = rules_of(tab.id, sheet)


def _line(tab: Tab, dimension: str, at: int, hidden: bool, size: float | None) -> None:
    told: JSON = {"hiddenByUser": True} if hidden else {}
    if size:
        told["pixelSize"] = round(size)
    if told:
        tab.lines[dimension][at] = told
