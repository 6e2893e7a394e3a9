"""Entries of a tracker stand in a tab of a Google spreadsheet, each in a row that follows it."""

from typing import Any

import pytest

from service.faults import SheetRefused, SheetUnreachable, WorkbookFault
from tests.adapters.logbook.conftest import bring, logbook
from tests.adapters.sheets.conftest import Draw, Spreadsheet

TOLD = """
  harvest-1 | 10-05 | Mara | Website | Homepage hero | 3    | 09:00 | 12:00 | yes
  harvest-2 | 10-05 | Mara | Website | =SUM(A1)      | 0.5  |       |       | no
  harvest-3 | 10-06 | Ben  | Website | Footer links  | 0.83333333333333333333333333
"""


def shown(sheet: Spreadsheet) -> list[tuple[Any, ...]]:
    """Date, description, hours, state and id of each row."""
    return [(row[0], row[5], round(row[6], 6), row[10], row[11]) for row in padded(sheet)]  # type: ignore[call-overload]  # a number


def padded(sheet: Spreadsheet) -> list[list[object]]:
    return [[*row, *[""] * (13 - len(row))] for row in sheet.rows("Harvest")[1:]]


def test_a_new_tab_is_made_with_one_read_and_one_write(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    assert sheet.calls() == ["read", "write"]
    assert shown(sheet) == [
        (46300, "Homepage hero", 3, "", "harvest-1"),
        (46300, "=SUM(A1)", 0.5, "", "harvest-2"),
        (46301, "Footer links", 0.034722, "", "harvest-3"),
    ]


def test_our_reader_reads_the_tab_exactly(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    reading = sheet.service().read()
    read = [entry for entry in reading.entries if entry.tab == "Harvest"]
    assert [(str(one.date), one.person, one.client, one.project, one.description, one.billable) for one in read] == [
        ("2026-10-05", "Mara", "Corner Bakery", "Website", "Homepage hero", True),
        ("2026-10-05", "Mara", "Corner Bakery", "Website", "=SUM(A1)", False),
        ("2026-10-06", "Ben", "Corner Bakery", "Website", "Footer links", None),
    ]
    assert [round(one.worked * 3600) for one in read] == [10800, 1800, 3000]
    assert [str(one.start) for one in read] == ["09:00:00", "None", "None"]
    assert not any(one.problems for one in read)
    assert not reading.refused


def test_a_second_import_asks_once_and_writes_nothing(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    sheet.forget()
    found = bring(sheet, TOLD).found
    assert len(found.same) == 3
    assert sheet.calls() == ["read"]


def test_an_edited_entry_changes_its_row_in_place_and_nothing_else(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    sheet.person("edit", range="Harvest!N1:O2", values=[["Row ID", "Ours"], ["r_0000000001", "Ready"]])
    sheet.forget()
    bring(sheet, TOLD.replace("Homepage hero | 3 ", "Homepage hero | 3.5 ") + "harvest-4 | 10-07 | Ben | App | New | 1")
    assert sheet.calls() == ["read", "look", "write"]
    assert [row[1:3] for row in shown(sheet)] == [
        ("Homepage hero", 3.5), ("=SUM(A1)", 0.5), ("Footer links", 0.034722), ("New", 1),
    ]  # fmt: skip
    assert sheet.rows("Harvest")[1][13:] == ["r_0000000001", "Ready"]


def test_rows_are_found_wherever_people_have_sorted_and_moved_them(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    sheet.person("sort", range="Harvest!A2:M4", column=6, ascending=True)
    sheet.person("insertRows", tab="Harvest", at=2, count=1)
    sheet.person("edit", range="Harvest!A2:G2", values=[["2026-10-02", "Ann", "Own", "Own", "", "Typed here", 2]])
    before = shown(sheet)
    bring(sheet, TOLD.replace("Footer links", "Footer, links"))
    after = [row[1] for row in shown(sheet)]
    assert after == [str(row[1]).replace("Footer links", "Footer, links") for row in before]


def test_a_deleted_entry_is_marked_and_its_row_stays(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    fewer = "\n".join(line for line in TOLD.splitlines() if "harvest-2" not in line)
    assert [row.row for row in bring(sheet, fewer).found.gone] == [3]
    assert [row[3] for row in shown(sheet)] == ["", "No longer in Harvest for this day", ""]
    sheet.forget()
    bring(sheet, fewer)
    assert sheet.calls() == ["read"], "said once is said"
    bring(sheet, TOLD)
    assert [row[3] for row in shown(sheet)] == ["", "", ""]


def test_what_a_person_changed_here_and_the_tracker_there_is_marked(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    sheet.person("edit", range="Harvest!F2", value="Hero of the homepage")
    bring(sheet, TOLD.replace("| 3 ", "| 4 "))
    assert shown(sheet)[0][1:4] == (
        "Hero of the homepage",
        3,
        "Changed in Harvest and here: please make both say the same",
    )


def test_a_row_that_is_sorted_between_look_and_write_is_put_back(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    sheet.person_between("sort", range="Harvest!A2:M4", column=6, ascending=False)
    made = bring(sheet, TOLD.replace("=SUM(A1)", "Planning"))
    written = {row[4]: row[1] for row in shown(sheet)}
    assert written["harvest-1"] == "Homepage hero"
    assert written["harvest-3"] == "Footer links"
    assert written["harvest-2"] == ("=SUM(A1)" if made.waiting else "Planning")
    bring(sheet, TOLD.replace("=SUM(A1)", "Planning"))
    assert {row[4]: row[1] for row in shown(sheet)}["harvest-2"] == "Planning"


def test_rows_that_people_add_meanwhile_are_not_written_over(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    sheet.person_between("edit", range="Harvest!A5:G5", values=[["2026-10-08", "Ann", "", "Own", "", "Typed here", 2]])
    bring(sheet, TOLD + "harvest-4 | 10-07 | Ben | App | New | 1")
    assert [row[1] for row in shown(sheet)][3:] == ["Typed here", "New"]


def test_columns_that_move_meanwhile_stop_the_import(sheet: Spreadsheet) -> None:
    bring(sheet, TOLD)
    book = logbook(sheet)
    book.read()
    sheet.person("edit", range="Harvest!F1", value="What")
    with pytest.raises(SheetRefused, match="run the import again"):
        bring_with(book, sheet)


def bring_with(book: Any, sheet: Spreadsheet) -> None:
    """An import whose read was made before."""
    from service.domain.hours.logged import Additions, Edit
    from tests.logged import entries, kept

    (row, *_), (one, *_) = kept(TOLD), entries(TOLD.replace("| 3 ", "| 4 "))
    book.write(Additions((), (Edit(row, one, one.version),)))


@pytest.mark.parametrize("fault", [{"kind": "after", "status": 503}, {"kind": "cut"}, {"kind": "drop"}], ids=str)
def test_an_answer_that_is_lost_never_doubles_an_entry(sheet: Spreadsheet, fault: dict[str, object]) -> None:
    sheet.fault(**fault, method="POST", path="batchUpdate")
    with pytest.raises(SheetUnreachable, match="may or may not"):
        bring(sheet, TOLD)
    bring(sheet, TOLD)
    assert [row[4] for row in shown(sheet)] == ["harvest-1", "harvest-2", "harvest-3"]


def test_a_tab_of_that_name_that_holds_something_else_is_left_alone(draw: Draw) -> None:
    sheet = draw(Harvest="Date | Notes | Hours\n@2026-10-01 | Pasted | #2")
    with pytest.raises(WorkbookFault, match="was not made by an import"):
        bring(sheet, TOLD)
    assert sheet.calls() == ["read"]


def test_a_tab_of_our_own_is_no_place_for_entries(sheet: Spreadsheet) -> None:
    with pytest.raises(WorkbookFault, match="Review is the name of a tab that Tickmark makes"):
        logbook(sheet, "Review").read()
