"""TIM: dates and times. How long a row is, and when it began and ended."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from service.domain.check import Level
from service.domain.entry import Entry
from service.domain.finding import Flag
from service.domain.money import ZERO, exact, half_up
from service.domain.period import month_of
from service.domain.steps import Steps
from service.domain.timesheet import Timesheet, Work
from service.rules.reach import person_day
from service.rules.rule import Ask, rule

HOUR = timedelta(hours=1)
ANY_DAY = date(2000, 1, 3)
DAY = timedelta(days=1)
NEIGHBOURS = 60
"""How many earlier rows of a day a row is held against: a bound for made-up sheets."""
MIDNIGHT = time()


@rule("TIM004", "overlong-entry", Level.ACKNOWLEDGE,
      steps=Steps.of((10, "acknowledge"), (24, "block")))  # fmt: skip
def overlong_entry(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """One entry is longer than a working day is likely to be.

    Reads `steps`: hours past which a level holds.

        date       | person | hours | text              | finding
        2026-09-03 | Ines   | 31.50 | Fare table import | TIM004 block
        2026-09-04 | Ines   | 22.75 | Fare table import | TIM004
        2026-09-07 | Ines   | 10.00 | Fare table import |
    """
    for work in sheet.open():
        hours, steps = work.entry.hours, terms(work)["steps"]
        if hours is not None and hours > steps.least:
            yield Flag(
                work.id,
                f"{exact(work.entry.worked)} h in one entry.",
                "Split it by day or task, or say in Reason that it is right.",
                sheet.stake(work),
                steps.level(work.entry.worked),
                numbers=(("hours", work.entry.worked), ("limit", steps.least)),
            )


@rule("TIM005", "person-day-over-limit", Level.WARN, reach=person_day,
      steps=Steps.of((12, "warn"), (16, "block")))  # fmt: skip
def person_day_over_limit(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A person's day, over all clients and tabs, goes past the limit; flags the rows from the crossing on.

    Reads `steps`: hours a day past which a level holds.

        date       | person | hours | text              | finding
        2026-09-03 | Ines   | 6.00  | Fare table import |
        2026-09-03 | Ines   | 5.50  | Seat map import   |
        2026-09-03 | Ines   | 4.00  | Timetable import  | TIM005
        2026-09-03 | Tomas  | 4.00  | Timetable import  |
    """
    elsewhere = sheet.hours_elsewhere()
    for whose, works in sheet.grouped(person_day).items():
        total = known = elsewhere.get(whose, ZERO)
        for work in works:
            total += work.entry.worked
            steps = terms(work)["steps"]
            if total > steps.least and work.id not in sheet.facts.billed:
                yield Flag(
                    work.id,
                    f"{work.entry.person} has {exact(total)} h on {work.entry.day} with this row"
                    f"{f', {exact(known)} h of them billed from elsewhere' if known else ''}.",
                    "Check the hours of that day.",
                    sheet.stake(work),
                    steps.level(total),
                    numbers=(("hours", total), ("limit", steps.least)),
                )


