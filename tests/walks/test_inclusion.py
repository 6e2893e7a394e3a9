"""A row that comes to nothing is noted on the invoice that has billed its fee, instead of staying ready for ever."""

from dataclasses import replace
from decimal import Decimal

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.bookkeeping import Standing
from service.reconciliation import Reconciliation
from service.review import review
from tests.rules.engagement import SOWS
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at, dispatch_at

OWEN = Act("owen@row.example", "tick")
CARE = """
    date       | person | project  | hours | text
    2026-09-07 | Petra  | Crew app | 4.00  | Rota export
    2026-09-08 | Petra  | Crew app | 3.00  | Rota import
    2026-09-09 | Petra  | Crew app | 2.00  | Rota colours
"""


def ticked(store: Store, sheet: PaperSheet, *rows: int) -> None:
    for row in rows:
        sheet.put(row, "approve", True)
    review(desk_at(store), sheet, OWEN)


def fee_billed(store: Store, books: PaperBooks) -> PaperSheet:
    """A sheet whose first row is billed with the fee of September, and whose second was approved after that."""
    sheet = PaperSheet(CARE)
    review(desk_at(store), sheet)
    ticked(store, sheet, 2)
    bill(desk_at(store), sheet, store, books)
    ticked(store, sheet, 3)
    return sheet


def test_a_late_row_inside_the_fee_is_noted_on_the_invoice_of_that_fee(store: Store) -> None:
    books = PaperBooks()
    sheet = fee_billed(store, books)
    assert sheet.says(3, "status") == "Ready"
    run = bill(desk_at(store), sheet, store, books)
    assert [sheet.says(row, "status") for row in (2, 3, 4)] == ["Drafted", "Drafted", "Needs approval"]
    assert sheet.says(3, "invoice") == sheet.says(2, "invoice") == "INV-1"
    assert ([one.subtotal for one in books.made], run.drafted) == ([Decimal("2200.00")], ())
    billed = store.billed(["r_3"])["r_3"]
    assert (billed.hours, billed.amount, billed.in_fee, billed.drawn) == (0, 0, 3, 3)


def test_doing_it_again_writes_nothing_and_an_edit_shows_as_changed(store: Store) -> None:
    books = PaperBooks()
    sheet = fee_billed(store, books)
    bill(desk_at(store), sheet, store, books)
    shown = dict(sheet.shown)
    bill(desk_at(store), sheet, store, books)
    assert sheet.shown == shown and len(store.claims(store.made()[0].id)) == 3
    sheet.edit(3, hours=Decimal(5))
    review(desk_at(store), sheet)
    assert sheet.says(3, "status") == "Changed"


def test_a_dead_invoice_frees_what_was_noted_on_it(store: Store) -> None:
    books = PaperBooks()
    sheet = fee_billed(store, books)
    bill(desk_at(store), sheet, store, books)
    books.stand("1", Standing.VOIDED)
    Reconciliation(dispatch_at(desk_at(store), sheet, store, books).record, books).everything()
    review(desk_at(store), sheet)
    assert [sheet.says(row, "status") for row in (2, 3)] == ["Needs approval"] * 2
    ticked(store, sheet, 2, 3)
    bill(desk_at(store), sheet, store, books)
    assert [sheet.says(row, "invoice") for row in (2, 3)] == ["INV-2"] * 2


def test_without_an_invoice_of_its_fee_or_period_it_goes_on_waiting_and_says_so(store: Store) -> None:
    books, sheet = PaperBooks(), PaperSheet(CARE.replace("Crew app", "Fog horn"))
    sows = tuple(replace(sow, prepaid=tuple(replace(one, billed=True) for one in sow.prepaid)) for sow in SOWS)
    desk = replace(desk_at(store), sows=sows)
    review(desk, sheet)
    sheet.put(2, "approve", True)
    review(desk, sheet, OWEN)
    run = bill(desk, sheet, store, books)
    assert (sheet.says(2, "status"), books.made) == ("Ready", [])
    assert run.held[0].reason.startswith("It comes to nothing after caps and retainer, and is noted on the next")


def test_a_document_that_stands_no_more_takes_nothing_on(store: Store) -> None:
    books = PaperBooks()
    fee_billed(store, books)
    (made,) = store.made()
    (claim, *_) = store.claims(made.id)
    store.void(made, "It was voided.", store.now())
    assert not store.include(made, claim._replace(key="r_3"), store.now())
    assert store.billed(["r_3"]) == {}
