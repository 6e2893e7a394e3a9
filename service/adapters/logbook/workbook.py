"""The tab of an import in a workbook file. The file itself is never changed: a copy is saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook as ExcelBook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from service.adapters.cells.grid import Tab
from service.adapters.logbook.layout import (
    HIDDEN,
    KEYS,
    START,
    Look,
    Place,
    beside,
    find,
    headers,
    looks,
    place_in,
    rows_of,
)
from service.adapters.tabs.delimited import read_delimited
from service.adapters.workbooks.excel import opened, read_excel
from service.adapters.workbooks.excel_writer import BOLD, put
from service.adapters.workbooks.tables import EXCEL, check_out, contents, copy_tab, save
from service.domain.hours.logged import Additions, Edit, Kept, Logged
from service.faults import WorkbookFault

WIDTHS = {"date": 12, "person": 18, "client": 22, "project": 24, "task": 20, "description": 48, "state": 26}
ONLY_EXCEL = "{out} holds one tab alone, and the entries go into a tab of their own. Name a file that ends in .xlsx."


class Writer(Protocol):
    """Whoever may have saved the copy before us, in the same run."""

    wrote: bool


class FileLogbook:
    """One tab of a workbook file, made where it is missing. Without `out` nothing is written."""

    def __init__(self, path: Path, title: str, out: Path | None = None, before: Writer | None = None) -> None:
        self._path, self._title, self._out, self._before = path, title, out, before
        self._tabs: list[Tab] = []
        self._content: dict[str, bytes] = {}
        check_out(path, out)
        if out is not None and out.suffix.casefold() != ".xlsx":
            raise WorkbookFault(ONLY_EXCEL.format(out=out))

    def read(self) -> Sequence[Kept]:
        """The rows of the tab. Raises WorkbookFault."""
        self._content = contents(self._path)
        self._tabs = (
            read_excel(self._content[self._path.stem], self._path.name)
            if self._is_excel
            else [read_delimited(content, title) for title, content in self._content.items()]
        )
        tab = find(self._tabs, self._title)
        return [] if tab is None else list(rows_of(tab, place_in(tab)))

    def write(self, additions: Additions) -> Sequence[int]:
        """Save a copy that holds the additions; nobody is faster than us in a file. Raises WorkbookFault."""
        if self._out is not None:
            book = self._copy()
            tab = find(self._tabs, self._title)
            sheet = made(book, self._title) if tab is None else book[tab.title]
            writer = Rows(sheet, START if tab is None else place_in(tab), 1 if tab is None else len(tab.rows))
            for edit in additions.edits:
                writer.edit(edit)
            for entry in additions.new:
                writer.add(entry)
            save(book, [], self._out)
        return ()

    @property
    def _is_excel(self) -> bool:
        return self._path.suffix.casefold() in EXCEL

    def _copy(self) -> ExcelBook:
        """The workbook as it is to be changed: as it was read, or as somebody before us has saved it."""
        if self._out is not None and self._before is not None and self._before.wrote:
            return opened(self._out.read_bytes(), self._out.name)
        if self._is_excel:
            return opened(self._content[self._path.stem], self._path.name)
        book = ExcelBook()
        book.remove(book.worksheets[0])
        for tab in self._tabs:
            copy_tab(book, tab)
        return book


def made(book: ExcelBook, title: str) -> Worksheet:
    """A new tab with its headers."""
    sheet: Worksheet = book.create_sheet(title)
    for column, (key, name) in enumerate(zip(KEYS, headers(), strict=True), 1):
        cell = sheet.cell(1, column, name)
        cell.font = BOLD
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = WIDTHS.get(key, 10), key in HIDDEN
    sheet.freeze_panes = "A2"
    return sheet


class Rows:
    """The rows of the tab, to be changed in place or added below the last."""

    def __init__(self, sheet: Worksheet, place: Place, filled: int) -> None:
        self._sheet, self._place, self._filled = sheet, place, filled

    def edit(self, edit: Edit) -> None:
        """Bring a row in line: only the cells that differ."""
        before = looks(edit.row.now)
        changed = {key: look for key, look in looks(edit.entry).items() if look != before[key]}
        self._write(edit.row.row, {**changed, **beside(edit.entry.id, edit.version, edit.state)})

    def add(self, entry: Logged) -> None:
        """One more row."""
        self._filled += 1
        self._write(self._filled, {**looks(entry), **beside(entry.id, entry.version, "")})

    def _write(self, row: int, cells: dict[str, Look]) -> None:
        for key, look in cells.items():
            cell = self._sheet.cell(row, self._place.columns[key] + 1)
            if isinstance(cell, MergedCell):
                continue
            put(cell, look.value)
            if look.form:
                cell.number_format = look.form[1]
