"""RAT: rounding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.money import ZERO, exact, half_up, hundredths, plain, step_of
from service.domain.phrase import phrase
from service.domain.pricing.rounding import place_of as worked_at
from service.domain.pricing.rounding import steps_for
from service.domain.terms.check import Level
from service.domain.terms.ratecard import Rounding
from service.domain.terms.sow import Sow
from service.rules.reach import sow_month
from service.rules.rule import Ask, rule


@rule("RAT004", "rounding-gain-over-limit", Level.WARN, reach=sow_month,
      row_share=Decimal("0.50"), min_minutes=10, period_share=Decimal("0.10"))  # fmt: skip
def rounding_gain_over_limit(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Rounding adds so much to a row, or to a month of a SOW, that a careful client would ask.

    Reads `row_share` and `min_minutes`, which a row has to pass both, and `period_share`: of the hours of the month
    that is billed, where they are a day's or more, and said once, on the last row that gained. Where the SOW says that
    hours come rounded, a row that is not is named too.

        date       | person | project      | hours | text              | finding
        2026-09-03 | Ines   | Booking site | 0.05  | Fare table import | RAT004
        2026-09-03 | Tomas  | Booking site | 0.80  | Fare table import |
        2026-09-04 | Tomas  | Booking site | 8.00  | Seat map import   |
        2026-09-03 | Petra  | Quay         | 1.50  | Quay icons        |
        2026-09-04 | Petra  | Quay         | 1.30  | Quay colours      | RAT004

    With `period_share` 0.03:

        date       | person | project      | hours | text              | finding
        2026-09-03 | Ines   | Booking site | 2.10  | Fare table import |
        2026-09-03 | Tomas  | Booking site | 1.80  | Fare table import | RAT004
        2026-09-04 | Tomas  | Booking site | 6.00  | Seat map import   |
        2026-09-10 | Petra  | Lockers      | 0.80  | Locker icons      |
    """
    gained: dict[str, list[tuple[Work, Bill]]] = defaultdict(list)
    for work, bill in sheet.involved():
        raw = work.entry.worked
        if raw <= 0 or bill.rounded <= raw:
            continue
        if work.sow is not None and work.entry.day in sheet.facts.period:
            gained[work.sow.id].append((work, bill))
        gain, settled = bill.rounded - raw, terms(work)
        if gain / raw > settled["row_share"] and gain * 60 >= int(settled["min_minutes"]):
            yield _gain_of_row(work, bill)
    for rows in gained.values():
        yield from _gain_of_month(sheet, rows, Decimal(terms(rows[-1][0])["period_share"]))
    yield from _unrounded(sheet)


def _gain_of_row(work: Work, bill: Bill) -> Flag:
    raw, gain = work.entry.worked, bill.rounded - work.entry.worked
    return Flag(
        work.id,
        phrase(
            "{hours} h become {rounded} h: rounding adds {minutes} min.",
            hours=hundredths(raw), rounded=exact(bill.rounded), minutes=half_up(gain * 60, Decimal(1)),
        ),
        phrase("Merge it with a like entry of that day."),
        _worth([(work, bill)]),
        numbers=(("hours", raw), ("rounded", bill.rounded)),
    )  # fmt: skip


def _worth(rows: Iterable[tuple[Work, Bill]]) -> Decimal:
    """What the hours that rounding has added come to."""
    return sum((half_up((bill.rounded - work.entry.worked) * (bill.rate or ZERO), step_of(bill.currency))
                for work, bill in rows), ZERO)  # fmt: skip


def _gain_of_month(sheet: Timesheet, rows: list[tuple[Work, Bill]], most: Decimal) -> Iterator[Flag]:
    """What rounding adds to a month of a SOW; hours are summed only until they are enough for what was gained."""
    last, _ = rows[-1]
    gain = sum((bill.rounded - work.entry.worked for work, bill in rows), ZERO)
    logged, enough = ZERO, gain / most if most else ZERO
    for work in sheet.billable():
        if work.sow is not None and last.sow is not None and work.sow.id == last.sow.id and work.entry.date is not None:
            logged += work.entry.worked if work.entry.date in sheet.facts.period else ZERO
            if most and logged >= enough:
                return
    if last.sow is not None and logged < last.sow.hours_per_day:
        return
    share = half_up(gain * 100 / logged, Decimal("0.1"))
    yield Flag(
        last.id,
        phrase(
            "Rounding adds {added} h to the {hours} h of {sow} in {month:%B %Y}: {percent} %.",
            added=plain(gain), hours=plain(logged), sow=last.sow.id if last.sow else "", month=last.entry.day,
            percent=exact(share),
        ),
        phrase("Write longer entries, or agree on finer steps with the client."),
        _worth(rows),
        numbers=(("hours", logged), ("added", gain)),
    )  # fmt: skip


def _unrounded(sheet: Timesheet) -> Iterator[Flag]:
    """Rows with odd hours under a SOW that says its hours come rounded."""
    if not any(step.done for sow in sheet.facts.sows for version in (sow, *sow.later) for step in version.rounding):
        return
    for works in sheet.places().values():
        sow = works[0].sow
        if sow is None or not any(step.done for step in sow.rounding):
            continue
        for work in works:
            step = _step_of(sow, work)
            if step is not None and work.entry.worked % step.increment:
                yield Flag(
                    work.id,
                    phrase(
                        "{hours} h is no multiple of {step} h, and {sow} says that hours come rounded to that.",
                        hours=hundredths(work.entry.worked), step=plain(step.increment), sow=sow.named,
                    ),
                    phrase("Correct the hours, or the rounding in the SOW."),
                    sheet.stake(work),
                    numbers=(("hours", work.entry.worked), ("step", step.increment)),
                )  # fmt: skip


def _step_of(sow: Sow, work: Work) -> Rounding | None:
    """The step to which the hours of a row are said to come rounded."""
    steps = (step for step in steps_for(sow, worked_at(work)) if isinstance(step, Rounding))
    return next((step for step in steps if step.done and step.increment), None)
