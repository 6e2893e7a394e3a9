"""Every approved row ends on exactly one invoice, whatever fails on the way."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.billing import preview
from service.desk import Desk
from service.domain.bookkeeping import Standing
from service.domain.category import Category
from service.domain.hours.description import Description
from service.review import review
from service.words import say
from tests.walks.desk import LOST, REFUSED, PaperBooks, PaperReader, PaperSheet, bill, desk_at

ROWS = """
    date       | person | project      | hours | text
    2026-09-03 | Ines   | Booking site | 2.00  | Fare table import
    2026-09-04 | Petra  | Booking site | 3.00  | Seat map colours
    2026-09-07 | Petra  | Kiosk        | 4.00  | Kiosk screens
"""
OWEN = Act("owen@row.example", "tick")
LATER = timedelta(hours=1)


def approved(store: Store, *rows: int) -> PaperSheet:
    """A reviewed sheet in which an approver has ticked these rows."""
    sheet = PaperSheet(ROWS)
    review(desk_at(store), sheet)
    for row in rows:
        sheet.put(row, "approve", True)
    review(desk_at(store), sheet, OWEN)
    return sheet


def test_approved_rows_become_one_invoice_a_sow(store: Store) -> None:
    sheet, books = approved(store, 2, 3, 4), PaperBooks()
    made = bill(desk_at(store), sheet, store, books)
    assert [(one.draft.sow, str(one.draft.total), one.state) for one in made.drafted] == [
        ("PF-003", "580.00", "created"),
        ("PF-007", "400.00", "created"),
    ]
    assert [sheet.says(row, "status") for row in (2, 3, 4)] == ["Drafted"] * 3
    assert [sheet.says(row, "invoice") for row in (2, 3, 4)] == ["INV-1", "INV-1", "INV-2"]


def test_a_second_run_makes_nothing_and_writes_nothing(store: Store) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    writes = sheet.writes
    made = bill(desk_at(store), sheet, store, books)
    assert (made.drafted, len(books.made), sheet.writes) == ((), 1, writes)


def test_a_tick_that_is_taken_from_an_invoiced_row_changes_nothing_and_is_shown(store: Store) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    sheet.put(2, "approve", False)
    review(desk_at(store), sheet)
    assert [sheet.says(row, "status") for row in (2, 3)] == ["Changed", "Drafted"]
    assert "INV009" in sheet.says(2, "flags") and set(store.billed(["r_2", "r_3"])) == {"r_2", "r_3"}


def test_rows_that_are_not_approved_stay_behind_with_a_reason(store: Store) -> None:
    made = preview(desk_at(store), approved(store, 2))
    assert {held.row.work.id: held.reason for held in made.held} == {
        "r_3": "Not approved yet: tick Approve if it is right.",
        "r_4": "Not approved yet: tick Approve if it is right.",
    }


def test_a_preview_writes_nothing_anywhere(store: Store) -> None:
    sheet = approved(store, 2)
    writes = sheet.writes
    made = preview(desk_at(store), sheet)
    assert [one.state for one in made.drafted] == ["preview"]
    assert sheet.writes == writes
    assert not store.billed(["r_2"])


def test_a_refusal_frees_every_row_and_the_next_run_makes_one_invoice(store: Store) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=REFUSED)
    made = bill(desk_at(store), sheet, store, books)
    assert [(one.state, one.why) for one in made.drafted] == [("refused", "QuickBooks says no.")]
    assert not store.billed(["r_2", "r_3"])
    assert sheet.says(2, "status") == "Ready"
    bill(desk_at(store), sheet, store, books)
    assert len(books.made) == 1
    assert set(store.billed(["r_2", "r_3"])) == {"r_2", "r_3"}


@pytest.mark.parametrize("after", [False, True], ids=["lost before the work", "lost after the work"])
def test_a_lost_answer_ends_in_one_invoice(store: Store, after: bool) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=LOST, after=after)
    made = bill(desk_at(store), sheet, store, books)
    assert [one.state for one in made.drafted] == ["unknown"]
    assert sheet.says(2, "invoice") == "being drafted"
    bill(desk_at(store, later=timedelta(minutes=2)), sheet, store, books)
    assert len(books.made) == after
    bill(desk_at(store, later=LATER), sheet, store, books)
    assert len(books.made) == 1
    assert sheet.says(2, "invoice") == "INV-1"


def test_the_time_to_settle_is_the_same_wherever_the_agency_works(store: Store) -> None:
    def later(minutes: int) -> Desk:
        desk = desk_at(store, later=timedelta(minutes=minutes))
        return replace(desk, now=desk.now.astimezone(ZoneInfo("America/New_York")))

    sheet, books = approved(store, 2, 3), PaperBooks(trouble=LOST)
    bill(later(0), sheet, store, books)
    bill(later(9), sheet, store, books)
    assert books.made == []
    bill(later(11), sheet, store, books)
    assert len(books.made) == 1


def test_a_run_that_died_after_reserving_leaves_nothing_claimed(store: Store) -> None:
    class Killed(Exception):
        """The process ended here."""

    sheet, books = approved(store, 2), PaperBooks(trouble=Killed())
    with pytest.raises(Killed):
        bill(desk_at(store), sheet, store, books)
    assert store.billed(["r_2"])["r_2"].state == "creating"
    bill(desk_at(store, later=LATER), sheet, store, books)
    assert (len(books.made), sheet.says(2, "invoice")) == (1, "INV-1")


def test_what_quickbooks_lacks_is_a_finding_on_its_rows(store: Store) -> None:
    lack = SimpleNamespace(sow="PF-007", message="QuickBooks has no customer called Kiosk Ltd.")
    sheet, books = approved(store, 2, 4), PaperBooks(lacking=[lack])
    made = bill(desk_at(store), sheet, store, books)
    assert [(one.draft.sow, one.state, one.why) for one in made.drafted] == [
        ("PF-003", "created", ""),
        ("PF-007", "refused", "QuickBooks has no customer called Kiosk Ltd."),
    ]
    assert sheet.says(4, "flags") == "✖ QBO001 QuickBooks mapping missing"
    assert [held.reason for held in made.held if held.row.work.id == "r_4"] == [
        (
            "✖ QBO001 (must be fixed): QuickBooks has no customer called Kiosk Ltd. "
            "Add it in QuickBooks, or correct the name in the SOW."
        )
    ]


def test_only_the_sows_that_were_asked_for_are_drafted(store: Store) -> None:
    made = bill(desk_at(store), approved(store, 2, 4), store, PaperBooks(), ["PF-007"])
    assert [one.draft.sow for one in made.drafted] == ["PF-007"]


def test_an_invoiced_row_that_is_edited_is_shown_and_never_billed_again(store: Store) -> None:
    sheet, books = approved(store, 2), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    sheet.edit(2, description="Something else entirely")
    bill(desk_at(store), sheet, store, books)
    assert (len(books.made), sheet.says(2, "status")) == (1, "Changed")
    assert "DUP004" in sheet.says(2, "flags")


def test_an_invoiced_row_is_not_read_anew_and_keeps_the_category_it_was_billed_with(store: Store) -> None:
    sheet, books = approved(store, 2), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    said = Description(Category.DOC, 0.9)
    reader = PaperReader({"Fare table import": said, "Seat map colours": said})
    review(desk_at(store, reader), sheet)
    assert "Fare table import" not in reader.asked
    sheet.edit(3, description="Fare table import")  # now that very text is read, for a row that is open
    review(desk_at(store, reader), sheet)
    assert (sheet.says(3, "category"), sheet.says(2, "category")) == ("Documentation", "None")
    assert (sheet.says(2, "status"), sheet.says(2, "flags")) == ("Drafted", "None")


def test_the_generate_box_is_put_back_when_the_invoices_are_made(store: Store) -> None:
    sheet = approved(store, 2)
    tab = sheet.tabs["Review"]
    sheet.tabs["Review"] = tuple((*row[:2], True, *row[3:]) if row[2:3] == (False,) else row for row in tab)
    bill(desk_at(store), sheet, store, PaperBooks(), ["PF-003"])
    (line,) = [row for row in sheet.tabs["Review"] if row[2:3] == (False,)]
    assert (line[2], line[10]) == (False, "INV-1: 280.00 EUR")


def test_an_invoice_voided_before_we_knew_of_it_frees_its_rows_for_a_new_tick_only(store: Store) -> None:
    sheet, books = approved(store, 2), PaperBooks(trouble=LOST, after=True)
    bill(desk_at(store), sheet, store, books)
    books.made = [books.made[0]._replace(standing=Standing.VOIDED)]
    seen = bill(desk_at(store, later=LATER), sheet, store, books)
    assert [held.reason for held in seen.held if held.row.work.id == "r_2"] == [say("billing.voided")]
    assert (sheet.says(2, "status"), sheet.says(2, "approve"), sheet.says(2, "invoice")) == (
        "Needs approval", "False", "None",
    )  # fmt: skip
    assert sheet.note(2, "status") == say("billing.voided")
    sheet.put(2, "approve", True)  # an older version of the sheet is restored
    bill(desk_at(store, later=LATER), sheet, store, books)
    assert (sheet.says(2, "approve"), len(books.made)) == ("False", 1)
    assert sheet.note(2, "status") == say("ticks.restored")
    sheet.put(2, "approve", True)
    review(desk_at(store, later=LATER), sheet, OWEN)
    bill(desk_at(store, later=LATER), sheet, store, books)
    assert (sheet.says(2, "invoice"), len(books.made)) == ("INV-2", 2)


def test_rows_in_a_retainer_keep_their_share_of_it_once_they_are_billed(store: Store) -> None:
    sheet = PaperSheet("""
        date       | person | project  | hours | text
        2026-09-07 | Ines   | Crew app | 9.10  | Rota export
        2026-09-08 | Ines   | Crew app | 9.85  | Rota screens
        2026-09-09 | Ines   | Crew app | 2.00  | Rota import
    """)
    review(desk_at(store), sheet)
    assert sheet.says(4, "amount") == "156.25"  # 19.25 h and 0.75 h in the fee, 1.25 h past it
    sheet.put(2, "approve", True)
    sheet.put(3, "approve", True)
    review(desk_at(store), sheet, OWEN)
    bill(desk_at(store), sheet, store, PaperBooks())
    assert (sheet.says(2, "status"), sheet.says(4, "amount")) == ("Drafted", "156.25")
    sheet.edit(2, hours=Decimal("1.10"))  # what is invoiced is a fact, whatever the row says by now
    review(desk_at(store), sheet)
    assert sheet.says(4, "amount") == "156.25"


def test_a_spreadsheet_lists_only_invoices_of_sows_that_it_has_rows_of(store: Store) -> None:
    bill(desk_at(store), approved(store, 2), store, PaperBooks())
    theirs = PaperSheet("""
        date       | person | project | hours | text
        2026-09-07 | Petra  | Kiosk   | 4.00  | Kiosk screens
    """)
    theirs.entries = [one._replace(id="r_theirs") for one in theirs.entries]
    review(desk_at(store), theirs)
    assert [row[1] for row in theirs.tabs["Invoices"]] == ["SOW"]
