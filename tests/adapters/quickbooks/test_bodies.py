"""The text that is sent holds what was approved to the last digit, and nothing that we did not decide."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.adapters.quickbooks.bodies import document, number_of, text_of
from service.adapters.quickbooks.company import Company
from service.adapters.quickbooks.partners import Partners
from service.domain.invoicing.invoice import DraftInvoice, Line, Share
from service.domain.money import step_of
from service.faults import Unbuildable
from tests.adapters.quickbooks.drafts import MARKER, draft, line

AMERICAN = Company("US", "USD", False, False, True, True, None)
BRITISH = AMERICAN._replace(country="GB", currency="GBP")
PARTNERS = Partners("58", "", "", {"NON": "NON"}, {"Design": "2"})


def body_of(
    what: DraftInvoice,
    company: Company = AMERICAN,
    doc_type: str = "Invoice",
    partners: Partners = PARTNERS,
) -> dict[str, Any]:
    text = text_of(document(what, MARKER, partners, company, doc_type))
    return json.loads(text, parse_float=str, parse_int=str)  # type: ignore[no-any-return]  # JSON is what it is


FIGURES = [
    # hours, price, Qty, UnitPrice and Amount as written
    ("128.35", "14.50", "128.35", "14.5", "1861.08"),
    ("12.9450666", "75", "12.9450666", "75", "970.88"),
    ("12.95", "75", "12.95", "75", "971.25"),
    ("0.5", "0.25", "0.5", "0.25", "0.13"),
    ("0.1", "3", "0.1", "3", "0.3"),
    ("0.30000000", "100", "0.3", "100", "30"),
    ("1000", "100", "1000", "100", "100000"),
    ("0.33333333333333", "99", "0.3333333", "99", "33"),
    ("0", "100", "0", "100", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "price", "quantity", "unit", "amount"), FIGURES)
def test_figures_are_written_digit_for_digit(hours: str, price: str, quantity: str, unit: str, amount: str) -> None:
    sent = body_of(draft(line(hours, price)))["Line"][0]
    detail = sent["SalesItemLineDetail"]
    assert (detail["Qty"], detail["UnitPrice"], sent["Amount"]) == (quantity, unit, amount)


AMOUNTS = [
    # currency, hours, price, what is sent: amount, and the product where QuickBooks can only come to the same
    ("JPY", "8", "9300", "74400", "8", "9300"),
    ("JPY", "1.25", "9333", "11666", "", ""),
    ("JPY", "0.5", "9333", "4667", "", ""),
    ("KWD", "8", "12.345", "98.76", "8", "12.345"),
    ("KWD", "7.5", "12.345", "92.588", "", ""),
    ("KWD", "0.5", "12.345", "6.173", "", ""),
    ("EUR", "0.5", "12.345", "6.17", "0.5", "12.345"),
]


@pytest.mark.parametrize(("currency", "hours", "price", "amount", "quantity", "unit"), AMOUNTS)
def test_a_product_that_quickbooks_may_round_to_another_step_goes_out_as_an_amount(
    currency: str, hours: str, price: str, amount: str, quantity: str, unit: str
) -> None:
    one = replace(line(hours, price), step=step_of(currency))
    sent = body_of(draft(one, currency=currency))["Line"][0]
    detail = sent["SalesItemLineDetail"]
    assert (sent["Amount"], detail.get("Qty", ""), detail.get("UnitPrice", "")) == (amount, quantity, unit)
    assert sent["Description"] == one.description + ("" if quantity else f" ({hours} x {price})")


@pytest.mark.parametrize("amount", ["1900", "0.01", "-50", "-0.5"])
def test_a_line_that_is_no_product_has_its_amount_alone(amount: str) -> None:
    fee = replace(line(), quantity=None, unit_price=None, alone=Decimal(amount))
    sent = body_of(draft(line(), fee))["Line"][1]
    assert sent["Amount"] == amount and sent["Description"] == fee.description
    assert sent["SalesItemLineDetail"].keys() == {"ServiceDate", "ItemRef", "TaxCodeRef"}


def test_an_american_invoice_carries_these_fields_and_no_other() -> None:
    assert body_of(draft(line(text="Żółć & Sons")), partners=PARTNERS) == {
        "CustomerRef": {"value": "58"},
        "TxnDate": "2026-09-30",
        "PrivateNote": f"Tickmark made this from approved hours of 2026-09 (LK-001). Not sent. key={MARKER}",
        "EmailStatus": "NotSet",
        "PrintStatus": "NotSet",
        "AllowOnlineCreditCardPayment": False,
        "AllowOnlineACHPayment": False,
        "AllowIPNPayment": False,
        "Line": [
            {
                "LineNum": "1",
                "DetailType": "SalesItemLineDetail",
                "Amount": "1000",
                "Description": "Żółć & Sons",
                "SalesItemLineDetail": {
                    "ServiceDate": "2026-09-30",
                    "ItemRef": {"value": "2"},
                    "Qty": "8",
                    "UnitPrice": "125",
                    "TaxCodeRef": {"value": "NON"},
                },
            }
        ],
    }


EXTRA: list[tuple[str, Company, str, Partners, set[str]]] = [
    # what is special, company, document, partners, the fields it adds and takes away
    ("numbers of our own", AMERICAN._replace(own_numbers=True), "Invoice", PARTNERS, {"DocNumber"}),
    ("many currencies", AMERICAN, "Invoice", replace(PARTNERS, currency="EUR"), {"CurrencyRef"}),
    ("terms", AMERICAN, "Invoice", replace(PARTNERS, terms="3"), {"SalesTermRef"}),
    ("a class for all", AMERICAN._replace(classes="transaction"), "Invoice", replace(PARTNERS, work_class="7"),
     {"ClassRef"}),
    ("a class a line", AMERICAN._replace(classes="line"), "Invoice", replace(PARTNERS, work_class="7"), set()),
    ("abroad", BRITISH, "Invoice", PARTNERS, {"GlobalTaxCalculation"}),
    ("estimate", AMERICAN, "Estimate", PARTNERS,
     {"TxnStatus", "AllowOnlineCreditCardPayment", "AllowOnlineACHPayment", "AllowIPNPayment"}),
]  # fmt: skip


@pytest.mark.parametrize(("company", "doc_type", "partners", "changed"), [row[1:] for row in EXTRA],
                         ids=[row[0] for row in EXTRA])  # fmt: skip
def test_a_field_stands_there_only_where_the_company_needs_it(
    company: Company, doc_type: str, partners: Partners, changed: set[str]
) -> None:
    plain, special = body_of(draft()), body_of(draft(), company, doc_type, partners)
    assert plain.keys() ^ special.keys() == changed


def test_what_the_sow_says_of_class_days_order_and_tax_is_carried() -> None:
    company = AMERICAN._replace(classes="line")
    partners = replace(PARTNERS, work_class="7", tax_codes={"NON": "NON", "TAX": "TAX"})
    what = draft(line(), replace(line(), tax_code="TAX"), net_days=45, order="PO 4500012345",
                 memo=("12 h on this invoice.", "Late payers owe 1 %."))  # fmt: skip
    sent = body_of(what, company, partners=partners)
    details = [one["SalesItemLineDetail"] for one in sent["Line"]]
    assert [(one["ClassRef"]["value"], one["TaxCodeRef"]["value"]) for one in details] == [("7", "NON"), ("7", "TAX")]
    assert (sent["DueDate"], sent["CustomerMemo"]) == ("2026-11-14", {
        "value": "Your order: PO 4500012345\n12 h on this invoice.\nLate payers owe 1 %."
    })  # fmt: skip
    assert "DueDate" not in body_of(what, company, "Estimate", partners)


def test_a_number_of_ours_is_short_and_always_the_same() -> None:
    assert number_of(MARKER) == number_of(MARKER) != number_of("tm1:other")
    assert number_of(MARKER).startswith("TM-") and len(number_of(MARKER)) <= 21


BROKEN: list[tuple[tuple[Line, ...], str]] = [
    # lines, what the sentence names
    ((line(), line(text="x" * 4001)), "Line 2 of 2 for LK-001 has a text of 4001 characters"),
    ((line(), line(), line(item="Nobody's")), "Line 3 of 3 for LK-001 is sold as an item"),
    ((line("10000", "0.000014"),), "Line 1 of 1 for LK-001 would be 0.1 in QuickBooks and not 0.14"),
    ((line("-1"),), "below zero"),
    (tuple(line("1", "1") for _ in range(751)), "751 lines"),
]


@pytest.mark.parametrize(("lines", "words"), BROKEN)
def test_what_cannot_be_built_is_named_and_nothing_is_left_out(lines: tuple[Line, ...], words: str) -> None:
    with pytest.raises(Unbuildable, match=words):
        body_of(draft(*lines))


def test_a_text_under_the_lines_is_never_cut() -> None:
    with pytest.raises(Unbuildable, match="has 1200 characters and QuickBooks takes 1000"):
        body_of(draft(memo=("x" * 1200,)))


def test_a_draft_without_lines_is_not_built() -> None:
    with pytest.raises(Unbuildable, match="no line"):
        body_of(draft(lines=()))


def test_the_lines_sum_to_what_was_approved() -> None:
    what = draft(*(line(hours, "14.50") for hours in ("128.35", "0.1", "0.2", "7.77")))
    amounts = [Decimal(one["Amount"]) for one in body_of(what)["Line"]]
    assert sum(amounts) == what.total


def test_a_service_date_is_left_out_where_the_company_hides_it() -> None:
    detail = body_of(draft(), AMERICAN._replace(service_dates=False))["Line"][0]["SalesItemLineDetail"]
    assert "ServiceDate" not in detail


def test_a_date_is_written_as_a_date() -> None:
    assert body_of(draft(day=date(2026, 1, 2)))["TxnDate"] == "2026-01-02"


def test_the_rows_of_a_line_that_cannot_be_built_are_named() -> None:
    rows = (Share("r_b", "f", Decimal(1), Decimal(1)), Share("fee/LK-001/x/2026-09", "f", Decimal(0), Decimal(0)))
    with pytest.raises(Unbuildable, match="Line 2 of 2") as raised:
        body_of(draft(line(), replace(line(text="x" * 4001), shares=rows)))
    assert (raised.value.finding, raised.value.rows) == ("QBO002", ("r_b",))
