"""Sums that are due by a date are billed once, on the right invoice, and only by a workbook that is about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.invoicing.drafting import drafts
from service.domain.period import Period
from service.domain.terms.charge import Deposit, Fixed, Milestone
from service.domain.terms.retainer import Prepaid, Retainer
from tests.domain.invoicing.charges import HOURLY, ROLE, TEN_HOURS, all_of, claims_of, drafted, told, under, with_terms

D = Decimal
CARE = Retainer(D(20), D(2200), D(125), name="Care plan", projects=("crew-app",))


def fees(terms, **facts) -> list[str]:  # type: ignore[no-untyped-def]  # terms and facts by name
    return [line for line in told(drafted(TEN_HOURS, terms, **facts)) if "fares" not in line and "Senior" not in line]


def test_a_fee_is_due_where_no_row_is_approved() -> None:
    sheet = under(TEN_HOURS, with_terms(retainer=CARE))
    (draft,) = drafts(sheet, {})
    assert told([draft]) == ["1 x 2,200.00 = 2,200.00 Care plan · September 2026 (0 of 20 h used)"]
    assert drafts(sheet, {}, claims_of([draft])) == []


@pytest.mark.parametrize(
    ("terms", "facts"),
    [
        ({"status": "suspended"}, {}),
        ({"days": Period(date(2026, 10, 1), None)}, {}),
        ({"projects": ("kiosk",)}, {}),
        ({}, {"today": "2026-12-01"}),
    ],
    ids=["not active", "not in force", "no row of it in the workbook", "an old workbook"],
)
def test_nobody_is_billed_a_fee_by_a_workbook_that_is_not_about_it(
    terms: dict[str, object], facts: dict[str, str]
) -> None:
    sheet = under(TEN_HOURS, replace(HOURLY, id="T"), with_terms(retainer=CARE, priority=-1, **terms), **facts)  # type: ignore[arg-type]  # facts by name
    assert [draft.sow for draft in drafts(sheet, all_of(sheet))] == ["T"]


def test_a_fee_in_advance_is_dated_at_the_beginning_and_one_in_arrears_at_the_end() -> None:
    (ahead,) = drafted(TEN_HOURS, with_terms(retainer=CARE))
    (behind,) = drafted(TEN_HOURS, with_terms(retainer=replace(CARE, in_advance=False)))
    assert (ahead.lines[0].day, behind.lines[0].day) == (date(2026, 9, 1), date(2026, 9, 30))
    early = drafted(TEN_HOURS, with_terms(retainer=replace(CARE, in_advance=False)), today="2026-09-29")
    assert claims_of(early) == {}


def test_a_quarters_fee_stands_on_the_invoice_of_its_first_or_its_last_month() -> None:
    quarterly = replace(CARE, period="quarter")
    october = TEN_HOURS.replace("2026-09", "2026-10")
    whole = {"days": Period(date(2026, 1, 1), None), "rates": HOURLY.rates}
    assert fees(with_terms(retainer=quarterly, **whole)) == []
    (made,) = drafted(october, with_terms(retainer=quarterly, **whole), month="2026-10", today="2026-11-02")
    assert claims_of([made]) == {"fee/S/retainer/2026-10-01": D(2200)}
    (made,) = drafted(TEN_HOURS, with_terms(retainer=replace(quarterly, in_advance=False), **whole))
    assert claims_of([made]) == {"fee/S/retainer/2026-07-01": D(2200)}


def test_the_fee_of_a_broken_month_is_its_share_in_days_where_the_sow_says_so() -> None:
    days = Period(date(2026, 9, 7), None)
    (line, *_) = drafted(TEN_HOURS, with_terms(retainer=replace(CARE, prorated=True), days=days))[0].lines
    assert line.amount == D("1760.00")  # 24 of 30 days
    assert line.steps == (
        "Care plan for 24 of 30 days of September 2026: 2,200.00 EUR x 24 / 30 = 1,760.00 EUR.",
    )
    (line, *_) = drafted(TEN_HOURS, with_terms(retainer=CARE, days=days))[0].lines
    assert line.amount == D("2200.00")


def test_a_block_paid_ahead_is_billed_once_from_the_day_it_may_be_used() -> None:
    block = Prepaid("B30", D(30), D("2850.00"), date(2026, 9, 15))
    made = drafted(TEN_HOURS, with_terms(prepaid=(block,)), claimed=None)
    assert "1 x 2,850.00 = 2,850.00 30 hours paid ahead (B30)" in told(made)
    assert claims_of(made) == {"fee/S/prepaid/B30": D("2850.00")}
    assert fees(with_terms(prepaid=(block,)), claimed=claims_of(made)) == []
    assert fees(with_terms(prepaid=(replace(block, billed=True),))) == []
    assert fees(with_terms(prepaid=(replace(block, bought=date(2026, 10, 1)),))) == []


def test_milestones_are_billed_when_they_are_due_and_never_twice() -> None:
    fixed = Fixed(D(9000), (
        Milestone("M1", D(4000), date(2026, 9, 20), "Booking flow", "acceptance"),
        Milestone("M2", D(3000), None, "Crew app", "acceptance"),
        Milestone("M3", D(2000), date(2026, 10, 15)),
    ))  # fmt: skip
    made = drafted(TEN_HOURS, with_terms(fixed=fixed))
    assert [line.steps for line in made[0].lines if line.kind == "fee"] == [
        ("Milestone M1, accepted on 20 Sep 2026: 4,000.00 EUR of the fixed fee of 9,000.00 EUR.",)
    ]
    assert fees(with_terms(fixed=fixed), claimed=claims_of(made)) == []
    october = drafted(
        TEN_HOURS.replace("2026-09", "2026-10"), with_terms(fixed=fixed), claims_of(made), month="2026-10",
        today="2026-11-02",
    )  # fmt: skip
    assert claims_of(october) == {"fee/S/milestone/M3": D(2000)}


def test_an_engagement_billed_by_milestones_has_an_invoice_up_to_each() -> None:
    fixed = Fixed(D(3000), (Milestone("M1", D(1000), date(2026, 9, 10)), Milestone("M2", D(2000), date(2026, 9, 25))))
    terms = with_terms(fixed=fixed, invoicing=replace(ROLE, every="milestone"))
    table = """
        date       | person | hours | text
        2026-09-10 | Ines   | 1.00  | on the day of the first
        2026-09-11 | Ines   | 2.00  | on the way to the second
        2026-09-26 | Ines   | 4.00  | after both
    """
    made = drafted(table, terms)
    assert [(draft.period_text, draft.total) for draft in made] == [
        ("2026-09-01", D(1100)), ("2026-09-11", D(2200)), ("2026-09-26", D(400)),
    ]  # fmt: skip


def test_a_deposit_is_billed_once_and_then_set_off_by_its_share_until_it_is_used_up() -> None:
    terms = with_terms(deposits=(Deposit("D1", D(600), date(2026, 9, 1), D("0.5")),))
    september = drafted(TEN_HOURS, terms)
    assert [line.kind for line in september[0].lines] == ["fee", "work"]
    october = TEN_HOURS.replace("2026-09", "2026-10")
    made = drafted(october, terms, claims_of(september), month="2026-10", today="2026-11-02")
    assert told(made)[-1] == "-500.00 Deposit set off (100.00 EUR left)"
    november = drafted(october.replace("2026-10", "2026-11"), terms, claims_of(september) | claims_of(made),
                       month="2026-11", today="2026-12-01")  # fmt: skip
    assert told(november)[-1] == "-100.00 Deposit set off (0.00 EUR left)"
    assert november[0].total == D(900)
