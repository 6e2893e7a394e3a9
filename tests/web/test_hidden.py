"""Columns that a team hides and rows that it filters away are read and written like others, and stay out of sight."""

from __future__ import annotations

from typing import Any

import requests

from tests.office import MANAGER
from tests.web.test_undoing import Desk, desk

__all__ = ["desk"]

FLAGS = 9


def test_hidden_columns_and_filtered_rows_are_judged_and_stay_hidden(desk: Desk) -> None:
    desk.ask("setup")
    october = sheet(desk)["properties"]["sheetId"]
    across = {"sheetId": october, "dimension": "COLUMNS", "startIndex": FLAGS, "endIndex": FLAGS + 1}
    rows = {"sheetId": october, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 6}
    away = [{"columnIndex": 3, "filterCriteria": {"hiddenValues": ["Spring catalogue"]}}]
    hide = {"range": across, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    filtered = {"filter": {"range": rows, "filterSpecs": away}}
    change(desk, {"updateDimensionProperties": hide}, {"setBasicFilter": filtered})
    before = hidden(desk)
    assert before == ([FLAGS], [4])
    typed = {"spreadsheetId": desk.id, "by": MANAGER, "range": "October!F5", "value": "Newsletter layout, two drafts"}
    assert desk.values("October")[4][FLAGS] == "▲ TXT002 vague description"
    desk.said("/__person/edit", typed)
    desk.check()
    assert desk.values("October")[4][FLAGS] == ""
    assert hidden(desk) == before


def sheet(desk: Desk) -> dict[str, Any]:
    sheets = desk.grid()["sheets"]
    return next(one for one in sheets if one["properties"]["title"] == "October")


def change(desk: Desk, *asked: dict[str, Any]) -> None:
    url, head = f"{desk.root}/v4/spreadsheets/{desk.id}:batchUpdate", {"Authorization": "Bearer x"}
    requests.post(url, json={"requests": asked}, headers=head, timeout=30).raise_for_status()


def hidden(desk: Desk) -> tuple[list[int], list[int]]:
    """The columns that are hidden and the rows that are filtered away, from 0."""
    (block,) = sheet(desk)["data"]
    columns = [at for at, one in enumerate(block["columnMetadata"]) if one.get("hiddenByUser") and at == FLAGS]
    return columns, [at for at, one in enumerate(block["rowMetadata"]) if one.get("hiddenByFilter")]
