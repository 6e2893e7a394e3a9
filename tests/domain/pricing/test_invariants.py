"""What holds of every bill under any terms: nothing vanishes, order is nothing, what is invoiced stays."""

import random
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service.domain.hours.attribution import assemble
from service.domain.hours.bill import Bill
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Timesheet
from service.domain.money import half_up
from service.domain.period import month_of
from service.domain.pricing import price
from service.domain.terms.cap import Cap, Threshold
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.ratecard import Minimum, Multiplier, RateCard, Rounding, Step, Tier
from service.domain.terms.retainer import Prepaid, Retainer, Rollover
from service.domain.terms.sow import Exemption, Sow
from tests.domain.pricing.terms import PLAIN, YEAR, D, conserved, frozen, invoiced
from tests.rules.engagement import AGENCY, drawn

RATES = (
    RateCard(D("27.50"), YEAR),
    RateCard(D("140"), YEAR, role="senior_developer"),
    RateCard(D(0), YEAR, role="copywriter"),
)
MARKS = (Threshold(D(50)), Threshold(D(90)), Threshold(left=D(1)))
CAPS = [
    Cap(f"{scope}-{window}-{action}", scope, D(limit), window, action, measure, subject, over_rate=D(50),
        thresholds=MARKS)
    for scope, subject, limit, measure in (
        ("person", "ines", 8, "billed_hours"), ("role", "designer", 12, "logged_hours"),
        ("sow", "", 20, "billed_hours"), ("client", "", 30, "billed_hours"), ("sow", "", 900, "money"),
        ("project", "kiosk", 400, "money"),
    )
    for window in ("week", "month", "half_month", "term")
    for action in ("notify", "acknowledge", "clip", "block", "rate", "carry")
    if not (measure == "money" and action in ("rate", "carry"))
]  # fmt: skip
CAPS += [replace(cap, id=f"{cap.id}-costs", with_expenses=True) for cap in CAPS if cap.measure == "money"]
CAPS += [
    replace(cap, id=f"{cap.id}-none", limit=D(0)) for cap in CAPS if (cap.measure, cap.action) == ("money", "block")
]
COSTS = Expenses({"parking": ExpenseTerms("parking", D("0.1"), limit=D(40), window="week")}, D(90))
ROUNDINGS = [
    Rounding(D(increment), direction, tie, scope)
    for increment in ("0.25", "0.1", "0.5")
    for direction, tie in (("up", "up"), ("down", "up"), ("nearest", "even"))
    for scope in ("entry", "task", "person_day", "client_day", "person_week", "line", "invoice")
]
RETAINERS = [
    None,
    Retainer(D(10), D(900), D(125), free_band=D(1), preapproved=D(2), thresholds=MARKS),
    Retainer(D(10), D(900), rollover=Rollover(D("0.5"), D(5), 1), deficit_carried=True, thresholds=MARKS),
    Retainer(None, D(900), money=D(500), projects=("kiosk",), thresholds=MARKS[:2]),
]
TIERS: list[tuple[Tier, ...]] = [(), (Tier("steps", (Step(D(8), D(1)), Step(D(20), D("0.95")), Step(None, D("0.9")))),)]
MULTIPLIERS = [
    (),
    (
        Multiplier("evenings", D("1.5"), starts=time(18), ends=time(8)),
        Multiplier("late", D(2), after_hours=D(6), after_window="day"),
    ),
    (Multiplier("urgent", D(2), on="hours", weekdays=frozenset({5, 6})),),
]  # fmt: skip


@st.composite
def terms(draw: st.DrawFn) -> Sow:
    """A SOW of any shape."""
    return replace(
        PLAIN, rates=RATES,
        rounding=(draw(st.sampled_from(ROUNDINGS)),),
        minimums=draw(st.sampled_from([(), (Minimum(D("0.5")),), (Minimum(D("0.5"), "client_day"),)])),
        caps=tuple({one.id: one for one in draw(st.lists(st.sampled_from(CAPS), max_size=3))}.values()),
        retainer=draw(st.sampled_from(RETAINERS)),
        tiers=draw(st.sampled_from(TIERS)),
        multipliers=draw(st.sampled_from(MULTIPLIERS)),
        expenses=draw(st.sampled_from([None, COSTS])),
        prepaid=draw(st.sampled_from([(), (Prepaid("block", D(6), D(300), date(2026, 9, 3)),)])),
    )  # fmt: skip


Rows = list[tuple[date, str, str, Decimal, time, bool | None, Decimal | None]]
row = st.tuples(
    st.dates(date(2026, 8, 20), date(2026, 10, 12)),
    st.sampled_from(["Ines", "Tomas", "Petra", "Nuria"]),
    st.sampled_from(["Booking site", "Kiosk"]),
    st.decimals(D("0"), D("12"), places=2),
    st.sampled_from([time(7), time(16, 40), time(23, 15)]),
    st.sampled_from([None, None, None, False]),
    st.sampled_from([None, None, None, D("12.35"), D(31)]),
)
rows = st.lists(row, min_size=1, max_size=14)
FACTS = replace(
    drawn([{"date": "2026-09-01", "person": "Ines", "hours": "1", "text": "x", "finding": ""}]).sheet.facts,
    agency=AGENCY,
)


