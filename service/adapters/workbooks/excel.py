"""An Excel workbook as tabs of typed cells."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from service.adapters.cells.grid import EMPTY, Block, Cell, Tab, figure, kind_of
from service.faults import WorkbookFault

MOMENTS = (datetime, date, time, timedelta)
KIND_BY_TYPE = {datetime: "datetime", date: "date", time: "time", timedelta: "time"}
YEARS_1904 = 1462
"""Days between the two calendars that workbooks count by."""


def opened(content: bytes, name: str, results: bool = False) -> Workbook:
    """The workbook in these bytes, with formulas or with their results. Raises WorkbookFault."""
    macros = name.casefold().endswith(".xlsm") and not results
    try:
        return load_workbook(io.BytesIO(content), data_only=results, keep_vba=macros)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, IndexError) as error:
        raise WorkbookFault(
            f"{name} cannot be read as an Excel workbook. Open it in a spreadsheet program, remove a password "
            "if it has one, and save it as .xlsx."
        ) from error


def read_excel(content: bytes, name: str) -> list[Tab]:
    """The tabs of a workbook, with the results of formulas as they were last worked out."""
    book = opened(content, name)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in filled(sheet)
        for cell in row
        if cell.data_type == "f"
    ]
    if not formulas:
        return [tab_of(sheet, index, None) for index, sheet in enumerate(book.worksheets)]
    results = opened(content, name, results=True)
    worked_out = any(results[title][place].value is not None for title, place in formulas)
    return [
        tab_of(results[sheet.title], index, None if worked_out else sheet)
        for index, sheet in enumerate(book.worksheets)
    ]


def tab_of(sheet: Worksheet, index: int, formulas: Worksheet | None) -> Tab:
    """One sheet as a tab; `formulas` is the same sheet where no formula has a result yet."""
    mac = sheet.parent is not None and sheet.parent.epoch == CALENDAR_MAC_1904
    rows = [tuple(cells_of(row, mac)) for row in filled(sheet)]
    if formulas is not None:
        rows = [
            tuple(
                Cell("error", str(asked.value)) if asked.data_type == "f" else cell
                for cell, asked in zip(row, asked_row, strict=False)
            )
            for row, asked_row in zip(rows, filled(formulas), strict=False)
        ]
    return Tab(
        sheet.title,
        rows,
        id=index,
        width=sheet.max_column,
        height=sheet.max_row,
        hidden=sheet.sheet_state != "visible",
        merges=tuple(Block(m.min_row - 1, m.max_row, m.min_col - 1, m.max_col) for m in sheet.merged_cells.ranges),
    )


def filled(sheet: Worksheet) -> Iterator[tuple[ExcelCell | MergedCell, ...]]:
    """The rows down to the last cell that holds anything: a format may reach a million rows further."""
    cells = sheet._cells  # noqa: SLF001 - the only list of the cells that exist
    places = [place for place, cell in cells.items() if cell.value is not None or cell.comment]
    if not places:
        return iter(())
    return sheet.iter_rows(max_row=max(row for row, _ in places), max_col=max(column for _, column in places))


def cells_of(row: tuple[ExcelCell | MergedCell, ...], mac: bool) -> Iterator[Cell]:
    """The cells of a row."""
    for cell in row:
        note = cell.comment.text if isinstance(cell, ExcelCell) and cell.comment else ""
        value = cell.value
        if value is None or isinstance(cell, MergedCell):
            yield Cell(note=note) if note else EMPTY
        elif isinstance(value, bool):
            yield Cell("bool", value, note)
        elif isinstance(value, MOMENTS):
            yield moment(value, cell.number_format, mac, note)
        elif isinstance(value, int | float):
            yield Cell("number", figure(value), note)
        else:
            yield Cell("error" if cell.data_type == "e" else "text", str(value), note)


def moment(value: datetime | date | time | timedelta, pattern: str, mac: bool, note: str) -> Cell:
    """A cell that its format makes a day or a time: the serial behind it, and which of the two."""
    kind = kind_of(pattern)
    if kind == "number":
        kind = KIND_BY_TYPE[type(value)]
    serial = figure(to_excel(value))  # type: ignore[no-untyped-call]  # openpyxl leaves it untyped
    if mac and kind == "time" and isinstance(value, datetime):  # a duration past a day, moved like a date
        serial -= YEARS_1904
    return Cell(kind, serial, note)
