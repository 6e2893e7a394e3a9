"""Files are read like sheets, and written to another file."""

import csv
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from service.adapters.workbooks.tables import TableFile
from service.domain.hours.reading import Cell, Changes, Report, Shown
from service.faults import WorkbookFault


def excel(path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    """A workbook with one tab called Log."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Log"
    for row in rows:
        sheet.append(row)
    for place, pattern in (formats or {}).items():
        sheet[place].number_format = pattern
    book.save(path)
    return path


EXCEL_HOURS = [
    # value, number format, hours
    (0.3125, "h:mm", Decimal("7.5")),
    (0.03125, "[h]:mm", Decimal("0.75")),
    (26 / 24, "[h]:mm", Decimal(26)),
    (26 / 24, "h:mm", Decimal(26)),
    (timedelta(hours=1, minutes=30), "[hh]:mm:ss", Decimal("1.5")),
    (time(7, 30), "hh:mm", Decimal("7.5")),
    (7.5, "0.0", Decimal("7.5")),
    (0.75, "0", Decimal("0.75")),
    (4.319999999999999, "General", Decimal("4.32")),
    (2, '0.00" h"', Decimal(2)),
    ("7,5", "@", Decimal("7.5")),
    (date(2026, 9, 4), "dd/mm/yyyy", None),
    ("=1+1", "General", None),
]


@pytest.mark.parametrize(("value", "pattern", "hours"), EXCEL_HOURS)
def test_the_number_format_says_what_a_number_means(
    tmp_path: Path, value: object, pattern: str, hours: Decimal | None
) -> None:
    rows = [["Date", "Hours"], [date(2026, 9, 4), value]]
    (entry,) = TableFile(excel(tmp_path / "log.xlsx", rows, {"B2": pattern})).read().entries
    assert entry.date == date(2026, 9, 4)
    assert entry.hours == hours
    assert len(entry.problems) == (hours is None)


def test_hidden_sheets_and_merged_cells_are_seen(tmp_path: Path) -> None:
    path = excel(tmp_path / "log.xlsx", [["Date", "Hours"], [date(2026, 9, 4), 1], [None, 2]])
    book = openpyxl.load_workbook(path)
    book["Log"].merge_cells("A2:A3")
    raw = book.create_sheet("Raw")
    raw.append(["Date", "Hours"])
    raw.sheet_state = "hidden"
    book.save(path)
    read = TableFile(path).read()
    assert "merged" in str(read.entries[1].problems[0].message)
    assert [tab.tab for tab in read.refused] == ["Raw"]


def test_a_format_that_reaches_far_down_costs_nothing(tmp_path: Path) -> None:
    path = excel(tmp_path / "log.xlsx", [["Date", "Hours"], [date(2026, 9, 4), 1]], {"C1000000": "0.00"})
    assert len(TableFile(path).read().entries) == 1


def test_a_tab_that_is_no_timesheet_gets_no_block(tmp_path: Path) -> None:
    path = excel(tmp_path / "log.xlsx", [["Ideas"]])
    file = TableFile(path, tmp_path / "out.xlsx")
    file.read()
    assert file.write(Changes(new_blocks=("Log",))).cells == 0


UNREADABLE = [
    # name of the file, its bytes or None where there is no file, a word of the sentence
    ("log.xlsx", b"not a workbook", "cannot be read as an Excel workbook"),
    ("log.xlsx", None, "cannot be read (No such file"),
    ("log.pdf", b"%PDF", "no workbook that can be read here"),
]


@pytest.mark.parametrize(("name", "content", "said"), UNREADABLE)
def test_what_cannot_be_read_is_a_fault_in_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbookFault, match=said.replace("(", r"\(")):
        TableFile(tmp_path / name).read()


CHANGES = Changes(
    cells=(
        Cell("Log", 2, "category", "Design"),
        Cell("Log", 2, "billable_hours", Decimal("1.5")),
        Cell("Log", 2, "flags", "✖ TIM004", "Longer than a day."),
        Cell("Log", 2, "suggestion", "=HYPERLINK(1)"),
        Cell("Log", 2, "approve", False, box=True),
        Cell("Log", 2, "row_id", "r_1"),
        Cell("Log", 3, "status", "Ready"),
        Cell("Log", 3, "row_id", "r_2"),
    ),
    reports=(Report("Review", (("To decide", "Amount"), ("Port", Decimal("120.50"))), (0,), links={(1, 0): "https://x.example/"}),),
    new_blocks=("Log",),
)  # fmt: skip


def reviewed(tmp_path: Path, changes: Changes = CHANGES) -> openpyxl.Workbook:
    """A small workbook, reviewed, as it was saved."""
    path = excel(
        tmp_path / "log.xlsx", [["Date", "Hours"], [date(2026, 9, 4), 30], [date(2026, 9, 5), 1, None, "side"]]
    )
    before = path.read_bytes()
    file = TableFile(path, tmp_path / "out.xlsx")
    assert not file.read().tabs[0].has_block
    assert file.write(changes).cells == len(changes.cells)
    assert path.read_bytes() == before, "the original is never changed"
    return openpyxl.load_workbook(tmp_path / "out.xlsx")


def test_our_block_stands_right_of_everything_that_was_there(tmp_path: Path) -> None:
    sheet = reviewed(tmp_path)["Log"]
    assert [cell.value for cell in sheet[1]][3:6] == [None, "Category", "Billable h"]
    assert sheet["E1"].comment.text.startswith("Written by Tickmark")
    assert sheet["D3"].value == "side"
    assert sheet.column_dimensions["N"].hidden, "the Row ID column"
    assert {rule.formula1.count(",") for rule in sheet.data_validations.dataValidation} == {16, 1}


def test_texts_of_ours_never_become_formulas(tmp_path: Path) -> None:
    sheet = reviewed(tmp_path)["Log"]
    assert (sheet["I2"].value, sheet["I2"].data_type) == ("=HYPERLINK(1)", "s")


def test_rows_wear_the_colour_of_their_gravest_flag(tmp_path: Path) -> None:
    sheet = reviewed(tmp_path)["Log"]
    assert sheet["H2"].fill.start_color.rgb.endswith("F8D7D3")
    assert sheet["L3"].fill.start_color.rgb.endswith("DDEFDD")
    assert sheet["H2"].comment.text == "Longer than a day."


def test_a_reviewed_workbook_reads_back_as_it_was_written(tmp_path: Path) -> None:
    reviewed(tmp_path)
    read = TableFile(tmp_path / "out.xlsx").read()
    assert [(entry.id, entry.category, entry.ticked) for entry in read.entries] == [
        ("r_1", "Design", False),
        ("r_2", "", None),
    ]
    assert read.tabs[0].has_block
    assert read.shown["Log", 2]["flags"] == Shown("✖ TIM004", "Longer than a day.")
    assert read.own_tabs["Review"] == (("To decide", "Amount"), ("Port", Decimal("120.5")))


def test_a_second_review_keeps_one_block_and_one_report(tmp_path: Path) -> None:
    reviewed(tmp_path)
    again = TableFile(tmp_path / "out.xlsx", tmp_path / "again.xlsx")
    again.read()
    again.write(Changes(cells=(Cell("Log", 2, "flags", "", ""),), reports=CHANGES.reports))
    book = openpyxl.load_workbook(tmp_path / "again.xlsx")
    assert book.sheetnames == ["Review", "Log"]
    assert [cell.value for cell in book["Log"][1]].count("Flags") == 1
    assert book["Log"]["H2"].comment is None
    assert not book["Log"]["H2"].fill.fill_type


def test_notes_of_other_people_stay(tmp_path: Path) -> None:
    reviewed(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    book["Log"]["K2"].comment = Comment("call me", "Ana")
    book.save(tmp_path / "out.xlsx")
    file = TableFile(tmp_path / "out.xlsx", tmp_path / "again.xlsx")
    file.read()
    file.write(Changes(cells=(Cell("Log", 2, "approve", True, "ticked"),)))
    assert openpyxl.load_workbook(tmp_path / "again.xlsx")["Log"]["K2"].comment.text == "call me"


def test_a_tab_of_the_team_is_not_overwritten_by_a_report(tmp_path: Path) -> None:
    path = excel(tmp_path / "log.xlsx", [["Date", "Hours"], [date(2026, 9, 4), 1]])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Review").append(["reviews of the year"])
    book.save(path)
    file = TableFile(path, tmp_path / "out.xlsx")
    file.read()
    file.write(CHANGES)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["Review (Tickmark)", "Log", "Review"]
    assert "Review" in TableFile(tmp_path / "out.xlsx").read().own_tabs


def test_delimited_text_becomes_a_workbook_or_delimited_text(tmp_path: Path) -> None:
    source = tmp_path / "log.csv"
    source.write_text("Date,Hours\n2026-09-04,-2\n2026-09-05,1\n", encoding="utf-8")
    for name in ("out.xlsx", "out.csv"):
        file = TableFile(source, tmp_path / name)
        file.read()
        file.write(changes_for("log"))
        again = TableFile(tmp_path / name).read()
        assert [(entry.id, entry.hours) for entry in again.entries] == [("r_1", -2), ("r_2", 1)]
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    assert rows[1][:3] == ["2026-09-04", "-2", "Design"]
    assert "'=HYPERLINK(1)" in rows[1]


def changes_for(title: str) -> Changes:
    """The changes above, for a tab of another title."""
    return Changes(tuple(cell._replace(tab=title) for cell in CHANGES.cells), new_blocks=(title,))


@pytest.mark.parametrize(("out", "said"), [("log.csv", "is never changed"), ("out.pdf", "neither .xlsx nor .csv")])
def test_a_copy_has_another_name_and_a_known_kind(tmp_path: Path, out: str, said: str) -> None:
    with pytest.raises(WorkbookFault, match=said):
        TableFile(tmp_path / "log.csv", tmp_path / out)
