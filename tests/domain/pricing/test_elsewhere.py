"""Rows of other workbooks use limits, retainers and tiers as if they stood here, on an invoice or still waiting."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.hours.attribution import assemble
from service.domain.hours.elsewhere import Elsewhere, traces
from service.domain.hours.timesheet import Timesheet
from service.domain.pricing import price
from service.domain.terms.cap import Cap
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.ratecard import Multiplier, Rounding, Step, Tier
from service.domain.terms.retainer import Prepaid, Retainer, Rollover
from service.domain.terms.sow import Sow
from service.rules.judge import judge
from tests.domain.pricing.terms import PLAIN, YEAR, D, figures, frozen, invoiced, sheet_of, told


def without(sheet: Timesheet, rows: set[str]) -> Timesheet:
    """The workbook without these rows, which were invoiced from another one."""
    bills = price(sheet)
    known = dict(traces((work, bills[work.id]) for work in sheet))
    elsewhere = tuple(
        Elsewhere(invoiced(work.id, bills[work.id], work.sow), known[work.id]) for work in sheet if work.id in rows
    )
    kept = [work.entry for work in sheet if work.id not in rows]
    return assemble(kept, replace(sheet.facts, elsewhere=elsewhere))


def test_a_term_ceiling_that_last_months_invoice_has_used_up_is_used_up_here() -> None:
    ceiling = replace(PLAIN, caps=(Cap("ceiling", "sow", D(6000), "term", "block", measure="money"),))
    sheet = sheet_of(
        """
        date       | person | hours | text
        2026-08-10 | Ines   | 56.00 | August
        2026-09-10 | Ines   | 5.00  | September
        """,
        ceiling,
    )
    here = without(sheet, {"r_2"})
    assert figures(here) == {"September": "5.00 = 500.00"}
    (found,) = [one for one in judge(here).of("r_3") if one.code == "CAP007"]
    assert "5,600.00 EUR used + 500.00 EUR: 100.00 EUR past the cap of 6,000.00 EUR" in str(found.message)


def test_a_clients_month_counts_what_another_sheet_has_billed_for_its_other_project() -> None:
    month = Cap("client-month", "client", D(160), "month", "clip")
    one, other = replace(PLAIN, caps=(month,), projects=("kiosk",)), replace(PLAIN, id="T", projects=("piers",))
    sheet = sheet_of(
        """
        date       | person | project | hours  | text
        2026-09-10 | Ines   | Piers   | 158.50 | in the other sheet
        2026-09-11 | Petra  | Kiosk   | 3.00   | in this one
        """,
        one,
        other,
    )
    assert figures(without(sheet, {"r_2"})) == {"in this one": "1.50 + 1.50 down = 150.00"}


def test_hours_of_a_retainer_that_an_older_month_left_are_known_from_the_ledger_alone() -> None:
    rolling = Retainer(D(20), D(2000), overage_rate=D(125), rollover=Rollover(D(1)))
    sheet = sheet_of(
        """
        date       | person | hours | text
        2026-08-10 | Ines   | 12.00 | August
        2026-09-10 | Ines   | 30.00 | September
        """,
        replace(PLAIN, retainer=rolling),
    )
    assert figures(without(sheet, {"r_2"})) == {"September": "2.00 + 28.00 fee = 250.00"}


def test_an_expense_billed_from_another_sheet_has_used_the_limit_of_its_kind_and_the_ceiling() -> None:
    ceiling = Cap("ceiling", "sow", D(500), "term", "clip", measure="money", with_expenses=True)
    costs = Expenses({"parking": ExpenseTerms("parking", limit=D(50))})
    sheet = sheet_of(
        """
        date       | person | hours | expense | text
        2026-09-10 | Ines   |       | 40.00   | parking there
        2026-09-10 | Ines   | 4.55  |         | work
        2026-09-11 | Ines   |       | 30.00   | parking here
        """,
        replace(PLAIN, caps=(ceiling,), expenses=costs),
    )
    (expense,) = [bill.expense for bill in price(without(sheet, {"r_2"})).values() if bill.expense]
    assert expense.amount == 5 and len(expense.steps) == 3, expense


def test_a_day_over_several_sheets_is_one_day_and_its_message_says_so() -> None:
    sheet = sheet_of("""
        date       | person | project  | hours | text
        2026-09-03 | Ines   | Crew app | 11.50 | in the other sheet
        2026-09-03 | Ines   | Kiosk    | 4.00  | in this one
    """)
    (found,) = [one for one in judge(without(sheet, {"r_2"})).of("r_3") if one.code == "TIM005"]
    assert found.message == "Ines has 15.5 h on 2026-09-03 with this row, 11.5 h of them elsewhere; the limit is 12 h."


TERMS = {
    "week": replace(PLAIN, caps=(Cap("week", "role", D(9), "week", "clip", subject="senior_developer"),)),
    "money": replace(PLAIN, caps=(Cap("money", "sow", D(1500), "month", "clip", measure="money"),)),
    "logged": replace(PLAIN, caps=(Cap("logged", "sow", D(14), "term", "clip", measure="logged_hours"),)),
    "rolling": replace(PLAIN, caps=(Cap("rolling", "person", D(9), "rolling_24h", "clip", subject="ines"),)),
    "retainer": replace(PLAIN, retainer=Retainer(D(8), D(900), D(125), free_band=D(2), rollover=Rollover(D("0.5")))),
    "prepaid": replace(PLAIN, prepaid=(Prepaid("B", D(12), D(1000), YEAR.first),)),  # type: ignore[arg-type]  # it begins
    "tier": replace(PLAIN, tiers=(Tier("t", (Step(D(10), D(1)), Step(None, D("0.9"))), "graduated", "month"),)),
    "volume": replace(PLAIN, tiers=(Tier("t", (Step(D(10), D(1)), Step(None, D("0.9"))), "volume", "month"),)),
    "grouped": replace(PLAIN, rounding=(Rounding(D("0.5"), "up", scope="person_day"),)),
    "overtime": replace(PLAIN, multipliers=(Multiplier("late", D("1.5"), after_hours=D(8), after_window="day"),)),
}


@st.composite
def two_workbooks(draw: st.DrawFn) -> tuple[str, set[str]]:
    """Rows of two months, and which of them stand elsewhere."""
    row = st.tuples(st.sampled_from([3, 4, 28]), st.sampled_from(["Ines", "Tomas"]), st.integers(1, 60), st.booleans())
    rows = draw(st.lists(row, min_size=2, max_size=7))
    lines = [
        f"2026-{8 + (day == 4):02}-{day:02} | {person} | {at % 12 + 8:02}:00 | {Decimal(quarters) / 4} | row {at}"
        for at, (day, person, quarters, _) in enumerate(rows)
    ]
    table = "\n".join(["date | person | start | hours | text", *lines])
    return table, {f"r_{at}" for at, (*_, away) in enumerate(rows, 2) if away}


@pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS)
@settings(max_examples=12, deadline=None)
@given(drawn=two_workbooks())
def test_it_makes_no_difference_in_which_workbook_an_invoiced_row_stands(
    terms: Sow, drawn: tuple[str, set[str]]
) -> None:
    table, gone = drawn
    sheet = sheet_of(table, terms)
    bills, apart = price(frozen(sheet, gone)), price(without(sheet, gone))
    assert {row: told(bill) for row, bill in apart.items()} == {
        row: told(bill) for row, bill in bills.items() if row not in gone
    }


def with_waiting(sheet: Timesheet, rows: set[str]) -> Timesheet:
    """The workbook without these rows, which wait in another one."""
    kept = [work.entry for work in sheet if work.id not in rows]
    return assemble(kept, replace(sheet.facts, waiting=tuple(work for work in sheet if work.id in rows)))


@pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS)
@settings(max_examples=12, deadline=None)
@given(drawn=two_workbooks())
def test_it_makes_no_difference_in_which_workbook_a_row_waits(terms: Sow, drawn: tuple[str, set[str]]) -> None:
    table, gone = drawn
    sheet = sheet_of(table, terms)
    together, apart = judge(sheet), judge(with_waiting(sheet, gone))
    here = [work.id for work in apart.sheet]
    assert {row: told(apart.sheet.bills[row]) for row in here} == {row: told(together.sheet.bills[row]) for row in here}
    for row in here:
        days = [[one.numbers for one in judged.of(row) if one.code == "TIM005"] for judged in (together, apart)]
        assert days[0] == days[1]


def test_two_workbooks_share_a_limit_and_neither_waits_for_the_other() -> None:
    week = replace(PLAIN, caps=(Cap("week", "role", D(10), "week", "clip", subject="senior_developer"),))
    sheet = sheet_of(
        """
        date       | person | hours | text
        2026-09-08 | Ines   | 6.00  | in one sheet
        2026-09-09 | Tomas  | 6.00  | in the other
        """,
        week,
    )
    assert figures(with_waiting(sheet, {"r_3"})) == {"in one sheet": "6.00 = 600.00"}
    assert figures(with_waiting(sheet, {"r_2"})) == {"in the other": "4.00 + 2.00 down = 400.00"}
