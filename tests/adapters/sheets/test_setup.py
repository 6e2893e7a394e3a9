"""A tab that gets our columns keeps everything it had, and its new columns explain themselves."""

from typing import Any

from service.domain.hours.reading import Changes
from tests.adapters.sheets.conftest import ACCOUNT, LOG, Draw, Spreadsheet, cells_for

HEADERS = [
    "Category", "Billable h", "Amount", "Flags", "Suggestion", "Reason", "Approve", "Status", "Invoice", "Row ID"
]  # fmt: skip


def sheet_of(sheet: Spreadsheet, fields: str) -> dict[str, Any]:
    """The first tab, through a mask."""
    found: dict[str, Any] = sheet.grid(f"sheets({fields})")["sheets"][0]
    return found


def test_our_block_stands_right_of_everything_anybody_uses(draw: Draw) -> None:
    sheet = draw(Log="Studio | | | | #31.5\n\nDate | Hours\n@2026-09-01 | #1 | | side note")
    service = sheet.service()
    (entry,) = service.read().entries
    service.write(Changes(cells_for(entry), new_blocks=("Log",)))
    rows = sheet.rows()
    assert rows[0] == ["Studio", "", "", "", 31.5]
    assert rows[2] == ["Date", "Hours", "", "", "", *HEADERS]
    assert rows[3][:4] == [46266, 1, "", "side note"]


def test_a_block_that_lost_columns_gets_them_back(reviewed: Spreadsheet) -> None:
    place = reviewed.rows()[0].index("Suggestion") + 1
    reviewed.person("deleteColumns", tab="Log", first=place).raise_for_status()
    service = reviewed.service()
    assert not service.read().tabs[0].has_block
    service.write(Changes(new_blocks=("Log",), approvers=("pm@agency.example",)))
    assert sorted(reviewed.rows()[0][4:]) == sorted(HEADERS)
    assert reviewed.service().read().tabs[0].has_block


def test_setting_up_twice_changes_nothing(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    service.read()
    service.write(Changes(new_blocks=("Log",), approvers=("pm@agency.example",)))
    assert "write" not in reviewed.calls()


def test_headers_carry_notes_and_marks(reviewed: Spreadsheet) -> None:
    data = sheet_of(reviewed, "data(columnMetadata(hiddenByUser,developerMetadata),rowData(values(note)))")["data"][0]
    notes = [cell.get("note", "") for cell in data["rowData"][0]["values"]]
    assert all(note.startswith("Written by Tickmark") for note in notes[4:14])
    marks = [mark["metadataValue"] for column in data["columnMetadata"] for mark in column.get("developerMetadata", ())]
    assert marks[0] == "category"
    assert marks[-1] == "row_id"
    hidden = [place for place, column in enumerate(data["columnMetadata"]) if column.get("hiddenByUser")]
    assert hidden == [13], "the Row ID column"


def test_only_approvers_may_tick_and_the_rest_warns(reviewed: Spreadsheet) -> None:
    ranges = sheet_of(reviewed, "protectedRanges")["protectedRanges"]
    guards = {one["range"]["startColumnIndex"]: one for one in ranges}
    assert set(guards[10]["editors"]["users"]) == {"pm@agency.example", ACCOUNT}
    assert not guards[10].get("warningOnly")
    warned = [
        (start, one["range"]["endColumnIndex"]) for start, one in sorted(guards.items()) if one.get("warningOnly")
    ]
    assert warned == [(5, 9), (11, 14)], "Category and Reason are the manager's: typing there needs no warning"
    assert reviewed.person("edit", by="ana@agency.example", range="Log!K2", value=True).status_code == 403


def test_other_approvers_take_the_place_of_the_old_ones(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    service.read()
    service.write(Changes(new_blocks=("Log",), approvers=("zoe@agency.example",)))
    assert reviewed.service().read().tabs[0].approve_editors == ("zoe@agency.example",)


def test_colours_follow_status_and_flags(reviewed: Spreadsheet) -> None:
    formats = sheet_of(reviewed, "conditionalFormats")["conditionalFormats"]
    formulas = [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in formats]
    assert formulas == ['=$L2="Ready"', '=$L2="Drafted"', '=LEFT($H2,1)="✖"', '=LEFT($H2,1)="▲"', '=LEFT($H2,1)="●"']
    assert {(one["startColumnIndex"], one["endColumnIndex"]) for f in formats for one in f["ranges"]} == {(4, 14)}


def test_category_is_a_choice_and_approve_a_box(reviewed: Spreadsheet) -> None:
    cells = sheet_of(reviewed, "data(rowData(values(dataValidation(condition(type)))))")["data"][0]["rowData"][1][
        "values"
    ]
    kinds = {place: cell["dataValidation"]["condition"]["type"] for place, cell in enumerate(cells) if cell}
    assert kinds == {4: "ONE_OF_LIST", 10: "BOOLEAN"}


def test_rows_have_choices_as_soon_as_they_hold_something_and_not_before(reviewed: Spreadsheet) -> None:
    assert choices(reviewed) == [2, 3, 4]
    reviewed.person("edit", range="Log!A5:D5", values=[[46269, "Ana", 1, "late"]]).raise_for_status()
    service = reviewed.service()
    late = next(entry for entry in service.read().entries if entry.row == 5)
    service.write(Changes(cells_for(late)))
    assert choices(reviewed) == [2, 3, 4, 5]


def choices(sheet: Spreadsheet) -> list[int]:
    """The rows in which a category can be chosen."""
    rows = sheet_of(sheet, "data(rowData(values(dataValidation(condition(type)))))")["data"][0]["rowData"]
    chosen = [[cell.get("dataValidation", {}).get("condition", {}).get("type") for cell in row.get("values", ())]
              for row in rows]  # fmt: skip
    return [number for number, cells in enumerate(chosen, 1) if "ONE_OF_LIST" in cells]


def test_a_column_that_filled_up_meanwhile_is_left_to_its_owner(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    service = sheet.service()
    entries = service.read().entries
    sheet.person("edit", range="Log!E3", value="mine").raise_for_status()
    written = service.write(Changes(tuple(c for e in entries for c in cells_for(e)), new_blocks=("Log",)))
    assert sheet.rows()[0] == ["Date", "Person", "Hours", "Description"]
    assert len(written.moved) == 3
