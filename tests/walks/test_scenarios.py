"""Stories about billing twice, freeing too much and losing rows, each of which went wrong in somebody's software."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from service.adapters.store import audit
from service.adapters.store.store import Store
from service.approving import Act
from service.domain.bookkeeping import Standing
from service.domain.invoicing.bounds import Bounds
from service.domain.invoicing.export import State
from service.faults import Unbuildable
from service.reconciliation import Reconciliation, undo
from service.review import review
from service.words import say
from tests.walks.desk import LOST, REFUSED, PaperBooks, PaperSheet, bill, desk_at, dispatch_at

OWEN = Act("owen@row.example", "tick")
TWO_DAYS = """
    date       | person | project | hours | text
    2026-09-03 | Petra  | Kiosk   | 4.50  | Kiosk screens
    2026-09-04 | Petra  | Kiosk   | 3.50  | Kiosk sounds
    2026-09-07 | Petra  | Kiosk   | 1.00  | Kiosk lights
"""


def approved(store: Store, table: str, *rows: int) -> PaperSheet:
    """A reviewed sheet in which an approver has ticked these rows."""
    sheet = PaperSheet(table)
    review(desk_at(store), sheet)
    tick(store, sheet, *rows)
    return sheet


def tick(store: Store, sheet: PaperSheet, *rows: int) -> None:
    for row in rows:
        sheet.put(row, "approve", True)
    review(desk_at(store), sheet, OWEN)


def many(count: int) -> str:
    lines = [f"2026-09-{1 + place % 28:02} | Petra | Kiosk | 1.00 | Kiosk part {place}" for place in range(count)]
    return "\n".join(["date | person | project | hours | text", *lines])


def total(books: PaperBooks) -> list[str]:
    return [str(one.subtotal) for one in books.made]


def test_a_credit_frees_only_what_it_credits(store: Store) -> None:
    sheet, books = approved(store, TWO_DAYS, 2, 3), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    (made,) = store.made()
    store.credit(made, ["r_3"], "3.50 h were credited.", store.now())
    review(desk_at(store), sheet)
    tick(store, sheet, 3, 4)
    bill(desk_at(store), sheet, store, books)
    assert total(books) == ["800.00", "450.00"]
    assert [sheet.says(row, "invoice") for row in (2, 3, 4)] == ["INV-1", "INV-2", "INV-2"]


def test_crediting_one_line_of_two_frees_its_rows_alone(store: Store) -> None:
    sheet, books = approved(store, many(4), 2, 3, 4, 5), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    store.credit(store.made()[0], ["r_4", "r_5"], "Line 2 was credited.", store.now())
    review(desk_at(store), sheet)
    assert [sheet.says(row, "approve") for row in (2, 3, 4, 5)] == ["True", "True", "False", "False"]
    assert set(store.billed(["r_2", "r_3", "r_4", "r_5"])) == {"r_2", "r_3"}


def test_a_failed_draft_of_twelve_rows_claims_none(store: Store) -> None:
    sheet, books = approved(store, many(12), *range(2, 14)), PaperBooks(trouble=REFUSED)
    made = bill(desk_at(store), sheet, store, books)
    assert ([one.why for one in made.drafted], store.claims(1)) == (["QuickBooks says no."], [])
    bill(desk_at(store), sheet, store, books)
    assert total(books) == ["1200.00"]


def test_who_comes_second_is_told_that_it_is_being_made(store: Store) -> None:
    sheet, books = approved(store, TWO_DAYS, 2, 3), PaperBooks()
    told: list[list[tuple[str, str]]] = []
    right = books.create

    def create(body: str, request_id: str, may_go: Callable[[], bool]) -> object:
        second = bill(desk_at(store), sheet, store, PaperBooks())  # the schedule fires in the very same second
        told.append([(held.row.status.value, held.row.invoice) for held in second.held])
        told.append([(row.status.value, row.invoice) for row in second.review.rows[:2]])
        return right(body, request_id, may_go)

    books.create = create  # type: ignore[method-assign,assignment]  # books are the world outside
    bill(desk_at(store), sheet, store, books)
    assert (len(books.made), told[1]) == (1, [("Drafted", "being drafted")] * 2)


def test_no_answer_is_asked_about_and_sent_again_under_the_same_id(store: Store) -> None:
    sheet, books = approved(store, TWO_DAYS, 2, 3), PaperBooks(trouble=LOST)
    bill(desk_at(store), sheet, store, books)
    (before,) = store.exports()
    bill(desk_at(store, later=timedelta(hours=1)), sheet, store, books)
    assert (books.sent, sheet.says(2, "invoice")) == ([before.request_id], "INV-1")


def test_one_bad_line_stops_the_invoice(store: Store) -> None:
    sheet, books = approved(store, TWO_DAYS, 2, 3), PaperBooks()
    trouble = "Line 7 cannot be built: the item Lights is not mapped."

    def body(draft: object, marker: str) -> str:
        raise Unbuildable(trouble, ("r_3",))

    books.body = body  # type: ignore[method-assign]  # books are the world outside
    made = bill(desk_at(store), sheet, store, books)
    assert [(one.state, one.why) for one in made.drafted] == [("refused", f"QBO002: {trouble}")]
    assert (books.made, store.exports()) == ([], [])


def test_a_late_row_does_not_push_out_invoiced_ones(store: Store) -> None:
    table = """
        date       | person | project      | hours | text
        2026-09-07 | Ines   | Booking site | 8.00  | Fare tables, part one
        2026-09-08 | Ines   | Booking site | 8.00  | Fare tables, part two
        2026-09-09 | Ines   | Booking site | 8.00  | Fare tables, part three
        2026-09-10 | Ines   | Booking site | 8.00  | Fare tables, part four
        2026-09-11 | Ines   | Booking site | 6.00  | Fare tables, part five
        2026-09-08 | Tomas  | Booking site | 4.00  | Seat map import
    """
    sheet = PaperSheet(table)
    late, sheet.entries = sheet.entries[-1], sheet.entries[:-1]
    review(desk_at(store), sheet)
    tick(store, sheet, 2, 3, 4, 5, 6)
    bill(desk_at(store), sheet, store, PaperBooks())
    sheet.entries = [*sheet.entries, late]
    review(desk_at(store), sheet)
    assert [sheet.says(row, "billable_hours") for row in range(2, 8)] == ["8.00"] * 4 + ["6.00", "2.00"]
    assert "CAP002" in sheet.says(7, "flags")


def test_an_edit_after_the_approval_leaves_one_row_out(store: Store) -> None:
    sheet, books = approved(store, many(5), *range(2, 7)), PaperBooks()
    sheet.edit(4, hours=Decimal("2.50"))
    made = bill(desk_at(store), sheet, store, books)
    assert total(books) == ["400.00"]
    assert [held.row.work.id for held in made.held] == ["r_4"]
    assert "INV003" in sheet.says(4, "flags")


def test_sorted_copied_deleted_the_invoice_stays(store: Store) -> None:
    sheet, books = approved(store, many(10), *range(2, 12)), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    sheet.copy(2, 20)
    sheet.entries = [one for one in sheet.entries if one.row != 5]
    seen = review(desk_at(store), sheet)
    assert [one.code for one in seen.look.judged.findings["invoice INV-1"]] == ["DUP005"]
    assert "DUP003" in sheet.says(20, "flags")
    assert sheet.says(20, "row_id") not in {f"r_{row}" for row in range(2, 12)}
    assert (total(books), len(store.claims(1))) == (["1000.00"], 10)


@pytest.mark.parametrize("standing", [Standing.VOIDED, Standing.DELETED])
def test_a_dead_invoice_frees_its_rows_for_a_new_tick(store: Store, standing: Standing) -> None:
    sheet, books = approved(store, TWO_DAYS, 2, 3), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    books.stand("1", standing)
    Reconciliation(store, books).everything()
    review(desk_at(store), sheet)
    assert [sheet.says(row, "approve") for row in (2, 3)] == ["False"] * 2
    sheet.put(2, "approve", True)  # found by nobody's doing: an older version of the sheet
    review(desk_at(store), sheet)
    assert (sheet.says(2, "approve"), sheet.note(2, "status")) == ("False", say("ticks.restored"))
    tick(store, sheet, 2)
    bill(desk_at(store), sheet, store, books)
    assert total(books) == ["800.00", "450.00"]


@pytest.mark.parametrize(("standing", "state"), [(Standing.OPEN, State.VOIDED), (Standing.SENT, State.DONE)])
def test_only_what_nobody_has_touched_is_taken_back(store: Store, standing: Standing, state: State) -> None:
    sheet, books = approved(store, TWO_DAYS, 2), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    books.stand("1", standing)
    left = undo(store, books, store.made())
    assert (store.export(1).state, list(left.values())) == (state, [] if state is State.VOIDED else ["It is sent."])
    review(desk_at(store), sheet)
    assert (sheet.note(2, "status") == say("billing.undone")) is (state is State.VOIDED)


def test_an_invoice_far_beyond_the_usual_waits_for_a_second_named_yes(store: Store) -> None:
    books = PaperBooks()
    for number in range(3):
        sheet = PaperSheet(many(1))
        sheet.entries = [one._replace(id=f"r_x{number}", description=f"Kiosk job {number}") for one in sheet.entries]
        review(desk_at(store), sheet)
        tick(store, sheet, 2)
        bill(desk_at(store), sheet, store, books)
    sheet = approved(store, many(6), *range(2, 8))
    asked = [bill(desk_at(store), sheet, store, books, None, Act(who)) for who in ("a@x", "", "a@x", "b@x")]
    assert [one.state for made in asked for one in made.drafted] == ["held", "held", "held", "created"]
    assert "more than 5 times the most" in asked[0].drafted[0].why


def test_too_many_drafts_at_once_wait_too(store: Store) -> None:
    sheet, books = approved(store, TWO_DAYS, 2), PaperBooks()
    dispatch = dispatch_at(desk_at(store), sheet, store, books)
    dispatch.bounds = Bounds(most_drafts=0)
    from service.billing import bill as run

    assert [one.state for one in run(desk_at(store), sheet, dispatch).drafted] == ["held"]


def test_two_managers_who_tick_the_same_row_approve_it_once(store: Store) -> None:
    sheet = approved(store, TWO_DAYS, 2)
    review(desk_at(store), sheet, Act("mara@row.example", "tick"))
    assert store.approvals(["r_2"])["r_2"].who == "owen@row.example"
    assert audit.broken_at(store.engine) is None


def test_a_tick_that_the_trigger_lost_is_found_by_the_sweep(store: Store) -> None:
    sheet = PaperSheet(TWO_DAYS)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet)
    word = store.approvals(["r_2"])["r_2"]
    assert (word.kind, word.how, sheet.says(2, "status")) == ("yes", "sweep", "Ready")
