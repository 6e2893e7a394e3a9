"""What becomes of an invoice or estimate that is sent: everything that is added, changed and counted."""

import pytest

from tests.sandbox.quickbooks.books import Books, codes, invoice, line


def test_an_answer_holds_what_the_service_adds(books: Books):
    home = {"Line1": "1 Mill Lane", "City": "Oakland"}
    acme = books.customer(BillAddr=home, PrimaryEmailAddr={"Address": "ap@acme.example"})
    sent = invoice(
        acme, line("128.35", "14.5", ServiceDate="2026-10-05", ClassRef={"value": "2"}),
        {"DetailType": "DescriptionOnly", "Description": "Week 41", "DescriptionLineDetail": {}},
        SalesTermRef={"value": "1"}, DepartmentRef={"value": "1"},
    )  # fmt: skip
    answer = books.post("invoice", sent, minorversion="75")
    made = answer.json()["Invoice"]
    assert answer.headers["intuit_tid"]
    assert {key: made[key] for key in ("Id", "SyncToken", "DocNumber", "DueDate", "TotalAmt", "Balance", "domain")} == {
        "Id": "145", "SyncToken": "0", "DocNumber": "1038", "DueDate": "2026-11-15", "TotalAmt": 1861.08,
        "Balance": 1861.08, "domain": "QBO",
    }  # fmt: skip
    assert [(one.get("Id"), one["DetailType"], one.get("Amount")) for one in made["Line"]] == [
        ("1", "SalesItemLineDetail", 1861.08), ("2", "DescriptionOnly", None), (None, "SubTotalLineDetail", 1861.08),
    ]  # fmt: skip
    assert made["Line"][0]["SalesItemLineDetail"] == {
        "ServiceDate": "2026-10-05", "ItemRef": {"value": "2", "name": "Design"}, "UnitPrice": 14.5, "Qty": 128.35,
        "ClassRef": {"value": "2", "name": "Brand"}, "ItemAccountRef": {"value": "79", "name": "Sales of Services"},
        "TaxCodeRef": {"value": "NON"},
    }  # fmt: skip
    assert made["CustomerRef"]["name"] == "Acme Ltd"
    assert made["BillAddr"]["Line1"] == made["ShipAddr"]["Line1"] == "1 Mill Lane"
    assert made["BillEmail"] == {"Address": "ap@acme.example"}
    assert not {"TxnStatus", "status", "DeliveryInfo", "invoiceStatus"} & made.keys()


def test_what_is_left_out_takes_the_company_s_usual_value(books: Books):
    acme = books.customer()
    made = books.made("invoice", {"CustomerRef": {"value": acme}, "Line": [line(tax="")]})
    assert (made["EmailStatus"], made["PrintStatus"]) == ("NotSet", "NeedToPrint")
    assert made["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "NON"}
    assert made["TxnDate"] == made["MetaData"]["CreateTime"][:10]


@pytest.mark.parametrize(
    ("company", "sent", "paid_online"),
    [(True, None, True), (True, False, False), (False, None, False), (False, True, True)],
)
def test_pay_online_is_what_was_sent_or_what_the_company_has(
    books: Books, company: bool, sent: bool | None, paid_online: bool
):
    books.turn(pay_online=company)
    flags = {} if sent is None else {"AllowOnlineCreditCardPayment": sent, "AllowOnlineACHPayment": sent}
    made = books.made("invoice", invoice(books.customer(), **flags))
    assert made["AllowOnlineCreditCardPayment"] is made["AllowOnlinePayment"] is paid_online


@pytest.mark.parametrize(
    ("by_hand", "sent", "number"),
    [(False, None, "1038"), (True, None, None), (True, "AUTO_GENERATE", "1038"), (True, "TS-9F3K", "TS-9F3K")],
)
def test_a_number_is_given_kept_empty_or_taken(books: Books, by_hand: bool, sent: str | None, number: str | None):
    books.turn(custom_txn_numbers=by_hand)
    made = books.made("invoice", invoice(books.customer(), **({"DocNumber": sent} if sent else {})))
    assert made.get("DocNumber") == number


@pytest.mark.parametrize(
    ("by_hand", "warned", "include", "refused"),
    [(True, True, "", True), (True, False, "", False), (False, True, "", False),
     (True, True, "allowduplicatedocnum", False)],
)  # fmt: skip
def test_a_number_twice_is_refused_only_where_somebody_asked_to_be_warned(
    books: Books, by_hand: bool, warned: bool, include: str, refused: bool
):
    books.turn(custom_txn_numbers=by_hand, warn_duplicate_number=warned)
    body = invoice(books.customer(), DocNumber="TS-9F3K")
    first = books.made("invoice", body)
    answer = books.post("invoice", body, **({"include": include} if include else {}))
    assert answer.status_code == (400 if refused else 200)
    if refused:
        assert codes(answer) == ["6140"]
        detail = answer.json()["Fault"]["Error"][0]["Detail"]
        assert detail.endswith(f"DocNumber=TS-9F3K is assigned to TxnType=Invoice with TxnId={first['Id']}")


def test_a_sparse_update_changes_one_thing_and_a_full_one_all(books: Books):
    made = books.made("invoice", invoice(books.customer(), CustomerMemo={"value": "October"}))
    head = {"Id": made["Id"], "SyncToken": "0"}
    sparse = books.made("invoice", {**head, "sparse": True, "PrivateNote": "seen"})
    assert (sparse["SyncToken"], sparse["PrivateNote"], sparse["TotalAmt"]) == ("1", "seen", 240)
    assert sparse["CustomerMemo"] == {"value": "October"}
    whole = invoice(made["CustomerRef"]["value"], line("1", "99.99"))
    full = books.made("invoice", {**whole, **head, "SyncToken": "1"})
    assert (full["SyncToken"], full["TotalAmt"]) == ("2", 99.99)
    assert "CustomerMemo" not in full


@pytest.mark.parametrize(("name", "empty"), [("PrivateNote", ""), ("BillEmail", {}), ("SalesTermRef", {"value": ""})])
def test_an_empty_value_clears_in_a_sparse_update(books: Books, name: str, empty: object):
    full = {"PrivateNote": "x", "BillEmail": {"Address": "a@acme.example"}, "SalesTermRef": {"value": "1"}}
    made = books.made("invoice", {**invoice(books.customer()), **full})
    kept = books.steer("bookkeeper", {"act": "edit", "id": made["Id"], "set": {name: empty}})["Invoice"]
    assert sorted(full.keys() - kept.keys()) == [name]


def test_an_old_version_cannot_be_changed(books: Books):
    made = books.made("invoice", invoice(books.customer()))
    change = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "a"}
    books.made("invoice", change)
    assert codes(books.post("invoice", change)) == ["5010"]


