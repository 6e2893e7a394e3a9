"""What people do to our documents in QuickBooks is heard of, and an answer that fails is never *nothing happened*."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from service.adapters.quickbooks.changes import Change
from service.domain.bookkeeping import Standing
from service.faults import QuickBooksFault
from tests.adapters.quickbooks.drafts import MARKER, draft
from tests.adapters.quickbooks.studio import IMPATIENT, Studio

ONE = "a" * 36
DONE: list[tuple[str, str, dict[str, Any], Standing]] = [
    # document, what the bookkeeper does, with what, how it stands then
    ("Invoice", "edit", {"set": {"CustomerMemo": {"value": "Thank you"}}}, Standing.OPEN),
    ("Invoice", "send", {"to": "ap@larkspur.example"}, Standing.SENT),
    ("Invoice", "pay", {"amount": 400}, Standing.PART_PAID),
    ("Invoice", "pay", {}, Standing.PAID),
    ("Invoice", "void", {}, Standing.VOIDED),
    ("Invoice", "delete", {}, Standing.DELETED),
    ("Estimate", "accept", {}, Standing.ACCEPTED),
    ("Estimate", "reject", {}, Standing.REJECTED),
    ("Estimate", "close", {}, Standing.CLOSED),
    ("Estimate", "convert", {}, Standing.CONVERTED),
    ("Estimate", "delete", {}, Standing.DELETED),
]


def made(studio: Studio, doc_type: str = "Invoice") -> str:
    books = studio.books(doc_type)
    return books.create(books.body(draft(), MARKER), ONE).id


def seen(studio: Studio, doc_type: str, number: str, since: datetime | None = None) -> Change:
    changes = studio.books().changes(since or datetime.now(UTC) - timedelta(hours=1))
    assert changes.whole
    (change,) = [change for change in changes.seen if (change.doc_type, change.id) == (doc_type, number)]
    return change


@pytest.mark.parametrize(("doc_type", "act", "more", "standing"), DONE)
def test_what_a_bookkeeper_did_is_seen_whole(
    studio: Studio, doc_type: str, act: str, more: dict[str, Any], standing: Standing
) -> None:
    number = made(studio, doc_type)
    studio.person(act, number, entity=doc_type, **more)
    change = seen(studio, doc_type, number)
    assert change.standing is standing
    assert (change.document is None) == (standing is Standing.DELETED)
    assert change.document is None or change.document == studio.books().fetch(number, doc_type=doc_type)


def test_an_estimate_that_became_an_invoice_says_which_and_carries_our_marker_on(studio: Studio) -> None:
    number = made(studio, "Estimate")
    studio.person("convert", number, entity="Estimate")
    estimate = seen(studio, "Estimate", number).document
    assert estimate is not None
    invoice = seen(studio, "Invoice", estimate.became).document
    assert invoice is not None and invoice.marker == estimate.marker == MARKER
    assert estimate.flagged == f"It was turned into the invoice with id {invoice.id} in QuickBooks."


def test_a_total_that_was_lowered_by_hand_differs_from_what_was_sent(studio: Studio) -> None:
    books = studio.books()
    body = books.body(draft(), MARKER)
    number = books.create(body, ONE).id
    cheaper = {"DetailType": "SalesItemLineDetail", "Amount": 900, "SalesItemLineDetail": {"ItemRef": {"value": "2"}}}
    studio.person("edit", number, set={"Line": [cheaper]})
    found = books.fetch(number, body)
    assert found is not None and found.total == Decimal(900)
    assert [(remark.code, remark.message) for remark in found.remarks] == [
        ("QBO005", "Its total before tax is 900.00 USD in QuickBooks and 1,000.00 USD in Tickmark.")
    ]


def test_nothing_is_told_that_happened_before(studio: Studio) -> None:
    made(studio)
    later = studio.books().changes(datetime.now(UTC) + timedelta(minutes=1))
    assert later.seen == () and later.whole
    assert later.until < datetime.now(UTC)


def test_a_question_that_reaches_too_far_back_is_cut_and_says_so(studio: Studio) -> None:
    number = made(studio)
    changes = studio.books().changes(datetime.now(UTC) - timedelta(days=90))
    assert not changes.whole and number in [change.id for change in changes.seen]


@pytest.mark.parametrize("fault", [
    {"kind": "status", "status": 200, "as": "cdc"}, {"kind": "status", "status": 200, "as": "fault"},
    {"kind": "status", "status": 429}, {"kind": "status", "status": 502}, {"kind": "cut"}, {"kind": "html"},
    {"kind": "drop"},
])  # fmt: skip
def test_an_answer_that_fails_is_never_no_change(studio: Studio, fault: dict[str, Any]) -> None:
    made(studio)
    studio.break_at("/cdc$", **fault)
    with pytest.raises(QuickBooksFault):
        studio.books(timeout=IMPATIENT).changes(datetime.now(UTC) - timedelta(hours=1))
