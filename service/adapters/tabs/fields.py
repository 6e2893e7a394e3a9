"""The columns of a table as lists of what stands in them, one list a field of an entry."""

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from service.adapters.cells.clock import read_clock
from service.adapters.cells.grid import Cell, Tab, is_blank
from service.adapters.cells.hours import Notation, notation, read_hours
from service.adapters.cells.plain import Money, read_marked, read_money, read_yes
from service.adapters.tabs import spans
from service.adapters.tabs.body import Body, T, once_each, texts
from service.adapters.tabs.calendars import Calendar, calendar_of, without_far_ones
from service.adapters.tabs.columns import Layout
from service.adapters.tabs.context import Context
from service.adapters.tabs.names import lent, unshared
from service.adapters.tabs.pricetags import price_tags
from service.domain.hours.entry import Problem

Answers = Sequence[T | Problem | None]
HOURS_OF_NO_BREAK = 5
"""So many hours are a day of their own and no break."""


class Fields(Body):
    """What stands below the header, field by field; `dirty` are the rows, from 0, that need a closer look."""

    def __init__(self, tab: Tab, layout: Layout, context: Context) -> None:
        super().__init__(tab, layout)
        self.context = context
        answers = {**layout.hints, **layout.decided}
        dates = self.column("date")
        self.calendar = calendar_of(dates, context.locale, context.zone, tab.title, answers)
        self.days = without_far_ones(self._days(dates, answers), dates)
        self.notation = notation(self._dated("hours"), answers.get("unit", ""))
        self.people = self._people()
        self.clients = self._texts("client")
        self.projects = self._texts("project")
        self.tasks = self._texts("task")
        # Where one column says what was done, people call it a task as often as a description.
        only_tasks = "task" in layout.team and "description" not in layout.team
        self.descriptions = unshared(self.tasks if only_tasks else self._texts("description"))
        self.starts, self.ends = self._clock("start"), self._clock("end")
        self.billable = self._billable()
        self.expenses = [m.amount if isinstance(m, Money) else m for m in self.each("expense", self._money)]
        self.tags = self._tags()
        self._breaks = self.each("pause", pause)
        self.pauses = [found if isinstance(found, Decimal) else None for found in self._breaks]
        self.hours = self._hours()
        self.price_tags = price_tags(self)
        self.dirty = self._dirty()

    def _dated(self, key: str) -> Sequence[Cell]:
        """The cells of rows with a date: sums at the foot would make any column look like minutes."""
        cells = self.column(key)
        if type(None) not in set(map(type, self.days)):
            return cells
        return [cell for day, cell in zip(self.days, cells, strict=True) if day is not None]

    def _days(self, dates: Sequence[Cell], answers: dict[str, str]) -> list[date | Problem | None]:
        days = once_each(dates, self.calendar.read)
        if answers.get("blank") == "above":
            for offset in range(1, len(days)):
                if days[offset] is None and isinstance(days[offset - 1], date) and self._is_filled(offset):
                    days[offset] = days[offset - 1]
        return days

    def _is_filled(self, offset: int) -> bool:
        """Whether a row without a date is work: a total names no person and no task."""
        keys = ("hours", "minutes", "span", "start")
        timed = any(not is_blank(self.cell(key, offset)) for key in keys)
        said = any(not is_blank(self.cell(key, offset)) for key in ("description", "task", "person", "project"))
        return timed and said

    def _texts(self, key: str) -> list[str]:
        if key not in self.layout.team:
            return [lent(key, self.tab.title, self.layout, self.context)] * self.height
        found = texts(self.column(key))
        if key in self.layout.second:
            other = texts(self.at_place(self.layout.second[key]))
            found = [text if text.strip() else second for text, second in zip(found, other, strict=True)]
        return found

    def _people(self) -> list[str | Problem]:
        if "person" not in self.layout.team and "who" in self.layout.decided:
            return [self.layout.decided["who"]] * self.height
        found = self._texts("person")
        if self.layout.last_name is not None:
            last = texts(self.at_place(self.layout.last_name))
            found = [f"{a.strip()} {b.strip()}".strip() for a, b in zip(found, last, strict=True)]
        return spans.one_person_each(found)

    def _clock(self, key: str) -> list[time | Problem | None]:
        zone = self.context.zone
        if key not in self.layout.team:
            return list(once_each(self.column("span"), spans.START if key == "start" else spans.END))
        return once_each(self.column(key), lambda cell: read_clock(cell, key, zone))

    def _tags(self) -> list[tuple[str, ...]]:
        if "tags" not in self.layout.team:
            return [()] * self.height
        cells = self._texts("tags")
        return [tuple(tag.strip() for tag in re.split("[,;]", text) if tag.strip()) for text in cells]

    @staticmethod
    def _money(cell: Cell) -> Money | Problem | None:
        return read_money(cell, "expense")

    def _billable(self) -> list[bool | Problem | None]:
        read = self.each("billable", yes)
        if "Cost Code" in self.layout.written.get("billable", "") and not any(isinstance(x, bool) for x in read):
            read = [None] * self.height
        marked = self.each("unbillable", read_marked)
        return [False if mark else answer for answer, mark in zip(read, marked, strict=True)]

    def _hours(self) -> list[Decimal | Problem | None]:
        def length(cell: Cell) -> Decimal | Problem | None:
            return read_hours(cell, "hours", self.notation)

        found = self.each("hours", length)
        if "minutes" in self.layout.team:
            found = self._with_minutes(found)
        elif self.layout.rivals:
            found = [self._agreed(place, found) for place in self.layout.rivals][-1]
        if {"start", "end", "span"} & self.layout.team.keys():
            times = spans.Stretch(self.days, self.starts, self.ends, self.calendar.read, self._breaks)
            return spans.filled(found, self, times)
        return found

    def _with_minutes(self, found: list[Decimal | Problem | None]) -> list[Decimal | Problem | None]:
        minutes = self.each("minutes", in_minutes)
        return spans.with_minutes(found, minutes, self.column("minutes"))

    def _agreed(self, place: int, found: list[Decimal | Problem | None]) -> list[Decimal | Problem | None]:
        """The hours; what a second column says otherwise in a single row is asked about there."""
        cells = self.at_place(place)
        others = once_each(cells, lambda cell: read_hours(cell, "hours", notation(cells)))
        return spans.agreed(found, others, cells)

    def _dirty(self) -> set[int]:
        """Rows without a day or hours of their own, or with a problem anywhere."""
        missing: set[int] = set()
        for answers, kind in ((self.days, date), (self.hours, Decimal)):
            if set(map(type, answers)) - {kind}:
                missing |= {i for i, answer in enumerate(answers) if type(answer) is not kind}
        others: tuple[Answers[object], ...] = (self.people, self.starts, self.ends, self.billable, self.expenses)
        for some in others:
            if Problem in set(map(type, some)):
                missing |= {i for i, answer in enumerate(some) if type(answer) is Problem}
        return missing


def yes(cell: Cell) -> bool | Problem | None:
    """The team's own mark."""
    return read_yes(cell, "billable")


def pause(cell: Cell) -> Decimal | Problem | None:
    """How long a break was, in hours; a bare number from 5 on counts minutes."""
    found = read_hours(cell, "pause", Notation())
    return found / 60 if isinstance(found, Decimal) and found >= HOURS_OF_NO_BREAK else found


def in_minutes(cell: Cell) -> Decimal | Problem | None:
    """A cell of a column that counts minutes, as hours."""
    return read_hours(cell, "hours", Notation(divisor=60))


def is_decided(calendar: Calendar, how: Notation) -> dict[str, str]:
    """What was settled for the columns, in words."""
    found = {"dates": calendar.order.value} if calendar.order else {}
    units = {1: "hours", 60: "minutes", 3600: "seconds"}
    return found if how.perhaps_minutes else {**found, "unit": units[how.divisor]}
