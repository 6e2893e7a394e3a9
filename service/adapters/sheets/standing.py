"""How a timesheet tab stands just before we write: where its rows are by now, and what people put in our cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from service.adapters.cells.grid import at, figure, letters, place_name
from service.adapters.sheets.edits import Put, categories
from service.adapters.tabs.block import new_places, own_choices
from service.adapters.tabs.timesheets import Found
from service.domain.hours.reading import Cell, Reading, Shown, Value
from service.names import read_status, status_name

PEOPLE = ("category", "reason", "approve")
"""Columns of ours in which people write, and in which what they wrote meanwhile wins."""

JSON = dict[str, Any]
Source = tuple[Value, ...]
NOTHING = Shown()


class Standing:
    """One tab between the read and the write."""

    def __init__(self, found: Found, reading: Reading, cells: Sequence[Cell], new_block: bool) -> None:
        self.tab, self.layout = found
        self.gets_block = new_block
        self.fresh = dict(new_places(self.tab, self.layout)) if new_block else {}
        """Columns of ours that are about to be made."""
        self.places = {**self.layout.ours, **self.fresh}
        self._cells = {row: list(group) for row, group in groupby(sorted(cells, key=by_row), key=by_row)}
        self._shown = {row: reading.shown.get((self.tab.title, row), {}) for row in self._cells}
        self._ids = {row: str(shown.get("row_id", NOTHING).value or "") for row, shown in self._shown.items()}
        self._copies = {
            row for row, own in self._cells.items() if self._ids[row] and any(cell.key == "row_id" for cell in own)
        }
        self.sources = sorted({*self.layout.team.values(), *filter(None, [self.layout.last_name])})
        self._notes = {row: cells for (tab, row), cells in reading.shown.items() if tab == self.tab.title}
        self._id_place = self.layout.ours.get("row_id")
        self._shifted = False
        self._now: dict[int, list[Value]] = {}
        self._rows_by_id: dict[str, list[int]] = {}
        self.moved: list[str] = []

    @property
    def header(self) -> int:
        """The number of the header row as the sheet shows it."""
        return self.layout.header + 1

    @property
    def has_strangers(self) -> bool:
        """Whether some rows cannot be known by a Row ID of their own."""
        return any(not row_id or row in self._copies for row, row_id in self._ids.items())

    def columns(self) -> list[int]:
        """The columns to look at again: ours, theirs where rows have no id yet, and those that are to be ours."""
        theirs = self.sources if self.has_strangers else []
        return sorted({*self.layout.ours.values(), *theirs, *(p for p in self.fresh.values() if p < self.tab.width)})

    def ranges(self) -> list[str]:
        """The ranges of these columns, from the header down."""
        return [self.span(left, right, self.header) for left, right in spans(self.columns())]

    def span(self, left: int, right: int, first: int, last: int | None = None) -> str:
        """A range of this tab; without a last row it reaches to the end."""
        end = "" if last is None else str(last)
        return f"{place_name(self.tab.title)}!{letters(left)}{first}:{letters(right)}{end}"

    def look(self, answers: Iterator[list[list[Any]]]) -> None:
        """Take the values of these ranges."""
        for left, right in spans(self.columns()):
            columns = next(answers, [])
            for place in range(left, right + 1):
                values = columns[place - left] if place - left < len(columns) else []
                self._now[place] = [plain(value) for value in values]
        for index, row_id in enumerate(self._now[self._id_place] if self._id_place is not None else ()):
            if index and row_id:
                self._rows_by_id.setdefault(str(row_id), []).append(self.header + index)
        self._shifted = self._columns_shifted()

    def value(self, place: int, row: int) -> Value:
        values, index = self._now.get(place, []), row - self.header
        return values[index] if 0 <= index < len(values) else None

    def source(self, row: int) -> Source:
        """What the team had in a row when we looked."""
        return tuple(self.value(place, row) for place in self.sources)

    def _source_read(self, row: int) -> Source:
        cells = self.tab.rows[row - 1]
        return tuple(plain(at(cells, place).value) for place in self.sources)

    def _columns_shifted(self) -> bool:
        """Whether a column we know stands elsewhere by now, or one that is to be ours is in use."""
        before = self.tab.rows[self.layout.header]
        made = set(self.fresh.values())
        known = [place for place in self.columns() if place not in made]
        shifted = any(self.value(place, self.header) != plain(at(before, place).value) for place in known)
        return shifted or any(any(self._now.get(place, ())) for place in made)

    @property
    def is_settled(self) -> bool:
        """Whether the columns still are where they were read."""
        return not self._shifted and "row_id" in self.places

    def puts(self) -> Iterator[tuple[Put, str]]:
        """The cells to write, each with the id of its row; rows that cannot be found wait for the next run."""
        for row, cells in self._cells.items():
            now = self._row_now(row) if self.is_settled else None
            if now is None:
                self.moved.append(self._intended(row))
                continue
            for cell in cells:
                put = self._put(cell, row, now)
                if put is not None:
                    yield put, self._intended(row)

    def _intended(self, row: int) -> str:
        minted = next((str(cell.value) for cell in self._cells[row] if cell.key == "row_id"), "")
        return minted or self._ids[row]

    def _row_now(self, row: int) -> int | None:
        """Where a row of the reading is by now; None where that is not certain."""
        row_id = self._ids[row]
        if row in self._copies:
            same = self.value(self.places["row_id"], row) == row_id and self.source(row) == self._source_read(row)
            return row if same else None
        if row_id:
            rows = self._rows_by_id.get(row_id, [])
            return row if row in rows else next(iter(rows), None)
        return self._stranger_now(self._source_read(row), row)

    def _stranger_now(self, source: Source, row: int) -> int | None:
        if self._is_stranger(row) and self.source(row) == source:
            return row
        alike = [other for other in self._rows() if self._is_stranger(other) and self.source(other) == source]
        return alike[0] if len(alike) == 1 else None

    def _is_stranger(self, row: int) -> bool:
        return self._id_place is None or not self.value(self._id_place, row)

    def _put(self, cell: Cell, row: int, now: int) -> Put | None:
        """What to write for a cell; None where it stands there already or a person was faster."""
        place = self.places.get(cell.key)
        if place is None:
            return None
        read, stands = self._shown[row].get(cell.key, NOTHING), self.value(place, now)
        if cell.key in PEOPLE and stands != plain(read.value):
            return None
        box = True if cell.box and not isinstance(stands, bool) else None
        same_note = cell.note is None or cell.note == read.note
        if stands == plain(cell.value) and same_note and box is None:
            return None
        choices, own = self._choices
        is_unlisted = (stands and stands not in own) or self._is_new(now)
        rule = choices if cell.key == "category" and is_unlisted else None
        return Put(now - 1, place, cell.value, None if same_note else cell.note, box, rule)

    @cached_property
    def _choices(self) -> tuple[JSON, frozenset[str]]:
        """What may be chosen, and the words whose cells have that list: others may have that of another language."""
        return categories(), own_choices()

    def _is_new(self, row: int) -> bool:
        """Whether nothing of ours was made in a row yet: its tick is no box."""
        place = self.layout.ours.get("approve")
        return place is not None and not isinstance(self.value(place, row), bool)

    @property
    def is_renamed(self) -> bool:
        """Whether statuses get the words of another language than they had."""
        cells = (cells.get("status", NOTHING).value for cells in self._shown.values())
        known = ((str(cell), read_status(cell)) for cell in cells if cell)
        return any(status is not None and status_name(status) != text for text, status in known)

    @property
    def rows(self) -> list[int]:
        """The rows that are to be written, by their numbers."""
        return sorted(self._cells)

    def put_back(self, written: Iterable[Put], row: int, source: int | None) -> list[Put]:
        """Cells that were written into `row`, as they stood in row `source` when we looked; empty without one."""
        keys = {place: key for key, place in self.places.items()}
        notes = self._notes_of(source)
        back = []
        for put in written:
            value = None if source is None else self.value(put.column, source)
            note = None if put.note is None else notes.get(keys[put.column], NOTHING).note
            back.append(Put(row - 1, put.column, value, note, None if put.box is None else isinstance(value, bool)))
        return back

    def _notes_of(self, row: int | None) -> Mapping[str, Shown]:
        """Notes of a row as it was read, found by its id, for it may have stood elsewhere then."""
        row_id = None if row is None or self._id_place is None else self.value(self._id_place, row)
        if not row_id:
            return {}
        return self._notes.get(self._read_rows.get(row_id, 0), {})

    @cached_property
    def _read_rows(self) -> Mapping[Value, int]:
        """Where each Row ID stood when the tab was read; of copies the first counts."""
        rows = reversed(self._notes.items())
        return {row_id: row for row, cells in rows if (row_id := cells.get("row_id", NOTHING).value)}

    @property
    def headers(self) -> list[Value]:
        """The header row as it was read."""
        return [plain(cell.value) for cell in self.tab.rows[self.layout.header]]

    def stood(self, place: int, row: int) -> Shown:
        """Value and note of any cell before our write: as we looked, else as it was read in the row with that id."""
        row_id = None if self._id_place is None else self.value(self._id_place, row)
        cell = self.tab.cell(self._read_rows.get(row_id, row) - 1, place)
        return Shown(self.value(place, row) if place in self._now else plain(cell.value), cell.note)

    def row_of(self, row_id: str) -> int | None:
        """Where a Row ID stood when we looked."""
        return next(iter(self._rows_by_id.get(row_id, [])), None)

    def row_with(self, source: Source) -> int | None:
        """The one row that had these cells when we looked."""
        rows = [row for row in self._rows() if self.source(row) == source]
        return rows[0] if len(rows) == 1 else None

    def _rows(self) -> range:
        """The rows that held anything of the team's when we looked."""
        height = max((len(self._now.get(place, ())) for place in self.sources), default=0)
        return range(self.header + 1, self.header + height)


def by_row(cell: Cell) -> int:
    """The row of a cell."""
    return cell.row


def plain(value: Any) -> Value:
    """A value as it is compared: nothing is None, a number is a Decimal."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return figure(value)
    return value or None if isinstance(value, str) else value


def spans(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Columns that follow each other, as first and last."""
    grouped = groupby(enumerate(columns), key=lambda item: item[1] - item[0])
    runs = ([column for _, column in run] for _, run in grouped)
    return [(run[0], run[-1]) for run in runs]
