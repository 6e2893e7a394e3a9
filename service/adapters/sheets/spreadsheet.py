"""A Google spreadsheet: read in one request, written in one more, with one look in between."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

from service.adapters.cells.grid import letters, place_name
from service.adapters.sheets import readback
from service.adapters.sheets.answer import DISPLAYED, FIELDS, tabs_of
from service.adapters.sheets.client import SheetClient
from service.adapters.sheets.closeup import CLOSELY, parted
from service.adapters.sheets.edits import updates
from service.adapters.sheets.halving import Halving
from service.adapters.sheets.image import Album, areas, image
from service.adapters.sheets.owntabs import OwnTab, own_title
from service.adapters.sheets.setup import block_requests, colours
from service.adapters.sheets.standing import Standing
from service.adapters.tabs.context import Context
from service.adapters.tabs.identity import known_of
from service.adapters.tabs.timesheets import Workbook, read_workbook
from service.domain.hours.halves import Half
from service.domain.hours.reading import Changes, Reading, Written
from service.faults import SheetUnreachable
from service.words import say

JSON = dict[str, Any]

REPEATABLE = {
    "updateCells",
    "repeatCell",
    "setDataValidation",
    "updateDimensionProperties",
    "updateSheetProperties",
    "updateProtectedRange",
    "updateChartSpec",
}
"""Requests that may be sent twice and leave the sheet as if they were sent once."""


NOTHING_KNOWN = Context()
ANYBODY = nullcontext()
"""The right to write where nobody else does."""


class GoogleSheet:
    """One spreadsheet. A write knows where things stood at the last read, so each write follows a read."""

    def __init__(
        self,
        client: SheetClient,
        spreadsheet_id: str,
        context: Context = NOTHING_KNOWN,
        album: Album | None = None,
        whole: bool = False,
        pen: AbstractContextManager[None] = ANYBODY,
        displayed: bool = False,
    ) -> None:
        self._client, self._id, self._context = client, spreadsheet_id, context
        self._album, self._whole, self._pen, self._displayed = album, whole, pen, displayed
        self._book: Workbook | None = None

    def read(self) -> Reading:
        """Everything in the spreadsheet, by one request. Raises SheetFault."""
        return self.workbook().reading

    def write(self, changes: Changes) -> Written:
        """Put the changes in place: at most one look and one atomic write, none where nothing is wanted.

        Rows are found by their ids wherever they stand by now. Raises SheetFault.
        """
        if not changes:
            return Written(0)
        book = self._book or self.workbook()
        self._book = None  # what was read is history now
        with self._pen:
            return self._put(Writing(book, changes, self._client.account), book.reading, changes)

    def _put(self, writing: "Writing", reading: Reading, changes: Changes) -> Written:
        """Look, write, read back and repair: nobody else writes meanwhile."""
        stood = self._look(writing)
        if not (body := writing.body()):
            return Written(0, writing.moved)
        number = self._album.keep_image(writing.image(stood)) if self._album is not None else 0
        answer = self._sent(writing, body)
        if back := writing.astray(answer):
            self._change({"requests": back})
        if self._album is not None:
            self._album.settle_image(number)
        self._remember(reading, changes)
        return Written(writing.cells, writing.moved)

    def _sent(self, writing: "Writing", body: JSON) -> JSON:
        """The answer to a write.

        Where rows of our own were to move, and nobody knows whether they have, the tabs are written as a whole: that
        comes to the same in either case.
        """
        try:
            return self._change(body)
        except SheetUnreachable:
            afresh = writing.body(afresh=True)
            if is_repeatable(body) or not is_repeatable(afresh):
                raise
            return self._change(afresh)

    def halve(self, tab: str, row: int, halves: tuple[Half, Half], fresh_id: str) -> str:
        """Make two rows of the one that was just read, by one write; why not, where it cannot be done.

        Nobody is told of a row that was moved since: its id is looked at right before. Raises SheetFault.
        """
        with self._pen:
            return self._halve(tab, row, halves, fresh_id)

    def _halve(self, tab: str, row: int, halves: tuple[Half, Half], fresh_id: str) -> str:
        book = self._book or self.workbook()
        self._book = None
        found = book.found.get(tab)
        place = found.layout.ours.get("row_id") if found else None
        if found is None or place is None:
            return say("google.notSetUp")
        halving = Halving(found, row, halves, fresh_id)
        row_id = str(found.tab.cell(row - 1, place).value or "")
        there = self._client.values(self._id, [f"{place_name(tab)}!{letters(place)}{row}"])
        if not row_id or there != [[[row_id]]]:
            return say("script.rowMoved")
        if halving.refusal:
            return halving.refusal
        number = self._album.keep_image(halving.image(row_id)) if self._album is not None else 0
        self._change({"requests": halving.requests()})
        if self._album is not None:
            self._album.settle_image(number)
        return ""

    def _remember(self, reading: Reading, changes: Changes) -> None:
        """Keep what the rows said that were written: pasted anew without their ids, they are known by it."""
        if self._context.recall.remembers:
            places = {(cell.tab, cell.row) for cell in changes.cells}
            self._context.recall.keep_rows(known_of(one) for one in reading.entries if (one.tab, one.row) in places)

    def _look(self, writing: "Writing") -> dict[int, JSON]:
        """Look once more before the write; what an image of it has to hold beside values, by the id of its tab."""
        ranges, places = writing.ranges(), writing.areas(self._whole) if self._album is not None else []
        if places:
            values, stood = parted(self._client.spreadsheet(self._id, CLOSELY, [*ranges, *places]), ranges)
        else:
            values, stood = self._client.values(self._id, ranges) if ranges else [], {}
        writing.look(iter(values))
        return stood

    def workbook(self) -> Workbook:
        """A reading with what a writer must know beside it. Raises SheetFault."""
        answer = self._client.whole(self._id, DISPLAYED if self._displayed else FIELDS)
        tabs = tabs_of(answer, self._client.account, self._displayed)
        title, locale = answer.properties.get("title", ""), answer.properties.get("locale", "")
        book = read_workbook(tabs, title, replace(self._context, locale=locale), own_title)
        self._book = replace(book, reading=replace(book.reading, book=self._id))
        return self._book

    def _change(self, body: JSON) -> JSON:
        return self._client.change(self._id, body, readback.FIELDS, is_repeatable(body))


def is_repeatable(body: JSON) -> bool:
    """Whether a write may be sent twice."""
    return {kind for request in body["requests"] for kind in request} <= REPEATABLE


class Writing:
    """Changes on their way into a spreadsheet."""

    def __init__(self, book: Workbook, changes: Changes, account: str) -> None:
        self._changes, self._account = changes, account
        by_tab = {title: [cell for cell in changes.cells if cell.tab == title] for title in book.found}
        self._tabs = [
            Standing(book.found[title], book.reading, cells, title in changes.new_blocks)
            for title, cells in by_tab.items()
            if cells or title in changes.new_blocks
        ]
        self._reports = [OwnTab(report, book) for report in changes.reports]
        self._meant: dict[int, list[readback.Meant]] = {}
        self._astray: list[str] = []

    @property
    def moved(self) -> tuple[str, ...]:
        """The ids of rows that were not written, or not where they were meant."""
        return tuple(dict.fromkeys([*(row for tab in self._tabs for row in tab.moved if row), *self._astray]))

    @property
    def cells(self) -> int:
        """How many cells of timesheets were put in place."""
        lost = set(self._astray)
        return sum(row_id not in lost for meant in self._meant.values() for _, row_id in meant)

    def ranges(self) -> list[str]:
        """Everything to be looked at before writing, in the order in which it is taken."""
        return [text for part in self._parts() for text in part.ranges()]

    def look(self, answers: Iterator[list[list[Any]]]) -> None:
        """Take what was found there."""
        for part in self._parts():
            part.look(answers)

    def _parts(self) -> list[Standing | OwnTab]:
        return [*self._tabs, *self._reports]

    def areas(self, whole: bool) -> list[str]:
        """What to look at with all its formats: where columns are made, and for a whole image our own tabs too."""
        return areas(self._tabs, self._reports if whole else ())

    def image(self, stood: dict[int, JSON]) -> JSON:
        """All that is touched, as it stands before the write."""
        return image(self._tabs, self._meant, self._reports, stood)

    def body(self, afresh: bool = False) -> JSON:
        """All requests as one batch, with what is to be read back; empty where nothing has to be written.

        `afresh` writes our own tabs as a whole, and moves no row of them.
        """
        requests: list[JSON] = []
        back: list[str] = []
        for tab in self._tabs:
            meant = sorted(tab.puts(), key=lambda one: one[0][:2])
            if tab.is_settled:
                gets = tab.gets_block
                requests += block_requests(tab, self._changes.approvers, self._account) if gets else colours(tab)
                requests += updates(tab.tab.id, [put for put, _ in meant])
            if meant:
                self._meant[tab.tab.id] = meant
                back += readback.ranges(tab, meant)
        requests += [request for report in self._reports for request in report.requests(afresh)]
        if not back:
            return {"requests": requests} if requests else {}
        return {"requests": requests, "includeSpreadsheetInResponse": True, "responseRanges": back}

    def astray(self, answer: JSON) -> list[JSON]:
        """The requests that undo what landed in rows it was not meant for."""
        requests: list[JSON] = []
        for tab in self._tabs:
            now = readback.values_in(answer, tab.tab.id)
            for row_id, puts in readback.astray(tab, self._meant.get(tab.tab.id, []), now):
                self._astray.append(row_id)
                requests += updates(tab.tab.id, puts)
        return requests
