"""TIM: dates and times."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from service.domain.check import Level, Terms
from service.domain.entry import Entry
from service.domain.finding import Flag
from service.domain.money import ZERO, exact, half_up
from service.domain.timesheet import Timesheet, Work
from service.rules.rule import rule

Ask = Callable[[Work], Terms]
HOUR = timedelta(hours=1)
ANY_DAY = date(2000, 1, 3)


@rule("TIM001", "future-date", Level.BLOCK, grace_days=0)
def future_date(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work is dated after today.

    Reads `grace_days`.

        date       | person | hours | text              | finding
        2026-10-06 | Ines   | 2.00  | Fare table import | TIM001
        2026-10-05 | Ines   | 2.00  | Fare table import |
    """
    today = sheet.facts.today
    for work in _dated(sheet):
        if work.entry.day > today + timedelta(days=int(terms(work)["grace_days"])):
            yield Flag(work.id, f"The date {work.entry.day} is after today, {today}.", "Correct the date.")


@rule("TIM002", "late-entry", Level.ACKNOWLEDGE,
      steps=({"over": 0, "level": "acknowledge"}, {"over": 90, "level": "block"}))  # fmt: skip
def late_entry(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work was done before the month that is being billed.

    Reads `steps`: days before today past which a level holds.

        date       | person | hours | text              | finding
        2026-05-30 | Petra  | 2.00  | Ferry icons       | TIM002 block
        2026-08-28 | Petra  | 2.00  | Ferry icons       | TIM002
        2026-09-01 | Petra  | 2.00  | Ferry icons       |
    """
    first = sheet.facts.period.first
    for work in _dated(sheet):
        if first is None or work.entry.day >= first:
            continue
        days = (sheet.facts.today - work.entry.day).days
        level = _step(terms(work)["steps"], Decimal(days))
        if level is not None:
            yield Flag(
                work.id,
                f"Work of {work.entry.day} in the run for {first:%B %Y}, {days} days later.",
                "Say in Reason why it comes late, or correct the date.",
                sheet.stake(work),
                level,
            )


@rule("TIM004", "overlong-entry", Level.ACKNOWLEDGE,
      steps=({"over": 10, "level": "acknowledge"}, {"over": 24, "level": "block"}))  # fmt: skip
def overlong_entry(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """One entry is longer than a working day is likely to be.

    Reads `steps`: hours past which a level holds.

        date       | person | hours | text              | finding
        2026-09-03 | Ines   | 31.50 | Fare table import | TIM004 block
        2026-09-04 | Ines   | 22.75 | Fare table import | TIM004
        2026-09-07 | Ines   | 10.00 | Fare table import |
    """
    for work in sheet.open():
        level = _step(terms(work)["steps"], work.entry.worked)
        if level is not None:
            yield Flag(
                work.id,
                f"{exact(work.entry.worked)} h in one entry.",
                "Split it by day or task, or say in Reason that it is right.",
                sheet.stake(work),
                level,
            )


@rule("TIM005", "person-day-over-limit", Level.WARN,
      steps=({"over": 12, "level": "warn"}, {"over": 16, "level": "block"}))  # fmt: skip
def person_day_over_limit(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A person's day, over all clients and tabs, goes past the limit; flags the rows from the crossing on.

    Reads `steps`: hours a day past which a level holds.

        date       | person | hours | text              | finding
        2026-09-03 | Ines   | 6.00  | Fare table import |
        2026-09-03 | Ines   | 5.50  | Seat map import   |
        2026-09-03 | Ines   | 4.00  | Timetable import  | TIM005
        2026-09-03 | Tomas  | 4.00  | Timetable import  |
    """
    for works in sheet.grouped(_person_day).values():
        total = ZERO
        for work in works:
            total += work.entry.worked
            level = _step(terms(work)["steps"], total)
            if level is not None and work.id not in sheet.facts.billed:
                yield Flag(
                    work.id,
                    f"{work.entry.person} has {exact(total)} h on {work.entry.day} with this row.",
                    "Check the hours of that day.",
                    sheet.stake(work),
                    level,
                )


@rule("TIM006", "overlapping-entries", Level.ACKNOWLEDGE, tolerance_minutes=1)
def overlapping_entries(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Two rows of one person share clock time; flags the later one.

    Reads `tolerance_minutes`.

        date       | person | start | end   | hours | text              | finding
        2026-09-03 | Ines   | 13:00 | 15:30 | 2.50  | Fare table import |
        2026-09-03 | Ines   | 14:45 | 16:00 | 1.25  | Call with harbour | TIM006
        2026-09-03 | Ines   | 16:00 | 17:00 | 1.00  | Seat map import   |
    """
    for works in sheet.grouped(_person_day).values():
        busy: list[tuple[datetime, datetime, Work]] = []
        for work in works:
            span = _span(work.entry)
            if span is None:
                continue
            clash = max(busy, key=lambda other: min(other[1], span[1]) - max(other[0], span[0]), default=None)
            busy.append((*span, work))
            if clash is None or work.id in sheet.facts.billed:
                continue
            shared = min(clash[1], span[1]) - max(clash[0], span[0])
            if shared > timedelta(minutes=int(terms(work)["tolerance_minutes"])):
                yield Flag(
                    work.id,
                    f"{_hours(shared)} h of this time are also in {clash[2].entry.place}.",
                    "Correct the times, or say in Reason why both count.",
                    sheet.stake(work),
                )


@rule("TIM007", "hours-disagree-with-start-and-end", Level.ACKNOWLEDGE, tolerance_minutes=1)
def hours_disagree_with_start_and_end(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The hours are not end minus start; a reason means that the hours cell stands.

    Reads `tolerance_minutes`.

        date       | person | start | end   | hours | text              | finding
        2026-09-03 | Ines   | 09:00 | 12:30 | 3.00  | Fare table import | TIM007
        2026-09-03 | Tomas  | 09:00 | 12:30 | 3.50  | Fare table import |
        2026-09-03 | Petra  | 23:30 | 00:30 | 1.00  | Fare table import |
    """
    for work in sheet.open():
        span = _span(work.entry)
        if span is None or work.entry.hours is None:
            continue
        clock = _hours(span[1] - span[0])
        if abs(clock - work.entry.hours) * 60 > int(terms(work)["tolerance_minutes"]):
            yield Flag(
                work.id,
                f"{work.entry.start:%H:%M} to {work.entry.end:%H:%M} is {exact(half_up(clock))} h, "
                f"the row says {exact(work.entry.hours)} h.",
                "Correct one of them, or say in Reason that the hours are right.",
                sheet.stake(work),
            )


def _person_day(work: Work) -> tuple[str, date] | None:
    return (work.person.id, work.entry.date) if work.person and work.entry.date else None


def _dated(sheet: Timesheet) -> Iterator[Work]:
    return (work for work in sheet.open() if work.entry.date is not None)


def _step(steps: Any, measured: Decimal) -> Level | None:
    """The level of the highest step that `measured` goes past."""
    passed = [Level.read(step["level"]) for step in steps if measured > Decimal(step["over"])]
    return max(passed, default=None)


def _span(entry: Entry) -> tuple[datetime, datetime] | None:
    """Start and end as moments; an end before its start is on the next day."""
    if entry.start is None or entry.end is None:
        return None
    start = datetime.combine(entry.date or ANY_DAY, entry.start)
    end = datetime.combine(entry.date or ANY_DAY, entry.end)
    return start, end if end > start else end + timedelta(days=1)


def _hours(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(seconds=1)) / Decimal(HOUR // timedelta(seconds=1))
