"""After an edit only the rows that share a limit with it are priced again, and nobody can tell."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.hours.attribution import edited
from service.domain.hours.timesheet import Timesheet
from service.domain.period import Period
from service.domain.pricing.burning import burns
from service.domain.pricing.repricing import Edited, price_again, price_all
from service.domain.terms.cap import Cap, ChangeOrder
from service.domain.terms.ratecard import Rounding
from service.domain.terms.retainer import Retainer, Rollover
from service.domain.terms.sow import Sow
from tests.domain.pricing.terms import PLAIN, D, sheet_of
from tests.domain.pricing.test_invariants import CAPS, COSTS, RATES, TIERS, Rows, row, rows, sheet_under, terms

ARRIVALS = {f"r_{at}": at for at in range(40)}
ROOMY = replace(PLAIN, rates=RATES, rounding=(Rounding(D("0.25"), "up"),))


def changed_rows(one: Timesheet, other: Timesheet) -> set[str]:
    return {work.id for sheet in (one, other) for work in sheet if one.find(work.id) != other.find(work.id)}


def assert_priced_again(sow: Sow, months: list[Rows]) -> None:
    """One edit after the other, each priced as if there had been nothing before."""
    first, *others = (sheet_under(sow, logged) for logged in months)
    seen, prices = first, price_all(first)
    for sheet in others:
        changed = changed_rows(seen, sheet)
        entries = [work.entry for work in sheet if work.id in changed]
        now = edited(seen, sheet.facts, entries, changed - {work.id for work in sheet})
        whole, (again, repriced) = price_all(now), price_again(prices, Edited(seen, now, (), ()), changed)
        assert again.bills == whole.bills
        assert repriced >= {row for row, bill in whole.bills.items() if prices.bills.get(row) != bill}
        assert all(again.used.get(key, 0) >= used for key, used in whole.used.items())
        assert burns(now.priced(again.bills), again.till) == burns(now.priced(whole.bills), whole.till)
        seen, prices = now, again


@st.composite
def edits(draw: st.DrawFn) -> list[Rows]:
    """A month, and what becomes of it when rows are typed over, added, taken out or turned into corrections."""
    months = [draw(rows)]
    for _ in range(draw(st.integers(1, 4))):
        now, at = list(months[-1]), draw(st.integers(0, len(months[-1]) - 1))
        day, who, what, hours, *rest = draw(row)
        sign = draw(st.sampled_from([1, 1, 1, 1, -1]))
        kind = draw(st.sampled_from(["over", "over", "in", "out"]))
        typed = [] if kind == "out" and len(now) > 1 else [(day, who, what, sign * hours, *rest)]
        now[at : at + (kind != "in")] = typed  # type: ignore[assignment]  # a row of the same shape
        months.append(now)
    return months


@st.composite
def roomy_terms(draw: st.DrawFn) -> Sow:
    """A SOW whose limits some months reach and others do not; it may be amended, or lifted by a change order."""
    caps = tuple({one.id: one for one in draw(st.lists(st.sampled_from(CAPS), max_size=3))}.values())
    caps = tuple(replace(cap, limit=(cap.limit or D(0)) * draw(st.sampled_from([1, 4, 20]))) for cap in caps)
    sow = replace(
        ROOMY, caps=caps, retainer=draw(st.sampled_from([None, Retainer(D(10), D(900), projects=("kiosk",))]))
    )
    if draw(st.booleans()):
        order = ChangeOrder("CO-1", hours=D(6), signed=date(2026, 9, 1), lifts=tuple(cap.id for cap in caps))
        sow = replace(sow, change_orders=(order,))
    if draw(st.booleans()):
        less = tuple(replace(cap, limit=(cap.limit or D(0)) / 2) for cap in caps)
        sow = replace(sow, later=(replace(sow, caps=less, version=1, in_force=Period(date(2026, 9, 14), None)),))
    return sow


@given(terms(), edits())
@settings(max_examples=80)
def test_under_any_terms_an_edit_leads_to_what_pricing_everything_would(sow: Sow, months: list[Rows]) -> None:
    assert_priced_again(sow, months)


@given(roomy_terms(), edits())
@settings(max_examples=150)
def test_so_it_does_where_limits_are_now_reached_and_now_not(sow: Sow, months: list[Rows]) -> None:
    assert_priced_again(sow, months)


@dataclass(frozen=True)
class Case:
    """A SOW, a table, and what one row of it says before and after the edit."""

    sow: Sow
    table: str
    was: str
    now: str


def ceiling(limit: int, window: str = "month") -> Cap:
    return Cap("ceiling", "sow", D(limit), window, "clip")


def amended(before: int, after: int) -> Sow:
    """A ceiling of the whole term that an amendment of 14 September changes."""
    later = replace(ROOMY, caps=(ceiling(after, "term"),), version=1, in_force=Period(date(2026, 9, 14), None))
    return replace(ROOMY, caps=(ceiling(before, "term"),), later=(later,))


TWO_MONTHS = """
    date       | person | project      | hours | text  | finding
    2026-09-07 | Ines   | Booking site | 8.00  | One   |
    2026-09-08 | Ines   | Booking site | 8.00  | Two   |
    2026-09-09 | Ines   | Booking site | 4.00  | Three |
    2026-10-01 | Ines   | Booking site | 8.00  | Four  |
    2026-10-02 | Ines   | Booking site | 8.00  | Five  |
