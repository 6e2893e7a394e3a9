"""Entries of a tracker stand in a tab of a workbook file; the file itself is never changed."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from service.adapters.logbook import FileLogbook
from service.adapters.workbooks.tables import TableFile
from service.faults import WorkbookFault
from service.importing import Imported, bring_in
from tests.adapters.logbook.conftest import Telling
from tests.logged import told

TOLD = """
  harvest-1 | 10-05 | Mara | Website | Homepage hero | 3    | 09:00 | 12:00 | yes
  harvest-2 | 10-05 | Mara | Website | =SUM(A1)      | 0.5  |       |       | no
  harvest-3 | 10-06 | Ben  | Website | Footer links  | 0.83333333333333333333333333
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook in which people log their hours as before."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Log"
    sheet.append(["Date", "Person", "Hours"])
    sheet.append(["2026-10-01", "Ben", 2])
    made.save(tmp_path / "hours.xlsx")
    return tmp_path / "hours.xlsx"


def bring(path: Path, out: Path | None, drawing: str = TOLD) -> Imported:
    return bring_in(Telling(told(drawing)), FileLogbook(path, "Harvest", out))


def read(path: Path) -> list[tuple[str, str, int, bool | None]]:
    """Day, text, seconds and mark of each entry of the tab, as our reader reads them."""
    entries = TableFile(path).read().entries
    assert not any(entry.problems for entry in entries)
    return [
        (str(entry.date), entry.description, round(entry.worked * 3600), entry.billable)
        for entry in entries
        if entry.tab == "Harvest"
    ]


def test_our_reader_reads_the_tab_exactly(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    bring(book, tmp_path / "out.xlsx")
    assert read(tmp_path / "out.xlsx") == [
        ("2026-10-05", "Homepage hero", 10800, True),
        ("2026-10-05", "=SUM(A1)", 1800, False),
        ("2026-10-06", "Footer links", 3000, None),
    ]
    assert book.read_bytes() == before


def test_a_second_import_finds_all_as_it_was(book: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    bring(book, first)
    assert len(bring(first, second).found.same) == 3
    assert not second.exists(), "there was nothing to write"


def test_an_edit_and_a_new_entry_leave_other_rows_alone(book: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    bring(book, first)
    made = load_workbook(first)
    made["Harvest"]["B5"] = "typed here"
    made.save(first)
    bring(first, second, TOLD.replace("hero | 3 ", "hero | 4 ") + "harvest-4 | 10-07 | Ben | App | New | 1")
    rows = [[cell.value for cell in row] for row in load_workbook(second)["Harvest"].iter_rows(min_row=2)]
    assert [row[6] for row in rows][:2] == [4, 0.5]
    assert [row[1] for row in rows] == ["Mara", "Mara", "Ben", "typed here", "Ben"]


def test_without_a_file_for_the_copy_nothing_is_written(book: Path, tmp_path: Path) -> None:
    assert len(bring(book, None).found.new) == 3
    assert list(tmp_path.iterdir()) == [book]


def test_a_copy_must_be_a_workbook_with_several_tabs(book: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkbookFault, match=r"ends in \.xlsx"):
        bring(book, tmp_path / "out.csv")
