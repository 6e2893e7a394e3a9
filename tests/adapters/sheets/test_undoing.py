"""What we wrote is taken back: the workbook before and after is the same, but for what people did in between."""

import json
from decimal import Decimal
from typing import Any

from service.adapters.sheets import GoogleSheet
from service.adapters.sheets.eraser import Eraser
from service.domain.hours.reading import Cell, Changes, Chart, Report
from tests.adapters.sheets.conftest import LOG, Draw, Spreadsheet, cells_for

EVERYTHING = "sheets,properties"
DRAWN = (("To decide", None), ("Port", False), ("Sum", Decimal("12.50")), ("Burn", None))
SPARK = {(3, 1): '=SPARKLINE({1,2},{"charttype","bar"})'}
REVIEW = Report("Review", DRAWN, (0,), frozenset({1}), formulas=SPARK, chart=Chart("Used", 1, 3, 0, 1))


class Shelf:
    """Images in a list, as the database would give them back."""

    def __init__(self) -> None:
        self.images: list[dict[str, Any]] = []

    def keep_image(self, before: dict[str, Any]) -> int:
        self.images.append(json.loads(json.dumps(before)))
        return len(self.images)

    def settle_image(self, number: int) -> None:
        assert number == len(self.images)


def writing(sheet: Spreadsheet, shelf: Shelf) -> GoogleSheet:
    service = sheet.service()
    service._album, service._whole = shelf, True
    return service


def eraser(sheet: Spreadsheet) -> Eraser:
    service = sheet.service()
    return Eraser(service._client, sheet.id, service.workbook())


def set_up(sheet: Spreadsheet, shelf: Shelf) -> None:
    service = writing(sheet, shelf)
    cells = tuple(cell for entry in service.read().entries for cell in cells_for(entry, amount=Decimal(100)))
    service.write(Changes(cells, (REVIEW,), ("Log",), ("pm@agency.example",)))


def reviewed_again(sheet: Spreadsheet, shelf: Shelf) -> None:
    service = writing(sheet, shelf)
    rows = [entry.row for entry in service.read().entries]
    cells = [Cell("Log", row, "status", "Needs fix") for row in rows]
    cells += [Cell("Log", row, "flags", "✖ ROW005 somebody unknown", "Nobody is called so.") for row in rows[:2]]
    rows_now = (("To decide", "more than before, and at length"), *REVIEW.rows, *REVIEW.rows)
    burns = {(4, 1): SPARK[3, 1], (8, 1): SPARK[3, 1]}
    report = REVIEW._replace(rows=rows_now, formulas=burns, chart=Chart("Used", 2, 8, 0, 1))
    service.write(Changes(tuple(cells), (report,)))


def dressed(draw: Draw) -> Spreadsheet:
    """A log whose owner has coloured, formatted and annotated what stands where our columns will be."""
    sheet = draw(Log=LOG)
    paint = {"backgroundColor": {"red": 0.5}, "numberFormat": {"type": "PERCENT", "pattern": "0%"}}
    area = {"sheetId": 7, "startRowIndex": 0, "endRowIndex": 9, "startColumnIndex": 3, "endColumnIndex": 9}
    rule = {"condition": {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "first"}]}}
    own = {"ranges": [{"sheetId": 7}], "booleanRule": {**rule, "format": {"textFormat": {"bold": True}}}}
    across = {"sheetId": 7, "dimension": "COLUMNS", "startIndex": 5, "endIndex": 6}
    wide = {"range": across, "properties": {"pixelSize": 333}, "fields": "pixelSize"}
    sheet.service()._client.change(
        sheet.id,
        {
            "requests": [
                {"repeatCell": {"range": area, "cell": {"userEnteredFormat": paint}, "fields": "userEnteredFormat"}},
                {"addConditionalFormatRule": {"index": 0, "rule": own}},
                {"updateDimensionProperties": wide},
            ]
        },
        "replies",
        False,
    )
    return sheet


def test_the_first_set_up_undone_leaves_the_workbook_as_it_was(draw: Draw) -> None:
    sheet, shelf = dressed(draw), Shelf()
    before = sheet.grid(EVERYTHING)
    set_up(sheet, shelf)
    assert sheet.grid(EVERYTHING) != before
    eraser(sheet).undo(shelf.images)
    assert sheet.grid(EVERYTHING) == before


def test_a_review_undone_leaves_the_workbook_as_it_was(draw: Draw) -> None:
    sheet, shelf = dressed(draw), Shelf()
    set_up(sheet, Shelf())
    before = sheet.grid(EVERYTHING)
    reviewed_again(sheet, shelf)
    reviewed_again(sheet, shelf)
    undone = eraser(sheet).undo(shelf.images)
    assert sheet.grid(EVERYTHING) == before
    assert (undone.cells, undone.tabs, undone.kept) == (5, ["Review"], [])


def test_a_review_is_undone_by_row_id_after_a_sort(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, Shelf())
    sheet.person("sort", range="Log!A2:N4", column=1).raise_for_status()
    sorted_before = sheet.grid(EVERYTHING)
    sheet.person("sort", range="Log!A2:N4", column=3).raise_for_status()
    reviewed_again(sheet, shelf)
    sheet.person("sort", range="Log!A2:N4", column=1).raise_for_status()
    eraser(sheet).undo(shelf.images)
    assert sheet.grid(EVERYTHING) == sorted_before