"""


@pytest.mark.parametrize(("limit", "priced"), [(21, {"r_3"}), (19, {"r_2", "r_3", "r_4"})])
def test_rows_beside_it_are_priced_again_only_where_a_limit_comes_near(limit: int, priced: set[str]) -> None:
    sow = replace(ROOMY, caps=(ceiling(limit),))
    old, new = sheet_of(TWO_MONTHS, sow), sheet_of(TWO_MONTHS.replace("Two  ", "Two b"), sow)
    prices = price_all(old)
    spoilt = prices._replace(bills={row: bill._replace(currency="?") for row, bill in prices.bills.items()})
    again, _ = price_again(spoilt, Edited(old, new, (), ()), {"r_3"})
    assert {row for row, bill in again.bills.items() if bill.currency != "?"} == priced


@pytest.mark.parametrize(
    "case",
    [
        Case(
            replace(ROOMY, caps=(ceiling(20),)),
            """
            date       | person | project      | hours  | text  | finding
            2026-09-07 | Ines   | Booking site | 12.00  | One   |
            2026-09-08 | Ines   | Booking site | 12.00  | Two   |
            2026-09-09 | Ines   | Booking site | -12.00 | Three |
            """,
            "12.00  | One", "11.00  | One",
        ),
        Case(replace(ROOMY, tiers=TIERS[1]), TWO_MONTHS, "8.00  | One", "5.00  | One"),
        Case(amended(200, 20), TWO_MONTHS, "8.00  | One", "9.00  | One"),
        Case(
            replace(ROOMY, retainer=Retainer(D(4), D(400), projects=("kiosk",), rollover=Rollover(D(1), D(9), 2))),
            """
            date       | person | project      | hours | text  | finding
            2026-08-31 | Ines   | Booking site | 8.00  | One   |
            2026-09-08 | Ines   | Kiosk        | 6.00  | Two   |
            """,
            "2026-08-31", "2026-09-01",
        ),
        Case(
            replace(ROOMY, expenses=COSTS),
            """
            date       | person | project      | hours | expense | text        | finding
            2026-09-07 | Ines   | Booking site | 1.00  | 31.00   | One parking |
            2026-09-08 | Ines   | Booking site | 1.00  | 31.00   | Two parking |
            """,
            "31.00   | One", "12.00   | One",
        ),
    ],
    ids=["a correction", "a step of a tier", "an amendment", "where a retainer starts", "a limit on expenses"],
)  # fmt: skip
def test_a_row_changes_what_others_come_to(case: Case) -> None:
    old, new = sheet_of(case.table, case.sow), sheet_of(case.table.replace(case.was, case.now), case.sow)
    prices, whole = price_all(old), price_all(new)
    again, _ = price_again(prices, Edited(old, new, (), ()), {"r_2"})
    assert again.bills == whole.bills
    assert any(bill != prices.bills[row] for row, bill in whole.bills.items() if row != "r_2")
