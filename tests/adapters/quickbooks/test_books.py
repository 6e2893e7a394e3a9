"""Drafts become unsent documents in QuickBooks: each once, each as it was approved."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.adapters.quickbooks.names import CUSTOMER
from service.faults import OutcomeUnknown, QuickBooksFault, Rejected, TooLate, Unbuildable
from tests.adapters.quickbooks.drafts import MARKER, draft, line
from tests.adapters.quickbooks.studio import IMPATIENT, Studio

AWKWARD = "O'Brien \\ Sons & Żółć"
ONE = "a" * 36


def now() -> datetime:
    return datetime.now(UTC)


def test_a_draft_becomes_one_open_invoice_that_nobody_has_sent(studio: Studio) -> None:
    books = studio.books()
    made = books.create(books.body(draft(), MARKER), ONE)
    assert [made.total, made.subtotal, made.tax] == [1000, 1000, 0] and made.flagged == ""
    assert made.marker == MARKER and made.number and made.sync_token == "0"
    assert made.url == f"{studio.settings.app_url}/invoice?txnId={made.id}"
    assert studio.calls("/send") == []


def test_a_call_whose_moment_has_passed_is_stopped_before_its_body_leaves(studio: Studio) -> None:
    books = studio.books()
    body = books.body(draft(), MARKER)
    with pytest.raises(TooLate):
        books.create(body, ONE, lambda: False)
    assert books.find(MARKER, books.customer_of(body), now()) is None
    assert books.create(body, ONE, lambda: True).marker == MARKER


def test_a_customer_with_an_awkward_name_is_found_among_many(studio: Studio) -> None:
    people = [{"DisplayName": f"Customer {number:03}"} for number in range(120)]
    studio.post("/quickbooks/__seed", customers=people)
    number = studio.customer(AWKWARD)
    books, what = studio.books(), draft(customer=AWKWARD)
    assert books.check([what]) == []
    body = books.body(what, MARKER)
    assert books.create(body, ONE).customer == books.customer_of(body) == number


def test_a_job_of_a_customer_is_found_by_its_full_name(studio: Studio) -> None:
    studio.customer("Fern & Daughters Ltd")
    for parent in ("Larkspur Ltd", "Fern & Daughters Ltd"):
        studio.customer(f"Spring {parent[:4]}", ParentRef={"value": studio.customer(parent)})
    job = studio.customer("Spring Lark")
    books = studio.books()
    assert books.customer_of(books.body(draft(customer="Larkspur Ltd:Spring Lark"), MARKER)) == job
    (lack,) = books.check([draft(customer="Fern & Daughters Ltd:Spring Lark")])
    assert lack.kind == "customer"


def test_one_of_1200_customers_is_found_and_billed(studio: Studio) -> None:
    names = [f"Customer {number:04}" for number in range(1200)]
    studio.post("/quickbooks/__seed", customers=[{"DisplayName": name} for name in names])
    books, what = studio.books(), draft(customer=names[-1])
    assert books.create(books.body(what, MARKER), ONE).flagged == ""
    assert len(books.directory.shelves[CUSTOMER].every_name()) == 1201


def test_every_customer_is_found_when_more_are_asked_than_a_page_holds(studio: Studio) -> None:
    names = [f"Customer {number:03}" for number in range(130)]
    studio.post("/quickbooks/__seed", customers=[{"DisplayName": name} for name in names])
    assert studio.books(page=7).check([draft(customer=name) for name in names]) == []


def test_names_are_asked_for_once(studio: Studio) -> None:
    books = studio.books()
    books.check([draft(), draft(line(item="QA"))])
    before = len(studio.journal())
    books.body(draft(line(item="QA")), MARKER)
    assert len(studio.journal()) == before


def test_every_write_carries_its_request_id(studio: Studio) -> None:
    books = studio.books()
    books.create(books.body(draft(), MARKER), ONE)
    (call,) = studio.calls("/invoice")
    assert call["query"]["requestid"] == [ONE] and call["query"]["minorversion"] == ["75"]


@pytest.mark.parametrize("request_id", ["", "x" * 51])
def test_a_write_without_a_proper_request_id_is_not_sent(studio: Studio, request_id: str) -> None:
    with pytest.raises(ValueError):
        studio.books().create("{}", request_id)
    assert studio.calls("/invoice") == []


LOST: list[dict[str, Any]] = [
    # what happens to the first create
    {"kind": "after", "status": 502, "as": "html"},
    {"kind": "after", "status": 200, "as": "empty"},
    {"kind": "after", "status": 500, "as": "fault"},
    {"kind": "cut"},
    {"kind": "html"},
    {"kind": "slow", "seconds": 1.5},
    {"kind": "drop"},
    {"kind": "status", "status": 503},
]


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: "-".join(str(part) for part in fault.values()))
def test_a_lost_answer_and_the_same_request_id_end_in_one_invoice(studio: Studio, fault: dict[str, Any]) -> None:
    books = studio.books(timeout=IMPATIENT)
    body = books.body(draft(), MARKER)
    studio.break_at("/invoice$", **fault)
    with pytest.raises(OutcomeUnknown):
        books.create(body, ONE)
    made = books.create(body, ONE)
    assert made.flagged == "" and studio.made(MARKER) == 1


def test_an_invoice_whose_answer_was_lost_is_found_by_its_marker(studio: Studio) -> None:
    books, began = studio.books(page=2), now()
    customer = studio.customer("Larkspur Ltd")
    for number in range(5):
        books.create(books.body(draft(), f"tm1:other{number}"), f"other{number}")
    assert books.find(MARKER, customer, began) is None
    body = books.body(draft(), MARKER)
    studio.break_at("/invoice$", kind="after", status=502)
    with pytest.raises(OutcomeUnknown):
        books.create(body, ONE)
    found = books.find(MARKER, customer, began, body)
    assert found is not None and found.total == 1000 and (found.marker, found.flagged) == (MARKER, "")
    assert books.find(MARKER[:-1], customer, began) is None
    assert books.find(MARKER, customer, began + timedelta(hours=1)) is None


@pytest.mark.parametrize("fault", [
    {"kind": "status", "status": 200, "as": "query"}, {"kind": "status", "status": 200, "as": "fault"},
    {"kind": "status", "status": 429}, {"kind": "status", "status": 502}, {"kind": "cut"}, {"kind": "html"},
])  # fmt: skip
@pytest.mark.parametrize("page", [1, 2])
def test_a_search_that_fails_is_never_nothing_found(studio: Studio, fault: dict[str, Any], page: int) -> None:
    books = studio.books(page=1, timeout=IMPATIENT)
    for number in range(2):
        books.create(books.body(draft(), f"tm1:other{number}"), f"other{number}")
    studio.break_at("/query$", nth=page, **fault)
    with pytest.raises(QuickBooksFault):
        books.find(MARKER, studio.customer("Larkspur Ltd"), now())


def test_two_documents_with_one_marker_are_said_to_be_two(studio: Studio) -> None:
    books = studio.books()
    body = books.body(draft(), MARKER)
    books.create(body, ONE)
    books.create(body, "b" * 36)
    found = books.find(MARKER, studio.customer("Larkspur Ltd"), now(), body)
    assert found is not None and "more than once" in found.flagged


CHANGES: list[tuple[str, dict[str, Any], str]] = [
    # what the bookkeeper does, with what, what is said of it
    ("send", {}, "has been e-mailed"),
    ("pay", {"amount": 400}, "open balance is 600.00 of 1,000.00"),
    ("void", {}, "has been voided"),
    ("edit", {"set": {"PrivateNote": "checked"}}, "no longer holds the key"),
    ("edit", {"set": {"AllowOnlineACHPayment": True}}, "can be paid online"),
    ("edit", {"set": {"EmailStatus": "NeedToSend", "BillEmail": {"Address": "ap@x.example"}}}, "about to e-mail"),
]


@pytest.mark.parametrize(("act", "more", "words"), CHANGES)
def test_what_a_person_changed_is_said_when_it_is_read_again(
    studio: Studio, act: str, more: dict[str, Any], words: str
) -> None:
    books = studio.books()
    body = books.body(draft(), MARKER)
    made = books.create(body, ONE)
    studio.person(act, made.id, **more)
    again = books.fetch(made.id, body)
    assert again is not None and words in again.flagged
    assert again.voided is (act == "void")


def test_a_deleted_invoice_is_none_and_a_refused_question_is_not(studio: Studio) -> None:
    books = studio.books()
    made = books.create(books.body(draft(), MARKER), ONE)
    assert books.fetch(made.id) == made
    studio.person("delete", made.id)
    assert books.fetch(made.id) is None
    studio.break_at(f"/invoice/{made.id}$", kind="status", status=400, **{"as": "errors"})
    with pytest.raises(Rejected):
        books.fetch(made.id)


def test_a_company_that_numbers_by_hand_gets_our_number(studio: Studio) -> None:
    studio.turn(custom_txn_numbers=True)
    books = studio.books()
    made = books.create(books.body(draft(), MARKER), ONE)
    assert made.number.startswith("TM-") and len(made.number) == 13


def test_a_number_that_our_own_document_has_is_that_document(studio: Studio) -> None:
    studio.turn(custom_txn_numbers=True, warn_duplicate_number=True, remember_requestids=False)
    books = studio.books()
    body = books.body(draft(), MARKER)
    assert books.create(body, ONE) == books.create(body, ONE) and studio.made(MARKER) == 1


@pytest.mark.parametrize("french", [False, True])
def test_a_number_that_somebody_elses_document_has_is_refused(studio: Studio, french: bool) -> None:
    studio.turn(custom_txn_numbers=True, warn_duplicate_number=True, french=french)
    books = studio.books()
    body = books.body(draft(), MARKER)
    theirs = json.loads(body) | {"PrivateNote": "typed by hand"}
    books.create(json.dumps(theirs), "b" * 36)
    with pytest.raises(Rejected, match="has this number") as raised:
        books.create(body, ONE)
    assert raised.value.finding == "QBO003" and studio.made(MARKER) == 0


def test_an_estimate_stays_pending_and_is_found_again(studio: Studio) -> None:
    books, customer = studio.books("Estimate"), studio.customer("Larkspur Ltd")
    body = books.body(draft(), MARKER)
    made = books.create(body, ONE)
    assert made.flagged == "" and made.url.endswith(f"/estimate?txnId={made.id}")
    assert books.find(MARKER, customer, now(), body) == books.fetch(made.id, body) == made
    assert (studio.made(MARKER, "Estimate"), studio.made(MARKER)) == (1, 0)


def test_a_refusal_says_what_to_do_and_makes_nothing(studio: Studio) -> None:
    books = studio.books()
    body = books.body(draft(), MARKER)
    studio.turn(book_close_date="2026-10-31")
    with pytest.raises(Rejected, match="books are closed") as raised:
        books.create(body, ONE)
    assert raised.value.codes == {"6210"} and raised.value.trace and studio.made(MARKER) == 0


def test_a_draft_with_a_missing_partner_is_not_built(studio: Studio) -> None:
    with pytest.raises(Unbuildable, match='no customer "Nobody"'):
        studio.books().body(draft(customer="Nobody"), MARKER)
