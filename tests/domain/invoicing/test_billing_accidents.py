"""What went wrong elsewhere and must not here: credits, odd minutes, free rows, prepaid hours, the last evening."""

from datetime import date
from decimal import Decimal

from service.domain.hours.approval import Billed
from service.domain.invoicing.drafting import drafts
from service.domain.money import exact
from service.domain.terms.cap import Cap
from service.domain.terms.ratecard import RateCard
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Invoicing
from tests.domain.invoicing.charges import ROLE, all_of, drafted, told, under, with_terms
from tests.rules.engagement import TERM

D = Decimal


def on_invoice(row: str, hours: str, amount: str) -> Billed:
    return Billed(row, "", "S", D(hours), D(amount), "done", "A")


def test_a_credit_frees_only_what_it_credits() -> None:
    """Of 4.50 h and 3.50 h on one invoice the second was credited, and a row of the next month has come."""
    table = """
        date       | person | hours | text
        2026-09-03 | Ines   | 4.50  | stays on the invoice
        2026-09-04 | Ines   | 3.50  | credited
        2026-10-02 | Ines   | 1.00  | next month
    """
    sheet = under(table, with_terms(), billed={"r_2": on_invoice("r_2", "4.50", "450.00")}, month="2026-10")
    made = drafts(sheet, all_of(sheet))
    assert sum(line.quantity or 0 for draft in made for line in draft.lines) == D("4.50")
    assert sum(draft.total for draft in made) == D("450.00")
    assert {share.claim for draft in made for share in draft.claims} == {"r_3", "r_4"}


def test_of_two_lines_the_credited_one_can_be_billed_again() -> None:
    table = """
        date       | person | hours | text
        2026-09-03 | Ines   | 2.00  | a
        2026-09-04 | Ines   | 3.00  | b
        2026-09-03 | Petra  | 1.00  | c
        2026-09-04 | Petra  | 2.00  | d
    """
    billed = {row: on_invoice(row, hours, "0") for row, hours in (("r_2", "2.00"), ("r_3", "3.00"))}
    sheet = under(table, with_terms(), billed=billed)
    (draft,) = drafts(sheet, all_of(sheet))
    assert told([draft]) == ["3 x 100.00 = 300.00 Designer · September 2026"]


def test_three_times_fifty_minutes_are_three_times_what_is_shown() -> None:
    table = """
        date       | person | hours        | text
        2026-09-03 | Ines   | 0.8333333333 | a
        2026-09-04 | Ines   | 0.8333333333 | b
        2026-09-07 | Ines   | 0.8333333333 | c
    """
    each = with_terms(invoicing=Invoicing(("entry",)))
    assert [line[:20] for line in told(drafted(table, each))] == ["0.83 x 100.00 = 83.0"] * 3
    assert drafted(table, each)[0].total == drafted(table, with_terms())[0].total == D("249.00")
    assert all(exact(work.entry.worked) == "0.8333" for work in under(table, each))


def test_prepaid_hours_are_used_in_the_order_of_judging_over_all_projects() -> None:
    table = """
        date       | person | project      | hours | text
        2026-09-01 | Ines   | Booking site | 24.00 | A
        2026-09-02 | Ines   | Crew app     | 20.00 | B
        2026-09-03 | Ines   | Kiosk        | 13.00 | C
    """
    terms = with_terms(retainer=Retainer(D(50), D(0), D(110), name="Prepaid hours"), invoicing=Invoicing(("project",)))
    sheet = under(table, terms)
    assert [exact(sheet.bills[work.id].in_fee) for work in sheet] == ["24", "20", "6"]
    assert [line.split("·")[0] for line in told(drafts(sheet, all_of(sheet)))] == ["7 x 110.00 = 770.00 Kiosk "]


def test_a_free_row_needs_no_budget_and_an_unpaid_one_is_nothing() -> None:
    table = """
        date       | person | project | hours | billable | text
        2026-09-01 | Petra  | Kiosk   | 2.00  |          | free by its rate
        2026-09-02 | Ines   | Kiosk   | 3.00  | no       | not billable
    """
    terms = with_terms(
        rates=(RateCard(D(0), TERM, role="designer"), RateCard(D(140), TERM, role="senior_developer")),
        caps=(Cap("ceiling", "project", D(0), "term", "block", measure="money", subject="kiosk"),),
    )
    sheet = under(table, terms)
    free, unpaid = (sheet.bills[work.id] for work in sheet)
    assert (free.held, free.amount, free.billed) == (0, 0, 2)
    assert (unpaid.amount, unpaid.billed, unpaid.rounded) == (0, 0, 0)
    assert told(drafts(sheet, {"r_2": "seen"})) == ["2 x 0.00 = 0.00 Designer · September 2026"]


def test_the_last_evening_of_a_month_is_billed_with_it() -> None:
    """The run is at half past midnight of the first, by the clock of the agency."""
    table = """
        date       | person | hours | text
        2026-09-30 | Ines   | 1.00  | last evening
        2026-10-01 | Ines   | 2.00  | next day
    """
    made = drafted(table, with_terms(invoicing=ROLE), today="2026-10-01")
    assert [(draft.period_text, draft.total, draft.day) for draft in made] == [
        ("2026-09", D(100), date(2026, 9, 30)), ("2026-10", D(200), date(2026, 10, 1)),
    ]  # fmt: skip
