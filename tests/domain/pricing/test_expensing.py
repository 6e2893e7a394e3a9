"""Expenses are paid as the SOW says: at cost or by the unit, up to their limits, on lines of their own."""

from decimal import Decimal

import pytest

from service.domain.hours.entry import Entry
from service.domain.hours.expense import Expense
from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.drafting import drafts
from service.domain.pricing.expensing import counted, kinds_of
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.sow import Invoicing
from tests.domain.invoicing.charges import all_of, drafted, told, under, with_terms

D = Decimal
KINDS = {
    "parking": ExpenseTerms("parking", D("0.1"), receipt_above=D("25.00")),
    "train": ExpenseTerms("train", item_limit=D("50.00"), needs_approval=True),
    "mileage": ExpenseTerms("mileage", per="km", rate=D("0.42")),
}
TERMS = with_terms(
    expenses=Expenses(KINDS, limit=D("100.00")),
    invoicing=Invoicing(("role",), items={"default": "Services", "expenses": "Costs"}, expense_tax_code="ZERO"),
)
TRIP = """
    date       | person | hours | expense | text
    2026-09-03 | Ines   | 2.00  |         | workshop
    2026-09-03 | Ines   |       | 31.00   | parking at the port
    2026-09-04 | Ines   |       | 12.00   | parking
    2026-09-04 | Petra  |       | 35.28   | port and back, 84 km
"""


def expenses(sheet: Timesheet) -> list[Expense]:
    return [bill.expense for bill in sheet.bills.values() if bill.expense]


def test_each_kind_has_a_line_of_its_own_with_its_item_and_tax_code() -> None:
    (made,) = drafted(TRIP, TERMS)
    assert told([made]) == [
        "2 x 100.00 = 200.00 Senior developer · September 2026",
        "84 x 0.42 = 35.28 04 Sep 2026 · Mileage: port and back, 84 km",
        "47.30 Parking · September 2026",
    ]
    assert {(line.item, line.tax_code) for line in made.lines if line.kind == "expense"} == {("Costs", "ZERO")}
    assert made.lines[2].steps == (
        "2 expenses, 47.30 EUR.",
        "September, row 3: 31.00 EUR spent on parking, 34.10 EUR with 10 % on top.",
        "September, row 4: 12.00 EUR spent on parking, 13.20 EUR with 10 % on top.",
    )


def test_what_is_past_a_limit_is_not_billed_and_says_so() -> None:
    table = """
        date       | person | expense | text
        2026-09-03 | Ines   | 60.00   | train to the port
        2026-09-04 | Ines   | 40.00   | parking
        2026-09-05 | Ines   | 30.00   | parking
    """
    found = expenses(under(table, TERMS))
    assert [str(one.amount) for one in found] == ["50.00", "44.00", "6.00"]
    assert [doubt.message for one in found for doubt in one.doubts] == [
        "The client has to agree to train before it is spent.",
        "10.00 EUR of 60.00 EUR is past the limit of 50.00 EUR an item and not billed.",
        "40.00 EUR for parking needs a receipt (above 25.00 EUR).",
        "30.00 EUR for parking needs a receipt (above 25.00 EUR).",
        "27.00 EUR of 33.00 EUR is past the limit for expenses of 100.00 EUR a month (94.00 EUR used) and not billed.",
    ]


def test_an_expense_without_terms_is_not_billed_and_rides_along_with_its_row() -> None:
    (made,) = drafted(TRIP, with_terms())
    assert told([made]) == ["2 x 100.00 = 200.00 Senior developer · September 2026"]
    assert {share.claim for share in made.claims} == {"r_2", "r_3", "r_4", "r_5"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("84 km", "84"),
        ("to the port, 84km", "84"),
        ("12,5 km round trip", "12.5"),
        ("12.5 kilometres", "12.5"),
        ("1.250 km", None),
        ("40 km there, 44 km back", None),
        ("84 kmh", None),
        ("a long way", None),
    ],
)
def test_units_are_read_from_the_text_where_they_are_clear(text: str, count: str | None) -> None:
    assert counted(Entry("r_1", "T", 2, description=text), "km") == (D(count) if count else None)


@pytest.mark.parametrize(
    ("entry", "kinds"),
    [
        (Entry("r", "T", 2, task="Parking", description="train"), ["parking"]),
        (Entry("r", "T", 2, tags=("train",), description="parking"), ["train"]),
        (Entry("r", "T", 2, description="Train and parking"), ["parking", "train"]),
        (Entry("r", "T", 2, description="trained the crew"), []),
        (Entry("r", "T", 2, description="84 km"), ["mileage"]),
    ],
    ids=["by task", "by tag", "two kinds", "part of a word", "by unit"],
)
def test_the_kind_is_what_the_row_says(entry: Entry, kinds: list[str]) -> None:
    assert kinds_of(entry, KINDS) == kinds


def test_a_row_with_hours_and_an_expense_is_claimed_once_with_both() -> None:
    table = """
        date       | person | hours | expense | text
        2026-09-03 | Ines   | 2.00  | 10.00   | parking and workshop
    """
    sheet = under(table, TERMS)
    (made,) = drafts(sheet, all_of(sheet))
    assert [(share.claim, share.hours, share.amount) for share in made.claims] == [("r_2", D(2), D("211.00"))]