def sheet_under(sow: Sow, logged: Rows) -> Timesheet:
    entries = [
        Entry(f"r_{at}", "T", at, day, who, "Penhallow", what, "", "parking", hours, start, None, billable, cost)
        for at, (day, who, what, hours, start, billable, cost) in enumerate(logged, 2)
    ]
    arrivals = {entry.id: number for number, entry in enumerate(entries)}
    return assemble(entries, replace(FACTS, sows=(sow,), arrivals=arrivals, billed={}))


def multiplies(bill: Bill) -> bool:
    """Whether every part is quantity times price, or says that it is not."""
    return all(part.clipped or part.amount == half_up(part.quantity * part.price) for part in bill.parts)


def adds_up(bill: Bill) -> bool:
    own = [part for part in bill.parts if part.number == 1]
    return bill.billed == sum(part.hours for part in own) and bill.amount == sum(part.amount for part in own)


def told_once(sow: Sow, sheet: Timesheet, bills: dict[str, Bill]) -> bool:
    """Whether no threshold of a cap of the term, or of a month of a retainer, is announced twice.

    Hours that are carried on weigh on the retainer of a later month as well, and their row speaks of both.
    """
    carries = any(cap.action == "carry" for cap in sow.caps)
    told = [
        (one.cap.id, one.threshold, month_of(work.entry.day) if one.cap.scope == "retainer" else None)
        for work in sheet
        for one in bills[work.id].reached
        if one.cap.window == "term" or (one.cap.scope == "retainer" and not carries)
    ]
    return len(set(told)) == len(told)


def keeps_account(sow: Sow) -> bool:
    """Whether the figures that an invoice keeps say all that limits ask of an invoiced row.

    They are its hours, not how many of them weighed double, cost a rate of their own, or came from which of two
    sources; and hours carried on come after what the later window has invoiced already.
    """
    actions = {"clip money" if (cap.action, cap.measure) == ("clip", "money") else cap.action for cap in sow.caps}
    weighed = any(one.on == "hours" for one in sow.multipliers) and (sow.tiers or sow.retainer)
    two_sources = sow.retainer and sow.prepaid
    return not (actions & {"carry", "clip money"} or weighed or two_sources or (sow.tiers and "rate" in actions))


def silent(bill: Bill) -> Bill:
    """The bill without its sentences."""
    expense = bill.expense._replace(steps=(), doubts=()) if bill.expense else None
    return bill._replace(steps=(), over=(), reached=(), expense=expense)


@settings(max_examples=600, deadline=None)
@given(terms(), rows)
def test_nothing_vanishes_and_shown_figures_multiply_and_add(sow: Sow, logged: Rows) -> None:
    sheet = sheet_under(sow, logged)
    bills = price(sheet)
    for work in sheet:
        bill = bills[work.id]
        assert conserved(bill), bill
        assert multiplies(bill) and adds_up(bill), bill
        assert min(bill.billed, bill.in_fee, bill.free, bill.written_down, bill.carried, bill.held) >= 0, bill
    assert told_once(sow, sheet, bills)


@settings(max_examples=60, deadline=None)
@given(terms(), rows, st.randoms())
def test_the_order_of_the_rows_changes_nothing(sow: Sow, logged: Rows, dice: random.Random) -> None:
    sheet = sheet_under(sow, logged)
    entries = [work.entry for work in sheet]
    dice.shuffle(entries)
    assert price(assemble(entries, sheet.facts)) == price(sheet)
    assert [work.entry for work in sheet] == sorted(entries, key=[work.entry for work in sheet].index)


@settings(max_examples=150, deadline=None)
@given(terms().filter(keeps_account), rows, st.integers(0, 14))
def test_what_is_invoiced_stays_and_the_rest_comes_out_as_before(sow: Sow, logged: Rows, many: int) -> None:
    sheet = sheet_under(sow, logged)
    bills = price(sheet)
    first = {work.id for work in sheet.works[:many]}
    assume(not any(bills[row].held for row in first))
    again = price(frozen(sheet, first))
    for work in sheet:
        whole, split = bills[work.id], again[work.id]
        if work.id in first:
            assert (split.billed, split.in_fee, split.total) == (whole.billed, whole.in_fee, whole.total)
        else:
            assert silent(split) == silent(whole)


@settings(max_examples=100, deadline=None)
@given(terms(), rows)
def test_the_short_way_and_the_long_way_come_to_the_same(sow: Sow, logged: Rows) -> None:
    long = replace(sow, exemptions=(Exemption(phrase="nobody writes this"),))
    assert price(sheet_under(long, logged)) == price(sheet_under(sow, logged))
    assert all(len(bill) == len(Bill._fields) for bill in price(sheet_under(sow, logged)).values())


@settings(max_examples=100, deadline=None)
@given(rows, st.integers(0, 14))
def test_a_month_split_in_two_runs_bills_the_same_as_in_one(logged: Rows, many: int) -> None:
    """Row by row; a tier for all hours of a window needs a line that sets right what the first run has billed."""
    sow = replace(PLAIN, rates=RATES, caps=(CAPS[2], CAPS[14]), tiers=TIERS[1], rounding=(ROUNDINGS[0],),
                  expenses=COSTS)  # fmt: skip
    whole = sheet_under(sow, logged)
    early = Timesheet(whole.works[:many], whole.facts)
    billed = {row: invoiced(row, bill, sow) for row, bill in price(early).items()}
    later = price(assemble([work.entry for work in whole], replace(whole.facts, billed=billed)))
    assert {row: (bill.billed, bill.total) for row, bill in price(whole).items()} == {
        row: (bill.billed, bill.total) for row, bill in later.items()
    }
