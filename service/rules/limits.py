"""CAP: what there is to say of a limit before it is passed, or where it is not one: zero, near, soon, unsigned."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from service.domain.hours.bill import Bill, Over, Reached
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, exact, half_up, money, plain
from service.domain.phrase import phrase
from service.domain.pricing.capping import beside, span_of, whose
from service.domain.pricing.counter import lifts
from service.domain.spelling import normal
from service.domain.terms.cap import Cap, ChangeOrder
from service.domain.terms.check import Level
from service.domain.terms.sow import Sow
from service.rules.caps import clause_of, shown, worth
from service.rules.reach import own_client, own_sow
from service.rules.rule import Ask, rule


@rule("CAP008", "hours-on-zero-cap", Level.ACKNOWLEDGE)
def hours_on_zero_cap(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Hours lie on something that is to have none: they are billed as 0.

    date       | person | project    | task | hours | text        | finding
    2026-09-07 | Petra  | Breakwater | BW03 | 1.50  | Photographs | CAP008
    2026-09-07 | Petra  | Breakwater | BW02 | 1.50  | Buoy icons  |
    """
    for work, bill in sheet.involved():
        for over in bill.over:
            if not over.limit and over.cap.check and over.cap.measure != "money":
                yield Flag(
                    work.id,
                    phrase(
                        "{hours} h{whose}, which has 0 h in {sow}: billed 0.00.",
                        hours=plain(over.excess), whose=whose(over.cap), sow=work.sow.named if work.sow else "",
                    ),
                    phrase("Book it on another line, or say in Reason that nobody pays for it."),
                    sheet.worth(work),
                    risk=Risk.UNBILLED,
                    numbers=(("hours", over.excess), ("limit", ZERO)),
                    clause=clause_of(work, over.cap.clause),
                )  # fmt: skip


