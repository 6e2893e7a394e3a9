"""One look at a spreadsheet serves all drafts that were reserved before it, and no other."""

from datetime import timedelta

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.desk import Desk
from service.dispatch import Dispatch
from service.domain.invoicing.export import State
from service.planning import planned
from service.reservation import Reservation
from service.review import consider, review
from tests.walks.desk import PaperBooks, PaperSheet, desk_at, dispatch_at

ROWS = """
    date       | person | project      | hours | text
    2026-09-03 | Ines   | Booking site | 2.00  | Fare table import
    2026-09-04 | Petra  | Kiosk        | 3.00  | Kiosk screens
    2026-09-07 | Petra  | Crew app     | 4.00  | Shift list
"""
OWEN = Act("owen@row.example", "tick")


class Waiting:
    """Three approved rows of three SOWs, reserved and not yet looked at again."""

    def __init__(self, store: Store, only: int = 3) -> None:
        self.store, self.sheet, self.books = store, PaperSheet(ROWS), PaperBooks()
        self.desk: Desk = desk_at(store)
        store._clock = lambda: self.desk.now
        self.passed = timedelta()
        review(self.desk, self.sheet)
        for row in (2, 3, 4):
            self.sheet.put(row, "approve", True)
        review(self.desk, self.sheet, OWEN)
        self.dispatch: Dispatch = dispatch_at(self.desk, self.sheet, store, self.books)
        self.dispatch.ticking = lambda: self.passed
        self.reserve(only)

    def reserve(self, most: int) -> None:
        seen = consider(self.desk, self.sheet.read())
        drafts = [one.draft for one in planned(seen.look.sheet, seen.rows, self.store)]
        Reservation(self.desk, self.dispatch, seen, OWEN).drafted(drafts[:most], {})
        self.sheet.reads = 0

    def deliver(self) -> list[State]:
        return [self.dispatch.deliver(export.id).state for export in self.store.unfinished()]


@pytest.fixture
def waiting(store: Store) -> Waiting:
    return Waiting(store)


def test_drafts_that_wait_together_are_looked_at_together(waiting: Waiting) -> None:
    assert waiting.deliver() == [State.CREATED] * 3
    assert waiting.sheet.reads == 1


def test_a_look_that_grew_old_is_taken_again(waiting: Waiting) -> None:
    for export in waiting.store.unfinished():
        waiting.dispatch.deliver(export.id)
        waiting.passed += timedelta(seconds=6)
    assert waiting.sheet.reads == 3


def test_what_was_reserved_after_a_look_is_looked_at_by_itself(store: Store) -> None:
    waiting = Waiting(store, only=2)
    waiting.deliver()
    waiting.reserve(3)
    assert waiting.deliver() == [State.CREATED]
    assert waiting.sheet.reads == 1


def test_a_row_that_fell_stops_its_draft_and_the_others_go_out(waiting: Waiting) -> None:
    waiting.sheet.put(3, "approve", False)
    came_to = {export.sow: waiting.dispatch.deliver(export.id).state for export in waiting.store.unfinished()}
    assert came_to == {"PF-003": State.CREATED, "PF-004": State.CREATED, "PF-007": State.CANCELLED}
    assert waiting.sheet.reads == 1