def test_what_a_person_changed_since_is_left_and_said(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, Shelf())
    reviewed_again(sheet, shelf)
    sheet.person("edit", range="Log!H2", value="mine now").raise_for_status()
    undone = eraser(sheet).undo(shelf.images)
    assert undone.kept == ["Log, row 2"]
    assert [row[7:8] for row in sheet.rows()[1:]] == [["mine now"], [""], [""]]
    assert [row[11] for row in sheet.rows()[1:]] == ["Ready"] * 3


def test_a_reason_written_after_the_first_set_up_stays_under_its_header(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, shelf)
    sheet.person("edit", range="Log!J3", value="the client knows").raise_for_status()
    sheet.person("edit", range="Log!K2", value=True).raise_for_status()
    undone = eraser(sheet).undo(shelf.images)
    assert undone.kept == ["Log, row 3"]
    assert undone.unboxed == ["r_0000000000"], "whoever ticked row 2 is not asked twice whether it still counts"
    assert sheet.rows()[0][4:] == ["", "", "", "", "", "Reason"]
    assert sheet.rows()[2][4:] == ["", "", "", "", "", "the client knows"]


def test_a_new_row_gets_its_own_note_back(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, Shelf())
    for row in (5, 6):
        for place, typed in (("A", "2026-09-04"), ("B", "Ana"), ("C", 2), ("D", f"row {row}")):
            sheet.person("edit", range=f"Log!{place}{row}", value=typed).raise_for_status()
        sheet.person("note", range=f"Log!H{row}", note=f"ask in row {row}").raise_for_status()
    before = notes(sheet)
    assert len(before) == 2
    service = writing(sheet, shelf)
    entries = [entry for entry in service.read().entries if entry.row > 4]
    service.write(Changes(tuple(cell for one in entries for cell in (
        Cell("Log", one.row, "row_id", one.id), Cell("Log", one.row, "flags", "✖ ROW005", "Nobody is called so.")
    ))))  # fmt: skip
    assert notes(sheet) != before
    eraser(sheet).undo(shelf.images)
    assert notes(sheet) == before


def notes(sheet: Spreadsheet) -> list[str]:
    """The notes of the Flags column, below its header."""
    rows = sheet.grid("sheets(properties(title),data(rowData(values(note))))")["sheets"][1]["data"][0]["rowData"]
    return [row["values"][7]["note"] for row in rows[1:] if len(row.get("values", ())) > 7 and row["values"][7]]


def test_rows_on_invoices_go_on_showing_them(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, Shelf())
    reviewed_again(sheet, shelf)
    eraser(sheet).undo(shelf.images, spared=("r_0000000001",))
    assert [row[11] for row in sheet.rows()[1:]] == ["Ready", "Needs fix", "Ready"]


def test_a_tick_that_was_taken_back_is_not_given_for_the_person(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, Shelf())
    sheet.person("edit", range="Log!K2", value=True).raise_for_status()
    service = writing(sheet, shelf)
    service.read()
    service.write(Changes((Cell("Log", 2, "approve", False), Cell("Log", 2, "status", "Changed"))))
    undone = eraser(sheet).undo(shelf.images)
    assert (undone.ticks, undone.cells) == (1, 1)
    assert sheet.rows()[1][10:12] == [False, "Ready"]


def test_a_sort_between_look_and_write_hits_no_other_row(draw: Draw) -> None:
    sheet, shelf = draw(Log=LOG), Shelf()
    set_up(sheet, Shelf())
    service = writing(sheet, shelf)
    service.read()
    service.write(Changes((Cell("Log", 2, "status", "Needs fix"),)))
    working = eraser(sheet)
    sheet.person_between("sort", range="Log!A2:N4", column=3)
    working.undo(shelf.images)
    statuses = {row[3]: row[11] for row in sheet.rows()[1:]}
    assert statuses == {"first": "Ready", "second": "Ready", "third": "Needs fix"}, "the next undo may bring it back"


def test_clearing_takes_all_of_ours_and_nothing_of_theirs(draw: Draw) -> None:
    sheet = draw(Log=LOG, Notes="Call the accountant")
    before = sheet.grid("sheets(properties(title),data(rowData,columnMetadata),protectedRanges,conditionalFormats)")
    set_up(sheet, Shelf())
    sheet.person("edit", range="Log!J3", value="the client knows").raise_for_status()
    undone = eraser(sheet).clear()
    assert (undone.made, undone.tabs) == (["Log"], ["Review"])
    after = sheet.grid("sheets(properties(title),data(rowData,columnMetadata),protectedRanges,conditionalFormats)")
    assert filled(after) == filled(before)


def test_a_block_comes_back_where_it_was_cleared(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    set_up(sheet, Shelf())
    shown = sheet.rows()
    eraser(sheet).clear()
    set_up(sheet, Shelf())
    assert [row[:-1] for row in sheet.rows()] == [row[:-1] for row in shown]


def filled(grid: dict[str, Any]) -> list[Any]:
    """What stands in the tabs; cells and columns at the edge with nothing in them leave no trace in a picture."""
    return [
        (tab["properties"], tab.get("protectedRanges"), tab.get("conditionalFormats"), trimmed(tab["data"][0]))
        for tab in grid["sheets"]
    ]


def trimmed(data: dict[str, Any]) -> list[list[Any]]:
    rows = [list(row.get("values", [])) for row in data.get("rowData", [])]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return rows
