"""Our columns and our tabs put into an Excel workbook that is a copy of the one that was read."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from service.adapters.tabs.block import (
    FORMATS,
    WIDTHS,
    choices,
    colour,
    header_note,
    is_our_note,
    new_places,
    tab_note,
)
from service.adapters.tabs.columns import our_columns, our_tabs
from service.adapters.tabs.timesheets import Found
from service.domain.hours.reading import Cell, Report, Value

PIXELS_A_CHARACTER = 7
BOLD = Font(bold=True)
MARK = "Written by Tickmark"
"""The author of our notes."""

LONGEST = 255
"""Characters that a list of choices may have in a workbook."""


def put(cell: ExcelCell, value: Value) -> None:
    """Set a value; a text stays a text whatever sign it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def note(cell: ExcelCell, text: str) -> None:
    """Put a note behind a cell, take it away where it is empty; notes of other people stay."""
    if cell.comment and cell.comment.text and cell.comment.author != MARK and not is_our_note(cell.comment.text):
        return
    cell.comment = Comment(text, MARK, height=160, width=320) if text else None


class TabWriter:
    """One timesheet tab that gets our figures."""

    def __init__(self, sheet: Worksheet, found: Found) -> None:
        self.sheet, self.header = sheet, found.layout.header + 1
        self.places = dict(found.layout.ours)
        self._tab, self._layout = found
        self._last = max(self.header + 1, sheet.max_row)

    def add_block(self) -> None:
        """Give the tab the columns of ours that it lacks."""
        by_key = {column.key: column for column in our_columns()}
        for key, place in new_places(self._tab, self._layout).items():
            self.places[key] = place
            header = self._at(self.header, key)
            assert header is not None, "no merge reaches beyond the last used column"
            put(header, by_key[key].header)
            header.font, header.comment = BOLD, Comment(header_note(by_key[key]), MARK)
            dimension = self.sheet.column_dimensions[get_column_letter(place + 1)]
            dimension.width, dimension.hidden = WIDTHS[key] / PIXELS_A_CHARACTER, key == "row_id"
        self._offer("category", choices())
        self._offer("approve", ("TRUE", "FALSE"))

    def _offer(self, key: str, words: Sequence[str]) -> None:
        letter, text = get_column_letter(self.places[key] + 1), ",".join(words)
        if len(text) > LONGEST or any("," in word or '"' in word for word in words):
            return  # a workbook cannot hold such a list: a word is typed instead
        choice = DataValidation(type="list", formula1=f'"{text}"', allow_blank=True)
        choice.add(f"{letter}{self.header + 1}:{letter}{self._last}")
        self.sheet.add_data_validation(choice)

    def write(self, cell: Cell) -> bool:
        """Put one cell in place; whether there was a place for it."""
        target = self._at(cell.row, cell.key) if cell.key in self.places else None
        if target is None:
            return False
        put(target, cell.value)
        if cell.key in FORMATS:
            target.number_format = FORMATS[cell.key]
        if cell.note is not None:
            note(target, cell.note)
        return True

    def paint(self, row: int) -> None:
        """Give our cells of a row the colour that its flags and its status ask for."""
        cells = {key: cell for key in self.places if (cell := self._at(row, key))}
        flags, status = (str(cells[key].value or "") if key in cells else "" for key in ("flags", "status"))
        tint = colour(flags, status)
        for cell in cells.values():
            cell.fill = PatternFill("solid", start_color=tint) if tint else PatternFill()

    def _at(self, row: int, key: str) -> ExcelCell | None:
        """The cell; None where somebody merged it with another."""
        cell = self.sheet.cell(row, self.places[key] + 1)
        return None if isinstance(cell, MergedCell) else cell


def write_report(book: Workbook, report: Report, title: str) -> None:
    """Write a tab of ours afresh; it keeps its place, and the first of them comes first."""
    place = book.sheetnames.index(title) if title in book.sheetnames else None
    if place is not None:
        del book[title]
    front = 0 if report.title == our_tabs()[0] else len(book.sheetnames)
    sheet = book.create_sheet(title, front if place is None else place)
    for row, values in enumerate(report.rows):
        for column, value in enumerate(values):
            write_report_cell(sheet, row, column, value, report)
    first = sheet.cell(1, 1)
    first.comment = Comment(tab_note(report.title), MARK)
    sheet.freeze_panes = "A2"
    for column, width in widths(report).items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width


def write_report_cell(sheet: Worksheet, row: int, column: int, value: Value, report: Report) -> None:
    """One cell of a tab of ours, with its weight and its link."""
    cell = sheet.cell(row + 1, column + 1)
    assert isinstance(cell, ExcelCell)
    put(cell, value)
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str) and len(value) > 60)
    if row in report.headings:
        cell.font = BOLD
    if address := report.links.get((row, column)):
        cell.hyperlink = address
        cell.style = "Hyperlink"


def widths(report: Report) -> Mapping[int, int]:
    """A width for each column that shows its usual text."""
    found: dict[int, int] = {}
    for row in report.rows:
        if sum(value is not None for value in row) < 2:
            continue  # a sentence alone in its row runs over the cells beside it
        for column, value in enumerate(row):
            found[column] = max(found.get(column, 10), min(60, len(str(value or "")) + 2))
    return found
