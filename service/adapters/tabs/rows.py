"""The rows of a timesheet tab as entries; a row that is none is set aside with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat

from service.adapters.cells.dates import AS_DAY
from service.adapters.cells.grid import Block, Cell, Tab, at, is_blank
from service.adapters.cells.plain import Complaint, problem, read_text, read_yes, shown
from service.adapters.tabs import remainders
from service.adapters.tabs.body import Row
from service.adapters.tabs.columns import PRICED, Layout
from service.adapters.tabs.context import Context
from service.adapters.tabs.fields import Fields
from service.adapters.tabs.headers import read_header
from service.adapters.tabs.refusals import ONE_OF_TWO, TWO_TABLES, SecondTable
from service.domain.hours.entry import Entry, Problem
from service.domain.hours.reading import SORTED_AWAY, Shown, Skipped
from service.domain.phrase import Saying, joined, phrase

NO_DATE = Problem("date", "", phrase("The date is missing."), AS_DAY)
NO_HOURS = Problem("hours", "", phrase("The hours are missing."), phrase("Write them as 1.5 or 1:30."))
MERGED = phrase("This cell is merged with the one in row {row}, so this row has no value of its own.")
UNMERGE = phrase("Unmerge it and fill both.")
SHIFTED = Complaint(
    phrase("This row has more cells than the header has columns: a comma in a text may have moved the hours."),
    phrase("Put the text in quotes, or take the comma out."),
)


class TabRows:
    """One tab on its way to entries. `entries` have no ids yet: `written` holds those that stand in the tab."""

    def __init__(self, tab: Tab, layout: Layout, context: Context) -> None:
        self.tab, self.layout = tab, layout
        self.fields = Fields(tab, layout, context)
        self.entries: list[Entry] = []
        self.written: list[str] = []
        self.skipped: list[Skipped] = []
        self.shown: dict[tuple[str, int], Mapping[str, Shown]] = {}
        self._ours = frozenset(layout.ours.values())
        self._merges = [block for block in tab.merges if block.bottom - block.top > 1]
        self._width = max((i + 1 for i, cell in enumerate(self._header) if not is_blank(cell)), default=0)
        self._chosen = "header" in layout.decided
        self._ids = self._our_texts("row_id")

    @property
    def _header(self) -> Row:
        return self.tab.rows[self.layout.header] if self.layout.header >= 0 else ()

    def read(self) -> None:
        """Every row that is not blank becomes an entry or is set aside. Raises SecondTable."""
        for index, cells in enumerate(self.tab.rows[: max(0, self.layout.header)]):
            if not all(map(is_blank, cells)):
                self._look_above(index, cells)
        if self.layout.header >= 0:
            self._set_aside(self.layout.header, remainders.HEADER)
        self._read_rows()
        self._show()

    def _look_above(self, index: int, cells: Row) -> None:
        """A row above the header is set aside, unless it heads a table of its own that has rows."""
        if read_header(index, cells, {}).is_timesheet and index + 1 < self.layout.header and not self._chosen:
            raise SecondTable(TWO_TABLES.given(row=self.layout.header + 1, first=index + 1))
        self._set_aside(index, SORTED_AWAY if self._holds_hours(cells) else remainders.ABOVE)

    def _holds_hours(self, cells: Row) -> bool:
        """Whether a row says when somebody worked and how long: a day as a spreadsheet keeps it, and an amount."""
        date, hours = (self.layout.team.get(key, -1) for key in ("date", "hours"))
        return at(cells, date).kind in ("date", "datetime") and at(cells, hours).kind in ("number", "time")

    def _read_rows(self) -> None:
        """Clean rows in bulk, since nearly all are; the others one by one."""
        first, fields = self.layout.header + 1, self.fields
        dirty = fields.dirty | self._merged() | self._shifted()
        records = zip(
            self._ids, repeat(self.tab.title), range(first + 1, first + 1 + fields.height), fields.days,
            fields.people, fields.clients, fields.projects, fields.tasks, fields.descriptions, fields.hours,
            fields.starts, fields.ends, fields.billable, fields.expenses,
            self._our_texts("category"), self._our_texts("reason"), self._ticks(), repeat(()), fields.tags,
            fields.price_tags, fields.pauses, strict=False,
        )  # fmt: skip
        if not dirty:
            self.entries, self.written = list(map(entry_of, records)), self._ids
            return
        for offset, record in enumerate(records):
            index = first + offset
            if offset not in dirty:
                self.entries.append(entry_of(record))
                self.written.append(self._ids[offset])
            elif not self._add_dirty(offset, index, record):
                break

    def _add_dirty(self, offset: int, index: int, record: tuple[object, ...]) -> bool:
        """One row that needs a closer look; whether the table goes on below it."""
        cells = self.tab.rows[index]
        if all(map(is_blank, cells)):
            return True
        day = self.fields.days[offset]
        reason = self._why_not(index, cells, day if isinstance(day, date) else None)
        if reason == remainders.OTHER_TABLE:
            self._rest_is_another(index)
            return False
        if reason:
            self._set_aside(index, reason)
            return True
        entry = Entry._make(record)
        found = {name: value for name, value in entry._asdict().items() if isinstance(value, Problem)}
        entry = Entry._make(without_problem(name, value) for name, value in entry._asdict().items())
        problems = self._merge_problems(index, [*found.values(), *self._missing(offset, entry, found)])
        self.entries.append(entry._replace(hours=None if self._has_shifted(cells) else entry.hours, problems=problems))
        self.written.append(self._ids[offset])
        return True

    def _missing(self, offset: int, entry: Entry, found: Mapping[str, Problem]) -> Iterator[Problem]:
        """What a row lacks that it needs."""
        if entry.date is None and "date" not in found:
            yield NO_DATE
        if self._has_shifted(self.tab.rows[entry.row - 1]):
            yield problem("hours", self.fields.cell("hours", offset), SHIFTED)
        elif entry.hours is None and entry.expense is None and "hours" not in found:
            yield NO_HOURS

    def _why_not(self, index: int, cells: Row, day: date | None) -> Saying:
        """The reason why a row is not an entry; empty for an entry."""
        filled = {
            key for key, place in self.layout.team.items() if key not in PRICED and not is_blank(at(cells, place))
        }
        if not filled:
            theirs = any(not is_blank(cell) for i, cell in enumerate(cells) if i not in self._ours)
            return remainders.BESIDE if theirs else remainders.OURS_ALONE
        timed = bool(filled & {"hours", "minutes", "span", "expense"}) or {"start", "end"} <= filled
        if day is not None:
            return "" if timed or filled - {"date", "person", "billable"} else remainders.IDLE_DAY
        return self._why_not_undated(index, cells, filled, timed)

    def _why_not_undated(self, index: int, cells: Row, filled: set[str], timed: bool) -> Saying:
        theirs = [cell for place, cell in enumerate(cells) if place not in self._ours]
        if remainders.is_separator(theirs):
            return remainders.SEPARATOR
        if remainders.is_total(theirs):
            return remainders.TOTAL
        if remainders.is_template(theirs) or (remainders.is_comment(theirs) and not timed):
            return remainders.TEMPLATE if remainders.is_template(theirs) else remainders.COMMENT
        if again := self._begins_again(index, cells):
            return again
        dated = read_text(at(cells, self.layout.team["date"])) if "date" in self.layout.team else ""
        if filled == {"date"} and not dated[:1].isdecimal():
            return remainders.HEADING
        return "" if timed or "date" in filled else remainders.NO_WORK

    def _begins_again(self, index: int, cells: Row) -> Saying:
        decided = {key: answer for key, answer in self.layout.decided.items() if key != "header"}
        again = read_header(index, cells, {}, decided)
        if not again.is_timesheet:
            return ""
        if dict(again.team) == dict(read_header(self.layout.header, self._header, {}, decided).team):
            return remainders.REPEATED
        if self._chosen:
            return remainders.OTHER_TABLE
        second = TWO_TABLES.given(row=index + 1, first=self.layout.header + 1)
        raise SecondTable(joined(" ", (second, ONE_OF_TWO)))

    def _rest_is_another(self, first: int) -> None:
        for index in range(first, len(self.tab.rows)):
            if not all(map(is_blank, self.tab.rows[index])):
                self._set_aside(index, remainders.OTHER_TABLE)

    def _show(self) -> None:
        """What our block shows now, row by row."""
        first, title = self.layout.header + 1, self.tab.title
        if not self.layout.ours:
            return
        for index in range(first, len(self.tab.rows)):
            cells = self.tab.rows[index]
            found = {key: at(cells, place) for key, place in self.layout.ours.items()}
            ours = {
                key: Shown(cell.value, cell.note)
                for key, cell in found.items()
                if cell.note or cell.value not in (None, "")
            }
            if ours:
                self.shown[title, index + 1] = ours

    def _merged(self) -> set[int]:
        """Rows, from 0 below the header, that a merge reaches into."""
        first = self.layout.header + 1
        last = len(self.tab.rows)
        return {
            row - first for block in self._merges for row in range(block.top, min(block.bottom, last)) if row >= first
        }

    def _merge_problems(self, index: int, problems: list[Problem]) -> tuple[Problem, ...]:
        """The problems with the true reason where a cell is empty because it is merged with one above."""
        merged = {
            key: Problem(key, "", MERGED.given(row=block.top + 1), UNMERGE)
            for block in self._merges
            for key, place in self.layout.team.items()
            if reaches(block, index, place)
        }
        return (*(problem for problem in problems if problem.column not in merged), *merged.values())

    def _shifted(self) -> set[int]:
        if not self.tab.delimited:
            return set()
        first = self.layout.header + 1
        return {index - first for index in range(first, len(self.tab.rows)) if self._has_shifted(self.tab.rows[index])}

    def _has_shifted(self, cells: Row) -> bool:
        return (
            self.tab.delimited and len(cells) > self._width > 0 and any(not is_blank(c) for c in cells[self._width :])
        )

    def _our_column(self, key: str) -> Sequence[Cell]:
        return self.fields.at_place(self.layout.ours.get(key))

    def _our_texts(self, key: str) -> list[str]:
        if key not in self.layout.ours:
            return [""] * self.fields.height
        return [shown(cell).strip() if key == "row_id" else shown(cell) for cell in self._our_column(key)]

    def _ticks(self) -> list[bool | None]:
        if "approve" not in self.layout.ours:
            return [None] * self.fields.height
        answers = (read_yes(cell, "approve") for cell in self._our_column("approve"))
        return [answer if isinstance(answer, bool) else None for answer in answers]

    def _set_aside(self, index: int, reason: Saying) -> None:
        self.skipped.append(Skipped(self.tab.title, index + 1, reason))


def entry_of(record: tuple[object, ...]) -> Entry:
    """An entry from its fields in their order; a year has tens of thousands, so none is looked at twice."""
    return tuple.__new__(Entry, record)


def without_problem(name: str, value: object) -> object:
    """What an entry has in a field that could not be read: nothing, and no name where it would be a name."""
    return value if not isinstance(value, Problem) else "" if name == "person" else None


def reaches(block: Block, row: int, column: int) -> bool:
    """Whether a merge takes a cell into it from above."""
    return block.top < row < block.bottom and block.left <= column < block.right
