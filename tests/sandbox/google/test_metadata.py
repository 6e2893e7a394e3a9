"""Developer metadata marks columns, follows them, and is found by data filters."""

from typing import Any

import gspread
import pytest

from tests.sandbox.google.sheet import Sheet


def mark(sheet: Sheet, value: str, column: int, **more: Any) -> Any:
    """Metadata on one column."""
    location = {"dimensionRange": {"dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}}
    made = {"metadataKey": "col", "metadataValue": value, "visibility": "DOCUMENT", "location": location, **more}
    return sheet.batch({"createDeveloperMetadata": {"developerMetadata": made}})["replies"][0]


def lookup(**wanted: Any) -> dict[str, Any]:
    """A data filter on metadata."""
    return {"developerMetadataLookup": {"metadataKey": "col", **wanted}}


def columns(sheet: Sheet) -> dict[str, int]:
    """Where each marked column stands."""
    found = sheet.post(f"/{sheet.id}/developerMetadata:search", {"dataFilters": [lookup()]})
    told = [one["developerMetadata"] for one in found.get("matchedDeveloperMetadata", [])]
    return {one["metadataValue"]: one["location"]["dimensionRange"]["startIndex"] for one in told}


CHANGES = [
    # what happens to columns, where A, B and C (of 1, 2 and 3) stand afterwards
    ({"insertDimension": (0, 1)}, {"A": 2, "B": 3, "C": 4}),
    ({"insertDimension": (2, 4)}, {"A": 1, "B": 4, "C": 5}),
    ({"deleteDimension": (2, 3)}, {"A": 1, "C": 2}),
    ({"moveDimension": (1, 2)}, {"B": 1, "C": 2, "A": 3}),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_marks_follow_their_columns(sheet: Sheet, change: dict[str, Any], expected: dict[str, int]) -> None:
    for at, value in enumerate("ABC", 1):
        mark(sheet, value, at)
    kind, (start, end) = next(iter(change.items()))
    span = {"dimension": "COLUMNS", "startIndex": start, "endIndex": end}
    body = {"source": span, "destinationIndex": 4} if kind == "moveDimension" else {"range": span}
    sheet.batch({kind: body})
    assert columns(sheet) == expected


def test_a_sort_leaves_marks_on_rows_behind(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["b"], ["a"]])
    row = {"dimensionRange": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}}
    mark(sheet, "first", 0, location=row)
    sheet.batch({"sortRange": {"range": {}, "sortSpecs": [{}]}})
    found = sheet.post(f"/{sheet.id}/values:batchGetByDataFilter", {"dataFilters": [lookup()]})
    assert found["valueRanges"][0]["valueRange"]["values"] == [["a"]]


def test_values_are_read_written_and_cleared_by_mark(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["x", "y"], ["z", "w"]])
    mark(sheet, "B", 1)
    filters = {"dataFilters": [lookup(metadataValue="B")]}
    read = sheet.post(f"/{sheet.id}/values:batchGetByDataFilter", {**filters, "majorDimension": "COLUMNS"})
    told = read["valueRanges"][0]
    assert told["valueRange"] == {"range": "Log!B1:B1000", "majorDimension": "COLUMNS", "values": [["y", "w"]]}
    assert told["dataFilters"] == filters["dataFilters"]
    data = [{"dataFilter": lookup(metadataValue="B"), "values": [["new"]]}]
    done = sheet.post(f"/{sheet.id}/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": data})
    assert done["responses"][0]["updatedRange"] == "Log!B1"
    assert sheet.read("Log") == [["x", "new"], ["z", "w"]]
    cleared = sheet.post(f"/{sheet.id}/values:batchClearByDataFilter", filters)
    assert cleared["clearedRanges"] == ["Log!B1:B1000"]


FILTERS = [
    # filter, what it finds
    (lookup(metadataId=7), ["A"]),
    (lookup(visibility="PROJECT"), []),
    (lookup(locationType="ROW"), []),
    (lookup(locationType="COLUMN"), ["A", "B"]),
    (lookup(metadataLocation={"sheetId": 0}, locationMatchingStrategy="INTERSECTING_LOCATION"), ["A", "B"]),
    (lookup(metadataLocation={"sheetId": 0}), []),
    ({"a1Range": "Log!B:B"}, ["A"]),
    ({"gridRange": {"startColumnIndex": 1, "endColumnIndex": 3}}, ["A", "B"]),
]


@pytest.mark.parametrize(("data_filter", "expected"), FILTERS)
def test_a_filter_finds_what_it_describes(sheet: Sheet, data_filter: dict[str, Any], expected: list[str]) -> None:
    mark(sheet, "A", 1, metadataId=7)
    mark(sheet, "B", 2)
    found = sheet.post(f"/{sheet.id}/developerMetadata:search", {"dataFilters": [data_filter]})
    told = found.get("matchedDeveloperMetadata", [])
    assert [one["developerMetadata"]["metadataValue"] for one in told] == expected


def test_metadata_is_got_changed_and_deleted(sheet: Sheet) -> None:
    mark(sheet, "A", 1, metadataId=7)
    wish = {"dataFilters": [lookup()], "developerMetadata": {"metadataValue": "Z"}, "fields": "metadataValue"}
    sheet.batch({"updateDeveloperMetadata": wish})
    where = f"https://sheets.googleapis.com/v4/spreadsheets/{sheet.id}/developerMetadata/7"
    assert sheet.http.request("get", where).json()["metadataValue"] == "Z"
    gone = sheet.batch({"deleteDeveloperMetadata": {"dataFilter": lookup()}})["replies"][0]
    assert len(gone["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 1
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.http.request("get", where)
    assert refusal.value.code == 404


def test_an_id_that_is_taken_is_refused(sheet: Sheet) -> None:
    mark(sheet, "A", 1, metadataId=7)
    with pytest.raises(gspread.exceptions.APIError, match="already exists"):
        mark(sheet, "B", 2, metadataId=7)


def test_marks_are_told_with_their_columns(sheet: Sheet) -> None:
    mark(sheet, "A", 1)
    told = sheet.get("sheets.data.columnMetadata.developerMetadata.metadataValue", ranges="Log!A1:C1")
    lines = told["sheets"][0]["data"][0]["columnMetadata"]
    assert lines == [{}, {"developerMetadata": [{"metadataValue": "A"}]}, {}]
