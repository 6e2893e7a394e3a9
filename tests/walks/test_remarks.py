"""What QuickBooks says of an invoice stands beside its rows, each under the rule that it is a finding of."""

import pytest

from service.adapters.store.store import Store
from service.domain.bookkeeping import LOOK, Remark, in_words, remarks_in
from service.faults import Rejected, Unbuildable
from tests.walks.desk import LOST, PaperBooks, bill, desk_at
from tests.walks.test_billing import LATER, approved

LONG = Unbuildable("Line 2 of 2 for PF-003 has a text of 4,112 characters: shorten it.", ("r_3",))
TAKEN = Rejected("Another document in QuickBooks has this number.", frozenset({"6140"}))


class Choosy(PaperBooks):
    """Books that cannot build a line."""

    def body(self, draft: object, marker: str) -> str:
        raise LONG


def test_a_line_that_cannot_be_built_stops_its_invoice_and_names_its_rows(store: Store) -> None:
    sheet, books = approved(store, 2, 3), Choosy()
    made = bill(desk_at(store), sheet, store, books)
    assert [sheet.says(row, "flags") for row in (2, 3)] == ["None", "✖ QBO002 unbuildable line"]
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


def test_remarks_that_were_written_down_are_read_as_they_were() -> None:
    remarks = (
        Remark("QBO006", "It was sent.", LOOK),
        Remark("", "Tax was added."),
        Remark("QBO005", "It is less.", LOOK),
    )
    written = in_words(remarks)
    assert written == "Tax was added. QBO006: It was sent. QBO005: It is less."
    assert remarks_in(written) == (remarks[0], remarks[2]) and remarks_in("") == remarks_in("Tax was added.") == ()
