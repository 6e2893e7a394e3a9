"""The tab of an import in a Google spreadsheet: one read, one look, one atomic write of what differs."""

from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

from service.adapters.cells.grid import Tab, at, letters, place_name
from service.adapters.logbook.layout import (
    HIDDEN,
    KEYS,
    START,
    Look,
    Place,
    beside,
    find,
    headers,
    looks,
    place_in,
    rows_of,
)
from service.adapters.sheets import readback
from service.adapters.sheets.answer import FIELDS, tabs_of
from service.adapters.sheets.client import SheetClient
from service.adapters.sheets.edits import entered
from service.adapters.sheets.spreadsheet import REPEATABLE
from service.adapters.sheets.standing import plain
from service.domain.hours.logged import Additions, Edit, Kept, Logged
from service.domain.hours.reading import Value
from service.faults import SheetRefused

JSON = dict[str, Any]
Row = tuple[Value, ...]
ROOM = 200
MOVED = "Columns of the tab {title} were moved while we worked. Nothing was changed; run the import again."
VALUE, DRESSED = "userEnteredValue", "userEnteredValue,userEnteredFormat.numberFormat"
PIXELS = {"client": 150, "project": 170, "task": 150, "description": 360, "state": 200}


class SheetLogbook:
    """One tab of a spreadsheet, made where it is missing. A write knows where things stood at the last read."""

    def __init__(self, client: SheetClient, spreadsheet_id: str, title: str) -> None:
        self._client, self._id, self._title = client, spreadsheet_id, title
        self._tab: Tab | None = None

    def read(self) -> Sequence[Kept]:
        """The rows of the tab, by one request. Raises SheetFault and WorkbookFault."""
        self._tab = find(list(tabs_of(self._client.whole(self._id, FIELDS), self._client.account)), self._title)
        return [] if self._tab is None else list(rows_of(self._tab, place_in(self._tab)))

    def write(self, additions: Additions) -> Sequence[int]:
        """Everything at once; rows that had changed meanwhile are left alone. Raises SheetFault."""
        if self._tab is None:
            self._change(list(new_tab(self._title, additions.new)))
            return ()
        standing = Standing(self._tab)
        if additions.edits:
            standing.look(self._client.values(self._id, [standing.range()])[0])
        puts = {edit: standing.puts(edit) for edit in additions.edits}
        requests = [request for cells in puts.values() for request in standing.updates(cells)]
        requests += standing.appended(additions.new)
        if requests:
            answer = self._change(requests, [standing.range()] if any(puts.values()) else ())
            if back := list(standing.astray(puts, readback.values_in(answer, self._tab.id))):
                self._change([request for cells in back for request in standing.updates(cells)])
        return [edit.row.row for edit, cells in puts.items() if not cells or edit in standing.lost]

    def _change(self, requests: Sequence[JSON], back: Sequence[str] = ()) -> JSON:
        body: JSON = {"requests": list(requests)}
        if back:
            body |= {"includeSpreadsheetInResponse": True, "responseRanges": list(back)}
        kinds = {kind for request in requests for kind in request}
        return self._client.change(self._id, body, readback.FIELDS, repeatable=kinds <= REPEATABLE)


Puts = dict[tuple[int, int], Look]
"""Cells to be written, by row and column from 0."""


