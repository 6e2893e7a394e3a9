"""TIM: dates and times. Whether the work belongs to the month that is being billed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from service.domain.hours.timesheet import Timesheet, place_of
from service.domain.hours.work import Work
from service.domain.judging.finding import Flag, Risk
from service.domain.period import month_of
from service.domain.phrase import Phrase, phrase
from service.domain.terms.check import Level
from service.domain.terms.steps import Steps
from service.rules.rule import Ask, rule

DAY = timedelta(days=1)


@rule("TIM001", "future-date", Level.BLOCK, grace_days=0)
def future_date(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work is dated after today.

    Reads `grace_days`.

        date       | person | hours | text              | finding
        2026-10-06 | Ines   | 2.00  | Fare table import | TIM001
        2026-10-05 | Ines   | 2.00  | Fare table import |
    """
    today = sheet.facts.today
    for work in _between(sheet, today + DAY, date.max):
        if work.entry.day > today + timedelta(days=int(terms(work)["grace_days"])):
            wrong = phrase("The date {date} is after today, {today}.", date=work.entry.day, today=today)
            yield Flag(work.id, wrong, phrase("Correct the date."), sheet.stake(work))


@rule("TIM002", "late-entry", Level.ACKNOWLEDGE,
      steps=Steps.of((0, "acknowledge"), (90, "block")))  # fmt: skip
def late_entry(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work was done before the month that is being billed.

    Reads `steps`: days before today past which a level holds.

        date       | person | hours | text              | finding
        2026-05-30 | Petra  | 2.00  | Ferry icons       | TIM002 block
        2026-08-28 | Petra  | 2.00  | Ferry icons       | TIM002
        2026-09-01 | Petra  | 2.00  | Ferry icons       |
    """
    first = sheet.facts.period.first
    for work in _between(sheet, date.min, first - DAY) if first else ():
        days = (sheet.facts.today - work.entry.day).days
        step = terms(work)["steps"].passed(Decimal(days))
        if step is not None:
            yield Flag(
                work.id,
                phrase(
                    "Work of {date}, {days} days ago, in the run for {month:%B %Y}.",
                    date=work.entry.day, days=days, month=first,
                ),
                phrase("Say in Reason why it comes late, or correct the date."),
                sheet.stake(work),
                step.level,
            )  # fmt: skip


@rule("TIM003", "closed-period-entry", Level.BLOCK, instead_of="TIM002", closed_until=None, close_after_days=None)
def closed_period_entry(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The work lies in a month that is closed: its books are done.

    Reads `closed_until`, the last day that somebody closed by hand, and `close_after_days`, the days after the end of
    a month on which it closes by itself. A row that is found here is not called late as well.

    With `closed_until` 2026-08-31:

        date       | person | hours | text        | finding
        2026-08-21 | Petra  | 2.00  | Ferry icons | TIM003
        2026-09-01 | Petra  | 2.00  | Ferry icons |

    With `close_after_days` 10:

        date       | person | hours | text        | finding
        2026-08-21 | Petra  | 2.00  | Ferry icons | TIM003
        2026-09-30 | Petra  | 2.00  | Ferry icons |
    """
    for work in chain.from_iterable(_closing(sheet, terms)):
        settled = terms(work)
        shut = _closed(work.entry.day, sheet.facts.today, settled["closed_until"], settled["close_after_days"])
        if shut is not None:
            yield Flag(
                work.id,
                shut,
                phrase("Correct the date, or bill it under a date that is still open and say so in the text."),
                sheet.stake(work),
                risk=Risk.UNBILLED,
            )


def _closed(day: date, today: date, by_hand: date | None, after_days: int | None) -> Phrase | None:
    """How the books of `day` came to be closed; nothing while they are open."""
    if by_hand is not None and day <= by_hand:
        return phrase("Work of {date}, and the books are closed up to {last}.", date=day, last=by_hand)
    if after_days is None:
        return None
    shut = (month_of(day).last or today) + timedelta(days=int(after_days))
    if shut >= today:
        return None
    return phrase("Work of {date}, and {month:%B %Y} was closed on {shut}.", date=day, month=day, shut=shut)


def _between(sheet: Timesheet, first: date, last: date) -> Sequence[Work]:
    """Open rows of these days; they lie side by side, because a timesheet is sorted by date."""
    works = sheet.open()
    start = bisect_left(works, first, key=_date)
    return works[start : bisect_right(works, last if last < date.max else date.max - DAY, key=_date)]


def _date(work: Work) -> date:
    return work.entry.date or date.max


def _closing(sheet: Timesheet, terms: Ask) -> Iterator[list[Work]]:
    """Open rows with a date, place by place, where periods are closed at all."""
    if all(settled["closed_until"] is settled["close_after_days"] is None for settled in terms.anywhere(sheet)):
        return
    for works in sheet.grouped(place_of).values():
        settled = terms(works[0])
        if settled["closed_until"] is not None or settled["close_after_days"] is not None:
            yield [work for work in works if work.entry.date is not None and work.id not in sheet.facts.billed]
