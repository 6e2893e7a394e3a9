"""An estimate that a person turns into an invoice keeps its claims, and the ledger follows the invoice from then on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.adapters.quickbooks.books import Books
from service.adapters.store.store import Store
from service.domain.invoicing.export import Export, State, claims_of, export_of
from service.reconciliation import Reconciliation
from tests.adapters.quickbooks.drafts import draft
from tests.adapters.quickbooks.studio import Studio


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(f"sqlite:///{tmp_path / 'ledger.db'}")


def delivered(store: Store, books: Books) -> Export:
    """An estimate that stands in QuickBooks and in the ledger."""
    now = store.now()
    wish = export_of(draft(), books.realm, books.doc_type, 0)
    body = books.body(draft(), wish.marker)
    whole = wish._replace(body=body, customer_id=books.customer_of(body), sheet="paper")
    export = store.reserve(whole, claims_of(draft(), {}), now).export
    assert export is not None
    marked = store.mark(store.take(export.id, now, timedelta(minutes=5)), now)  # type: ignore[arg-type]  # it is free
    made = books.create(body, export.request_id)
    document = {"quickbooks_id": made.id, "sync_token": made.sync_token, "number": made.number, "url": made.url}
    done = store.confirm(marked, document, made.flagged, now)  # type: ignore[arg-type]  # nobody else is here
    assert done is not None
    store.release(done, None, now)
    return store.export(export.id)


def looked(store: Store, books: Books) -> None:
    Reconciliation(store, books).changed_since(datetime.now(UTC) - timedelta(hours=1))


def test_a_converted_estimate_keeps_its_claims_until_its_invoice_dies(studio: Studio, store: Store) -> None:
    books = studio.books("Estimate")
    export = delivered(store, books)
    studio.person("convert", export.quickbooks_id or "", entity="Estimate")
    for _ in range(2):
        looked(store, books)
        now = store.export(export.id)
        assert (now.state, now.doc_type) == (State.CREATED, "Invoice") and now.quickbooks_id != export.quickbooks_id
        assert now.url.endswith(f"/invoice?txnId={now.quickbooks_id}") and "r_a" in store.billed(["r_a"])
    studio.person("send", now.quickbooks_id or "", to="ap@larkspur.example")
    looked(store, books)
    assert "QBO006: It has been e-mailed" in store.export(export.id).flag
    studio.person("void", now.quickbooks_id or "")
    looked(store, books)
    assert store.export(export.id).state is State.VOIDED and store.billed(["r_a"]) == {}


@pytest.mark.parametrize("act", ["void", "delete"])
def test_an_invoice_that_died_before_we_knew_of_it_frees_the_rows_of_its_estimate(
    studio: Studio, store: Store, act: str
) -> None:
    books = studio.books("Estimate")
    export = delivered(store, books)
    studio.person("convert", export.quickbooks_id or "", entity="Estimate")
    became = books.fetch(export.quickbooks_id or "")
    assert became is not None
    studio.person(act, became.became)
    looked(store, books)
    assert store.export(export.id).state is State.VOIDED and store.billed(["r_a"]) == {}


def test_a_rejected_estimate_keeps_its_claims_and_says_so(studio: Studio, store: Store) -> None:
    books = studio.books("Estimate")
    export = delivered(store, books)
    studio.person("reject", export.quickbooks_id or "", entity="Estimate")
    looked(store, books)
    assert store.export(export.id).flag == "QBO006: The estimate is rejected, not pending."
    assert store.billed(["r_a"])["r_a"].flag.startswith("QBO006")
