"""Workbook files: a .xlsx or .csv, or a folder of .csv, read like a sheet and written to another file."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook as ExcelBook

from service.adapters.cells.grid import Tab, figure
from service.adapters.cells.plain import digits
from service.adapters.tabs.block import title_for
from service.adapters.tabs.context import Context
from service.adapters.tabs.delimited import read_delimited
from service.adapters.tabs.identity import known_of
from service.adapters.tabs.rowids import by_content
from service.adapters.tabs.timesheets import Workbook, read_workbook
from service.adapters.workbooks.excel import opened, read_excel
from service.adapters.workbooks.excel_writer import TabWriter, put, write_report
from service.adapters.workbooks.formulas import harmless
from service.domain.hours.reading import Changes, Reading, Report, Written
from service.faults import WorkbookFault

EXCEL = (".xlsx", ".xlsm")
TEXT = (".csv", ".tsv", ".txt")
NUMBER = re.compile(r"[+-]?[\d.,:]+")
BY_CONTENT = Context(fresh=by_content)
"""A file keeps no ids unless it was written by us, so its rows are known by what they hold."""

KINDS = "Name a .xlsx or .csv file, or a folder of .csv files."


class TableFile:
    """A workbook file. It is never changed: what is written goes to `out`, and without `out` nowhere."""

    def __init__(self, path: Path, out: Path | None = None, context: Context = BY_CONTENT) -> None:
        self.path, self.out = path, out
        self._context = context
        self._book: Workbook | None = None
        self._contents: dict[str, bytes] = {}
        self._sheets: dict[str, str] = {}
        """Titles of sheets in the copy by the titles of the tabs that were read."""
        check_out(path, out)

    def read(self) -> Reading:
        """Everything in the file. Raises WorkbookFault."""
        self._contents = contents(self.path)
        self._book = read_workbook(self._tabs(), self.path.stem, self._context)
        if self._context.recall.remembers:
            self._context.recall.keep_rows(map(known_of, self._book.reading.entries))
        return replace(self._book.reading, book=str(self.path.resolve())[-400:])

    def write(self, changes: Changes) -> Written:
        """Save a copy with these changes to `out`. Raises WorkbookFault."""
        if self.out is None:
            return Written(0)
        if self._book is None:
            self.read()
        assert self._book is not None
        copy = self._copy()
        cells = write_changes(copy, self._book, changes, self._sheets)
        save(copy, [self._sheets[title] for title in self._book.found], self.out)
        return Written(cells)

    @property
    def _is_excel(self) -> bool:
        return self.path.suffix.casefold() in EXCEL

    def _tabs(self) -> list[Tab]:
        if self._is_excel:
            return read_excel(self._contents[self.path.stem], self.path.name)
        return [read_delimited(content, title) for title, content in self._contents.items()]

    def _copy(self) -> ExcelBook:
        if self._is_excel:
            book = opened(self._contents[self.path.stem], self.path.name)
            self._sheets = {title: title for title in book.sheetnames}
            return book
        book = ExcelBook()
        book.remove(book.worksheets[0])
        self._sheets = {tab.title: copy_tab(book, tab) for tab in self._tabs()}
        return book


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of the text files of a folder, by title. Raises WorkbookFault."""
    try:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix.casefold() in TEXT)
        else:
            files = [path] if path.suffix.casefold() in EXCEL + TEXT else []
        found = {file.stem: file.read_bytes() for file in files}
    except OSError as error:
        raise WorkbookFault(f"{path} cannot be read ({error.strerror}). {KINDS}") from error
    if not found:
        raise WorkbookFault(f"{path} is no workbook that can be read here. {KINDS}")
    return found


def check_out(path: Path, out: Path | None) -> None:
    """The copy is another file, of a kind that can be written. Raises WorkbookFault."""
    if out is None:
        return
    if out.resolve() == path.resolve():
        raise WorkbookFault(f"{out} is the workbook itself, which is never changed. Name another file after --out.")
    if out.suffix.casefold() not in (*EXCEL[:1], ".csv"):
        raise WorkbookFault(f"{out} is neither .xlsx nor .csv. Name a file that ends in one of them after --out.")
    if not out.resolve().parent.is_dir():
        raise WorkbookFault(f"{out} cannot be written (there is no such folder). Name another file after --out.")


def copy_tab(book: ExcelBook, tab: Tab) -> str:
    """A tab of text as a sheet, each cell as it was typed; the title of the sheet."""
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", tab.title)[:28])
    for row, cells in enumerate(tab.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell.value is not None:
                put(sheet.cell(row, column), cell.value)
    return str(sheet.title)


def write_changes(book: ExcelBook, known: Workbook, changes: Changes, sheets: Mapping[str, str]) -> int:
    """Put the changes into the copy; how many cells of timesheets got a value."""
    writers = {title: TabWriter(book[sheets[title]], found) for title, found in known.found.items()}
    for title in filter(writers.__contains__, changes.new_blocks):
        writers[title].add_block()
    written = sum(writers[cell.tab].write(cell) for cell in changes.cells if cell.tab in writers)
    for tab, row in sorted({(cell.tab, cell.row) for cell in changes.cells if cell.tab in writers}):
        writers[tab].paint(row)
    for report in changes.reports:
        write_report(book, report, title_of(report, known))
    return written


def title_of(report: Report, known: Workbook) -> str:
    """The title of a tab of ours: the one it has, or the one it is to get."""
    there = known.own.get(report.title)
    return there.title if there else title_for(report.title, known.titles)


def save(book: ExcelBook, timesheets: list[str], out: Path) -> None:
    """Save the copy; as delimited text it holds the one timesheet alone. Raises WorkbookFault."""
    try:
        if out.suffix.casefold() == ".csv":
            out.write_text(as_csv(book, timesheets), encoding="utf-8-sig", newline="")
        else:
            book.save(out)
    except OSError as error:
        raise WorkbookFault(f"{out} cannot be written ({error.strerror}). Name another file after --out.") from error


def as_csv(book: ExcelBook, timesheets: list[str]) -> str:
    """The one timesheet of the workbook as delimited text. Raises WorkbookFault."""
    if len(timesheets) != 1:
        raise WorkbookFault("A .csv file holds one timesheet. Name a file that ends in .xlsx after --out.")
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [in_csv(value) for value in row] for row in book[timesheets[0]].iter_rows(values_only=True)
    )
    return text.getvalue()


def in_csv(value: object) -> str:
    """A value as a CSV file holds it: no text of it can become a formula."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    if isinstance(value, int | float | Decimal):
        return digits(value if isinstance(value, Decimal) else figure(value))
    text = str(value)
    return text if NUMBER.fullmatch(text) else harmless(text)
