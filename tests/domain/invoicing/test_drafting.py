"""Approved rows become lines whose figures multiply and add up, and everything on them is claimed once."""

from dataclasses import replace
from decimal import Decimal

from service.domain.invoicing.drafting import drafts
from service.domain.money import exact
from service.domain.pricing import price
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Invoicing, Sow
from tests.domain.pricing.test_pricing import PLAIN, sheet_of
from tests.rules.engagement import TERM

D = Decimal


def lines_of(table: str, terms: Sow) -> list[tuple[str, str, str]]:
    sheet = sheet_of(table, terms)
    priced = sheet.priced(price(sheet))
    made = drafts(priced, {work.id: "approved" for work in priced})
    return [(exact(line.quantity), f"{line.unit_price:.2f}", f"{line.amount:.2f}") for d in made for line in d.lines]


def test_shown_figures_multiply_even_where_minutes_do_not_divide() -> None:
    table = """
        date       | person | hours                    | text
        2026-09-07 | Ines   | 0.8333333333333333333333 | fifty minutes
    """
    assert lines_of(table, PLAIN) == [("0.83", "100.00", "83.00")]


def test_grouping_decides_where_half_cents_go() -> None:
    quarter = replace(PLAIN, rates=(RateCard(D("27.50"), TERM),))
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 0.25  | one quarter
        2026-09-08 | Ines   | 0.25  | another quarter
    """
    assert lines_of(table, quarter) == [("0.5", "27.50", "13.75")]
    each = replace(quarter, invoicing=Invoicing(group_by=("entry",)))
    assert lines_of(table, each) == [("0.25", "27.50", "6.88"), ("0.25", "27.50", "6.88")]


def test_shares_of_a_line_sum_to_the_line() -> None:
    third = replace(PLAIN, rates=(RateCard(D("33.33"), TERM),))
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 0.25  | a
        2026-09-08 | Ines   | 0.25  | b
        2026-09-09 | Ines   | 0.25  | c
    """
    sheet = sheet_of(table, third)
    priced = sheet.priced(price(sheet))
    (draft,) = drafts(priced, {work.id: "approved" for work in priced})
    (line,) = draft.lines
    assert line.amount == D("25.00")
    assert sum(share.amount for share in line.shares) == line.amount == draft.total


def test_a_fee_is_billed_once_a_month_and_covered_rows_ride_along() -> None:
    table = """
        date       | person | project  | hours | text
        2026-09-07 | Ines   | Crew app | 19.00 | covered
        2026-09-08 | Ines   | Crew app | 2.25  | crossing
    """
    sheet = sheet_of(table)
    priced = sheet.priced(price(sheet))
    (draft,) = drafts(priced, {"r_2": "a", "r_3": "b"})
    assert [(exact(line.quantity), str(line.unit_price)) for line in draft.lines] == [("1", "2200"), ("1.25", "125.00")]
    assert {share.claim for share in draft.claims} == {"fee/PF-004/retainer/2026-09", "r_2", "r_3"}
    (again,) = drafts(priced, {"r_2": "a", "r_3": "b"}, claimed={"fee/PF-004/retainer/2026-09": D(2200)})
    assert again.total == D("156.25")
