"""What holds for every draft, whatever the rows: figures add up, nothing is billed twice, and order does not matter."""

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.hours.attribution import assemble
from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.invoice import DraftInvoice, shared
from service.domain.money import CENT, exact, half_up
from service.domain.pricing import price
from service.domain.terms.cap import Cap
from service.domain.terms.charge import Commitment, Discount, Expenses, ExpenseTerms, Retention
from service.domain.terms.ratecard import RateCard, Rounding
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Invoicing, Sow
from tests.domain.invoicing.charges import all_of, claims_of
from tests.rules.engagement import RATES, TERM, drawn

D = Decimal
GROUPS = ("project", "role", "person", "category", "date", "entry", "line")


def reassembled(sheet: Timesheet, entries: list[Any]) -> Timesheet:
    again = assemble(entries, sheet.facts)
    return again.priced(price(again))


@st.composite
def engagements(draw: st.DrawFn) -> Sow:
    """A SOW with any mix of what changes a draft."""
    group_by = tuple(draw(st.lists(st.sampled_from(GROUPS), max_size=3, unique=True)))
    show = frozenset(draw(st.lists(st.sampled_from(["written_down", "goodwill", "names", "burn"]), unique=True)))
    every = draw(st.sampled_from(["month", "half_month", "contract_month"]))
    one_per = draw(st.sampled_from(["sow", "project"]))
    return Sow(
        "S", "Ferries", "penhallow", TERM, "EUR",
        rates=(*RATES, RateCard(D("33.33"), TERM)),
        rounding=draw(st.sampled_from([(), (Rounding(D("0.25"), "up"),)])),
        caps=draw(st.sampled_from([(), (Cap("week", "sow", D(20), "week", "clip"),)])),
        retainer=draw(st.sampled_from([None, Retainer(D(5), D(700), D("95.55"), projects=("crew-app",))])),
        invoicing=Invoicing(group_by, every=every, one_per=one_per, show=show),
        discounts=draw(st.sampled_from([(), (Discount("d", share=D("0.07")),)])),
        commitments=draw(st.sampled_from([(), (Commitment("least", D(5000)),)])),
        retention=draw(st.sampled_from([None, Retention(D("0.05"), D(50))])),
        expenses=draw(st.sampled_from([None, Expenses({"parking": ExpenseTerms("parking", D("0.1"))}, limit=D(40))])),
    )  # fmt: skip


ROW = st.fixed_dictionaries({
    "date": st.integers(1, 30).map(lambda day: f"2026-09-{day:02}"),
    "person": st.sampled_from(["Ines", "Tomas", "Petra", "Owen"]),
    "project": st.sampled_from(["Booking site", "Crew app", "Kiosk"]),
    "hours": st.decimals(D("0"), D("12"), places=2).map(str),
    "expense": st.sampled_from(["", "", "12.34"]),
    "text": st.sampled_from(["fares", "parking", "seats"]),
})  # fmt: skip
ROWS = st.lists(ROW, min_size=1, max_size=14)


def under(terms: Sow, rows: list[dict[str, str]]) -> Timesheet:
    plain = drawn([{"finding": "", **row} for row in rows]).sheet
    facts = replace(plain.facts, sows=(terms,))
    return reassembled(replace(plain, facts=facts), [work.entry for work in plain])


def seen(made: list[DraftInvoice]) -> list[Any]:
    """All that a client sees, and all that is claimed."""
    return [(draft.period_text, draft.part, draft.lines, draft.claims, draft.total) for draft in made]


@settings(max_examples=50)
@given(engagements(), ROWS)
def test_displayed_lines_multiply_and_add_up(terms: Sow, rows: list[dict[str, str]]) -> None:
    sheet = under(terms, rows)
    for draft in drafts(sheet, all_of(sheet)):
        for line in draft.lines:
            if line.quantity is not None and line.unit_price is not None:
                assert half_up(D(exact(line.quantity)) * line.unit_price) == line.amount
            assert sum(share.amount for share in line.shares) == line.amount
            assert line.steps
        assert sum(line.amount for line in draft.lines) == draft.total
        assert draft.subtotal + sum(line.amount for line in draft.adjustments) == draft.total
        assert sum(share.amount for share in draft.claims) == draft.total


@settings(max_examples=40)
@given(engagements(), ROWS)
def test_whatever_has_an_amount_is_claimed_by_exactly_one_draft(terms: Sow, rows: list[dict[str, str]]) -> None:
    sheet = under(terms, rows)
    made = drafts(sheet, all_of(sheet))
    claims = Counter(share.claim for draft in made for share in draft.claims)
    assert set(claims.values()) <= {1}
    billed = {work.id for work in sheet if sheet.bills[work.id].amount}
    assert billed <= set(claims)
    for draft in made:
        for work in (sheet.work(share.claim) for share in draft.claims if share.claim.startswith("r_")):
            assert work.entry.day in draft.period


@settings(max_examples=30)
@given(engagements(), ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_draft(terms: Sow, rows: list[dict[str, str]], chance: random.Random) -> None:
    sheet = under(terms, rows)
    entries = [work.entry for work in sheet]
    chance.shuffle(entries)
    again = reassembled(sheet, entries)
    assert seen(drafts(again, all_of(again))) == seen(drafts(sheet, all_of(sheet)))


@settings(max_examples=40)
@given(ROWS, st.integers(0, 14), st.booleans())
def test_a_month_billed_in_two_runs_comes_to_the_same(rows: list[dict[str, str]], cut: int, half: bool) -> None:
    """Quarter hours, whole prices and a fifth off leave no half cents, so that grouping cannot make a difference."""
    terms = Sow(
        "S", "Ferries", "penhallow", TERM, "EUR", rates=RATES, rounding=(Rounding(D("0.25"), "up"),),
        retainer=Retainer(D(5), D(700), D(96), projects=("crew-app",)),
        invoicing=Invoicing(("role",), every="half_month" if half else "month"),
        discounts=(Discount("d", share=D("0.2")), Discount("e", amount=D(10))),
    )  # fmt: skip
    sheet = under(terms, [{**row, "expense": "", "hours": str(D(row["hours"]) + D("0.25"))} for row in rows])
    ready = all_of(sheet)
    first = dict(list(ready.items())[:cut])
    made = drafts(sheet, first)
    rest = {row: content for row, content in ready.items() if row not in first}
    more = drafts(sheet, rest, claims_of(made))
    whole = drafts(sheet, ready)
    assert sum(draft.total for draft in (*made, *more)) == sum(draft.total for draft in whole)
    assert paid_for([*made, *more]) == paid_for(whole)


def paid_for(made: list[DraftInvoice]) -> set[str]:
    """What is billed at more or less than nothing; a second invoice of a month has claims of its own for shares."""
    return {share.claim.removesuffix("/2") for draft in made for share in draft.claims if share.amount}


@given(st.lists(st.decimals(D("0"), D("100"), places=4), min_size=1, max_size=40))
def test_shares_are_within_a_cent_and_add_up(parts: list[Decimal]) -> None:
    total = half_up(sum(parts, D(0)))
    shares = shared(total, parts)
    assert sum(shares) == total
    assert all(abs(share - part) < CENT for share, part in zip(shares, parts, strict=True))


def test_the_last_of_equals_takes_the_odd_cent() -> None:
    assert shared(D("25.00"), [D("8.3325")] * 3) == [D("8.33"), D("8.33"), D("8.34")]
