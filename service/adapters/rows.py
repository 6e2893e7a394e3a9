"""The rows of a timesheet tab as entries; a row that is none is set aside with its reason."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TypeVar

from service.adapters import remainders
from service.adapters.cells import Money, problem, read_money, read_text, read_yes, shown
from service.adapters.clock import read_clock
from service.adapters.columns import Layout, read_header
from service.adapters.dates import read_date, settled
from service.adapters.grid import EMPTY, Block, Cell, Tab, at, is_blank
from service.adapters.hours import hours_between, notation, read_hours
from service.adapters.refusals import TWO_TABLES
from service.adapters.rowids import RowIds
from service.domain.entry import Entry, Problem
from service.domain.reading import Shown, Skipped

T = TypeVar("T")
Row = Sequence[Cell]

NO_DATE = "The date is missing. Write the day of the work as 2026-11-25."
NO_HOURS = "The hours are missing. Write them as 1.5 or 1:30."
MERGED = "This cell is merged with the one in row {row}, so this row has no value of its own. Unmerge it and fill both."
SHIFTED = (
    "This row has more cells than the header has columns: a comma in a text may have moved the hours. "
    "Put the text in quotes, or take the comma out."
)


class SecondTable(Exception):
    """A row begins a table with other columns; the text is the sentence for people."""


class TabRows:
    """One tab on its way to entries."""

    def __init__(self, tab: Tab, layout: Layout, locale: str, ids: RowIds) -> None:
        self.tab, self.layout, self.ids = tab, layout, ids
        self.entries: list[Entry] = []
        self.skipped: list[Skipped] = []
        self.shown: dict[tuple[str, int], Mapping[str, Shown]] = {}
        self.duplicates: dict[tuple[str, int], str] = {}
        self._ours = frozenset(layout.ours.values())
        self._order = settled(self._column("date"), locale)
        self._notation = notation(self._dated_hours())
        self._merges = self._merges_over_rows()
        self._width = max((i + 1 for i, cell in enumerate(tab.rows[layout.header]) if not is_blank(cell)), default=0)

    def read(self) -> None:
        """Every row that is not blank becomes an entry or is set aside. Raises SecondTable."""
        for index, cells in enumerate(self.tab.rows):
            if all(map(is_blank, cells)):
                continue
            if index > self.layout.header:
                self._read_row(index, cells)
            elif index == self.layout.header:
                self._set_aside(index, remainders.HEADER)
            else:
                self._look_above(index, cells)

    def _look_above(self, index: int, cells: Row) -> None:
        """A row above the header is set aside, unless it heads a table of its own that has rows."""
        if read_header(index, cells, {}).is_timesheet and index + 1 < self.layout.header:
            raise SecondTable(TWO_TABLES.format(row=self.layout.header + 1, first=index + 1))
        self._set_aside(index, remainders.ABOVE)

    def _read_row(self, index: int, cells: Row) -> None:
        problems: list[Problem] = []
        day = self._take(read_date(self._cell(cells, "date"), "date", self._order), problems)
        reason = self._why_not(index, cells, day)
        if reason:
            self._set_aside(index, reason)
        else:
            self._add_entry(index, cells, day, problems)
        ours = self._our_cells(cells)
        if ours:
            self.shown[self.tab.title, index + 1] = ours

    def _why_not(self, index: int, cells: Row, day: date | None) -> str:
        """The reason why a row is not an entry; empty for an entry."""
        filled = {key for key, place in self.layout.team.items() if not is_blank(at(cells, place))}
        if not filled:
            theirs = any(not is_blank(cell) for i, cell in enumerate(cells) if i not in self._ours)
            return remainders.BESIDE if theirs else remainders.OURS_ALONE
        timed = bool(filled & {"hours", "expense"}) or {"start", "end"} <= filled
        if day is not None:
            return "" if timed or filled - {"date", "person", "billable"} else remainders.IDLE_DAY
        return self._why_not_undated(index, cells, filled, timed)

    def _why_not_undated(self, index: int, cells: Row, filled: set[str], timed: bool) -> str:
        theirs = [cell for place, cell in enumerate(cells) if place not in self._ours]
        if remainders.is_separator(theirs):
            return remainders.SEPARATOR
        if remainders.is_total(theirs):
            return remainders.TOTAL
        if self._begins_again(index, cells):
            return remainders.REPEATED
        if filled == {"date"} and not read_text(self._cell(cells, "date"))[:1].isdecimal():
            return remainders.HEADING
        return "" if timed or "date" in filled else remainders.NO_WORK

    def _begins_again(self, index: int, cells: Row) -> bool:
        again = read_header(index, cells, {})
        if not again.is_timesheet:
            return False
        if dict(again.team) != dict(self.layout.team):
            raise SecondTable(TWO_TABLES.format(row=index + 1, first=self.layout.header + 1))
        return True

    def _add_entry(self, index: int, cells: Row, day: date | None, problems: list[Problem]) -> None:
        if day is None and not problems:
            problems.append(Problem("date", "", NO_DATE))
        start = self._take(read_clock(self._cell(cells, "start"), "start"), problems)
        end = self._take(read_clock(self._cell(cells, "end"), "end"), problems)
        billable = self._take(read_yes(self._cell(cells, "billable"), "billable"), problems)
        expense = self._take(read_money(self._cell(cells, "expense"), "expense"), problems)
        hours = self._hours(cells, start, end, problems, required=expense is None)
        problems = self._merge_problems(index, problems)
        self.entries.append(Entry(
            self._row_id(index, cells), self.tab.title, index + 1, day, self._person(cells),
            self._text(cells, "client"), self._text(cells, "project"), self._text(cells, "task"),
            self._text(cells, "description"), hours, start, end, billable,
            expense.amount if isinstance(expense, Money) else None,
            self._our_text(cells, "category"), self._our_text(cells, "reason"), self._ticked(cells), tuple(problems),
        ))  # fmt: skip

    def _hours(
        self, cells: Row, start: time | None, end: time | None, problems: list[Problem], required: bool
    ) -> Decimal | None:
        if self.tab.delimited and any(not is_blank(cell) for cell in cells[self._width :]):
            problems.append(problem("hours", self._cell(cells, "hours"), SHIFTED))
            return None
        cell = self._cell(cells, "hours")
        hours = read_hours(cell, "hours", self._notation)
        if hours is None and start is not None and end is not None:
            hours = hours_between(start, end)
        if hours is None and required:
            hours = Problem("hours", "", NO_HOURS)
        return self._take(hours, problems)

    def _row_id(self, index: int, cells: Row) -> str:
        written = self._our_text(cells, "row_id").strip()
        row_id = self.ids.take(written)
        if written and row_id != written:
            self.duplicates[self.tab.title, index + 1] = written
        return row_id

    def _person(self, cells: Row) -> str:
        first = self._text(cells, "person")
        if self.layout.last_name is None:
            return first
        return f"{first.strip()} {read_text(at(cells, self.layout.last_name)).strip()}".strip()

    def _ticked(self, cells: Row) -> bool | None:
        answer = read_yes(self._our_cell(cells, "approve"), "approve")
        return answer if isinstance(answer, bool) else None

    def _our_cells(self, cells: Row) -> dict[str, Shown]:
        found = {}
        for key, place in self.layout.ours.items():
            cell = at(cells, place)
            if cell.value not in (None, "") or cell.note:
                found[key] = Shown(cell.value, cell.note)
        return found

    def _merge_problems(self, index: int, problems: list[Problem]) -> list[Problem]:
        """The problems with the true reason where a cell is empty because it is merged with one above."""
        merged = {
            key: Problem(key, "", MERGED.format(row=block.top + 1))
            for block in self._merges
            for key, place in self.layout.team.items()
            if block.top < index < block.bottom and block.left <= place < block.right
        }
        return [*(problem for problem in problems if problem.column not in merged), *merged.values()]

    def _merges_over_rows(self) -> list[Block]:
        return [block for block in self.tab.merges if block.bottom - block.top > 1]

    def _column(self, key: str) -> list[Cell]:
        place = self.layout.team.get(key)
        return [] if place is None else [at(row, place) for row in self.tab.rows[self.layout.header + 1 :]]

    def _dated_hours(self) -> list[Cell]:
        """The hours of rows with a date: sums at the foot would make any column look like minutes."""
        dates, hours = self._column("date"), self._column("hours")
        return [cell for day, cell in zip(dates, hours, strict=False) if not is_blank(day)]

    def _cell(self, cells: Row, key: str) -> Cell:
        place = self.layout.team.get(key)
        return EMPTY if place is None else at(cells, place)

    def _our_cell(self, cells: Row, key: str) -> Cell:
        place = self.layout.ours.get(key)
        return EMPTY if place is None else at(cells, place)

    def _text(self, cells: Row, key: str) -> str:
        return read_text(self._cell(cells, key))

    def _our_text(self, cells: Row, key: str) -> str:
        return shown(self._our_cell(cells, key))

    def _set_aside(self, index: int, reason: str) -> None:
        self.skipped.append(Skipped(self.tab.title, index + 1, reason))

    @staticmethod
    def _take(answer: T | Problem | None, problems: list[Problem]) -> T | None:
        """The value that was read; a problem is put with the others."""
        if isinstance(answer, Problem):
            problems.append(answer)
            return None
        return answer
