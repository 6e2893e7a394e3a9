"""What was left to a person goes on once it is put right in QuickBooks and an approver asks for drafts again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.bookkeeping import Standing
from service.domain.invoicing.export import State
from service.faults import Throttled
from service.review import review
from service.words import say
from tests.walks.desk import LOST, PaperBooks, PaperInvoice, PaperSheet, bill, desk_at, dispatch_at

ROWS = """
    date       | person | project      | hours | text
    2026-09-03 | Ines   | Booking site | 2.00  | Fare table import
    2026-09-04 | Petra  | Booking site | 3.00  | Seat map colours
"""
OWEN = Act("owen@row.example", "menu")
HOUR = timedelta(hours=1)


class Parked:
    """An invoice of two rows, left to a person because of what stands in QuickBooks."""

    def __init__(self, store: Store, subtotal: str = "1.00", twice: bool = False) -> None:
        self.store, self.sheet, self.books = store, PaperSheet(ROWS), PaperBooks(trouble=LOST)
        review(desk_at(store), self.sheet)
        for row in (2, 3):
            self.sheet.put(row, "approve", True)
        review(desk_at(store), self.sheet, Act("owen@row.example", "tick"))
        bill(desk_at(store), self.sheet, store, self.books)
        (export,) = store.exports()
        customer = self.books.customer_of(export.body)
        self.books.made = [
            PaperInvoice("1", "INV-1", "https://books/1", export.marker, Decimal(subtotal), customer, twice=twice)
        ]
        self.later(timedelta(minutes=2))

    def later(self, span: timedelta, act: Act | None = None) -> None:
        """Some time after the first try somebody asks for drafts, or the clock carries on what is open."""
        desk = desk_at(self.store, later=span)
        if act is not None:
            bill(desk, self.sheet, self.store, self.books, act=act)
        else:
            self.store._clock = lambda: desk.now
            for export in self.store.unfinished():
                dispatch_at(desk, self.sheet, self.store, self.books).deliver(export.id)
            review(desk, self.sheet)

    @property
    def state(self) -> tuple[State, str]:
        export = self.store.exports()[0]
        return export.state, export.flag


def test_a_parked_row_says_what_to_do(store: Store) -> None:
    parked = Parked(store)
    assert parked.state == (State.PARKED, say("impasse.other"))
    assert parked.sheet.says(2, "status") == "Error"
    assert parked.sheet.note(2, "status") == say("impasse.other")


@pytest.mark.parametrize(
    ("act", "minutes", "left"),
    [(OWEN, 5, State.DONE), (Act("", "schedule"), 5, State.PARKED), (None, 5, State.PARKED)],
    ids=["an approver asks", "the end of a month", "the sweep"],
)
def test_put_right_it_is_the_invoice_of_its_rows_once_a_person_asks(
    store: Store, act: Act | None, minutes: int, left: State
) -> None:
    parked = Parked(store)
    parked.books.made = [parked.books.made[0]._replace(subtotal=Decimal("580.00"))]
    parked.later(timedelta(minutes=minutes), act)
    assert (parked.state[0], len(parked.books.made)) == (left, 1)
    assert parked.sheet.says(2, "invoice") == ("INV-1" if left is State.DONE else "look in QuickBooks")


@pytest.mark.parametrize(
    ("span", "left", "told", "ticked"),
    [(HOUR / 2, State.PARKED, say("impasse.other"), "True"), (2 * HOUR, State.VOIDED, say("impasse.gone"), "False")],
    ids=["within the hour", "after it"],
)
def test_deleted_there_its_rows_are_free_for_a_new_tick(
    store: Store, span: timedelta, left: State, told: str, ticked: str
) -> None:
    parked = Parked(store)
    parked.books.stand("1", Standing.DELETED)
    parked.later(span, OWEN)
    assert parked.state == (left, told)
    assert parked.sheet.says(2, "approve") == ticked
    if left is State.VOIDED:
        assert parked.sheet.says(2, "status") == "Needs approval"
        assert store.billed(["r_2"]) == {}


def test_one_that_still_stands_twice_waits_on(store: Store) -> None:
    parked = Parked(store, "580.00", twice=True)
    parked.later(2 * HOUR, OWEN)
    assert parked.state == (State.PARKED, say("impasse.twice"))
    parked.books.made = [parked.books.made[0]._replace(twice=False)]
    parked.later(3 * HOUR, OWEN)
    assert parked.state[0] is State.DONE


def test_what_was_never_sent_is_sent_once_its_company_is_connected_again(store: Store) -> None:
    sheet, books = PaperSheet(ROWS), PaperBooks(trouble=Throttled("Wait.", 60))
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, Act("owen@row.example", "tick"))
    bill(desk_at(store), sheet, store, books)
    books.realm = "2"
    bill(desk_at(store, later=HOUR), sheet, store, books, act=OWEN)
    assert [(one.state, one.flag) for one in store.exports()] == [(State.PARKED, say("impasse.foreign"))]
    books.realm = "1"
    bill(desk_at(store, later=2 * HOUR), sheet, store, books, act=OWEN)
    assert [one.state for one in store.exports()] == [State.DONE]
    assert len(books.made) == 1
