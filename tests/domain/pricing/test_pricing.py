"""Hours become money as the contract says, to the cent, whatever the order of the rows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.hours.approval import Billed
from service.domain.hours.attribution import assemble
from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Timesheet
from service.domain.money import exact, half_up, to_step
from service.domain.period import Period
from service.domain.pricing import price
from service.domain.terms.cap import Cap
from service.domain.terms.ratecard import RateCard, Rounding
from service.domain.terms.sow import Sow
from tests.rules.engagement import AGENCY, RATES, TERM, drawn, tables_in

D = Decimal


def sheet_of(table: str, *sows: Sow, **facts: object) -> Timesheet:
    """A timesheet from a drawn table, under other SOWs than the usual ones."""
    (rows,) = tables_in(table)
    usual = drawn([{"finding": "", **row} for row in rows]).sheet
    given_facts = replace(usual.facts, **({"sows": sows} if sows else {}), **facts)  # type: ignore[arg-type]  # facts by name
    return assemble([work.entry for work in usual], given_facts)


def figures(sheet: Timesheet) -> dict[str, str]:
    """What each row comes to: hours billed, written down, in the fee or held, and the amount."""
    bills = price(sheet)
    return {work.entry.description: told(bills[work.id]) for work in sheet}


def told(bill: Bill) -> str:
    parts = [f"{exact(bill.billed)} h"]
    parts += [f"{exact(part)} {name}" for name, part in (
        ("down", bill.written_down), ("fee", bill.in_fee), ("held", bill.held)) if part]  # fmt: skip
    return f"{' + '.join(parts)} = {bill.amount:.2f}"


PLAIN = Sow("S", "S", "penhallow", TERM, "EUR", rates=(RateCard(D(100), TERM),))


def test_a_weekly_cap_splits_the_row_that_crosses_it() -> None:
    table = """
        date       | person | start | hours | text
        2026-09-07 | Ines   | 09:00 | 38.00 | by Thursday
        2026-09-11 | Tomas  | 10:30 | 3.50  | Friday, later
        2026-09-11 | Ines   | 09:00 | 1.50  | Friday, first
    """
    assert figures(sheet_of(table)) == {
        "by Thursday": "38 h = 5320.00",
        "Friday, first": "1.5 h = 210.00",
        "Friday, later": "0.5 h + 3 down = 70.00",
    }


def test_a_week_across_two_months_is_one_week_and_clipped_hours_do_not_reach_the_client_cap() -> None:
    table = """
        date       | person | hours  | text
        2026-09-28 | Ines   | 27.00  | end of September
        2026-10-01 | Ines   | 16.00  | start of October
    """
    assert figures(sheet_of(table)) == {
        "end of September": "27 h = 3780.00",
        "start of October": "13 h + 3 down = 1820.00",
    }


def test_an_invoiced_row_keeps_its_figures_and_its_room_in_the_cap() -> None:
    table = """
        date       | person | hours | text
        2026-09-09 | Ines   | 38.00 | invoiced
        2026-09-08 | Tomas  | 4.00  | late row
    """
    billed = {"r_2": Billed("r_2", "", "PF-003", D(38), D(5320), "done", "1043")}
    assert figures(sheet_of(table, billed=billed)) == {
        "invoiced": "38 h = 5320.00",
        "late row": "2 h + 2 down = 280.00",
    }


def test_the_rate_is_that_of_the_day_of_the_work() -> None:
    terms = replace(PLAIN, rates=(
        RateCard(D(140), TERM._replace(last=TERM.first.replace(day=14))),
        RateCard(D(146), TERM._replace(first=TERM.first.replace(day=15))),
    ))  # fmt: skip
    table = """
        date       | person | hours | text
        2026-09-14 | Ines   | 6.00  | old rate
        2026-09-15 | Ines   | 6.00  | new rate
    """
    assert figures(sheet_of(table, terms)) == {"old rate": "6 h = 840.00", "new rate": "6 h = 876.00"}


def test_a_persons_own_rate_goes_before_the_roles_and_the_roles_before_everybodys() -> None:
    terms = replace(PLAIN, rates=(
        RateCard(D(50), TERM), RateCard(D(80), TERM, role="senior_developer"), RateCard(D(90), TERM, person="ines"),
    ))  # fmt: skip
    table = """
        date       | person | hours | text
        2026-09-14 | Ines   | 1.00  | own
        2026-09-14 | Tomas  | 1.00  | role
        2026-09-14 | Petra  | 1.00  | everybody
    """
    assert figures(sheet_of(table, terms)) == {"own": "1 h = 90.00", "role": "1 h = 80.00", "everybody": "1 h = 50.00"}


def test_a_retainer_covers_its_hours_first_and_the_rest_is_overage() -> None:
    table = """
        date       | person | project  | hours | text
        2026-09-07 | Ines   | Crew app | 19.00 | covered
        2026-09-08 | Ines   | Crew app | 2.25  | crossing
        2026-10-01 | Ines   | Crew app | 2.00  | next month
    """
    assert figures(sheet_of(table)) == {
        "covered": "0 h + 19 fee = 0.00",
        "crossing": "1.25 h + 1 fee = 156.25",
        "next month": "0 h + 2 fee = 0.00",
    }


def test_work_marked_not_billable_is_nothing_everywhere_and_uses_no_cap() -> None:
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 39.00 | unpaid
        2026-09-08 | Tomas  | 3.00  | paid
    """
    sheet = sheet_of(table)
    entries = [
        work.entry._replace(billable=False) if work.entry.description == "unpaid" else work.entry for work in sheet
    ]
    assert figures(assemble(entries, sheet.facts)) == {"unpaid": "0 h = 0.00", "paid": "3 h = 420.00"}


