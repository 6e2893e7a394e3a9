"""What QuickBooks says of an invoice stands beside its rows, each under the rule that it is a finding of."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from service import billing
from service.adapters.store.store import Store
from service.domain.bookkeeping import LOOK, Remark, in_words, remarks_in
from service.domain.invoicing.bounds import Bounds
from service.faults import Rejected, Unbuildable
from service.review import review
from tests.rules.engagement import NOW
from tests.walks.desk import LOST, REFUSED, PaperBooks, PaperSheet, bill, desk_at, dispatch_at
from tests.walks.test_billing import LATER, approved

LEFT_OUT = "● INV008 left out of last run"
LONG = Unbuildable("Line 2 of 2 for PF-003 has a text of 4,112 characters: shorten it.", ("r_3",))
TAKEN = Rejected("Another document in QuickBooks has this number.", frozenset({"6140"}))


class Choosy(PaperBooks):
    """Books that cannot build a line."""

    def body(self, draft: object, marker: str) -> str:
        raise LONG


def test_a_line_that_cannot_be_built_stops_its_invoice_and_names_its_rows(store: Store) -> None:
    sheet, books = approved(store, 2, 3), Choosy()
    made = bill(desk_at(store), sheet, store, books)
    assert [sheet.says(row, "flags") for row in (2, 3)] == [LEFT_OUT, "✖ QBO002 unbuildable line"]
    assert "Line 2 of 2 for PF-003" in sheet.note(3, "flags")
    assert store.billed(["r_2", "r_3"]) == {} and books.made == []
    assert ["Line 2 of 2" in held.reason for held in made.held if held.row.work.id in ("r_2", "r_3")] == [True, True]


SAID = [
    # what happens to the call, what stands beside both rows
    (LOST, "✖ QBO004 unknown push outcome"),
    (TAKEN, "✖ QBO003 document number taken"),
]


@pytest.mark.parametrize(("trouble", "flag"), SAID)
def test_what_came_of_the_call_stands_beside_every_row_until_it_is_settled(
    store: Store, trouble: Exception, flag: str
) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=trouble)
    bill(desk_at(store), sheet, store, books)
    assert [sheet.says(row, "flags") for row in (2, 3)] == [flag, flag]
    bill(desk_at(store, later=LATER), sheet, store, books)
    assert [sheet.says(row, "flags") for row in (2, 3)] == ["None", "None"] and len(books.made) == 1


LOOKS = {
    # what a person does after a refusal, what stands beside the row at the next look
    "nothing": (lambda sheet: None, LEFT_OUT),
    "edits the hours": (lambda sheet: sheet.edit(2, hours=Decimal("2.50")), "✖ INV003 approval overtaken by change"),
    "takes the tick away": (lambda sheet: sheet.put(2, "approve", False), "None"),
}


@pytest.mark.parametrize(("does", "flag"), LOOKS.values(), ids=list(LOOKS))
def test_why_a_row_was_left_out_stays_until_somebody_changes_something(
    store: Store, does: Callable[[PaperSheet], None], flag: str
) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=REFUSED)
    bill(desk_at(store), sheet, store, books)
    for _ in range(2):
        does(sheet)
        review(desk_at(store), sheet)
    assert (sheet.says(2, "flags"), sheet.says(3, "flags")) == (flag, LEFT_OUT)
    assert REFUSED.args[0] in sheet.note(3, "flags") and sheet.says(3, "status") == "Ready"


def test_a_row_that_was_left_out_says_nothing_of_it_once_it_is_billed(store: Store) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=REFUSED)
    bill(desk_at(store), sheet, store, books)
    review(desk_at(store), sheet)
    bill(desk_at(store), sheet, store, books)
    assert [sheet.says(row, "flags") for row in (2, 3)] == ["None", "None"] and len(books.made) == 1


def test_a_draft_beyond_the_usual_says_so_beside_its_rows(store: Store) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks()
    dispatch = replace(dispatch_at(desk_at(store), sheet, store, books), bounds=Bounds(most_drafts=0))
    store._clock = lambda: NOW
    billing.bill(desk_at(store), sheet, dispatch)
    assert [sheet.says(row, "flags") for row in (2, 3)] == [LEFT_OUT, LEFT_OUT] and books.made == []
    assert "1 drafts in one run are more than 0." in sheet.note(2, "flags")


def test_remarks_that_were_written_down_are_read_as_they_were() -> None:
    remarks = (
        Remark("QBO006", "It was sent.", LOOK),
        Remark("", "Tax was added."),
        Remark("QBO005", "It is less.", LOOK),
    )
    written = in_words(remarks)
    assert written == "Tax was added. QBO006: It was sent. QBO005: It is less."
    assert remarks_in(written) == (remarks[0], remarks[2]) and remarks_in("") == remarks_in("Tax was added.") == ()
