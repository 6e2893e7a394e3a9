"""From when to when, how many minutes beside the hours, and how many people in one cell."""

import re
from collections.abc import Callable, Sequence, Set
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from service.adapters.cells.clock import clock_of, moment_in
from service.adapters.cells.grid import Cell
from service.adapters.cells.hours import RANGE, hours_between, hours_of_seconds
from service.adapters.cells.plain import Complaint, problem, read_text
from service.adapters.tabs.body import Body
from service.domain.hours.entry import Problem
from service.domain.phrase import phrase

Hours = Decimal | Problem | None
MINUTE = Decimal(1) / 60
TOGETHER = re.compile(r"\s*[&+;]\s*|\s+(?:and|und|et|y|e|og|en|i)\s+")
APART = re.compile(r"\s*[,/]\s*")

SEVERAL_PEOPLE = phrase("{cell} are several people, and a row needs one.")
A_ROW_EACH = phrase("Give each of them a row with their own hours.")
DISAGREE = phrase("{cell} in one column and {other} h in the other are not the same.")
CORRECT_ONE = phrase("Correct one of them.")
NO_RANGE = Complaint(phrase("{cell} is not a range of times."), phrase("Write it as 9:00-10:30."))


def end_of(number: int) -> Callable[[Cell], time | Problem | None]:
    """Reads one end of a range such as 13-14:30: the first (0) or the last (1)."""

    def read(cell: Cell) -> time | Problem | None:
        text = read_text(cell).strip()
        if not text:
            return None
        match = RANGE.fullmatch(text)
        found = clock_of(match.group(number + 1)) if match and cell.kind == "text" else None
        return found if found is not None else problem("start" if number == 0 else "end", cell, NO_RANGE)

    return read


START, END = end_of(0), end_of(1)


class Stretch(NamedTuple):
    """When the work of each row began and ended, and how a day is read in this tab."""

    days: Sequence[date | Problem | None]
    starts: Sequence[time | Problem | None]
    ends: Sequence[time | Problem | None]
    read_day: Callable[[Cell], date | Problem | None]
    pauses: Sequence[Hours]


def filled(found: Sequence[Hours], body: Body, stretch: Stretch) -> list[Hours]:
    """The hours, worked out from start, end and break where a row gives only those."""
    if type(None) not in set(map(type, found)):
        return list(found)
    return [hours if hours is not None else without_break(body, stretch, offset) for offset, hours in enumerate(found)]


def without_break(body: Body, stretch: Stretch, offset: int) -> Hours:
    """Hours from start to end, less the break between them; one that cannot be read leaves them unknown."""
    hours, pause = between(body, stretch, offset), stretch.pauses[offset]
    if isinstance(pause, Problem):
        return pause
    return hours - pause if isinstance(hours, Decimal) and isinstance(pause, Decimal) and pause < hours else hours


def between(body: Body, stretch: Stretch, offset: int) -> Hours:
    """Hours from start to end, over as many days as the row says."""
    start, end = stretch.starts[offset], stretch.ends[offset]
    if not isinstance(start, time) or not isinstance(end, time):
        return None
    first, last = stretch.days[offset], stretch.read_day(body.cell("end_date", offset))
    stamps = [moment_in(read_text(body.cell(key, offset))) for key in ("start", "end")]
    if stamps[0] and stamps[1]:
        seconds = int((stamps[1] - stamps[0]).total_seconds())
        return hours_of_seconds(seconds) if seconds >= 0 else None
    if isinstance(last, date) and isinstance(first, date):
        seconds = (last - first).days * 86400 + seconds_in(end) - seconds_in(start)
        return hours_of_seconds(seconds) if seconds >= 0 else None
    return hours_between(start, end)


def seconds_in(clock: time) -> int:
    """Seconds since midnight."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def with_minutes(hours: Sequence[Hours], minutes: Sequence[Hours], cells: Sequence[Cell]) -> list[Hours]:
    """Hours and minutes as one length: the minutes are the rest, or the same in another unit, for the whole column."""
    pairs = [(h, m) for h, m in zip(hours, minutes, strict=True) if isinstance(h, Decimal) and isinstance(m, Decimal)]
    if all(h == h.to_integral_value() and 0 <= m < 1 for h, m in pairs):
        return [added(h, m) for h, m in zip(hours, minutes, strict=True)]
    return agreed(hours, minutes, cells)


def added(hours: Hours, minutes: Hours) -> Hours:
    """Two parts of one length; a part that is blank counts nothing."""
    if isinstance(hours, Decimal) and isinstance(minutes, Decimal):
        return hours + minutes
    if isinstance(hours, Problem) or minutes is None:
        return hours
    return minutes


def agreed(found: Sequence[Hours], others: Sequence[Hours], cells: Sequence[Cell]) -> list[Hours]:
    """The hours; where another column says otherwise by more than a minute, the row is asked about."""
    return [
        problem("hours", cell, unlike(hours))
        if isinstance(hours, Decimal) and isinstance(other, Decimal) and abs(hours - other) > MINUTE
        else other if hours is None else hours
        for hours, other, cell in zip(found, others, cells, strict=True)
    ]  # fmt: skip


def unlike(hours: Decimal) -> Complaint:
    """What to say of a cell that holds another length than the hours beside it."""
    return Complaint(DISAGREE.given(other=f"{hours.normalize():f}"), CORRECT_ONE)


def one_person_each(names: Sequence[str]) -> list[str | Problem]:
    """The names; a cell that holds several is asked about. A comma parts people only if each stands alone elsewhere."""
    distinct = set(names)
    alone = {name.strip().casefold() for name in distinct}
    asked = {name for name in distinct if are_several(name.strip(), alone)}
    if not asked:
        return list(names)
    said = {name: Problem("person", name, SEVERAL_PEOPLE.given(cell=f"“{name}”"), A_ROW_EACH) for name in asked}
    return [said.get(name, name) for name in names]


def are_several(name: str, alone: Set[str]) -> bool:
    """Whether a cell names several people."""
    parts = [part for part in APART.split(name) if part]
    together = [part for part in TOGETHER.split(name) if part]
    return len(together) > 1 or (len(parts) > 1 and all(part.casefold() in alone for part in parts))
