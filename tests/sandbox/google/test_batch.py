"""A batchUpdate does all of its requests, or none."""

from typing import Any

import gspread
import pytest

from tests.sandbox.google.sheet import Sheet, block

WHOLE = {"startRowIndex": 0}


def test_one_refused_request_leaves_nothing_changed(sheet: Sheet) -> None:
    write = {"updateCells": {"start": {}, "fields": "userEnteredValue", "rows": [{"values": [text("x")]}]}}
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.batch(write, {"deleteSheet": {"sheetId": 99}})
    assert refusal.value.error["message"] == "Invalid requests[1].deleteSheet: No grid with id: 99"
    assert sheet.read("Log") == []


def text(value: str) -> dict[str, Any]:
    """A cell that holds a text."""
    return {"userEnteredValue": {"stringValue": value}}


def test_text_with_an_equals_sign_is_no_formula(sheet: Sheet) -> None:
    row = {"values": [text("=1+1"), {"userEnteredValue": {"formulaValue": "=1+1"}}]}
    sheet.batch({"updateCells": {"start": {}, "fields": "userEnteredValue", "rows": [row]}})
    assert sheet.read("Log", valueRenderOption="UNFORMATTED_VALUE") == [["=1+1", 2]]


CLEARED = [
    # where, what is left of A1:B2 after one cell "x" is written
    ({"start": {}}, [["x", "b"], ["c", "d"]]),
    ({"range": block(0, 0, 2, 2)}, [["x"]]),
]


@pytest.mark.parametrize(("where", "left"), CLEARED)
def test_a_range_clears_what_no_row_covers_and_a_start_does_not(
    sheet: Sheet, where: dict[str, Any], left: list[list[str]]
) -> None:
    sheet.write("Log!A1", [["a", "b"], ["c", "d"]])
    sheet.batch({"updateCells": {**where, "fields": "userEnteredValue", "rows": [{"values": [text("x")]}]}})
    assert sheet.read("Log") == left


def test_a_field_in_the_mask_that_the_cell_lacks_is_cleared_and_others_stay(sheet: Sheet) -> None:
    cell = {**text("x"), "note": "why", "dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True}}
    for fields, row in (("*", cell), ("note,userEnteredValue", {"note": "new"})):
        sheet.batch({"updateCells": {"start": {}, "fields": fields, "rows": [{"values": [row]}]}})
    read = sheet.get("sheets.data.rowData.values(userEnteredValue,note,dataValidation)")
    kept = {"note": "new", "dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True}}
    assert read["sheets"][0]["data"][0]["rowData"] == [{"values": [kept]}]


def test_a_written_batch_can_be_read_back_in_the_same_call(sheet: Sheet) -> None:
    sheet.write("Log!C1", [["r_1"], ["r_2"]])
    write = {"updateCells": {"start": {}, "fields": "userEnteredValue", "rows": [{"values": [text("x")]}]}}
    told_of_tabs = "sheets(properties(sheetId),data(startColumn,rowData(values(effectiveValue))))"
    mask = f"spreadsheetId,replies,updatedSpreadsheet({told_of_tabs})"
    body = {"requests": [write], "includeSpreadsheetInResponse": True, "responseRanges": ["Log!C1:C9"]}
    told = sheet.post(f"/{sheet.id}:batchUpdate", body, {"fields": mask})
    ids = [{"values": [{"effectiveValue": {"stringValue": found}}]} for found in ("r_1", "r_2")]
    expected = [{"properties": {"sheetId": 0}, "data": [{"startColumn": 2, "rowData": ids}]}]
    assert told == {"spreadsheetId": sheet.id, "replies": [{}], "updatedSpreadsheet": {"sheets": expected}}


SORTED = [
    # column, order, what stands in column A afterwards
    ("ASCENDING", [1, 2.5, "apple", "Banana", True, ""]),
    ("DESCENDING", [True, "Banana", "apple", 2.5, 1, ""]),
]


@pytest.mark.parametrize(("order", "expected"), SORTED)
def test_a_sort_puts_numbers_before_texts_before_ticks_and_blanks_last(
    sheet: Sheet, order: str, expected: list[Any]
) -> None:
    rows: list[list[Any]] = [["apple", "r1"], [2.5, "r2"], [True, "r3"], ["", "r4"], ["Banana", "r5"], [1, "r6"]]
    sheet.write("Log!A1", rows)
    sheet.batch({"sortRange": {"range": block(0, 0, 6, 2), "sortSpecs": [{"sortOrder": order}]}})
    read = sheet.read("Log", valueRenderOption="UNFORMATTED_VALUE")
    assert [row[0] for row in read] == expected
    assert {row[1]: row[0] for row in read} == {row[1]: row[0] for row in rows}


def test_a_sort_of_some_columns_leaves_the_others(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["x", 2, "p"], ["y", 1, "q"]])
    sheet.batch({"sortRange": {"range": block(0, 1, 2, 2), "sortSpecs": [{"dimensionIndex": 1}]}})
    assert sheet.read("Log") == [["x", "1", "p"], ["y", "2", "q"]]


def test_inserted_and_deleted_rows_take_everything_along(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["1"], ["2"], ["3"], ["=SUM(A1:A3)"]], "USER_ENTERED")
    sheet.batch(
        {"mergeCells": {"range": block(2, 3, 4, 5), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "Numbers", "range": block(0, 0, 3, 1)}}},
        {"updateDimensionProperties": {**rows(3, 4), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
        {"insertDimension": {**rows(1, 3), "inheritFromBefore": False}},
        {"deleteDimension": rows(0, 1)},
    )
    assert sheet.read("Log", valueRenderOption="FORMULA") == [[], [], [2], [3], ["=SUM(A1:A4)"]]
    told = sheet.get("namedRanges.range,sheets(merges,data.rowMetadata.hiddenByUser)")
    assert told["namedRanges"] == [{"range": block(0, 0, 4, 1)}]
    assert told["sheets"][0]["merges"] == [block(3, 3, 5, 5)]
    hidden = [at for at, line in enumerate(told["sheets"][0]["data"][0]["rowMetadata"]) if line]
    assert hidden == [4]


def rows(start: int, end: int) -> dict[str, Any]:
    """A range of whole rows."""
    return {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}}


