"""Charts in the stand-in for Google Sheets: kept, brought along with their cells, refused where wrong."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.sandbox.google.sheet import Sheet

PLACE = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 0, "columnIndex": 4}, "widthPixels": 300}}


def source(column: int, top: int = 1, bottom: int = 3) -> dict[str, Any]:
    """One column of cells."""
    area = {"sheetId": 0, "startRowIndex": top, "endRowIndex": bottom}
    return {"sourceRange": {"sources": [{**area, "startColumnIndex": column, "endColumnIndex": column + 1}]}}


def bars(top: int = 1) -> dict[str, Any]:
    """What a bar chart draws."""
    basic = {"chartType": "BAR", "domains": [{"domain": source(0, top)}], "series": [{"series": source(1, top)}]}
    return {"title": "Used", "basicChart": basic}


def charts(sheet: Sheet) -> list[dict[str, Any]]:
    return list(sheet.get("sheets.charts")["sheets"][0].get("charts", []))


def test_a_chart_is_kept_drawn_otherwise_and_deleted(sheet: Sheet) -> None:
    answer = sheet.batch({"addChart": {"chart": {"chartId": 7, "spec": bars(), "position": PLACE}}})
    assert answer["replies"][0]["addChart"]["chart"]["chartId"] == 7
    (kept,) = charts(sheet)
    assert kept["position"]["overlayPosition"] == {
        "anchorCell": {"columnIndex": 4}, "widthPixels": 300, "heightPixels": 371
    }  # fmt: skip
    sheet.batch({"updateChartSpec": {"chartId": 7, "spec": {**bars(), "title": "Left"}}})
    assert charts(sheet)[0]["spec"]["title"] == "Left"
    sheet.batch({"deleteEmbeddedObject": {"objectId": 7}})
    assert charts(sheet) == []


def test_a_chart_follows_the_rows_it_draws(sheet: Sheet) -> None:
    sheet.batch({"addChart": {"chart": {"spec": bars(), "position": PLACE}}})
    above = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    sheet.batch({"insertDimension": {"range": above}})
    (chart,) = charts(sheet)
    (area,) = chart["spec"]["basicChart"]["domains"][0]["domain"]["sourceRange"]["sources"]
    assert (area["startRowIndex"], area["endRowIndex"]) == (3, 5)
    assert chart["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 2


REFUSED = [
    # a request, the end of the refusal
    ({"addChart": {"chart": {"spec": {"title": "Nothing"}, "position": PLACE}}}, "exactly one chart type set."),
    ({"addChart": {"chart": {"spec": bars(), "position": {"newSheet": True}}}}, "give an overlayPosition."),
    ({"addChart": {"chart": {"spec": bars(5000), "position": PLACE}}}, "outside the grid."),
    ({"updateChartSpec": {"chartId": 9, "spec": bars()}}, "No embedded object with id: 9"),
    ({"deleteEmbeddedObject": {"objectId": 9}}, "No embedded object with id: 9"),
]


@pytest.mark.parametrize(("request_", "end"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_drawn_is_refused(sheet: Sheet, request_: dict[str, Any], end: str) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.batch(request_)
    assert refusal.value.error["message"].endswith(end)


def test_an_id_that_is_taken_is_refused(sheet: Sheet) -> None:
    add = {"addChart": {"chart": {"chartId": 7, "spec": bars(), "position": PLACE}}}
    with pytest.raises(gspread.exceptions.APIError, match="An embedded object with id 7 already exists"):
        sheet.batch(add, add)