def test_a_row_at_rate_zero_is_not_stopped_by_a_money_cap() -> None:
    terms = replace(PLAIN, rates=(RateCard(D(0), TERM),), caps=(
        Cap("ceiling", "sow", D(0), "term", "block", measure="money"),
    ))  # fmt: skip
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 2.00  | free
    """
    (bill,) = price(sheet_of(table, terms)).values()
    assert (bill.amount, bill.over) == (0, ())


@pytest.mark.parametrize(
    ("raw", "step", "direction", "rounded"),
    [
        ("0.2667", "0.5", "up", "0.5"),
        ("1.24", "0.1", "down", "1.2"),
        ("1.25", "0.5", "nearest", "1.5"),
        ("2", "0.25", "up", "2"),
        ("0", "0.25", "up", "0"),
    ],
)
def test_hours_are_rounded_to_the_step(raw: str, step: str, direction: str, rounded: str) -> None:
    assert to_step(D(raw), D(step), direction) == D(rounded)


def test_money_is_rounded_half_up_never_to_even() -> None:
    assert half_up(D("1861.075")) == D("1861.08")
    assert half_up(D("0.125")) == D("0.13")


hours = st.decimals(D("0"), D("30"), places=2)
people = st.sampled_from(["Ines", "Tomas", "Petra", "Owen"])
projects = st.sampled_from(["Booking site", "Crew app", "Kiosk"])
row = st.tuples(st.integers(1, 30), people, projects, hours)


@settings(max_examples=60, deadline=None)
@given(st.lists(row, min_size=1, max_size=25), st.randoms())
def test_nothing_vanishes_and_order_in_the_sheet_does_not_matter(rows: list[tuple[int, str, str, D]], random) -> None:  # type: ignore[no-untyped-def]  # hypothesis names no type
    table = [
        {"date": f"2026-09-{day:02}", "person": who, "project": what, "hours": str(worked), "text": "x", "finding": ""}
        for day, who, what, worked in rows
    ]
    sheet = drawn(table).sheet
    bills = price(sheet)
    for bill in bills.values():
        assert bill.rounded == bill.billed + bill.in_fee + bill.written_down + bill.held
        assert bill.rate is None or bill.amount == half_up(bill.billed * bill.rate)
    entries = [work.entry for work in sheet]
    random.shuffle(entries)
    assert price(assemble(entries, sheet.facts)) == bills


def test_the_rates_of_the_engagement_are_those_of_the_examples() -> None:
    assert AGENCY.currency == "EUR"
    assert {card.role for card in RATES} == {"senior_developer", "developer", "designer", "project_manager"}
    assert Rounding(D("0.25"), "up").told == "up to 0.25 h"


@pytest.mark.parametrize(
    ("other", "amount"),
    [
        ({}, "1 h + 8 down = 100.00"),
        ({"status": "draft"}, "9 h = 900.00"),
        ({"days": Period(TERM.first, date(2026, 9, 6))}, "9 h = 900.00"),
    ],
    ids=["in force", "not signed", "ended"],
)
def test_a_clients_cap_counts_rows_of_other_sows_only_while_its_own_is_in_force(
    other: dict[str, object], amount: str
) -> None:
    cap = Cap("all", "client", D(1), "month", "clip")
    capped = replace(PLAIN, id="T", projects=("kiosk",), caps=(cap,), **other)  # type: ignore[arg-type]  # terms by name
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 9.00  | work
    """
    assert figures(sheet_of(table, replace(PLAIN, projects=("booking-site",)), capped)) == {"work": amount}


def test_what_is_billed_past_a_cap_counts_as_used() -> None:
    capped = replace(PLAIN, caps=(Cap("month", "sow", D(10), "month", "acknowledge"),))
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 9.00  | within
        2026-09-08 | Ines   | 3.00  | across
        2026-09-09 | Ines   | 2.00  | past
    """
    bills = price(sheet_of(table, capped))
    assert [(over.used, over.within, over.excess) for bill in bills.values() for over in bill.over] == [
        (D(9), D(1), D(2)),
        (D(12), D(0), D(2)),
    ]
