"""What we wrote in a spreadsheet, taken back: the last run of it, or everything."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any

from service.adapters.cells.grid import letters, place_name
from service.adapters.sheets.client import SheetClient
from service.adapters.sheets.halving import rejoined, rows_of_half
from service.adapters.sheets.owntabs import id_of
from service.adapters.sheets.snapshot import FIELDS, Snapshot, snapshots
from service.adapters.sheets.undoing import Mended, Undoing, merged, update_of
from service.adapters.sheets.undone import Undone
from service.adapters.sheets.unmaking import own_unmade
from service.adapters.tabs.block import is_marked
from service.adapters.tabs.columns import our_columns
from service.adapters.tabs.timesheets import Workbook

JSON = dict[str, Any]
ANSWER = "replies,updatedSpreadsheet(sheets(properties(sheetId),data(startRow,rowData(values(userEnteredValue)))))"


class Eraser:
    """Undoes in one look and one write; a row that was sorted away in between is put right at once."""

    def __init__(self, client: SheetClient, spreadsheet_id: str, book: Workbook) -> None:
        self._client, self._id, self._book = client, spreadsheet_id, book
        self._now = snapshots(client.spreadsheet(spreadsheet_id, FIELDS))

    def undo(self, images: Sequence[Mapping[str, Any]], spared: Set[str] = frozenset()) -> Undone:
        """Take these writes back, the oldest of them first; rows in `spared` keep what they show. Raises SheetFault."""
        whole = merged(images)
        halves = [image["half"] for image in images if "half" in image and not spared & {*rows_of_half(image["half"])}]
        return self._erase(whole["tabs"].values(), whole["own"].values(), spared, halves)

    @property
    def title(self) -> str:
        """What the spreadsheet is called."""
        return self._book.reading.title

    def ours(self) -> tuple[list[str], list[str]]:
        """The titles of the tabs that have our columns, and of the tabs that are ours."""
        tabs = [now.title for now in self._now.values() if self._ours(now)]
        return tabs, [self._now[one].title for one in self._own()]

    def _own(self) -> list[int]:
        own = self._book.own.items()
        return [tab.id for title, tab in own if tab.id == id_of(title) or is_marked(tab)]

    def clear(self) -> Undone:
        """Take away all that is ours, whoever wrote in it. Raises SheetFault."""
        keys = {column.key for column in our_columns()}
        tabs = [
            {"id": now.id, "fresh": {key: place for key, place in self._ours(now).items() if key in keys}, "cells": {},
             "header": self._header(now), "all": True}
            for now in self._now.values()
            if self._ours(now)
        ]  # fmt: skip
        undone = self._erase(tabs, [], ())
        if own := self._own():
            requests = [{"deleteSheet": {"sheetId": one}} for one in own]
            self._client.change(self._id, {"requests": requests}, "replies", False)
            undone.tabs += [self._now[one].title for one in own]
        return undone

    def _erase(
        self, tabs: Iterable[JSON], own: Iterable[JSON], spared: Collection[str], halves: Iterable[JSON] = ()
    ) -> Undone:
        undone = Undone()
        work = [
            Undoing(told, self._now[told["id"]], self._ours(self._now[told["id"]]), spared, undone)
            for told in tabs
            if told["id"] in self._now
        ]
        requests = [request for one in work for request in one.requests()]
        for told in own:
            taken = own_unmade(told, self._now.get(told["id"]))
            if taken is None:
                undone.kept.append(self._now[told["id"]].title)
            elif taken := list(taken):
                requests += taken
                undone.tabs.append(self._now[told["id"]].title)
        if requests:
            self._sent(requests, [one for one in work if one.mended and not one.fresh])
        self._join(halves, undone)
        return undone

    def _join(self, halves: Iterable[JSON], undone: Undone) -> None:
        """Rows that were made of one become one again, in a write of its own: rows below them move."""
        for told in halves:
            now = self._now.get(told["id"])
            place = self._ours(now).get("row_id") if now else None
            if now is None or place is None:
                continue
            if joined := list(rejoined(told, now, place, undone.kept.append)):
                self._client.change(self._id, {"requests": joined}, "replies", repeatable=False)
                undone.cells += len(joined)

    def _sent(self, requests: list[JSON], read_back: list[Undoing]) -> None:
        """One write; the ids of the rows that were written are read back, and what hit others is put back there."""
        ranges = [self._id_range(one) for one in read_back]
        body: JSON = {"requests": requests}
        if ranges:
            body |= {"includeSpreadsheetInResponse": True, "responseRanges": ranges}
        answer = self._client.change(self._id, body, ANSWER, repeatable=False)
        told = snapshots(answer.get("updatedSpreadsheet", {}))
        repairs = [request for one in read_back for request in repaired(one, told.get(one.now.id))]
        if repairs:
            self._client.change(self._id, {"requests": repairs}, "replies", repeatable=True)

    def _id_range(self, one: Undoing) -> str:
        column = letters(one.ours["row_id"])
        rows = [mended.row + 1 for mended in one.mended]
        return f"{place_name(one.now.title)}!{column}{min(rows)}:{column}{max(rows)}"

    def _ours(self, now: Snapshot) -> dict[str, int]:
        """Our columns: by their marks, and by their headers where a mark is lost."""
        found = self._book.found.get(now.title)
        by_header = dict(found.layout.ours) if found and found.tab.id == now.id else {}
        marked: dict[str, int] = {}
        for key, place, _ in now.marks():
            marked.setdefault(key, place)
        return {**by_header, **marked}

    def _header(self, now: Snapshot) -> int:
        found = self._book.found.get(now.title)
        return found.layout.header if found else 0


def repaired(one: Undoing, told: Snapshot | None) -> Iterable[JSON]:
    """What puts right the rows that were written in place of others, since somebody sorted meanwhile."""
    if told is None:
        return
    place = one.ours["row_id"]
    rows = {one.now.text(row, place): row for row in range(one.now.bottom)}
    without = {mended.row for mended in one.mended if mended.column == place}  # their ids went back to none
    for mended in one.mended:
        stands = (told.value(mended.row, 0) or {}).get("stringValue", "")
        if stands != mended.row_id and mended.row not in without:
            cell = one.now.cell(rows[stands], mended.column) if stands in rows else {}
            yield update_of(one.now.id, Mended(mended.row, mended.column, stands, cell, mended.mask))