def test_a_void_empties_and_keeps_the_number(books: Books):
    made = books.made("invoice", invoice(books.customer()))
    gone = books.made("invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="void")
    assert (gone["TotalAmt"], gone["Balance"], gone["PrivateNote"], gone["SyncToken"]) == (0, 0, "Voided", "1")
    assert gone["DocNumber"] == made["DocNumber"]
    assert {one.get("Amount", 0) for one in gone["Line"]} == {0}


def test_a_delete_leaves_nothing(books: Books):
    made = books.made("invoice", invoice(books.customer()))
    gone = books.made("invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    assert gone == {"domain": "QBO", "status": "Deleted", "Id": made["Id"]}
    assert codes(books.get(f"invoice/{made['Id']}")) == ["610"]


def test_a_discount_comes_after_the_subtotal(books: Books):
    account = {"value": "86"}
    off = {"PercentBased": True, "DiscountPercent": 5, "DiscountAccountRef": account}
    discount = {"DetailType": "DiscountLineDetail", "Amount": 1, "DiscountLineDetail": off}
    made = books.made("invoice", invoice(books.customer(), line("1", "100.50"), discount))
    assert [one["DetailType"] for one in made["Line"]][1:] == ["SubTotalLineDetail", "DiscountLineDetail"]
    assert (made["Line"][-1]["Amount"], made["TotalAmt"]) == (5.03, 95.47)


def test_a_line_without_an_item_is_a_remark(books: Books):
    bare = {"DetailType": "SalesItemLineDetail", "Amount": 50.0, "SalesItemLineDetail": {"Qty": 1, "UnitPrice": 50.0}}
    made = books.made("invoice", invoice(books.customer(), line(), bare))
    assert made["Line"][1]["DetailType"] == "DescriptionOnly"
    assert made["TotalAmt"] == 240


def test_an_estimate_is_pending_and_owes_nothing(books: Books):
    made = books.made("estimate", invoice(books.customer(), ExpirationDate="2026-11-30"))
    assert (made["TxnStatus"], made["TotalAmt"], made["ExpirationDate"]) == ("Pending", 240, "2026-11-30")
    assert not {"Balance", "DueDate", "AllowOnlinePayment"} & made.keys()


@pytest.mark.parametrize(("state", "after"), [(None, "Closed"), ("reject", "Rejected")])
def test_an_invoice_closes_the_estimate_it_came_from(books: Books, state: str | None, after: str):
    acme = books.customer()
    estimate = books.made("estimate", invoice(acme))["Id"]
    if state:
        books.steer("bookkeeper", {"act": state, "entity": "Estimate", "id": estimate})
    books.made("invoice", invoice(acme, LinkedTxn=[{"TxnId": estimate, "TxnType": "Estimate"}]))
    assert books.get(f"estimate/{estimate}").json()["Estimate"]["TxnStatus"] == after


def test_an_invoice_bills_the_time_it_names(books: Books):
    acme = books.customer()
    time = {"NameOf": "Employee", "EmployeeRef": {"value": "1"}, "CustomerRef": {"value": acme}, "Hours": 2}
    entry = books.made("timeactivity", {**time, "BillableStatus": "Billable", "HourlyRate": 120.0})
    link = [{"TxnId": entry["Id"], "TxnType": "TimeActivity"}]
    books.made("invoice", invoice(acme, {**line(), "LinkedTxn": link}, LinkedTxn=link))
    assert books.get(f"timeactivity/{entry['Id']}").json()["TimeActivity"]["BillableStatus"] == "HasBeenBilled"


def test_the_customer_owes_what_is_open(books: Books):
    acme = books.customer()
    first = books.made("invoice", invoice(acme))
    books.made("invoice", invoice(acme, line("1", "0.10"), line("1", "0.20")))
    books.made("invoice", {"Id": first["Id"], "SyncToken": "0"}, operation="void")
    assert books.get(f"customer/{acme}").json()["Customer"]["Balance"] == 0.3


def test_every_write_is_noted_and_invoices_are_counted_by_their_marker(books: Books):
    acme = books.customer()
    books.made("invoice", invoice(acme), requestid="r-1")
    books.made("invoice", invoice(acme, PrivateNote="key=tm1:other"))
    books.post("invoice", {"CustomerRef": {"value": acme}})
    assert [(one["entity"], one["applied"], one["requestid"]) for one in books.writes()] == [
        ("Invoice", True, "r-1"), ("Invoice", True, ""), ("Invoice", False, ""),
    ]  # fmt: skip
    found = books.look("invoices", marker="tm1:6b1f")
    assert (found["count"], found["created"]) == (1, 1)
