"""Sums come out to the last digit: half cents, long quantities, far currencies, tax, lines that are no product."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from service.domain.money import step_of
from service.faults import Unbuildable
from tests.adapters.quickbooks.drafts import MARKER, draft, line
from tests.adapters.quickbooks.studio import Studio

ONE = "a" * 36


@pytest.mark.parametrize(("hours", "price", "total"), [
    ("128.35", "14.50", "1861.08"), ("12.9450666", "75", "970.88"), ("12.95", "75", "971.25"), ("0.3", "0.25", "0.08"),
])  # fmt: skip
def test_half_cents_and_long_quantities_are_taken(studio: Studio, hours: str, price: str, total: str) -> None:
    books, what = studio.books(), draft(line(hours, price), line("0.1", "100"))
    made = books.create(books.body(what, MARKER), ONE)
    assert made.flagged == "" and made.total == what.total == Decimal(total) + 10


def test_tax_that_quickbooks_adds_is_shown_and_taken_off_before_the_totals_are_compared(studio: Studio) -> None:
    studio.turn(country="GB")
    books = studio.books()
    studio.customer("Thames Ltd")
    what = draft(customer="Thames Ltd", currency="GBP", tax_code="20.0% S")
    made = books.create(books.body(what, MARKER), ONE)
    assert [made.total, made.tax, made.subtotal] == [1200, 200, 1000]
    assert made.flagged == "QuickBooks added tax of 200.00 GBP."


def test_a_foreign_customer_is_billed_in_its_currency_at_the_rate_of_quickbooks(studio: Studio) -> None:
    studio.turn(multi_currency=True)
    studio.customer("Adler GmbH", CurrencyRef={"value": "EUR"})
    books = studio.books()
    body = books.body(draft(customer="Adler GmbH", currency="EUR"), MARKER)
    assert json.loads(body)["CurrencyRef"] == {"value": "EUR"} and "ExchangeRate" not in body
    assert books.create(body, ONE).flagged == ""


WORTH: list[tuple[str, str, str, str]] = [
    # currency, hours, price, total in QuickBooks
    ("JPY", "1.25", "9333", "11666"),
    ("JPY", "12.9450666", "9300", "120389"),
    ("KWD", "7.5", "12.345", "92.588"),
    ("EUR", "128.35", "14.50", "1861.08"),
]


@pytest.mark.parametrize(("currency", "hours", "price", "total"), WORTH)
def test_every_currency_keeps_its_own_decimals(
    studio: Studio, currency: str, hours: str, price: str, total: str
) -> None:
    studio.turn(multi_currency=True)
    studio.customer("Far Ltd", CurrencyRef={"value": currency})
    what = draft(replace(line(hours, price), step=step_of(currency)), customer="Far Ltd", currency=currency)
    books = studio.books()
    body = books.body(what, MARKER)
    made = books.create(body, ONE)
    assert made.flagged == "" and made.total == what.total == Decimal(total)
    again = books.fetch(made.id, body)
    assert again is not None and (again.flagged, again.total) == ("", what.total)


def test_lines_without_a_product_and_below_zero_are_taken_while_the_total_is_not(studio: Studio) -> None:
    books = studio.books()
    alone = replace(line(text="Discount"), quantity=None, unit_price=None, alone=Decimal("-62.5"))
    what = draft(line(), alone)
    made = books.create(books.body(what, MARKER), ONE)
    assert made.flagged == "" and made.total == what.total == Decimal("937.50")
    with pytest.raises(Unbuildable, match="below zero"):
        books.body(draft(replace(alone, alone=Decimal(-1))), MARKER)


ABROAD: list[tuple[str, str, str, str, str]] = [
    # country, currency, tax code, tax on 1,000.00, what is missing
    ("GB", "GBP", "20.0% S", "200", ""),
    ("GB", "GBP", "NON", "", 'no tax code "NON"'),
    ("GB", "GBP", "", "", "No tax code is named"),
    ("US", "USD", "20.0% S", "", "a line is TAX or NON"),
]


@pytest.mark.parametrize(("country", "currency", "code", "tax", "lacking"), ABROAD)
def test_every_line_has_the_tax_code_of_its_country(
    studio: Studio, country: str, currency: str, code: str, tax: str, lacking: str
) -> None:
    studio.turn(country=country)
    studio.customer("Thames Ltd")
    books, what = studio.books(), draft(line(), line("1", "0"), customer="Thames Ltd", currency=currency, tax_code=code)
    if lacking:
        assert [lacking in lack.message for lack in books.check([what])] == [True]
        return
    body = books.body(what, MARKER)
    sent = json.loads(body)
    assert ("GlobalTaxCalculation" in sent) == (country != "US")
    assert {one["SalesItemLineDetail"]["TaxCodeRef"]["value"] for one in sent["Line"]} <= {"1", "2", "3", "4", "5"}
    made = books.create(body, ONE)
    assert (made.tax, made.subtotal) == (Decimal(tax), what.total)


@pytest.mark.parametrize("switches", [{}, {"class_tracking_line": False, "class_tracking_txn": True}])
def test_class_due_date_and_order_arrive(studio: Studio, switches: dict[str, bool]) -> None:
    studio.turn(**switches)
    studio.post("/quickbooks/__seed", classes=[{"Name": "Retail"}])
    books, what = studio.books(), draft(quickbooks_class="Retail", net_days=45, order="PO 4500012345")
    made = books.create(books.body(what, MARKER), ONE)
    (call,) = studio.calls("/invoice")
    answer = call["response"]["Invoice"]
    places = [answer, answer["Line"][0]["SalesItemLineDetail"]]
    assert [place.get("ClassRef", {}).get("name") for place in places].count("Retail") == 1
    assert (made.flagged, answer["DueDate"]) == ("", "2026-11-14")
    assert answer["CustomerMemo"]["value"] == "Your order: PO 4500012345"


def test_a_customer_with_another_currency_than_the_sow_is_held_before_anything_is_sent(studio: Studio) -> None:
    studio.turn(multi_currency=True)
    studio.customer("Far Ltd", CurrencyRef={"value": "JPY"})
    books, what = studio.books(), draft(customer="Far Ltd", currency="USD")
    (lack,) = books.check([what])
    assert lack.kind == "currency" and 'bills "Far Ltd" in JPY, and LK-001 is in USD' in lack.message
    with pytest.raises(Unbuildable, match="in JPY"):
        books.body(what, MARKER)
    assert studio.calls("/invoice") == []
