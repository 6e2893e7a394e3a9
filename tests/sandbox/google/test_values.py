"""Values are read, written, appended and cleared as Sheets does it."""

from typing import Any

import gspread
import pytest

from tests.sandbox.google.sheet import Sheet

TYPED = [
    # typed, kept, shown
    ("7:30", 0.3125, "7:30"),
    ("25:00", 25 / 24, "25:00:00"),
    ("7:30 PM", 0.8125, "7:30 PM"),
    ("2026-03-02", 46083, "2026-03-02"),
    ("3/2/2026", 46083, "3/2/2026"),
    ("2 Mar 2026", 46083, "2 Mar 2026"),
    ("2026-03-02 12:00", 46083.5, "2026-03-02 12:00"),
    ("7.5", 7.5, "7.5"),
    ("7,5", "7,5", "7,5"),
    ("007", 7, "7"),
    ("1,234.50", 1234.5, "1,234.50"),
    ("12%", 0.12, "12%"),
    ("$5.50", 5.5, "$5.50"),
    ("1e3", 1000, "1.00E+03"),
    ("true", True, "TRUE"),
    ("'=1+1", "=1+1", "=1+1"),
    ("=1+1", 2, "2"),
    ('=1/4&" h"', "0.25 h", "0.25 h"),
    ("3h", "3h", "3h"),
]


@pytest.mark.parametrize(("typed", "kept", "shown"), TYPED)
def test_a_text_is_taken_as_sheets_takes_it(sheet: Sheet, typed: str, kept: Any, shown: str) -> None:
    sheet.write("Log!A1", [[typed]], "USER_ENTERED")
    assert sheet.read("Log!A1", valueRenderOption="UNFORMATTED_VALUE") == [[kept]]
    assert sheet.read("Log!A1") == [[shown]]


@pytest.mark.parametrize("typed", [row[0] for row in TYPED])
def test_raw_text_stays_text(sheet: Sheet, typed: str) -> None:
    sheet.write("Log!A1", [[typed]])
    assert sheet.read("Log!A1", valueRenderOption="UNFORMATTED_VALUE") == [[typed]]


RANGES = [
    # as asked, as answered
    ("Log", "Log!A1:Z1000"),
    ("'Log'!A1:1", "Log!A1:Z1"),
    ("Log!B3:A1", "Log!A1:B3"),
    ("Log!C:B", "Log!B1:C1000"),
    ("Log!A5:B", "Log!A5:B1000"),
    ("Log!A999:B2000", "Log!A999:B1000"),
    ("B2", "Log!B2"),
    ("Log!R1C1:R2C2", "Log!A1:B2"),
]


@pytest.mark.parametrize(("asked", "answered"), RANGES)
def test_a_range_is_answered_in_its_canonical_form(sheet: Sheet, asked: str, answered: str) -> None:
    assert sheet.http.values_get(sheet.id, asked)["range"] == answered


