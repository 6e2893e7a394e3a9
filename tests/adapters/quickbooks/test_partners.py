"""What a draft names and QuickBooks does not have is said in one sentence each, before anything is sent."""

from typing import Any

import pytest

from tests.adapters.quickbooks.drafts import draft, line
from tests.adapters.quickbooks.studio import Studio

MISSING: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    # switches, what the draft says, kind, words of the sentence
    ({}, {"customer": "Nobody"}, "customer", 'QuickBooks has no customer "Nobody": add it there'),
    ({}, {"customer": "LARKSPUR ltd"}, "customer", 'writes the customer "LARKSPUR ltd" as "Larkspur Ltd"'),
    ({}, {"customer": ""}, "customer", "No customer is named"),
    ({}, {"customer": "Gone Ltd"}, "customer", '"Gone Ltd" is inactive in QuickBooks'),
    ({}, {"customer": "x\\' OR Id > '0"}, "customer", "QuickBooks has no customer"),
    ({}, {"terms": "Net 90"}, "terms", 'QuickBooks has no payment term "Net 90"'),
    ({}, {"tax_code": "20.0% S"}, "tax code", 'a line is TAX or NON, not "20.0% S"'),
    ({}, {"currency": "EUR"}, "currency", 'bills "Larkspur Ltd" in USD, and LK-001 is in EUR'),
    ({"multi_currency": True}, {"currency": "EUR"}, "currency", 'bills "Larkspur Ltd" in USD, and LK-001 is in EUR'),
    ({"country": "GB"}, {"currency": "GBP", "customer": "Thames Ltd"}, "tax code", 'no tax code "NON"'),
    ({"country": "GB"}, {"currency": "GBP", "customer": "Thames Ltd", "tax_code": "17.5% S"}, "tax code", "inactive"),
    ({}, {"quickbooks_class": "Nowhere"}, "class", 'QuickBooks has no class "Nowhere": add it there'),
    ({"class_tracking_line": False}, {"quickbooks_class": "Web"}, "class", "Classes are switched off in QuickBooks"),
    ({"book_close_date": "2026-09-30"}, {}, "date", "closed until 2026-09-30 and this invoice is dated 2026-09-30"),
    ({"allow_estimates": False}, {"doc_type": "Estimate"}, "document", "Estimates are switched off"),
]


@pytest.mark.parametrize(("switches", "said", "kind", "words"), MISSING)
def test_a_missing_partner_is_one_sentence(
    studio: Studio, switches: dict[str, Any], said: dict[str, Any], kind: str, words: str
) -> None:
    studio.turn(**switches)
    studio.customer("Gone Ltd", Active=False)
    studio.customer("Thames Ltd")
    said = dict(said)
    found = studio.books(said.pop("doc_type", "Invoice")).check([draft(**said)])
    assert [missing.kind for missing in found] == [kind]
    assert words in found[0].message and found[0].sow == "LK-001" and found[0].message.endswith(".")


def test_a_missing_item_says_how_many_lines_and_how_much_wait_for_it(studio: Studio) -> None:
    what = draft(line("1", "100", "Designer"), line("2", "100"), line("3", "600", "Designer"))
    (missing,) = studio.books().check([what])
    assert (missing.kind, missing.name) == ("item", "Designer")
    assert missing.message.endswith("It is needed for 2 lines, 1,900.00 USD.")


def test_an_item_that_is_counted_in_stock_is_not_sold_by_the_hour(studio: Studio) -> None:
    studio.post("/quickbooks/__seed", items=[{"Name": "Chairs", "Type": "Inventory"}])
    (missing,) = studio.books().check([draft(line(item="Chairs"))])
    assert 'The item "Chairs" is of type Inventory in QuickBooks and cannot be sold by the hour' in missing.message


def test_everything_that_is_missing_is_told_at_once(studio: Studio) -> None:
    found = studio.books().check([draft(customer="A", terms="B"), draft(line(item="C")), draft()])
    assert [(missing.kind, missing.name) for missing in found] == [("customer", "A"), ("terms", "B"), ("item", "C")]


def test_a_draft_that_lacks_nothing_is_silent(studio: Studio) -> None:
    assert studio.books().check([draft(terms="Net 30", tax_code="TAX")]) == []


def test_nothing_is_asked_where_nothing_is_to_be_billed(studio: Studio) -> None:
    studio.books().check([])
    assert studio.calls("/query") == []


def test_a_month_of_drafts_asks_a_handful_of_questions(studio: Studio) -> None:
    names = [f"Customer {number:02}" for number in range(30)]
    studio.post("/quickbooks/__seed", customers=[{"DisplayName": name} for name in names])
    assert studio.books().check([draft(customer=name, terms="Net 30") for name in names]) == []
    assert len(studio.journal()) - len(studio.calls("__seed")) <= 8
