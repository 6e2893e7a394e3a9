"""gspread's own helpers, Drive among them, work as they work on Google."""

import gspread
import pytest

from sandbox.serving import Running
from tests.sandbox.google.sheet import client


@pytest.fixture
def spreadsheet(sandbox: Running) -> gspread.Spreadsheet:
    """A spreadsheet made by gspread."""
    return opener(sandbox).create("Hours")


def opener(sandbox: Running) -> gspread.Client:
    """gspread's client for people who like helpers."""
    made = gspread.Client(auth=client(sandbox.root).auth)
    made.http_client = client(sandbox.root)
    return made


def test_files_are_made_found_copied_renamed_and_deleted(sandbox: Running, spreadsheet: gspread.Spreadsheet) -> None:
    found = opener(sandbox)
    copy = found.copy(spreadsheet.id, title="Hours again")
    assert [one["name"] for one in found.list_spreadsheet_files()] == ["Hours again", "Hours"]
    assert found.open("Hours").id == spreadsheet.id
    spreadsheet.update_title("Days")
    assert [one["name"] for one in found.list_spreadsheet_files(title="Days")] == ["Days"]
    found.del_spreadsheet(copy.id)
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        found.open_by_key(copy.id)


def test_a_worksheet_does_what_its_methods_promise(spreadsheet: gspread.Spreadsheet) -> None:
    tab = spreadsheet.add_worksheet("E5", rows=10, cols=4)
    tab.update([["Name", "Hours"], ["Ana", 7.5]], "A1")
    tab.append_row(["Ben", 4])
    tab.insert_rows([["Cleo", 1]], row=2)
    tab.insert_note("A1", "who")
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    tab.freeze(rows=1)
    tab.hide_columns(2, 3)
    tab.update_tab_color("#ff7f00")
    assert tab.get_all_records() == [
        {"Name": "Cleo", "Hours": 1},
        {"Name": "Ana", "Hours": 7.5},
        {"Name": "Ben", "Hours": 4},
    ]
    assert tab.get_note("A1") == "who"
    found = tab.find("Ben")
    assert found is not None
    assert found.address == "A4"
    twin = tab.duplicate(new_sheet_name="Twin")
    twin.delete_rows(2)
    assert twin.col_values(1) == ["Name", "Ana", "Ben"]
    assert [one.title for one in spreadsheet.worksheets()] == ["Twin", "Sheet1", "E5"]
    assert spreadsheet.values_get("E5!A1:B9")["range"] == "'E5'!A1:B9"
    tab.clear_tab_color()
    assert "tabColor" not in spreadsheet.fetch_sheet_metadata()["sheets"][2]["properties"]


def test_a_tab_is_copied_to_another_spreadsheet(sandbox: Running, spreadsheet: gspread.Spreadsheet) -> None:
    spreadsheet.sheet1.update([["x"]], "A1")
    other = opener(sandbox).create("Other")
    told = spreadsheet.sheet1.copy_to(other.id)
    assert told["title"] == "Copy of Sheet1"
    assert other.worksheet("Copy of Sheet1").acell("A1").value == "x"


def test_protection_and_names_are_taken_back(spreadsheet: gspread.Spreadsheet) -> None:
    tab = spreadsheet.sheet1
    tab.add_protected_range("A1:B2", editor_users_emails=["cfo@agency.example"], warning_only=False)
    tab.define_named_range("A1:B2", "Corner")
    protected = spreadsheet.list_protected_ranges(tab.id)
    assert len(protected) == 1
    tab.delete_protected_range(protected[0]["protectedRangeId"])
    tab.delete_named_range(spreadsheet.list_named_ranges()[0]["namedRangeId"])
    assert (spreadsheet.list_protected_ranges(tab.id), spreadsheet.list_named_ranges()) == ([], [])
