"""Sales tax by hand, automated, and by the line; customers who pay in other money."""

import pytest

from tests.sandbox.quickbooks.books import Books, codes, invoice, line

CALIFORNIA = {"Line1": "1 Mill Lane", "City": "Oakland", "CountrySubDivisionCode": "CA"}


@pytest.mark.parametrize(
    ("switches", "where", "code", "tax", "total"),
    [
        ({}, CALIFORNIA, "NON", 0, 100),
        ({}, CALIFORNIA, "TAX", 0, 100),
        ({"automated_tax": True}, CALIFORNIA, "TAX", 8.5, 108.5),
        ({"automated_tax": True}, CALIFORNIA, "NON", 0, 100),
        ({"automated_tax": True}, {"Line1": "Unter den Linden 1"}, "TAX", 0, 100),
        ({"using_sales_tax": False, "automated_tax": True}, CALIFORNIA, "TAX", 0, 100),
    ],
)
def test_tax_in_the_united_states(books: Books, switches: dict, where: dict, code: str, tax: float, total: float):
    books.turn(**switches)
    made = books.made("invoice", invoice(books.customer(BillAddr=where), line("1", "100", tax=code)))
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (tax, total)
    assert "GlobalTaxCalculation" not in made


def test_a_tax_code_of_the_transaction_is_charged_by_hand(books: Books):
    sold = line("1", "99.95", tax="TAX")
    made = books.made("invoice", invoice(books.customer(), sold, TxnTaxDetail={"TxnTaxCodeRef": {"value": "2"}}))
    assert (made["TxnTaxDetail"]["TotalTax"], made["Balance"]) == (8.5, 108.45)
    assert made["TxnTaxDetail"]["TaxLine"][0]["TaxLineDetail"]["NetAmountTaxable"] == 99.95


@pytest.mark.parametrize(("discount_first", "tax", "total"), [(False, 8.5, 98.5), (True, 7.65, 97.65)])
def test_a_discount_comes_before_or_after_the_tax(books: Books, discount_first: bool, tax: float, total: float):
    off = {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10}}
    code = {"TxnTaxCodeRef": {"value": "2"}}
    body = invoice(books.customer(), line("1", "100", tax="TAX"), off, TxnTaxDetail=code)
    made = books.made("invoice", {**body, "ApplyTaxAfterDiscount": discount_first})
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (tax, total)


@pytest.mark.parametrize(
    ("how", "tax", "total"),
    [("TaxExcluded", 20, 120), ("TaxInclusive", 16.67, 100), ("NotApplicable", 0, 100), (None, 20, 120)],
)
def test_tax_elsewhere_stands_on_the_line(books: Books, how: str | None, tax: float, total: float):
    books.turn(country="GB")
    more = {"GlobalTaxCalculation": how} if how else {}
    made = books.made("invoice", invoice(books.customer(), line("1", "100", tax="2"), **more))
    assert (made["TxnTaxDetail"]["TotalTax"], made["TotalAmt"]) == (tax, total)
    assert made["CurrencyRef"]["value"] == "GBP"


@pytest.mark.parametrize(("code", "refusal"), [("", "6000"), ("99", "2500"), ("6", "610")])
def test_a_line_elsewhere_needs_a_code_in_use(books: Books, code: str, refusal: str):
    books.turn(country="GB")
    assert codes(books.post("invoice", invoice(books.customer(), line(tax=code)))) == [refusal]


def test_an_invoice_is_in_the_customer_s_money_at_the_service_s_rate(books: Books):
    books.turn(multi_currency=True)
    nord = books.customer("Nordlicht GmbH", CurrencyRef={"value": "EUR"})
    made = books.made("invoice", invoice(nord, line("1", "100")))
    assert made["CurrencyRef"] == {"value": "EUR", "name": "Euro"}
    assert (made["ExchangeRate"], made["TotalAmt"], made["HomeTotalAmt"]) == (1.08, 100, 108)
    wrong = books.made("invoice", invoice(nord, line("1", "100"), ExchangeRate=1))
    assert wrong["HomeTotalAmt"] == 100


@pytest.mark.parametrize(("currency", "status"), [("EUR", 200), ("USD", 400), ("GBP", 400)])
def test_no_other_money_than_the_customer_s_is_taken(books: Books, currency: str, status: int):
    books.turn(multi_currency=True)
    nord = books.customer("Nordlicht GmbH", CurrencyRef={"value": "EUR"})
    assert books.post("invoice", invoice(nord, CurrencyRef={"value": currency})).status_code == status


def test_one_currency_means_one_currency(books: Books):
    answer = books.post("customer", {"DisplayName": "Nordlicht GmbH", "CurrencyRef": {"value": "EUR"}})
    assert codes(answer) == ["6000"]
    assert books.get("preferences").json()["Preferences"]["CurrencyPrefs"] == {
        "MultiCurrencyEnabled": False, "HomeCurrency": {"value": "USD"},
    }  # fmt: skip


@pytest.mark.parametrize(("tracked", "kept"), [(True, True), (False, False)])
def test_classes_and_locations_are_kept_where_they_are_tracked(books: Books, tracked: bool, kept: bool):
    books.turn(class_tracking_line=tracked, track_departments=tracked)
    sold = line(ClassRef={"value": "1"})
    made = books.made("invoice", invoice(books.customer(), sold, DepartmentRef={"value": "1"}))
    assert ("ClassRef" in made["Line"][0]["SalesItemLineDetail"], "DepartmentRef" in made) == (kept, kept)
