"""RAT: rates."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.hours.bill import Bill
from service.domain.hours.pricetag import PriceTag
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, half_up, hundredths, money, step_of
from service.domain.phrase import phrase
from service.domain.terms.check import Level
from service.rules.rule import Ask, rule

QUARTER = Decimal("0.25")


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
            phrase(
                "{sow} has no rate for {role} on {day}.",
                sow=work.sow.id, role=work.role.replace("_", " "), day=work.entry.day,
            ),
            phrase("Add the rate to the SOW's rate card, or correct the person's role."),
        )  # fmt: skip


@rule("RAT002", "sheet-rate-differs-from-sow", Level.BLOCK, tolerance=Decimal("0.00"))
def sheet_rate_differs_from_sow(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row has a rate or an amount of its own, and it is not the SOW's.

    Reads `tolerance`, money an hour that the two may lie apart. Where a row has a rate, that is compared; else its
    amount, which may be worked out of the hours as logged or as billed. A price that cannot be read is a warning.

        date       | person | hours | rate   | price  | text              | finding
        2026-09-03 | Ines   | 6.00  | 150.00 | 900.00 | Fare table import | RAT002
        2026-09-04 | Ines   | 6.00  | 140.00 |        | Seat map import   |
        2026-09-07 | Ines   | 2.00  |        | 300.00 | Timetable import  | RAT002
        2026-09-08 | Ines   | 2.10  |        | 294.00 | Price list import |
        2026-09-09 | Ines   | 2.10  |        | 315.00 | Pier list import  |
        2026-09-10 | Ines   | 2.00  | agreed |        | Port list import  | RAT002 warn
        2026-09-11 | Ines   | 2.00  | 560.00 |        | Quay list import  | RAT002
        2026-09-14 | Ines   | 2.00  |        | 140.00 | Buoy list import  | RAT002
    """
    for work, tag in sheet.tagged():
        bill = sheet.bills[work.id]
        if work.sow is None or bill.rate is None or not tag.may_be_in(work.sow.currency) or _in_fee(bill):
            continue
        if tag.unread and tag.rate is None:
            wrong = phrase("“{words}” is no price that could be held against the SOW.", words=tag.unread)
            remedy = phrase("Write the rate as a number, or leave the cell empty.")
            yield Flag(work.id, wrong, remedy, level=Level.WARN)
        elif (apart := _apart(work, bill, tag, Decimal(terms(work)["tolerance"]))) is not None:
            yield _other_price(work, bill, tag, apart)


def _in_fee(bill: Bill) -> bool:
    """Whether a retainer has paid for all of it: then an hour has no price."""
    return bool(bill.in_fee) and not bill.billed and not bill.held


def _apart(work: Work, bill: Bill, tag: PriceTag, tolerance: Decimal) -> Decimal | None:
    """The money that lies between the row's price and the SOW's; None where they agree, or the row has none."""
    hours, step, an_hour = work.entry.worked, step_of(bill.currency), _an_hour(work, bill)
    if tag.rate is not None:
        prices = {an_hour, bill.rate or ZERO, *(part.price for part in bill.parts)}
        if any(abs(tag.rate - price) <= tolerance for price in prices):
            return None
        return half_up(abs(tag.rate - an_hour) * hours, step)
    if tag.amount is None:
        return None
    sums = {hours * an_hour, bill.rounded * an_hour, bill.amount}
    if any(abs(tag.amount - one) <= tolerance * hours + step for one in sums):
        return None
    return half_up(abs(tag.amount - hours * an_hour), step)


def _an_hour(work: Work, bill: Bill) -> Decimal:
    """The SOW's price of an hour, also where its price is by the day, the quarter of an hour or the entry."""
    rate, hours, sow = bill.rate or ZERO, work.entry.worked, work.sow
    if sow is None:
        return rate
    who = work.person.id if work.person else ""
    card = next((part.card for part in bill.parts if part.card), None) or sow.rate_on(work.entry.day, who, work.role)
    hours_of_a_price = {"day": sow.hours_per_day, "quarter_hour": QUARTER, "fixed": hours}
    return rate / hours_of_a_price.get(card.per if card else "", Decimal(1))


def _other_price(work: Work, bill: Bill, tag: PriceTag, apart: Decimal) -> Flag:
    said, agreed = tag.rate if tag.rate is not None else tag.amount or ZERO, _an_hour(work, bill)
    return Flag(
        work.id,
        phrase(
            "The row says {said} an hour, {sow} says {agreed} an hour: {apart} apart over {hours} h."
            if tag.rate is not None
            else "The row says {said} for {hours} h, {sow} says {agreed} an hour: {apart} apart over {hours} h.",
            said=money(said, bill.currency), sow=work.sow.named if work.sow else "",
            agreed=money(agreed, bill.currency), apart=money(apart, bill.currency),
            hours=hundredths(work.entry.worked),
        ),
        phrase("Correct the row: the rate of the SOW is billed. If the row is right, have the SOW amended."),
        apart,
        numbers=(("in the row", said), ("SOW", agreed)),
    )  # fmt: skip


@rule("RAT003", "row-currency-differs-from-sow", Level.BLOCK, fixed=True)
def row_currency_differs_from_sow(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row names another currency than the SOW; nothing is converted.

    A sign that several currencies share fits each of them.

    date       | person | hours | rate   | currency | text              | finding
    2026-09-03 | Ines   | 2.00  | 140.00 | USD      | Fare table import | RAT003
    2026-09-04 | Ines   | 2.00  | 140.00 | EUR      | Seat map import   |
    2026-09-07 | Ines   | 2.00  |        | $        | Timetable import  | RAT003
    """
    for work, tag in sheet.tagged():
        if work.sow is not None and not tag.may_be_in(work.sow.currency):
            yield Flag(
                work.id,
                phrase(
                    "The row is in {written}, {sow} is in {agreed}: nothing is converted.",
                    written=tag.currency, sow=work.sow.named, agreed=work.sow.currency,
                ),
                phrase(
                    "Write the price in {agreed}, or book the row on a project that is billed in {written}.",
                    agreed=work.sow.currency, written=tag.currency,
                ),
                sheet.stake(work),
            )  # fmt: skip


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
            remedy = phrase("Write the start time.")
            yield Flag(work.id, bill.open[0], remedy, sheet.worth(work), Level.BLOCK, Risk.UNBILLED)
        else:
            more = _more(work, bill)
            yield Flag(
                work.id,
                phrase(
                    "{premium} needs the client's word; the plain rate is used meanwhile: {amount}, and up to {more} "
                    "more once it is given.",
                    premium=bill.premium, amount=money(bill.amount, bill.currency), more=money(more, bill.currency),
                ),
                phrase("Say in Reason who agreed, or leave it at the plain rate."),
                more,
                risk=Risk.UNBILLED,
                numbers=(("plain", bill.amount), ("more at most", more)),
            )  # fmt: skip


def _more(work: Work, bill: Bill) -> Decimal:
    """What the premium that waits would add, if all of the row's hours had it."""
    offered = (one for one in work.sow.multipliers if one.on == "rate") if work.sow else ()
    factor = next((one.factor for one in offered if f"{one.id} x {one.factor}" == bill.premium), Decimal(1))
    return half_up(bill.amount * (factor - 1), step_of(bill.currency))