REFUSED = [
    # range, what the refusal says
    ("Gone!A1", "Unable to parse range: Gone!A1"),
    ("Log!A0", "Unable to parse range: Log!A0"),
    ("Log!A1001", "Range (Log!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ("Log!AA1:AB2", "Range (Log!AA1:AB2) exceeds grid limits. Max rows: 1000, max columns: 26"),
]


@pytest.mark.parametrize(("asked", "told"), REFUSED)
def test_a_range_outside_the_grid_is_refused(sheet: Sheet, asked: str, told: str) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.read(asked)
    assert (refusal.value.code, refusal.value.error["message"]) == (400, told)


def test_empty_cells_at_the_end_are_left_out_and_those_between_are_empty_text(sheet: Sheet) -> None:
    sheet.write("Log!A1:C4", [["a", "", "c"], ["", "", ""], ["d", "", ""], ["", "", ""]])
    assert sheet.read("Log") == [["a", "", "c"], [], ["d"]]
    assert sheet.read("Log", majorDimension="COLUMNS") == [["a", "", "d"], [], ["c"]]


APPENDS = [
    # what stands there, range asked, table found, where it goes
    ([["a", "b"], ["c", "d"]], "Log", "Log!A1:B2", "Log!A3"),
    ([["a", "", "c"]], "Log", "Log!C1", "Log!C2"),
    ([], "Log!B2:C3", None, "Log!B2"),
    ([["a"], [], ["", "x", "y"]], "Log!A1", "Log!A1", "Log!A2"),
    ([["a"], [], ["", "x", "y"]], "Log", "Log!B3:C3", "Log!B4"),
    ([["a"], ["b"]], "Log!A9", None, "Log!A9"),
]


@pytest.mark.parametrize(("rows", "asked", "table", "goes"), APPENDS)
def test_an_append_goes_below_the_last_table_of_its_range(
    sheet: Sheet, rows: list[list[str]], asked: str, table: str | None, goes: str
) -> None:
    if rows:
        sheet.write("Log!A1", rows)
    done = sheet.http.values_append(sheet.id, asked, {"valueInputOption": "RAW"}, {"values": [["new"]]})
    assert (done.get("tableRange"), done["updates"]["updatedRange"]) == (table, goes)


def test_an_append_makes_the_grid_longer_and_an_update_does_not(sheet: Sheet) -> None:
    sheet.write("Log!A1000", [["last"]])
    sheet.http.values_append(sheet.id, "Log", {"valueInputOption": "RAW"}, {"values": [["new"], ["newer"]]})
    assert sheet.get("sheets.properties.gridProperties.rowCount")["sheets"][0] == {
        "properties": {"gridProperties": {"rowCount": 1002}}
    }
    with pytest.raises(gspread.exceptions.APIError, match=r"tried writing to row \[1003\]"):
        sheet.write("Log!A1002", [["a"], ["b"]])


def test_a_refused_range_leaves_the_whole_batch_undone(sheet: Sheet) -> None:
    data = [{"range": "Log!A1", "values": [["a"]]}, {"range": "Gone!A1", "values": [["b"]]}]
    with pytest.raises(gspread.exceptions.APIError, match=r"Invalid data\[1\]: Unable to parse range"):
        sheet.http.values_batch_update(sheet.id, {"valueInputOption": "RAW", "data": data})
    assert sheet.read("Log") == []


def test_clearing_takes_values_and_leaves_formats_and_notes(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["50%"]], "USER_ENTERED")
    sheet.batch(
        {"repeatCell": {"range": {"endRowIndex": 1, "endColumnIndex": 1}, "cell": {"note": "n"}, "fields": "note"}}
    )
    assert sheet.http.values_clear(sheet.id, "Log")["clearedRange"] == "Log!A1:Z1000"
    cell = sheet.get("sheets.data.rowData.values(userEnteredValue,note,userEnteredFormat.numberFormat)")
    kept = {"note": "n", "userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}}
    assert cell["sheets"][0]["data"][0]["rowData"] == [{"values": [kept]}]


def test_null_skips_a_cell_and_the_answer_can_hold_what_was_written(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["a", "b", "c"]])
    asked: dict[str, Any] = {"valueInputOption": "USER_ENTERED", "includeValuesInResponse": "true"}
    done = sheet.http.values_update(sheet.id, "Log!A1", params=asked, body={"values": [["=1+1", None, "z"]]})
    assert done["updatedCells"] == 2
    assert done["updatedData"]["values"] == [["2", "b", "z"]]


def test_a_body_that_is_no_list_of_lists_is_refused_as_google_refuses_it(sheet: Sheet) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.http.values_update(sheet.id, "Log!A1", params={"valueInputOption": "RAW"}, body={"values": ["X", ["y"]]})
    text = "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert refusal.value.error["details"][0]["fieldViolations"] == [{"field": "data.values[0]", "description": text}]
