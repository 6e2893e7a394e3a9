"""What changes the sum of a draft stands apart from its lines, in the contract's order, each with its arithmetic."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.period import Period
from service.domain.terms.charge import Commitment, Deposit, Discount, Retention
from tests.domain.invoicing.charges import TEN_HOURS, all_of, claims_of, drafted, told, under, with_terms

D = Decimal
TWO_ROLES = """
    date       | person | hours | text
    2026-09-07 | Ines   | 10.00 | fares
    2026-09-21 | Petra  | 5.00  | icons
"""
OCTOBER = TEN_HOURS.replace("2026-09", "2026-10")


class Earlier(NamedTuple):
    """An invoice of an earlier month."""

    sow: str
    period: str
    total: Decimal


def below(made: list[DraftInvoice]) -> list[str]:
    """The adjustments of the only draft, as texts."""
    (draft,) = made
    return told([replace(draft, lines=draft.adjustments)])


def sums(made: list[DraftInvoice]) -> tuple[str, str]:
    (draft,) = made
    return f"{draft.subtotal:.2f}", f"{draft.total:.2f}"


def test_an_amount_off_the_invoice_is_given_once() -> None:
    early = Discount("early", amount=D("150.00"), once=True, condition="Signed by 25 August")
    made = drafted(TEN_HOURS, with_terms(discounts=(early,)))
    assert below(made) == ["-150.00 Discount · Signed by 25 August"]
    assert sums(made) == ("1000.00", "850.00")
    again = drafted(OCTOBER, with_terms(discounts=(early,)), claims_of(made), month="2026-10", today="2026-11-02")
    assert sums(again) == ("1000.00", "1000.00")


def test_an_unconfirmed_discount_is_not_given_and_the_draft_says_so() -> None:
    early = Discount("early", amount=D("150.00"), condition="Signed by 25 August", confirmed=False)
    made = drafted(TEN_HOURS, with_terms(discounts=(early,)))
    assert sums(made) == ("1000.00", "1000.00")
    assert made[0].notes == (
        "Discount early (150.00 EUR) is not given: nobody has confirmed “Signed by 25 August”.",
    )


def test_a_share_is_taken_of_what_it_is_given_on() -> None:
    share = Discount("d", share=D("0.1"))
    for discount, off in (
        (share, "-150.00"),
        (replace_in(share, on="labour"), "-150.00"),
        (replace_in(share, on="role", role="designer"), "-50.00"),
        (replace_in(share, days=Period(date(2026, 9, 15), None)), "-50.00"),
    ):
        (line,) = below(drafted(TWO_ROLES, with_terms(discounts=(discount,))))
        assert line.startswith(off), discount
    made = drafted(TWO_ROLES, with_terms(discounts=(replace_in(share, days=Period(date(2026, 10, 1), None)),)))
    assert below(made) == []


def replace_in(discount: Discount, **terms: object) -> Discount:
    return discount._replace(**terms)  # type: ignore[arg-type]  # terms by name


def test_a_share_is_given_on_a_second_invoice_of_the_same_month_as_well() -> None:
    terms = with_terms(discounts=(Discount("d", share=D("0.1")),))
    sheet = under(TWO_ROLES, terms)
    first = drafts(sheet, {"r_2": "seen"})
    second = drafts(sheet, {"r_3": "seen"}, claims_of(first))
    (both,) = drafts(sheet, all_of(sheet))
    assert [draft.total for draft in (*first, *second)] == [D(900), D(450)]
    assert both.total == D(1350)
    assert list(claims_of(second)) == ["discount/S/d/2026-09/2"]


def test_what_a_month_brought_in_too_little_is_made_up_at_its_end() -> None:
    terms = with_terms(commitments=(Commitment("least", D(1500)),))
    assert below(drafted(TEN_HOURS, terms, today="2026-09-29")) == []
    made = drafted(TEN_HOURS, terms)
    assert below(made) == ["500.00 Minimum spend · September 2026"]
    assert made[0].adjustments[0].steps == (
        "Minimum of 1,500.00 EUR for September 2026, 1,000.00 EUR spent: 500.00 EUR.",
    )


def test_a_minimum_waits_for_rows_that_stay_behind_and_late_ones_give_it_back() -> None:
    terms = with_terms(commitments=(Commitment("least", D(1500)),))
    sheet = under(TWO_ROLES, terms)
    (first,) = drafts(sheet, {"r_2": "seen"})
    assert (first.total, first.notes) == (D(1000), (
        "The minimum of 1,500.00 EUR for September 2026 is not made up yet: 1 row waits to be billed.",
    ))  # fmt: skip
    made_up = drafted(TEN_HOURS, terms)
    billed = [Earlier("S", "2026-09", made_up[0].total)]
    late = under(TEN_HOURS.replace("10.00", "2.00"), terms)
    (more,) = drafts(late, all_of(late), claims_of(made_up), billed)
    assert told([more])[1:] == ["-200.00 Minimum spend · September 2026"]
    assert more.total == 0


def test_a_quarters_minimum_counts_the_invoices_before_without_what_they_kept_back() -> None:
    kept = Retention(D("0.1"))
    terms = with_terms(commitments=(Commitment("least", D(4000), "quarter"),), retention=kept,
                       days=Period(date(2026, 1, 1), None))  # fmt: skip
    billed = [Earlier("S", "2026-07", D(900)), Earlier("S", "2026-08", D(900)), Earlier("T", "2026-08", D(9000))]
    claims = {"retention/S/kept/2026-07": D(-100), "retention/S/kept/2026-08": D(-100)}
    sheet = under(TEN_HOURS, terms)
    (made,) = drafts(sheet, all_of(sheet), claims, billed)
    assert told([made])[1:] == ["1,000.00 Minimum spend · 1 Jul to 30 Sep 2026", "-200.00 Retention of 10 %"]


def test_a_share_is_kept_back_up_to_a_sum_and_paid_out_when_it_is_released() -> None:
    kept = Retention(D("0.05"), D("80.00"))
    september = drafted(TEN_HOURS, with_terms(retention=kept))
    assert below(september) == ["-50.00 Retention of 5 %"]
    october = drafted(OCTOBER, with_terms(retention=kept), claims_of(september), month="2026-10", today="2026-11-02")
    assert below(october) == ["-30.00 Retention of 5 %"]
    released = kept._replace(released=date(2026, 11, 15))
    november = drafted(OCTOBER.replace("2026-10", "2026-11"), with_terms(retention=released),
                       claims_of(september) | claims_of(october), month="2026-11", today="2026-12-01")  # fmt: skip
    assert below(november) == ["80.00 Retention released"]
    assert sums(november) == ("1000.00", "1080.00")


def test_adjustments_are_worked_out_one_after_the_other() -> None:
    terms = with_terms(
        discounts=(Discount("d", share=D("0.1")),), commitments=(Commitment("least", D(1200)),),
        retention=Retention(D("0.05")), deposits=(Deposit("D1", D(500), None, D("0.25")),),
    )  # fmt: skip
    assert below(drafted(TEN_HOURS, terms)) == [
        "-100.00 Discount · d",
        "300.00 Minimum spend · September 2026",
        "-60.00 Retention of 5 %",
        "-285.00 Deposit set off (215.00 EUR left)",
    ]
