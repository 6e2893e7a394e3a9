"""One row made into two at a boundary a person has said yes to: in one write, and taken back by one undo."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from decimal import Decimal
from typing import Any

from service.adapters.cells.grid import Cell, at, figure, is_blank
from service.adapters.sheets.edits import CHECKBOX, categories, entered
from service.adapters.sheets.snapshot import Snapshot
from service.adapters.tabs.timesheets import Found
from service.domain.hours.halves import Half
from service.domain.hours.reading import Value
from service.words import say

JSON = dict[str, Any]

DECIMAL = re.compile(r"\d+(?P<mark>[.,])?\d*")
PLAIN_CLOCK = re.compile(r"\d{1,2}:\d{2}")
BY_HAND = ("span", "minutes", "end_date")
"""Columns that say the time in a way that is not parted."""


class Halving:
    """A row on its way into two: the first half stays where it stands, the second one goes below it."""

    def __init__(self, found: Found, row: int, halves: tuple[Half, Half], fresh_id: str) -> None:
        self._tab, self._layout = found
        self._row, self._halves, self._fresh_id = row - 1, halves, fresh_id

    @property
    def refusal(self) -> str:
        """Why it cannot be done; blank where it can."""
        values = [value for pair in self._times().values() for value in pair]
        told = any(not is_blank(self._stands(self._layout.team[key])) for key in BY_HAND if key in self._layout.team)
        return say("explain.splitByHand") if told or None in values or not values else ""

    def requests(self) -> list[JSON]:
        """The row below, a copy of the row in it, and what differs between the two."""
        below = {"sheetId": self._tab.id, "dimension": "ROWS", "startIndex": self._row + 1, "endIndex": self._row + 2}
        return [
            {"insertDimension": {"range": below, "inheritFromBefore": True}},
            {"copyPaste": {"source": self._line(self._row), "destination": self._line(self._row + 1),
                           "pasteType": "PASTE_NORMAL"}},
            *(self._written(self._row, column, values[0]) for column, values in self._told().items()),
            *(self._written(self._row + 1, column, values[1]) for column, values in self._told().items()),
            *self._ours(),
        ]  # fmt: skip

    def image(self, row_id: str) -> JSON:
        """What an undo has to know: the row as it was, and both halves as they were left."""
        before = {column: self._stands(column).value for column in self._told()}
        half = {
            "id": self._tab.id, "title": self._tab.title, "header": self._layout.header, "of": row_id,
            "made": self._fresh_id,
            "cells": {
                str(column): [entered_value(before[column]), *(entered_value(value) for value in values)]
                for column, values in self._told().items()
            },
        }  # fmt: skip
        return {"tabs": [], "own": [], "half": half}

    def _told(self) -> dict[int, tuple[Value, Value]]:
        """What stands in the two rows where they differ, by column; an expense stays with the first."""
        team = self._layout.team
        told = self._times()
        told[team["description"]] = (self._halves[0].text, self._halves[1].text)
        if "expense" in team and self._stands(team["expense"]).value is not None:
            told[team["expense"]] = (self._stands(team["expense"]).value, None)
        return told

    def _times(self) -> dict[int, tuple[Value, Value]]:
        """What hours, start and end are to say, by column; None where their cells are written in no way we know."""
        team, (one, other) = self._layout.team, self._halves
        told: dict[int, tuple[Value, Value]] = {}
        if "hours" in team and not is_blank(self._stands(team["hours"])):
            first, second = self._hours()
            told[team["hours"]] = first, second
        for key, clocks in (("start", (one.start, other.start)), ("end", (one.end, other.end))):
            if clocks != (None, None):
                cell = self._stands(team[key]) if key in team else Cell()
                told[team.get(key, -1)] = _clock(cell, clocks[0]), _clock(cell, clocks[1])
        return told

    def _hours(self) -> list[Value]:
        """Both amounts in the way the cell keeps its own: a number in whatever unit, or a decimal text."""
        cell = self._stands(self._layout.team["hours"])
        whole = sum((half.hours for half in self._halves), Decimal(0))
        if cell.kind in ("number", "time") and isinstance(cell.value, Decimal):
            return [cell.value * half.hours / whole for half in self._halves]
        found = DECIMAL.fullmatch(str(cell.value or "").strip())
        mark = (found["mark"] or ".") if found else ""
        return [f"{half.hours.normalize():f}".replace(".", mark) if mark else None for half in self._halves]

    def _stands(self, column: int) -> Cell:
        return at(self._tab.rows[self._row], column)

    def _line(self, row: int) -> JSON:
        return {"sheetId": self._tab.id, "startRowIndex": row, "endRowIndex": row + 1,
                "startColumnIndex": 0, "endColumnIndex": self._tab.width}  # fmt: skip

    def _written(self, row: int, column: int, value: Value) -> JSON:
        start = {"sheetId": self._tab.id, "rowIndex": row, "columnIndex": column}
        return {"updateCells": {"start": start, "fields": "userEnteredValue", "rows": [{"values": [entered(value)]}]}}

    def _ours(self) -> Iterator[JSON]:
        """The copy says nothing of ours yet but its own id, with a box and choices like any row."""
        rules = {"approve": CHECKBOX, "category": categories()}
        for key, column in self._layout.ours.items():
            value: Value = self._fresh_id if key == "row_id" else False if key == "approve" else None
            cell = {**entered(value), **({"dataValidation": rules[key]} if key in rules else {})}
            start = {"sheetId": self._tab.id, "rowIndex": self._row + 1, "columnIndex": column}
            fields = "userEnteredValue,note,dataValidation"
            yield {"updateCells": {"start": start, "fields": fields, "rows": [{"values": [cell]}]}}


def _clock(cell: Cell, clock: time | None) -> Value:
    """A time in the way that a cell tells its own; None where it is told in no way we know."""
    if clock is None:
        return None
    of_a_day = Decimal(clock.hour * 60 + clock.minute) / (24 * 60)
    if isinstance(cell.value, Decimal):
        whole = Decimal(int(cell.value)) if cell.kind == "datetime" else Decimal(0)
        return of_a_day * 24 if cell.kind == "number" else whole + of_a_day
    return f"{clock:%H:%M}" if PLAIN_CLOCK.fullmatch(str(cell.value or "").strip()) else None


def rows_of_half(told: Mapping[str, Any]) -> tuple[str, str]:
    """The ids of the two rows."""
    return told["of"], told["made"]


def entered_value(value: Value) -> JSON | None:
    """A value as Google tells it; None where a cell is empty."""
    told: JSON | None = entered(value).get("userEnteredValue")
    return told


def rejoined(told: Mapping[str, Any], now: Snapshot, ids: int, kept: Callable[[str], None]) -> Iterator[JSON]:
    """The requests that make one row of the two again; where somebody has changed either, both stay as they are."""
    rows = {now.text(row, ids): row for row in range(told["header"] + 1, now.bottom) if now.text(row, ids)}
    first, second = rows.get(told["of"]), rows.get(told["made"])
    if first is None or second is None:
        return
    for column, (_, left, right) in told["cells"].items():
        if not (alike(now.value(first, int(column)), left) and alike(now.value(second, int(column)), right)):
            kept(f"{now.title}, row {first + 1}")
            return
    for column, (before, _, _) in told["cells"].items():
        start = {"sheetId": now.id, "rowIndex": first, "columnIndex": int(column)}
        cell = {"userEnteredValue": before} if before else {}
        yield {"updateCells": {"start": start, "fields": "userEnteredValue", "rows": [{"values": [cell]}]}}
    gone = {"sheetId": now.id, "dimension": "ROWS", "startIndex": second, "endIndex": second + 1}
    yield {"deleteDimension": {"range": gone}}


def alike(one: Any, other: Any) -> bool:
    """Whether two values say the same; a number may have lost its last digits on the way."""
    if one and other and "numberValue" in one and "numberValue" in other:
        return figure(one["numberValue"]) == figure(other["numberValue"])
    return (one or None) == (other or None)
