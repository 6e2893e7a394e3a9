"""The timesheet hangs on its invoice once, whatever is lost on the way, and never stops it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from service.adapters.store.enclosures import enclosure
from service.adapters.store.store import Store
from service.domain.invoicing.enclosure import Paper
from service.domain.invoicing.export import State, claims_of, export_of
from service.enclosing import Enclosing
from service.faults import QuickBooksFault
from tests.adapters.quickbooks.drafts import MARKER, draft
from tests.adapters.quickbooks.studio import IMPATIENT, Studio

TABLE = Paper("larkspur-2026-09.csv", "text/csv", "Date\r\n2026-09-03,Żółć\r\n".encode())
PAGE = Paper("larkspur-2026-09.pdf", "application/pdf", b"%PDF-1.7\n\x00\xff--\r\n", travels=True)


def made(studio: Studio, doc_type: str = "Invoice") -> str:
    books = studio.books(doc_type)
    return books.create(books.body(draft(), MARKER), "a" * 36).id


def hanging(studio: Studio) -> list[dict[str, Any]]:
    """Every file at the sandbox, as the API tells it."""
    return studio.books()._calls.ask("Attachable")


def content(studio: Studio, file: dict[str, Any]) -> bytes:
    return requests.get(studio.root + file["TempDownloadUri"], timeout=30).content


@pytest.mark.parametrize("doc_type", ["Invoice", "Estimate"])
def test_files_arrive_byte_for_byte_on_their_document(studio: Studio, doc_type: str) -> None:
    number, books = made(studio, doc_type), studio.books(doc_type)
    ids = [books.attach(number, paper, doc_type) for paper in (TABLE, PAGE)]
    files = hanging(studio)
    assert [file["Id"] for file in files] == ids
    assert [content(studio, file) for file in files] == [TABLE.content, PAGE.content]
    (reference,) = files[1]["AttachableRef"]
    assert reference["EntityRef"] == {"type": doc_type, "value": number} and reference["IncludeOnSend"] is True
    assert {len(call["query"]["requestid"][0]) for call in studio.calls("/upload")} == {36}


@pytest.mark.parametrize("fault", [
    {"kind": "after", "status": 502}, {"kind": "cut"}, {"kind": "drop"}, {"kind": "status", "status": 429},
    {"kind": "status", "status": 200, "as": "upload"}, {"kind": "html"},
])  # fmt: skip
def test_an_upload_that_fails_is_a_fault_and_the_next_leaves_one_file(studio: Studio, fault: dict[str, Any]) -> None:
    number, books = made(studio), studio.books(timeout=IMPATIENT)
    studio.break_at("/upload$", **fault)
    with pytest.raises(QuickBooksFault):
        books.attach(number, TABLE)
    assert books.attach(number, TABLE) == books.attach(number, TABLE)
    assert len(hanging(studio)) == 1


class Kept:
    """An invoice that stands in QuickBooks and in the ledger, with papers laid by."""

    def __init__(self, studio: Studio, folder: Path) -> None:
        self.store = Store.at(f"sqlite:///{folder / 'ledger.db'}")
        books, now = studio.books(timeout=IMPATIENT), datetime.now(UTC)
        wish = export_of(draft(), books.realm, "Invoice", 0)
        self.enclosing = Enclosing(lambda _: (TABLE, PAGE), self.store, books)
        self.enclosing.lay_by(wish.marker, draft())
        reserved = self.store.reserve(wish._replace(body="{}", customer_id="1", sheet="s"), claims_of(draft(), {}), now)
        assert reserved.export is not None
        document = {"quickbooks_id": made(studio), "sync_token": "0", "number": "1038", "url": ""}
        moved = self.store._move(reserved.export, now, "confirm", state=State.CREATED, flag="", **document)
        assert moved is not None
        self.export = moved


def test_papers_that_could_not_be_hung_up_are_said_and_hung_up_by_the_next_sweep(
    studio: Studio, tmp_path: Path
) -> None:
    kept = Kept(studio, tmp_path)
    studio.break_at("/upload$", kind="status", status=503, nth=2)
    said = kept.enclosing.hand_in(kept.export)
    assert said.startswith("The timesheet could not be attached to 1038") and "tries again by itself" in said
    assert [file["FileName"] for file in hanging(studio)] == [TABLE.name]
    assert kept.store.export(kept.export.id).state is State.CREATED
    assert [one.flag for one in kept.store.made()] == [said]
    assert kept.enclosing.catch_up() == [] and kept.enclosing.catch_up() == []
    assert [one.flag for one in kept.store.made()] == [""]
    assert [file["FileName"] for file in hanging(studio)] == [TABLE.name, PAGE.name]


def test_papers_are_forgotten_once_quickbooks_has_them(studio: Studio, tmp_path: Path) -> None:
    kept = Kept(studio, tmp_path)
    kept.enclosing.hand_in(kept.export)
    assert kept.store.papers(kept.export.marker) == [] and kept.store.markers_with_papers() == []
    with kept.store.engine.connect() as connection:
        assert set(connection.scalars(select(enclosure.c.content))) == {b""}


def test_papers_of_a_draft_that_was_given_up_are_dropped(studio: Studio, tmp_path: Path) -> None:
    kept = Kept(studio, tmp_path)
    kept.enclosing.lay_by("tm1:unknown", draft())
    kept.store.void(kept.export, "It was voided.", datetime.now(UTC))
    assert kept.enclosing.catch_up() == [] and kept.store.markers_with_papers() == []
    assert hanging(studio) == []


def test_a_body_that_is_built_again_brings_its_papers_with_it(studio: Studio, tmp_path: Path) -> None:
    kept = Kept(studio, tmp_path)
    newer = TABLE._replace(content=b"Date\r\n")
    kept.store.keep_papers(kept.export.marker, [newer])
    assert kept.store.papers(kept.export.marker) == [newer]
    assert kept.enclosing.hand_in(kept.export) == ""
