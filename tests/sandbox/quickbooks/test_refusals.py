"""What is refused, with which code. Nothing that is refused leaves anything behind."""

from typing import Any

import pytest

from tests.sandbox.quickbooks.books import Books, codes, invoice, line

LONG = "x" * 45


def refused(books: Books, body: Any, entity: str = "invoice", **query: str) -> list[str]:
    before = books.query("SELECT COUNT(*) FROM Invoice")
    answer = books.post(entity, body, **query)
    assert answer.status_code == 400, answer.text
    assert answer.headers["intuit_tid"]
    assert books.query("SELECT COUNT(*) FROM Invoice") == before
    return codes(answer)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Line": []}, "2020"),
        ({"CustomerRef": None}, "2020"),
        ({"Line": [{"Amount": 1}]}, "2020"),
        ({"Total": 1}, "2010"),
        ({"Line": [line(Hours=2)]}, "2010"),
        ({"Line": "two lines"}, "2010"),
        ({"Line": [{**line(), "Amount": "much"}]}, "2010"),
        ({"TxnDate": "31.10.2026"}, "2010"),
        ({"PrivateNote": "a\u0000b"}, "2040"),
        ({"DocNumber": LONG}, "2050"),
        ({"PrivateNote": "x" * 4001}, "2050"),
        ({"CustomerMemo": {"value": "x" * 1001}}, "2050"),
        ({"Line": [{**line(), "Description": "x" * 4001}]}, "2050"),
        ({"EmailStatus": "Draft"}, "2170"),
        ({"CustomerRef": {"value": "999"}}, "2500"),
        ({"Line": [line(ItemRef={"value": "999"})]}, "2500"),
        ({"SalesTermRef": {"value": "999"}}, "2500"),
        ({"LinkedTxn": [{"TxnId": "999", "TxnType": "Estimate"}]}, "2500"),
        ({"Id": "999", "SyncToken": "0"}, "610"),
        ({"CurrencyRef": {"value": "EUR"}}, "6000"),
        ({"Line": [line(tax="2")]}, "6100"),
        ({"EmailStatus": "NeedToSend"}, "6000"),
        ({"Line": [line("-1", "50")]}, "6000"),
        ({"Line": [line()] * 751}, "6000"),
    ],
)
def test_a_wrong_invoice_is_refused_with_its_code(books: Books, change: dict[str, Any], code: str):
    assert refused(books, {**invoice(books.customer()), **change}) == [code]


@pytest.mark.parametrize(
    ("quantity", "price", "amount", "taken"),
    [
        ("128.35", "14.5", "1861.08", True),
        ("128.35", "14.5", "1861.07", False),
        ("0.5", "0.25", "0.13", True),
        ("0.5", "0.25", "0.12", False),
        ("12.95", "75", "971.25", True),
        ("12.95", "75", "970.88", False),
        ("15", "0.5306667", "7.96", True),
        ("1", "99.999", "99.999", False),
        ("0", "0", "50", True),
        ("0", "120", "50", False),
    ],
)
def test_the_amount_is_exactly_price_times_quantity_half_up(
    books: Books, quantity: str, price: str, amount: str, taken: bool
):
    answer = books.post("invoice", invoice(books.customer(), line(quantity, price, amount)))
    assert (answer.status_code == 200) is taken
    if not taken:
        assert codes(answer) == ["6070"]


def test_a_line_below_zero_is_rounded_away_from_zero_too(books: Books):
    made = books.made("invoice", invoice(books.customer(), line("1", "10"), line("-1", "0.125", "-0.13")))
    assert made["TotalAmt"] == 9.87


def test_the_refused_amount_is_named_as_the_service_writes_it(books: Books):
    answer = books.post("invoice", invoice(books.customer(), line("128.35", "14.5", "1861.07")))
    assert answer.json()["Fault"]["Error"][0]["Detail"] == (
        "Amount is not equal to UnitPrice * Qty. Supplied value:1,861.07"
    )


