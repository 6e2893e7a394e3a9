"""Writing .xlsx files."""

from __future__ import annotations

import io
import re
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sandbox.google.blocks import COLUMNS, JSON, ROWS
from sandbox.google.book import Book
from sandbox.google.cells import Cell, Formula
from sandbox.google.colours import web
from sandbox.google.excel_formats import excel_code
from sandbox.google.griddata import link_of
from sandbox.google.notation import cell_name
from sandbox.google.results import default_pattern, number_format_of
from sandbox.google.tab import Tab
from sandbox.google.xlsx_rules import Validations, area, write_rules

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def written(book: Book) -> bytes:
    """A spreadsheet as an .xlsx file."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for tab in book.tabs:
        title = _FORBIDDEN.sub(" ", tab.title)[:31]
        _sheet(book, tab, workbook.create_sheet(title))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _sheet(book: Book, tab: Tab, sheet: Worksheet) -> None:
    styles: dict[int, Any] = {}
    rules = Validations()
    for row, column, cell in tab.filled(tab.whole):
        _cell(book, sheet.cell(row + 1, column + 1), cell, styles)
        if cell.validation:
            rules.add(cell.validation, cell_name(row, column))
    rules.write(sheet)
    write_rules(tab, sheet)
    for merge in tab.merges:
        sheet.merge_cells(area(merge))
    _around(tab, sheet)


def _cell(book: Book, target: Any, cell: Cell, styles: dict[int, Any]) -> None:
    value = cell.value
    if isinstance(value, Formula):
        target.value = value.text
    elif isinstance(value, str):
        target.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        target.data_type = "s"
    elif value is not None:
        target.value = value
    if cell.note:
        target.comment = Comment(cell.note, "Tickmark")
    if link := link_of(cell):
        target.hyperlink = link
    if cell.format is None:
        return
    key = id(cell.format)
    if key not in styles:
        _style(book, target, cell.format)
        styles[key] = target._style  # noqa: SLF001 - openpyxl's own way to share a style, a hundred times as fast
    else:
        target._style = copy(styles[key])  # noqa: SLF001 - as above


def _style(book: Book, target: Any, told: JSON) -> None:
    number = number_format_of(told)
    target.number_format = excel_code(number, default_pattern(book, number))
    if back := web(told.get("backgroundColor")):
        target.fill = PatternFill("solid", fgColor=back.lstrip("#"))
    if text := told.get("textFormat"):
        fore = web(text.get("foregroundColor"))
        target.font = Font(
            bold=text.get("bold"),
            italic=text.get("italic"),
            strike=text.get("strikethrough"),
            underline="single" if text.get("underline") else None,
            color=fore.lstrip("#") if fore else None,
        )
    horizontal = told.get("horizontalAlignment")
    wraps = told.get("wrapStrategy") == "WRAP"
    if horizontal or wraps:
        target.alignment = Alignment(horizontal=horizontal.lower() if horizontal else None, wrap_text=wraps)


def _around(tab: Tab, sheet: Worksheet) -> None:
    for at, told in tab.lines[ROWS].items():
        sheet.row_dimensions[at + 1].hidden = bool(told.get("hiddenByUser") or told.get("hiddenByFilter"))
        if "pixelSize" in told:
            sheet.row_dimensions[at + 1].height = told["pixelSize"] * 3 / 4
    for at, told in tab.lines[COLUMNS].items():
        dimension = sheet.column_dimensions[get_column_letter(at + 1)]
        dimension.hidden = bool(told.get("hiddenByUser"))
        if "pixelSize" in told:
            dimension.width = (told["pixelSize"] - 5) / 7
    rows, columns = tab.grid.get("frozenRowCount", 0), tab.grid.get("frozenColumnCount", 0)
    if rows or columns:
        sheet.freeze_panes = cell_name(rows, columns)
    if tab.properties.get("hidden"):
        sheet.sheet_state = "hidden"
    if colour := web(tab.properties.get("tabColor")):
        sheet.sheet_properties.tabColor = colour.lstrip("#")
