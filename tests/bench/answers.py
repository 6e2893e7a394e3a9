"""The same rows as Google answers them: as typed cells for the product, as values for everybody else."""

from __future__ import annotations

from typing import Any

import orjson

from service.adapters.sheets.answer import FIELDS
from tests.bench import log as terms
from tests.bench.log import HEADER, Log

JSON = dict[str, Any]
DATE = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
NUMBER = {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}


def cells(log: Log, at: int) -> list[Any]:
    """The twelve cells of a row, as unformatted values; the last four hold what no check reads."""
    return [log.serial[at], log.person[at], log.role[at], log.client[at], log.project[at], "Design", log.text[at],
            log.hours[at], "", "", True, f"AB-{at % 999}"]  # fmt: skip


def tabs(log: Log) -> list[list[list[Any]]]:
    """The rows of each tab, header first."""
    found: list[list[list[Any]]] = [[list(HEADER)] for _ in range(terms.TABS)]
    for at, tab in enumerate(log.tab):
        found[tab].append(cells(log, at))
    return found


def values(log: Log, columns: bool) -> bytes:
    """What values:batchGet answers, by columns or by rows."""
    shape = "COLUMNS" if columns else "ROWS"
    ranges = [
        {"range": f"'Month {tab:02}'!A1:L{len(rows)}", "majorDimension": shape,
         "values": [list(column) for column in zip(*rows, strict=True)] if columns else rows}
        for tab, rows in enumerate(tabs(log))
    ]  # fmt: skip
    return orjson.dumps({"spreadsheetId": "s", "valueRanges": ranges})


def grid(log: Log) -> bytes:
    """What spreadsheets.get answers to the product's own field mask."""
    assert "effectiveValue" in FIELDS and "numberFormat" in FIELDS
    sheets = [
        {"properties": {"sheetId": tab + 1, "title": f"Month {tab:02}", "sheetType": "GRID",
                        "gridProperties": {"rowCount": len(rows) + 50, "columnCount": 26, "frozenRowCount": 1}},
         "data": [{"rowData": [{"values": [cell(place, one) for place, one in enumerate(row)]} for row in rows]}]}
        for tab, rows in enumerate(tabs(log))
    ]  # fmt: skip
    return orjson.dumps({"properties": {"title": "Year", "locale": "en_US"}, "sheets": sheets})


def cell(place: int, value: Any) -> JSON:
    """One typed cell with its number format."""
    if isinstance(value, bool):
        return {"effectiveValue": {"boolValue": value}}
    if isinstance(value, str):
        return {"effectiveValue": {"stringValue": value}} if value else {}
    return {"effectiveValue": {"numberValue": value}, "effectiveFormat": DATE if place == 0 else NUMBER}


def from_columns(answer: JSON) -> Log:
    """The judged columns out of an answer by columns; headers fall away."""
    ranges = [one["values"] for one in answer["valueRanges"]]
    picked = [[value for columns in ranges for value in columns[place][1:]] for place in (0, 1, 2, 3, 4, 6)]
    hours = [float(value) for columns in ranges for value in columns[7][1:]]
    return Log(*picked, hours, [tab for tab, columns in enumerate(ranges) for _ in columns[0][1:]])


def from_rows(answer: JSON) -> Log:
    """The same out of an answer by rows, as gspread hands it over."""
    rows = [(tab, row) for tab, one in enumerate(answer["valueRanges"]) for row in one["values"][1:]]
    picked = [[row[place] for _, row in rows] for place in (0, 1, 2, 3, 4, 6)]
    return Log(*picked, [float(row[7]) for _, row in rows], [tab for tab, _ in rows])