class Standing:
    """The tab between the read and the write."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.place = tab, place_in(tab)
        self._width = max(self.place.columns.values()) + 1
        self._now: dict[int, Row] = {}
        self._rows: dict[str, int] = {}
        self.lost: list[Edit] = []

    def range(self) -> str:
        """The table from its header down."""
        return f"{place_name(self.tab.title)}!A{self.place.header + 1}:{letters(self._width - 1)}"

    def look(self, columns: Sequence[Sequence[Any]]) -> None:
        """Take what stands there now. Raises SheetRefused where columns have moved."""
        height = max(map(len, columns), default=0)
        for index in range(height):
            row = tuple(plain(column[index]) if index < len(column) else None for column in columns)
            self._now[self.place.header + index] = row + (None,) * (self._width - len(row))
        if self._now.get(self.place.header) != self._read(self.place.header):
            raise SheetRefused(MOVED.format(title=self.tab.title))
        for row_index, cells in self._now.items():
            if row_id := cells[self.place.columns["id"]]:
                self._rows.setdefault(str(row_id), row_index)

    def _read(self, row: int) -> Row:
        return tuple(plain(at(self.tab.rows[row], column).value) for column in range(self._width))

    def puts(self, edit: Edit) -> Puts:
        """The cells of a row that have to change; none where the row is gone or somebody was faster."""
        row = self._rows.get(edit.row.id)
        if row is None or self._now[row] != self._read(edit.row.row - 1):
            return {}
        before = {**looks(edit.row.now), **beside(edit.row.id, edit.row.version, edit.row.state)}
        after = {**looks(edit.entry), **beside(edit.entry.id, edit.version, edit.state)}
        return {(row, self.place.columns[key]): look for key, look in after.items() if look != before[key]}

    def updates(self, cells: Puts) -> Iterator[JSON]:
        """The requests that write these cells."""
        for (row, column), look in sorted(cells.items(), key=lambda item: item[0]):
            start = {"sheetId": self.tab.id, "rowIndex": row, "columnIndex": column}
            fields = DRESSED if look.form else VALUE
            yield {"updateCells": {"start": start, "fields": fields, "rows": [{"values": [cell(look)]}]}}

    def appended(self, entries: Sequence[Logged]) -> Iterator[JSON]:
        """One request that puts new rows below the last that holds anything, wherever that is by then."""
        if entries:
            yield appending(self.tab.id, [row_of(entry, self.place, self._width) for entry in entries])

    def astray(self, puts: dict[Edit, Puts], now: readback.Values) -> Iterator[Puts]:
        """What puts the cells back of rows that were hit in place of others."""
        for edit, cells in puts.items():
            row = next((row for row, _ in cells), None)
            if row is None or now.get((row, self.place.columns["id"])) in (edit.row.id, edit.entry.id):
                continue
            self.lost.append(edit)
            source = self._rows.get(str(now.get((row, self.place.columns["id"]))), None)
            stood = self._now.get(source, ()) if source is not None else ()
            yield {(row, column): Look(stood[column] if stood else None) for _, column in cells}


def new_tab(title: str, entries: Sequence[Logged]) -> Iterator[JSON]:
    """A tab of its own with headers and entries; its number follows from its title, so it is never made twice."""
    tab = crc32(title.encode()) & 0x7FFFFFFF
    grid = {"rowCount": len(entries) + ROOM, "columnCount": 26, "frozenRowCount": 1}
    yield {"addSheet": {"properties": {"sheetId": tab, "title": title, "gridProperties": grid}}}
    head = [{**entered(name), "userEnteredFormat": {"textFormat": {"bold": True}}} for name in headers()]
    start = {"sheetId": tab, "rowIndex": 0, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat.textFormat.bold"
    yield {"updateCells": {"start": start, "fields": fields, "rows": [{"values": head}]}}
    yield appending(tab, [row_of(entry, START, len(KEYS)) for entry in entries])
    for column, key in enumerate(KEYS):
        across = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
        if key in HIDDEN:
            yield dimension(across, "hiddenByUser", True)
        elif key in PIXELS:
            yield dimension(across, "pixelSize", PIXELS[key])


def dimension(across: JSON, name: str, value: int) -> JSON:
    """One property of a column."""
    return {"updateDimensionProperties": {"range": across, "properties": {name: value}, "fields": name}}


def appending(sheet_id: int, rows: Sequence[Sequence[JSON]]) -> JSON:
    """Rows below the last one, at whatever place that is when Google does it."""
    return {"appendCells": {"sheetId": sheet_id, "rows": [{"values": list(row)} for row in rows], "fields": DRESSED}}


def row_of(entry: Logged, place: Place, width: int) -> list[JSON]:
    """A new row as cells from the first column on."""
    told = {**looks(entry), **beside(entry.id, entry.version, "")}
    by_column = {place.columns[key]: look for key, look in told.items()}
    return [cell(by_column.get(column, Look(None))) for column in range(width)]


def cell(look: Look) -> JSON:
    """A cell as a request holds it."""
    told = entered(look.value)
    if look.form:
        told["userEnteredFormat"] = {"numberFormat": {"type": look.form[0], "pattern": look.form[1]}}
    return told
