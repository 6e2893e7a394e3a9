"""RAT: rounding."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.check import Level
from service.domain.finding import Flag
from service.domain.money import exact, half_up
from service.domain.timesheet import Timesheet
from service.rules.rule import Ask, rule


@rule("RAT004", "rounding-gain-over-limit", Level.WARN, row_share=Decimal("0.50"), min_minutes=10)
def rounding_gain_over_limit(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Rounding adds so much to a row that a careful client would ask.

    Reads `row_share` and `min_minutes`; both must be passed.

        date       | person | hours | text              | finding
        2026-09-03 | Ines   | 0.05  | Fare table import | RAT004
        2026-09-03 | Tomas  | 0.80  | Fare table import |
    """
    for work, bill in sheet.involved():
        raw = work.entry.worked
        if raw <= 0 or bill.rounded <= raw:
            continue
        gain, settled = bill.rounded - raw, terms(work)
        if gain / raw > settled["row_share"] and gain * 60 >= int(settled["min_minutes"]):
            yield Flag(
                work.id,
                f"{exact(raw)} h become {exact(bill.rounded)} h: rounding adds {half_up(gain * 60, Decimal(1))} min.",
                "Merge it with a like entry of that day.",
                half_up(gain * (bill.rate or Decimal(0))),
            )
