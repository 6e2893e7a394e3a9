"""A tab as Google tells it, cell for cell: what an image holds and what an undo compares it with."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.adapters.sheets.answer import COLUMN_KEY

JSON = dict[str, Any]

FIELDS = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount,frozenRowCount)),"
    "protectedRanges(protectedRangeId,range,description),conditionalFormats(booleanRule(condition)),charts(chartId,spec),"
    "data(startRow,startColumn,columnMetadata(pixelSize,hiddenByUser,"
    "developerMetadata(metadataId,metadataKey,metadataValue)),"
    "rowData(values(userEnteredValue,userEnteredFormat,dataValidation,note))))"
)
"""All that we ever write."""

WIDE = 100
"""Pixels of a column whose width nobody has set."""


class Snapshot:
    """One tab, or the part of it that was asked for; places are those of the whole tab, from 0."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        properties = told.get("properties", {})
        grid = properties.get("gridProperties", {})
        self.id, self.title = properties.get("sheetId", 0), properties.get("title", "")
        self.width, self.height = grid.get("columnCount", 0), grid.get("rowCount", 0)
        self.frozen = grid.get("frozenRowCount", 0)
        self.protected = told.get("protectedRanges", [])
        self.rules = told.get("conditionalFormats", [])
        self.charts = {chart["chartId"]: chart.get("spec", {}) for chart in told.get("charts", [])}
        data = (told.get("data") or [{}])[0]
        self._top, self._left = int(data.get("startRow", 0)), int(data.get("startColumn", 0))
        self._rows = [row.get("values", []) for row in data.get("rowData", [])]
        self._columns = data.get("columnMetadata", [])

    @property
    def bottom(self) -> int:
        """The row below the last one that holds anything."""
        return self._top + len(self._rows)

    @property
    def right(self) -> int:
        """The column right of the last one that holds anything."""
        return self._left + max((len(row) for row in self._rows), default=0)

    def cell(self, row: int, column: int) -> JSON:
        """A cell; empty beyond what was told."""
        index = row - self._top
        cells = self._rows[index] if 0 <= index < len(self._rows) else []
        told: JSON = cells[column - self._left] if 0 <= column - self._left < len(cells) else {}
        return told

    def value(self, row: int, column: int) -> Any:
        """What was entered in a cell, as Google tells it; None where nothing is."""
        return self.cell(row, column).get("userEnteredValue") or None

    def lines(self) -> list[list[Any]]:
        """What was entered, row by row, each as wide as the widest."""
        width, rows = self.right, range(self.bottom)
        return [[next(iter((self.value(row, at) or {}).values()), None) for at in range(width)] for row in rows]

    def text(self, row: int, column: int) -> str:
        """The text that was entered in a cell; blank for anything else."""
        return str((self.value(row, column) or {}).get("stringValue", ""))

    def look(self, column: int) -> JSON:
        """Width and visibility of a column."""
        told = self._column(column)
        return {"pixelSize": told.get("pixelSize", WIDE), "hiddenByUser": told.get("hiddenByUser", False)}

    def marks(self) -> Iterable[tuple[str, int, int]]:
        """Marked columns: the key, the column, and the number of the mark."""
        for place, column in enumerate(self._columns, self._left):
            for mark in column.get("developerMetadata", ()):
                if mark.get("metadataKey") == COLUMN_KEY:
                    yield mark.get("metadataValue", ""), place, mark["metadataId"]

    def _column(self, place: int) -> JSON:
        index = place - self._left
        told: JSON = self._columns[index] if 0 <= index < len(self._columns) else {}
        return told


def snapshots(answer: Mapping[str, Any]) -> dict[int, Snapshot]:
    """The tabs of an answer by their ids."""
    tabs = (Snapshot(told) for told in answer.get("sheets", ()))
    return {tab.id: tab for tab in tabs}
