"""TIM: dates and times. When the work of a row began and ended."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.money import ZERO, exact, half_up, hundredths
from service.domain.period import month_of
from service.domain.phrase import Phrase, phrase
from service.domain.terms.check import Level
from service.rules.reach import person_day
from service.rules.rule import Ask, rule

HOUR = timedelta(hours=1)
ANY_DAY = date(2000, 1, 3)
DAY = timedelta(days=1)
NEIGHBOURS = 60
"""How many earlier rows of a day a row is held against: a bound for made-up sheets."""
MIDNIGHT = time()


@rule("TIM006", "overlapping-entries", Level.ACKNOWLEDGE, reach=person_day, tolerance_minutes=1)
def overlapping_entries(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Two rows of one person share clock time; flags the later one.

    Reads `tolerance_minutes`.

        date       | person | start | end   | hours | text              | finding
        2026-09-03 | Ines   | 13:00 | 15:30 | 2.50  | Fare table import |
        2026-09-03 | Ines   | 14:45 | 16:00 | 1.25  | Call with harbour | TIM006
        2026-09-03 | Ines   | 16:00 | 17:00 | 1.00  | Seat map import   |
    """
    for works in _crossing_days(sheet):
        timed = [(work, span) for work in works if (span := _span(work.entry))]
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
                    phrase(
                        "{hours} h of this time are also in {place}.",
                        hours=exact(half_up(_hours(shared))), place=clash[2].entry.place,
                    ),
                    phrase("Correct the times, or say in Reason why both count."),
                    sheet.share(work, _hours(shared)),
                    numbers=(("hours twice", _hours(shared)),),
                )  # fmt: skip


