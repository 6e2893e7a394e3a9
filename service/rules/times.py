"""TIM: dates and times. How long a row is, and a person's day."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.domain.hours.timesheet import Timesheet, Work, place_in_order
from service.domain.judging.finding import Flag
from service.domain.money import ZERO, exact, half_up, hundredths
from service.domain.phrase import phrase
from service.domain.terms.check import Level
from service.domain.terms.steps import Steps
from service.rules.reach import person_day
from service.rules.rule import Ask, rule

ENDLESS = Decimal("Infinity")


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
    rows, least = sheet.columns(), _least(sheet, terms)
    for work, hours in zip(rows.works, rows.hours, strict=True):
        step = terms(work)["steps"].passed(hours) if hours is not None and hours > least else None
        if step is not None:
            yield Flag(
                work.id,
                phrase(
                    "{hours} h in one entry; the limit is {limit} h.",
                    hours=hundredths(work.entry.worked), limit=exact(step.over),
                ),
                phrase("Split it by day or task, or say in Reason that it is right."),
                sheet.stake(work),
                step.level,
                numbers=(("hours", work.entry.worked), ("limit", step.over)),
            )  # fmt: skip


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
    for works, total, others in _long_days(sheet, _least(sheet, terms)):
        known = total
        for work in works:
            while others and place_in_order(others[0], sheet.facts) < place_in_order(work, sheet.facts):
                known += others[0].entry.worked
                total += others.pop(0).entry.worked
            total += work.entry.worked
            step = terms(work)["steps"].passed(total)
            if step is not None and work.id not in sheet.facts.billed:
                yield Flag(
                    work.id,
                    phrase(
                        "{person} has {hours} h on {day} with this row, {elsewhere} h of them elsewhere; "
                        "the limit is {limit} h."
                        if known
                        else "{person} has {hours} h on {day} with this row; the limit is {limit} h.",
                        person=work.entry.person, hours=exact(half_up(total)), day=work.entry.day,
                        elsewhere=exact(half_up(known)), limit=exact(step.over),
                    ),
                    phrase("Check the hours of that day."),
                    sheet.stake(work),
                    step.level,
                    numbers=(("hours", total), ("limit", step.over)),
                )  # fmt: skip


def _least(sheet: Timesheet, terms: Ask) -> Decimal:
    """The hours past which somebody may have to look, wherever that is soonest."""
    return min((settled["steps"].least for settled in terms.anywhere(sheet)), default=ENDLESS)


def _long_days(sheet: Timesheet, least: Decimal) -> Iterator[tuple[Sequence[Work], Decimal, list[Work]]]:
    """Days of a person with more hours than that, with those billed from elsewhere and the rows that wait there."""
    billed, waiting = sheet.hours_elsewhere(), sheet.waiting_elsewhere()
    for whose, total in sheet.hours_by_day().items():
        known = billed.get(whose, ZERO) if billed else ZERO
        others = list(waiting.get(whose, ())) if waiting else []
        if total + known + sum((work.entry.worked for work in others), ZERO) > least:
            yield sheet.grouped(person_day)[whose], known, others
