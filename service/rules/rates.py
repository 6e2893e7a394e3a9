"""RAT: rates and rounding."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.check import Level
from service.domain.finding import Flag, Risk
from service.domain.money import exact, half_up, money
from service.domain.timesheet import Timesheet
from service.rules.rule import Ask, rule


@rule("RAT001", "no-rate-in-force", Level.BLOCK, fixed=True)
def no_rate_in_force(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The SOW names no rate for the role on that day.

    date       | person | hours | text              | finding
    2026-09-03 | Nuria  | 2.00  | Ferry texts       | RAT001
    2026-09-03 | Ines   | 2.00  | Fare table import |
    """
    for work, bill in sheet.involved():
        if bill.rate is not None or not bill.held or work.role is None or work.sow is None:
            continue
        yield Flag(
            work.id,
            f"{work.sow.id} has no rate for {work.role.replace('_', ' ')} on {work.entry.day}.",
            "Add the rate to the SOW's rate card, or correct the person's role.",
        )


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


@rule("RAT005", "unapproved-premium-time", Level.ACKNOWLEDGE)
def unapproved_premium_time(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Evening, weekend, holiday or overtime hours wait for somebody who agreed; until then they have the plain rate.

    Where the row does not say when the work began, nobody can tell, and it is held.

    date       | person | project    | start | hours | text           | reason          | finding
    2026-09-03 | Ines   | Lighthouse | 19:00 | 2.00  | Lamp check     |                 | RAT005
    2026-09-04 | Ines   | Lighthouse | 19:00 | 2.00  | Lens check     | mail, R. Tamblyn |
    2026-09-03 | Tomas  | Lighthouse | 10:00 | 2.00  | Stairs check   |                 |
    2026-09-03 | Petra  | Lighthouse |       | 2.00  | Lantern colour |                 | RAT005 block
    """
    for work, bill in sheet.involved():
        if not (bill.premium or bill.open):
            continue
        if bill.open:
            yield Flag(work.id, bill.open[0], "Write the start time.", sheet.worth(work), Level.BLOCK, Risk.UNBILLED)
        else:
            yield Flag(
                work.id,
                f"{bill.premium} needs the client's word; the plain rate is used meanwhile: "
                f"{money(bill.amount, bill.currency)}.",
                "Say in Reason who agreed, or leave it at the plain rate.",
                bill.amount,
                risk=Risk.UNBILLED,
            )