@rule("CAP009", "cap-threshold-crossed", Level.INFO)
def cap_threshold_crossed(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A row is the first to reach a share of a limit that somebody wants to hear of.

    date       | person | project    | task | hours | text         | finding
    2026-09-07 | Ines   | Breakwater | BW02 | 8.00  | Buoy import  |
    2026-09-08 | Ines   | Breakwater | BW02 | 8.00  | Lamp import  | CAP009
    2026-09-09 | Ines   | Breakwater | BW02 | 1.00  | Lamp again   |
    """
    for work, bill in sheet.involved():
        for reached in bill.reached:
            yield _reached(work, bill, reached)


def _reached(work: Work, bill: Bill, reached: Reached) -> Flag:
    cap, mark = reached.cap, reached.threshold
    over = Over(cap, reached.used, ZERO, ZERO, reached.limit)
    return Flag(
        work.id,
        phrase(
            "{used} of {limit}{span}{whose}{clause}: {percent} % reached."
            if mark.at is not None
            else "{used} of {limit}{span}{whose}{clause}: the last {left} reached.",
            used=shown(over, reached.used, bill), limit=shown(over, reached.limit, bill), span=span_of(cap),
            whose=whose(cap), clause=beside(cap), percent=exact(mark.at or ZERO),
            left=shown(over, mark.left or ZERO, bill),
        ),
        phrase(
            "Tell the client within {days} working days." if mark.within_working_days else "Tell the client.",
            days=mark.within_working_days,
        ),
        numbers=(("used", reached.used), ("limit", reached.limit)),
        clause=clause_of(work, cap.clause),
    )  # fmt: skip


@rule("CAP010", "overrun-forecast", Level.WARN, reach=own_client, notice_days=30, weeks=4)
def overrun_forecast(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """At the pace of the last weeks the ceiling of the whole term is reached within the time of notice.

    Reads `notice_days`, unless the cap names its own, and `weeks`.

        date       | person | project | hours | text         | finding
        2026-09-08 | Owen   | Kiosk   | 8.00  | Kiosk plan   |
        2026-09-28 | Owen   | Kiosk   | 9.00  | Kiosk plan 2 | CAP010
    """
    ceilings = {sow.id for sow in _versions(sheet) if any(_is_ceiling(cap) for cap in sow.caps)}
    last = {work.sow.id: work for work in sheet.billable() if work.sow and work.sow.id in ceilings} if ceilings else {}
    for work in last.values():
        for cap in work.sow.caps if work.sow else ():
            if _is_ceiling(cap):
                yield from _forecast(sheet, work, cap, terms)


def _versions(sheet: Timesheet) -> Iterator[Sow]:
    return (version for sow in sheet.facts.sows for version in (sow, *sow.later))


def _is_ceiling(cap: Cap) -> bool:
    return cap.scope == "sow" and cap.window == "term" and bool(cap.limit) and cap.action != "notify"


def _forecast(sheet: Timesheet, work: Work, cap: Cap, terms: Ask) -> Iterator[Flag]:
    weeks = int(terms(work)["weeks"])
    notice = cap.notice_days or int(terms(work)["notice_days"])
    since = sheet.facts.today - timedelta(weeks=weeks)
    used, recent = _used(sheet, work, cap, since)
    left, pace = (cap.limit or ZERO) - used, recent / weeks
    if left <= 0 or pace <= 0 or left > pace * notice / 7:
        return
    days = int(left * 7 / pace)
    over = Over(cap, used, ZERO, ZERO, cap.limit or ZERO)
    bill = sheet.bills[work.id]
    yield Flag(
        work.id,
        phrase(
            "{left} left of {limit}{clause} at {pace} a week: reached in {days} days.",
            left=shown(over, left, bill), limit=shown(over, over.limit, bill), clause=beside(cap),
            pace=shown(over, half_up(pace), bill), days=days,
        ),
        phrase("Tell the client now: the notice is {days} days.", days=notice),
        numbers=(("left", left), ("a week", pace), ("days", Decimal(days))),
        clause=clause_of(work, cap.clause),
    )  # fmt: skip


def _used(sheet: Timesheet, work: Work, cap: Cap, since: date) -> tuple[Decimal, Decimal]:
    """What the rows of a SOW take of a cap, in its measure, also those billed from elsewhere: all, and after a day."""
    rows = [*sheet.grouped(own_sow)[own_sow(work)], *(
        one for one in sheet.facts.waiting if own_sow(one) == own_sow(work) and one.id in sheet.bills
    )]  # fmt: skip
    bills = [sheet.bills[one.entry.id] for one in rows]
    if cap.measure != "money":
        taken = [bill.billed + bill.in_fee + bill.free for bill in bills]
    else:
        taken = [bill.total for bill in bills] if cap.with_expenses else [bill.amount for bill in bills]
    days = [one.entry.date or date.min for one in rows]
    for billed, trace in sheet.facts.elsewhere:
        if billed.sow == own_sow(work):
            days.append(trace.day)
            spent = ZERO if cap.with_expenses else billed.expense or ZERO
            hours = billed.hours + billed.in_fee + billed.free
            taken.append(billed.amount - spent if cap.measure == "money" else hours)
    return sum(taken, ZERO), sum((some for some, day in zip(taken, days, strict=True) if day > since), ZERO)


@rule("CAP013", "unapproved-change-order", Level.BLOCK)
def unapproved_change_order(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A row draws on hours or money of a change order that nobody has signed.

    date       | person | project    | task | hours | text         | finding
    2026-09-07 | Bram   | Breakwater | BW04 | 9.50  | Tide tables  |
    2026-09-08 | Bram   | Breakwater | BW04 | 2.00  | Tide tables2 | CAP013
    2026-09-09 | Bram   | Breakwater | CO-2 | 1.00  | Storm notice | CAP013
    """
    if not any(order.signed is None for sow in _versions(sheet) for order in sow.change_orders):
        return
    for work in sheet.billable():
        for order in work.sow.change_orders if work.sow else ():
            if work.sow and order.signed is None and work.entry.date in order.days:
                yield from _unsigned(work, sheet.bills[work.id], work.sow, order)


def _unsigned(work: Work, bill: Bill, sow: Sow, order: ChangeOrder) -> Iterator[Flag]:
    needed = next((over for over in bill.over if over.limit and over.excess and lifts(order, over.cap)), None)
    named = any(normal(order.id) == normal(text) for text in (work.entry.task, *work.entry.tags))
    if needed is None and not named:
        return
    size = order.hours if order.hours is not None else order.money or ZERO
    adds = phrase("{hours} h", hours=plain(size)) if order.hours is not None else money(size, bill.currency)
    yield Flag(
        work.id,
        phrase(
            "{order} of {sow} adds {size} and is not signed; the row needs {needed} of them."
            if needed
            else "{order} of {sow} adds {size} and is not signed; the row names it.",
            order=order.id, sow=sow.named, size=adds, needed=shown(needed, needed.excess, bill) if needed else "",
        ),
        phrase("Have {order} signed and write the day into the SOW file, or take the row off it.", order=order.id),
        worth(needed, bill) if needed else bill.amount,
        numbers=(("added", size), ("needed", needed.excess if needed else bill.rounded)),
        clause=clause_of(work, order.clause),
    )  # fmt: skip