GRID_RULE = [
    # request, whether it is refused
    ({"updateCells": {"start": {"rowIndex": 1000}, "fields": "note", "rows": [{"values": [{}]}]}}, True),
    ({"updateCells": {"start": {"columnIndex": 26}, "fields": "note", "rows": [{"values": [{}]}]}}, True),
    ({"updateCells": {"start": {"columnIndex": 25}, "fields": "note", "rows": [{"values": [{}, {}]}]}}, False),
    ({"repeatCell": {"range": block(999, 0, 2000, 99), "cell": {"note": "x"}, "fields": "note"}}, False),
    ({"repeatCell": {"range": block(1000, 0, 2000, 99), "cell": {"note": "x"}, "fields": "note"}}, True),
]


@pytest.mark.parametrize(("wish", "refused"), GRID_RULE)
def test_a_start_outside_the_grid_is_refused_and_a_far_end_is_cut(
    sheet: Sheet, wish: dict[str, Any], refused: bool
) -> None:
    if not refused:
        assert sheet.batch(wish)["replies"] == [{}]
        return
    with pytest.raises(gspread.exceptions.APIError, match="grid limits"):
        sheet.batch(wish)


MALFORMED = [
    # request, what is said of it
    ({"makeCoffee": {}}, "makeCoffee"),
    ({"updateCells": {"start": {}, "rows": []}}, "fields"),
    ({"updateCells": {"start": {}, "rows": [], "fields": "note"}, "deleteSheet": {"sheetId": 0}}, "oneof|one kind"),
    ({"deleteSheet": {"sheetId": 0}}, "You can't remove all the sheets"),
    ({"addSheet": {"properties": {"title": "Log"}}}, "already exists"),
    ({"addSheet": {"properties": {"sheetId": 0}}}, "already exists"),
    ({"updateCells": {"start": {}, "rows": [], "fields": "effectiveValue"}}, "read-only"),
]


@pytest.mark.parametrize(("wish", "said"), MALFORMED)
def test_a_request_that_makes_no_sense_is_refused_by_name(sheet: Sheet, wish: dict[str, Any], said: str) -> None:
    with pytest.raises(gspread.exceptions.APIError, match=said) as refusal:
        sheet.batch(wish)
    assert refusal.value.code == 400


def test_a_protected_range_keeps_everybody_else_out(sheet: Sheet) -> None:
    sheet.person("protect", range="Log!B1:B5", editors=["cfo@agency.example"])
    with pytest.raises(gspread.exceptions.APIError, match="You are trying to edit a protected cell"):
        sheet.batch({"repeatCell": {"range": block(0, 0, 2, 2), "cell": {"note": "x"}, "fields": "note"}})
    with pytest.raises(gspread.exceptions.APIError, match=r"Invalid data\[0\]: You are trying to edit a protected"):
        sheet.write("Log!B2", [["x"]])
    sheet.write("Log!C2", [["x"]])


