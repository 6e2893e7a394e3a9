"""Reading .xlsx files: values as Sheets would hold them, and what people see around them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from copy import copy
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block
from sandbox.google.cells import Cell, Formula, Value, trimmed
from sandbox.google.colours import from_web
from sandbox.google.excel_formats import number_format, web_colour
from sandbox.google.formats import kept_format
from sandbox.google.refusals import UnreadableError
from sandbox.google.tab import Tab
from sandbox.google.writing import shared
from sandbox.google.xlsx_cells import Found, Line, Package
from sandbox.google.xlsx_rules import rules_of, validations_of

BROKEN = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError, OSError, EOFError)

TO_1900 = 1462
"""Days between the two epochs of Excel files."""


def opened(data: bytes, name: str) -> tuple[Workbook, Package]:
    """The workbook in a file without its cells, and the file taken apart."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableError(f"{name} is locked with a password or an old .xls file: save it as .xlsx without one.")
    try:
        package = Package(data)
        return load_workbook(package.without_cells()), package
    except BROKEN as problem:
        raise UnreadableError(f"{name} cannot be opened as a workbook ({problem}): save it as .xlsx.") from problem


def tabs_of(data: bytes, name: str) -> list[Tab]:
    """Every tab that has cells, in order."""
    workbook, package = opened(data, name)
    try:
        looks = Looks(workbook)
        sheets = zip(workbook.worksheets, package.paths, strict=True)
        tabs = [_tab(at, sheet, package.lines(path), looks) for at, (sheet, path) in enumerate(sheets)]
    except BROKEN as problem:
        raise UnreadableError(f"{name} has cells that cannot be read ({problem}): save it as .xlsx again.") from problem
    if not tabs:
        raise UnreadableError(f"{name} has no tab with cells: open it and save it as .xlsx.")
    return tabs


class Looks:
    """The formats of a workbook by the number of their style; each is made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[int, JSON | None] = {}
        self.old_epoch = workbook.epoch == MAC_EPOCH

    def of(self, style: int) -> JSON | None:
        """The format of one style."""
        if style not in self._made:
            cell: Any = self._workbook.worksheets[0].cell(1, 1)
            workbook: Any = self._workbook
            cell._style = copy(workbook._cell_styles[style])  # noqa: SLF001 - openpyxl's own way to set a style
            self._made[style] = _format(cell)
        return self._made[style]

    def cell(self, found: Found) -> Cell | None:
        """A cell as Sheets holds it; None where nothing stands."""
        own = self.of(found.style)
        if found.value is None and own is None:
            return None
        return Cell(self._dated(found.value, own) if self.old_epoch else found.value, own)

    def _dated(self, value: Value, own: JSON | None) -> Value:
        kind = (own or {}).get("numberFormat", {}).get("type", "")
        return value + TO_1900 if isinstance(value, int | float) and kind.startswith("DATE") else value


def _tab(at: int, sheet: Worksheet, lines: Iterable[Line], looks: Looks) -> Tab:
    tab = Tab(at, sheet.title)
    for line in lines:
        tab.rows.extend([()] * (line.row - len(tab.rows)))
        cells: list[Cell | None] = [None] * (line.cells[-1].column + 1 if line.cells else 0)
        for found in line.cells:
            cells[found.column] = looks.cell(found)
        tab.rows.append(trimmed(cells))
        _line(tab, ROWS, line.row, line.hidden, line.height and line.height * 4 / 3)
    tab.calculates = any(cell and isinstance(cell.value, Formula) for cells in tab.rows for cell in cells)
    while tab.rows and not tab.rows[-1]:
        tab.rows.pop()
    tab.row_count = max(tab.row_count, len(tab.rows))
    tab.column_count = max(tab.column_count, max(map(len, tab.rows), default=0))
    _beside(tab, sheet)
    _around(tab, sheet)
    return tab


def _beside(tab: Tab, sheet: Worksheet) -> None:
    """Notes, links and validations, which an .xlsx file keeps apart from its cells."""
    for cell in sheet._cells.values():  # noqa: SLF001 - the only list of just the cells that have something
        if cell.comment:
            _change(tab, cell, note=cell.comment.text)
        if cell.hyperlink and cell.hyperlink.target:
            _change(tab, cell, link=cell.hyperlink.target)
    for (row, column), rule in validations_of(sheet, tab.row_count).items():
        if row <= max(len(tab.rows), 1):
            tab.put(row - 1, {column - 1: tab.cell(row - 1, column - 1)._replace(validation=rule)})


def _change(tab: Tab, cell: Any, note: str | None = None, link: str = "") -> None:
    known = tab.cell(cell.row - 1, cell.column - 1)
    if note is not None:
        known = known._replace(note=note)
    if link:
        own = known.format or {}
        text = {**own.get("textFormat", {}), "link": {"uri": link}}
        known = known._replace(format=shared({**own, "textFormat": text}))
    tab.put(cell.row - 1, {cell.column - 1: known})


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
    return told


def _around(tab: Tab, sheet: Worksheet) -> None:
    """Widths, frozen panes, merges, rules and whether the tab is seen."""
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