@rule("TIM007", "hours-disagree-with-start-and-end", Level.ACKNOWLEDGE, tolerance_minutes=1)
def hours_disagree_with_start_and_end(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The hours are not end minus start minus break; a reason means that the hours cell stands.

    Reads `tolerance_minutes`.

        date       | person | start | end   | break | hours | text              | finding
        2026-09-03 | Ines   | 09:00 | 12:30 |       | 3.00  | Fare table import | TIM007
        2026-09-03 | Tomas  | 09:00 | 12:30 |       | 3.50  | Fare table import |
        2026-09-03 | Petra  | 23:30 | 00:30 |       | 1.00  | Fare table import |
        2026-09-04 | Ines   | 09:00 | 12:30 | 0.50  | 3.00  | Seat map import   |
        2026-09-04 | Tomas  | 09:00 | 12:30 | 0.50  | 3.50  | Seat map import   | TIM007
    """
    for work, span, hours in _disagreeing(sheet):
        pause = work.entry.pause or ZERO
        clock = _hours(span[1] - span[0]) - pause
        if abs(clock - hours) * 60 > int(terms(work)["tolerance_minutes"]):
            yield Flag(
                work.id,
                phrase(
                    "{start:%H:%M} to {end:%H:%M} less a break of {pause} h is {clock} h, the row says {hours} h."
                    if pause
                    else "{start:%H:%M} to {end:%H:%M} is {clock} h, the row says {hours} h.",
                    start=work.entry.start, end=work.entry.end, pause=exact(half_up(pause)),
                    clock=hundredths(clock), hours=hundredths(hours),
                ),
                phrase("Correct one of them, or say in Reason that the hours are right."),
                sheet.share(work, abs(clock - hours)),
                numbers=(("by the clock", clock), ("hours in the row", hours)),
            )  # fmt: skip


@rule("TIM008", "entry-crossing-midnight", Level.INFO, belongs_to="start_day")
def entry_crossing_midnight(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work ends on the day after it began; it matters where the two days lie in two months or have two rates.

    Reads `belongs_to`: `start_day`, all hours count on the first day, or `split`, each part counts on its own day.

        date       | person | start | end   | hours | text              | finding
        2026-09-30 | Petra  | 23:30 | 00:30 | 1.00  | Launch of the site | TIM008 acknowledge
        2026-09-03 | Petra  | 23:30 | 00:30 | 1.00  | Fare table import | TIM008
        2026-09-03 | Tomas  | 20:00 | 00:00 | 4.00  | Fare table import |

    With `belongs_to` split:

        date       | person | start | end   | hours | text              | finding
        2026-09-30 | Petra  | 23:30 | 00:30 | 1.00  | Launch of the site | TIM008 acknowledge
        2026-09-03 | Petra  | 23:30 | 00:30 | 1.00  | Fare table import | TIM008
        2026-09-03 | Tomas  | 20:00 | 23:00 | 3.00  | Fare table import |
    """
    for work in _into_the_night(sheet):
        span = _span(work.entry)
        if span is None or work.entry.date is None or span[1].date() == span[0].date() or span[1].time() == MIDNIGHT:
            continue
        midnight = datetime.combine(span[1].date(), MIDNIGHT)
        before, after = half_up(_hours(midnight - span[0])), half_up(_hours(span[1] - midnight))
        day, split = work.entry.day, terms(work)["belongs_to"] == "split"
        matters = _two_prices(work, day)
        yield Flag(
            work.id,
            phrase(
                "{start:%H:%M} to {end:%H:%M}: {before} h on {day}, {after} h on {next}. Each counts on its own day."
                if split
                else "{start:%H:%M} to {end:%H:%M}: {before} h on {day}, {after} h on {next}. All counts on {day}.",
                start=work.entry.start, end=work.entry.end, before=hundredths(before), after=hundredths(after),
                day=day, next=day + DAY,
            ),
            _midnight_remedy(before, after, split=split, matters=matters),
            sheet.stake(work) if matters else ZERO,
            Level.ACKNOWLEDGE if matters else Level.INFO,
            numbers=(("hours before midnight", before), ("hours after midnight", after)),
        )  # fmt: skip


def _midnight_remedy(before: Decimal, after: Decimal, *, split: bool, matters: bool) -> Phrase:
    """What there is to do about work past midnight: where it is parted by itself, to see that the times are right."""
    if split:
        return phrase("Nothing to do, if the times are right.")
    if matters:
        return phrase(
            "Split it into {before} h and {after} h, a row for each day.",
            before=hundredths(before), after=hundredths(after),
        )  # fmt: skip
    return phrase("Nothing to do, if the first day is right.")


def _crossing_days(sheet: Timesheet) -> Iterator[Sequence[Work]]:
    """Days of a person in which a row begins before the last one before it has ended: hardly any are like that."""
    latest: dict[object, time] = {}
    found: dict[object, None] = {}
    rows = sheet.all_columns()
    for whose, start, end in zip(sheet.days(), rows.starts, rows.ends, strict=True):
        if start is not None and end is not None:
            if end <= start or start < latest.get(whose, MIDNIGHT):
                found[whose] = None
            latest[whose] = end
    days = sheet.grouped(person_day)
    return (days[whose] for whose in found if whose is not None and len(days[whose]) > 1)


def _disagreeing(sheet: Timesheet) -> Iterator[tuple[Work, tuple[datetime, datetime], Decimal]]:
    """Open rows whose hours are not just the time from start to end, with both."""
    rows = sheet.columns()
    cells = zip(rows.works, rows.starts, rows.ends, rows.hours, rows.pauses, strict=True)
    for work, start, end, hours, pause in cells:
        if start is None or end is None or hours is None:
            continue
        if pause or hours != _plain_span(start, end):
            span = _span(work.entry)
            if span is not None:
                yield work, span, hours


def _into_the_night(sheet: Timesheet) -> Iterator[Work]:
    """Open rows that end no later in the day than they began."""
    rows = sheet.columns()
    return (
        work
        for work, start, end in zip(rows.works, rows.starts, rows.ends, strict=True)
        if start is not None and end is not None and end <= start
    )


def _shared(one: Sequence[Any], other: Sequence[Any]) -> timedelta:
    """The time that two spans have in common; below zero where they lie apart."""
    shared: timedelta = min(one[1], other[1]) - max(one[0], other[0])
    return shared


@lru_cache(maxsize=10_000)
def _plain_span(start: time, end: time) -> Decimal | None:
    """The hours from start to end of one day in whole minutes: hardly any row says something else."""
    if start >= end or start.second != end.second:
        return None
    return Decimal((end.hour - start.hour) * 60 + end.minute - start.minute) / 60


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
