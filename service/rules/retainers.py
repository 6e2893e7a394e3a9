"""RET: retainers."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.check import Level
from service.domain.finding import Flag
from service.domain.money import exact, money
from service.domain.timesheet import Timesheet
from service.rules.rule import Ask, rule


@rule("RET001", "hours-past-retainer", Level.ACKNOWLEDGE)
def hours_past_retainer(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The month's hours of a retainer are used up; what follows is billed at the overage rate.

    date       | person | project  | hours | text        | finding
    2026-09-07 | Ines   | Crew app | 19.00 | Rota export |
    2026-09-08 | Ines   | Crew app | 2.25  | Rota import | RET001
    """
    for work, bill in sheet.involved():
        if not bill.overage or work.sow is None or work.sow.retainer is None:
            continue
        retainer = work.sow.retainer
        rate = retainer.overage_rate or Decimal(0)
        yield Flag(
            work.id,
            f"{exact(bill.overage)} h past the {exact(retainer.hours or Decimal(0))} h of {retainer.name}, "
            f"at {money(rate, bill.currency)} an hour: {money(bill.amount, bill.currency)}.",
            "Say in Reason that the client agreed to the extra hours.",
            bill.amount,
        )