@rule("TIM006", "overlapping-entries", Level.ACKNOWLEDGE, reach=person_day, tolerance_minutes=1)
def overlapping_entries(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Two rows of one person share clock time; flags the later one.

    Reads `tolerance_minutes`.

        date       | person | start | end   | hours | text              | finding
        2026-09-03 | Ines   | 13:00 | 15:30 | 2.50  | Fare table import |
        2026-09-03 | Ines   | 14:45 | 16:00 | 1.25  | Call with harbour | TIM006
        2026-09-03 | Ines   | 16:00 | 17:00 | 1.00  | Seat map import   |
    """
    for works in sheet.grouped(person_day).values():
        timed = [(work, span) for work in works if (span := _span(work.entry))] if _meet(works) else []
        busy: list[tuple[datetime, datetime, Work]] = []
        for work, span in timed:
            clash = max(busy[-NEIGHBOURS:], key=lambda other: _shared(other, span), default=None)
            busy.append((*span, work))
            if clash is None or work.id in sheet.facts.billed:
                continue
            shared = _shared(clash, span)
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
    for work in sheet.timed():
        span = None if _agree(work.entry) else _span(work.entry)
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


@rule("TIM008", "entry-crossing-midnight", Level.INFO, belongs_to="start_day")
def entry_crossing_midnight(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work ends on the day after it began; it matters where the two days lie in two months or have two rates.

    Reads `belongs_to`: `start_day`, all hours count on the first day, or `split`, each day gets its own row.

        date       | person | start | end   | hours | text              | finding
        2026-09-30 | Petra  | 23:30 | 00:30 | 1.00  | Launch of the site | TIM008 acknowledge
        2026-09-03 | Petra  | 23:30 | 00:30 | 1.00  | Fare table import | TIM008
        2026-09-03 | Tomas  | 20:00 | 00:00 | 4.00  | Fare table import |

    With `belongs_to` split:

        date       | person | start | end   | hours | text              | finding
        2026-09-03 | Petra  | 23:30 | 00:30 | 1.00  | Fare table import | TIM008 acknowledge
        2026-09-03 | Tomas  | 20:00 | 23:00 | 3.00  | Fare table import |
    """
    for work in sheet.timed():
        if _forward(work.entry):
            continue
        span = _span(work.entry)
        if span is None or work.entry.date is None or span[1].date() == span[0].date() or span[1].time() == MIDNIGHT:
            continue
        midnight = datetime.combine(span[1].date(), MIDNIGHT)
        before, after = _hours(midnight - span[0]), _hours(span[1] - midnight)
        day, settled = work.entry.day, terms(work)
        parts = f"{exact(before)} h and {exact(after)} h"
        matters = settled["belongs_to"] == "split" or _two_prices(work, day)
        yield Flag(
            work.id,
            f"{work.entry.start:%H:%M} to {work.entry.end:%H:%M}: {exact(before)} h on {day}, "
            f"{exact(after)} h on {day + DAY}. All of it counts on {day}.",
            f"Split it into {parts}, a row for each day." if matters else "Nothing to do, if the first day is right.",
            sheet.stake(work) if matters else ZERO,
            Level.ACKNOWLEDGE if matters else Level.INFO,
            numbers=(("hours before midnight", before), ("hours after midnight", after)),
        )


def _meet(works: Sequence[Work]) -> bool:
    """Whether any two rows of a day may share clock time; told quickly, because hardly any do."""
    if len(works) < 2:
        return False
    clocks = sorted(
        (entry.start, entry.end)
        for entry in (work.entry for work in works)
        if entry.start is not None and entry.end is not None
    )
    latest = MIDNIGHT
    for start, end in clocks:
        if start < latest or end <= start:
            return True
        latest = end
    return False


def _shared(one: Sequence[Any], other: Sequence[Any]) -> timedelta:
    """The time that two spans have in common; below zero where they lie apart."""
    shared: timedelta = min(one[1], other[1]) - max(one[0], other[0])
    return shared


def _agree(entry: Entry) -> bool:
    """Whether the hours are exactly the time from start to end of one day, in whole minutes; nearly all are."""
    start, end, hours = entry.start, entry.end, entry.hours
    if start is None or end is None or hours is None or start >= end:
        return False
    return hours * 60 == (end.hour - start.hour) * 60 + end.minute - start.minute and start.second == end.second


def _forward(entry: Entry) -> bool:
    """Whether the end is later in the day than the start: nearly always, and quickly told."""
    return entry.start is not None and entry.end is not None and entry.start < entry.end


def _two_prices(work: Work, day: date) -> bool:
    """Whether the day after `day` lies in another month, outside the SOW, or under another rate."""
    if month_of(day) != month_of(day + DAY):
        return True
    if work.sow is None:
        return False
    who = work.person.id if work.person else ""
    cards = [work.sow.rate_on(when, who, work.role) for when in (day, day + DAY)]
    return day + DAY not in work.sow.days or cards[0] != cards[1]


def _span(entry: Entry) -> tuple[datetime, datetime] | None:
    """Start and end as moments; an end before its start is on the next day."""
    if entry.start is None or entry.end is None:
        return None
    start = datetime.combine(entry.date or ANY_DAY, entry.start)
    end = datetime.combine(entry.date or ANY_DAY, entry.end)
    return start, end if end > start else end + timedelta(days=1)


def _hours(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(seconds=1)) / Decimal(HOUR // timedelta(seconds=1))
