"""An undo takes back what is still as we made it; what stands in QuickBooks afterwards decides."""

import threading
from typing import Any

import pytest

from service.domain.bookkeeping import Standing
from service.faults import OutcomeUnknown, Rejected
from tests.adapters.quickbooks.drafts import MARKER, draft
from tests.adapters.quickbooks.studio import IMPATIENT, Studio

ONE = "a" * 36


def made(studio: Studio, doc_type: str = "Invoice") -> str:
    books = studio.books(doc_type)
    return books.create(books.body(draft(), MARKER), ONE).id


@pytest.mark.parametrize(("doc_type", "way", "standing"), [
    ("Invoice", "delete", Standing.DELETED), ("Invoice", "void", Standing.VOIDED),
    ("Estimate", "delete", Standing.DELETED),
])  # fmt: skip
def test_an_untouched_document_is_taken_back_once(studio: Studio, doc_type: str, way: str, standing: Standing) -> None:
    books, number = studio.books(), made(studio, doc_type)
    assert books.undo(number, doc_type, way) == books.undo(number, doc_type, way) == (standing, "")
    writes = [call for call in studio.calls(f"/{doc_type.lower()}") if "operation" in call["query"]]
    assert (
        len(writes) == 1 and writes[0]["query"]["operation"] == [way] and len(writes[0]["query"]["requestid"][0]) == 36
    )


TOUCHED: list[tuple[str, str, dict[str, Any], str]] = [
    # document, what the bookkeeper did, with what, what is said
    ("Invoice", "send", {"to": "ap@larkspur.example"}, "is sent"),
    ("Invoice", "pay", {"amount": 1}, "is paid in part"),
    ("Invoice", "pay", {}, "is paid"),
    ("Estimate", "accept", {}, "is accepted estimate"),
    ("Estimate", "convert", {}, "is turned into an invoice"),
]


@pytest.mark.parametrize(("doc_type", "act", "more", "words"), TOUCHED)
def test_what_a_person_has_gone_on_with_is_left_alone(
    studio: Studio, doc_type: str, act: str, more: dict[str, Any], words: str
) -> None:
    number = made(studio, doc_type)
    studio.person(act, number, entity=doc_type, **more)
    undone = studio.books().undo(number, doc_type)
    assert words in undone.why and "ask the bookkeeper" in undone.why
    assert studio.books().fetch(number, doc_type=doc_type) is not None
    assert not [call for call in studio.calls(f"/{doc_type.lower()}") if "operation" in call["query"]]


@pytest.mark.parametrize("fault", [
    {"kind": "after", "status": 502}, {"kind": "cut"}, {"kind": "html"}, {"kind": "slow", "seconds": 1.5},
])  # fmt: skip
def test_a_lost_answer_to_an_undo_is_settled_by_looking(studio: Studio, fault: dict[str, Any]) -> None:
    number = made(studio)
    studio.break_at("/invoice$", **fault)
    assert studio.books(timeout=IMPATIENT).undo(number).standing is Standing.DELETED


def test_an_undo_that_did_not_happen_is_no_success(studio: Studio) -> None:
    number = made(studio)
    studio.break_at("/invoice$", kind="drop")
    with pytest.raises(OutcomeUnknown, match="not undone"):
        studio.books(timeout=IMPATIENT).undo(number)
    assert studio.books().undo(number).standing is Standing.DELETED


def test_a_document_that_changes_between_the_look_and_the_undo_is_left_alone(studio: Studio) -> None:
    number = made(studio)
    studio.break_at(f"/invoice/{number}$", kind="slow", seconds=0.8)
    person = threading.Timer(0.3, studio.person, ("edit", number), {"set": {"CustomerMemo": {"value": "Thank you"}}})
    person.start()
    undone = studio.books().undo(number)
    person.join()
    assert undone.standing is Standing.OPEN and "changed at the same moment" in undone.why
    assert studio.books().fetch(number) is not None


def test_closed_books_refuse_an_undo_with_a_sentence(studio: Studio) -> None:
    number = made(studio)
    studio.turn(book_close_date="2026-12-31")
    with pytest.raises(Rejected, match="books are closed"):
        studio.books().undo(number)


@pytest.mark.parametrize(("doc_type", "way"), [("Estimate", "void"), ("Invoice", "send")])
def test_there_is_no_other_way_to_undo(studio: Studio, doc_type: str, way: str) -> None:
    with pytest.raises(ValueError, match="not undone by"):
        studio.books().undo("1", doc_type, way)