@pytest.mark.parametrize(
    ("switches", "body", "code"),
    [
        ({"book_close_date": "2026-10-31"}, {}, "6210"),
        ({"subscription_ended": True}, {}, "6190"),
        ({"not_an_admin": True}, {}, "120"),
    ],
)
def test_a_company_can_stand_in_the_way(books: Books, switches: dict[str, Any], body: dict[str, Any], code: str):
    acme = books.customer()
    books.turn(**switches)
    answer = books.post("invoice", {**invoice(acme), **body})
    assert (answer.status_code, codes(answer)) == (400, [code])


def test_an_ended_subscription_can_still_be_read(books: Books):
    acme = books.customer()
    books.turn(subscription_ended=True)
    assert books.get(f"customer/{acme}").status_code == 200


def test_estimates_can_be_off(books: Books):
    books.turn(allow_estimates=False)
    assert books.get("preferences").json()["Preferences"]["SalesFormsPrefs"]["AllowEstimates"] is False
    assert refused(books, invoice(books.customer()), "estimate") == ["6000"]


def test_what_is_inactive_cannot_be_used(books: Books):
    acme = books.customer()
    books.made("customer", {"Id": acme, "SyncToken": "0", "sparse": True, "Active": False})
    assert refused(books, invoice(acme)) == ["610"]


@pytest.mark.parametrize(
    ("entity", "name"),
    [("customer", "ACME ltd"), ("customer", "Emily Platt"), ("vendor", "acme ltd"), ("customer", "Retired")],
)
def test_a_name_is_given_once_among_customers_vendors_and_employees(books: Books, entity: str, name: str):
    books.customer()
    books.customer("Retired", Active=False)
    assert refused(books, {"DisplayName": name}, entity) == ["6240"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "bill/1"), ("GET", "invoice"), ("POST", "taxcode"), ("POST", "companyinfo"), ("POST", "customer/1/send")],
)
def test_what_is_not_offered_is_an_unsupported_operation(books: Books, method: str, path: str):
    answer = books.call(method, path, json={"Name": "x"})
    assert (answer.status_code, codes(answer)) == (400, ["500"])


def test_a_list_entry_is_never_deleted_nor_an_estimate_voided(books: Books):
    acme = books.customer()
    assert refused(books, {"Id": acme, "SyncToken": "0"}, "customer", operation="delete") == ["500"]
    made = books.made("estimate", invoice(acme))
    assert refused(books, {"Id": made["Id"], "SyncToken": "0"}, "estimate", operation="void") == ["500"]


def test_only_an_invoice_makes_time_billed(books: Books):
    time = {"NameOf": "Employee", "EmployeeRef": {"value": "1"}, "BillableStatus": "HasBeenBilled", "Hours": 1}
    assert refused(books, time, "timeactivity") == ["2170"]


def test_a_category_of_items_cannot_be_sold(books: Books):
    number = books.made("item", {"Name": "Studio", "Type": "Category"})["Id"]
    assert codes(books.post("item", {"Name": "Audit", "Type": "Service"})) == ["2020"]
    assert refused(books, invoice(books.customer(), line(ItemRef={"value": number}))) == ["2500"]


@pytest.mark.parametrize(
    ("change", "element"),
    [({"CustomerRef": {"value": "999"}}, "CustomerRef"),
     ({"Line": [line(ItemRef={"value": "999"})]}, "Line.SalesItemLineDetail.ItemRef")],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_named(books: Books, change: dict[str, Any], element: str):
    error = books.post("invoice", {**invoice(books.customer()), **change}).json()["Fault"]["Error"][0]
    assert (error["element"], error["Detail"]) == (element, f"Invalid Reference Id : {element}")


def test_bytes_that_are_not_text_are_refused(books: Books):
    answer = books.call("POST", "query", data="select * from Customer where DisplayName = 'Żółć'".encode("cp1250"))
    assert codes(answer) == ["500"]
    assert codes(books.call("POST", "invoice", data="{")) == ["2010"]


def test_a_french_company_speaks_french_and_keeps_the_codes(books: Books):
    books.turn(french=True, custom_txn_numbers=True, warn_duplicate_number=True)
    body = invoice(books.customer(), DocNumber="F-1")
    first = books.made("invoice", body)
    error = books.post("invoice", body).json()["Fault"]["Error"][0]
    assert (error["code"], error["Message"]) == ("6140", "Numéro de document en double")
    assert error["Detail"].endswith(f"TxnType=Facture with TxnId={first['Id']}")
