"""A review that looks while another run claims rows sees them as claimed, and takes nobody's tick back."""

from collections.abc import Callable, Iterable

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.hours.approval import Billed
from service.domain.judging.verdict import Status
from service.review import review
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at

ROWS = """
    date       | person | project      | hours | text
    2026-09-03 | Ines   | Booking site | 2.00  | Fare table import
    2026-09-04 | Petra  | Booking site | 3.00  | Seat map colours
"""
OWEN = Act("owen@row.example", "tick")


class Slow(Store):
    """A record in which something happens right after the question which rows are billed."""

    meanwhile: Callable[[], object] | None = None

    def billed(self, rows: Iterable[str], but: Iterable[int] = ()) -> dict[str, Billed]:
        found = super().billed(rows, tuple(but))
        act, self.meanwhile = self.meanwhile, None
        if act:
            act()
        return found


def test_rows_that_are_claimed_while_a_review_looks_keep_their_yes() -> None:
    store, sheet, books = Slow.at("sqlite://"), PaperSheet(ROWS), PaperBooks()
    review(desk_at(store), sheet)
    for row in (2, 3):
        sheet.put(row, "approve", True)
    review(desk_at(store), sheet, OWEN)
    store.meanwhile = lambda: bill(desk_at(store), sheet, store, books)
    seen = review(desk_at(store), sheet)
    assert [row.status for row in seen.rows] == [Status.DRAFTED, Status.DRAFTED]
    assert {word.kind for word in store.approvals(["r_2", "r_3"]).values()} == {"yes"}
    assert [sheet.says(row, "approve") for row in (2, 3)] == ["True", "True"]