def test_conditional_rules_are_added_moved_and_deleted(sheet: Sheet) -> None:
    for name in ("A", "B"):
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"=LEN(${name}1)>0"}]}
        laid = {"backgroundColor": {"red": 0.5}}
        rule = {"ranges": [block(0, 0, 9, 3)], "booleanRule": {"condition": condition, "format": laid}}
        sheet.batch({"addConditionalFormatRule": {"index": 0, "rule": rule}})
    assert formulas(sheet) == ["=LEN($B1)>0", "=LEN($A1)>0"]
    sheet.batch({"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 1}})
    assert formulas(sheet) == ["=LEN($A1)>0", "=LEN($B1)>0"]
    sheet.batch({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})
    assert formulas(sheet) == ["=LEN($B1)>0"]
    sheet.write("Log!B2", [["flag"]])
    assert [cell and cell.get("bg") for cell in sheet.grid()["rows"][1]] == ["#7f0000"] * 3


def formulas(sheet: Sheet) -> list[str]:
    """The formulas of the conditional rules, in order."""
    told = sheet.get("sheets.conditionalFormats.booleanRule.condition.values")["sheets"][0]
    rules = told.get("conditionalFormats", [])
    return [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]


def test_a_table_takes_its_headers_and_gives_its_columns_their_types(sheet: Sheet) -> None:
    columns = [{"columnName": "Invoice"}, {"columnIndex": 1, "columnName": "Paid", "columnType": "BOOLEAN"}]
    table = {"name": "Invoices", "tableId": "t1", "range": block(0, 0, 3, 2), "columnProperties": columns}
    reply = sheet.batch({"addTable": {"table": table}})["replies"][0]["addTable"]["table"]
    assert reply["columnProperties"][1] == {"columnIndex": 1, "columnName": "Paid", "columnType": "BOOLEAN"}
    assert sheet.read("Log") == [["Invoice", "Paid"]]
    assert sheet.grid()["rows"][1][1]["check"] == 1
    with pytest.raises(gspread.exceptions.APIError, match="already exists"):
        sheet.batch({"addTable": {"table": table}})


TAB_MOVES = [
    # from, index as sent, order afterwards
    ("A", 2, "BAC"),
    ("A", 3, "BCA"),
    ("C", 0, "CAB"),
    ("B", 1, "ABC"),
]


@pytest.mark.parametrize(("moved", "index", "order"), TAB_MOVES)
def test_the_index_of_a_tab_counts_places_before_the_move(sheet: Sheet, moved: str, index: int, order: str) -> None:
    made = Sheet(sheet.root, [{"properties": {"sheetId": at, "title": title}} for at, title in enumerate("ABC")])
    wish = {"properties": {"sheetId": "ABC".index(moved), "index": index}, "fields": "index"}
    made.batch({"updateSheetProperties": wish})
    told = made.get("sheets.properties(title,index)")["sheets"]
    assert "".join(one["properties"]["title"] for one in told) == order
    assert [one["properties"]["index"] for one in told] == [0, 1, 2]


def test_the_formula_of_a_conditional_rule_goes_with_the_columns_it_looks_at(sheet: Sheet) -> None:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=AND($C2="a";$A2=1)'}]}
    laid = {"ranges": [block(1, 0, 9, 3)], "booleanRule": {"condition": condition, "format": {}}}
    sheet.batch({"addConditionalFormatRule": {"index": 0, "rule": laid}})
    sheet.person("moveColumn", tab="Log", column=3, to=2)
    assert formulas(sheet) == ['=AND($B2="a";$A2=1)']
    sheet.person("insertColumns", tab="Log", at=1)
    assert formulas(sheet) == ['=AND($C2="a";$B2=1)']


def test_colours_are_cut_to_eight_bits_and_told_twice(sheet: Sheet) -> None:
    cell = {"userEnteredFormat": {"backgroundColor": {"red": 0.5, "green": 0, "blue": 1}}}
    wish = {"range": block(0, 0, 1, 1), "cell": cell, "fields": "userEnteredFormat.backgroundColor"}
    sheet.batch({"repeatCell": wish})
    told = sheet.get("sheets.data.rowData.values.userEnteredFormat")["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    rgb = {"red": 0.49803922, "blue": 1}
    assert told["userEnteredFormat"] == {"backgroundColor": rgb, "backgroundColorStyle": {"rgbColor": rgb}}
