"""A row without an id of its own (new, or pasted) inherits no approval, and no row is billed under two ids."""

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.category import Category
from service.domain.hours.description import Description
from service.review import review
from tests.walks.desk import PaperBooks, PaperReader, PaperSheet, bill, desk_at

ROWS = """
    date       | person | project      | hours | text
    2026-09-03 | Ines   | Booking site | 2.00  | Fare table import
    2026-09-04 | Petra  | Booking site | 3.00  | Seat map colours
"""
OWEN = Act("owen@row.example", "tick")


class Killed(Exception):
    """The process ended here."""


def approved(store: Store) -> PaperSheet:
    """A reviewed sheet whose first row is approved."""
    sheet = PaperSheet(ROWS)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    return sheet


def test_a_tick_pasted_with_a_copied_row_is_taken_back(store: Store) -> None:
    sheet, books = approved(store), PaperBooks()
    sheet.copy(2, 9, description="Fare table export")
    made = bill(desk_at(store), sheet, store, books)
    assert [str(one.draft.total) for one in made.drafted] == ["280.00"]
    assert (sheet.says(9, "approve"), sheet.says(9, "status")) == ("False", "Needs approval")
    assert sheet.note(9, "status").startswith("Tick taken back: this row got its Row ID only now")
    writes = sheet.writes
    review(desk_at(store), sheet)
    assert sheet.writes == writes


def test_a_copy_that_the_script_gave_an_id_keeps_no_tick_either(store: Store) -> None:
    sheet = approved(store)
    sheet.copy(2, 9, description="Fare table export")
    sheet.put(9, "row_id", "r_script")
    review(desk_at(store), sheet)
    assert (sheet.says(9, "approve"), sheet.says(9, "status")) == ("False", "Needs approval")
    sheet.put(9, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(9, "status") == "Ready"


def test_a_row_is_not_billed_under_an_id_that_never_reached_the_sheet(store: Store) -> None:
    sheet, books = PaperSheet(ROWS), PaperBooks()
    sheet.put(2, "approve", True)  # ticked by hand in a row that Tickmark has never seen

    def killed(_: object) -> None:
        raise Killed

    first = PaperSheet.write
    for _ in range(2):
        sheet.write = killed  # type: ignore[method-assign,assignment]  # the process dies before it writes
        with pytest.raises(Killed):
            bill(desk_at(store), sheet, store, books)
    assert books.made == []
    sheet.write = first.__get__(sheet)  # type: ignore[method-assign]  # and lives from now on
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    bill(desk_at(store), sheet, store, books)
    assert len(books.made) == 1


def test_an_invoiced_row_keeps_its_id_when_a_changed_copy_is_pasted_above_it(store: Store) -> None:
    sheet, books = approved(store), PaperBooks()
    bill(desk_at(store), sheet, store, books)
    sheet.copy(2, 1, description="Fare table export")
    review(desk_at(store), sheet)
    assert [sheet.says(row, "status") for row in (1, 2)] == ["Needs approval", "Drafted"]
    assert (sheet.says(2, "row_id"), sheet.says(2, "invoice")) == ("r_2", "INV-1")
    assert (sheet.says(1, "row_id") != "r_2", sheet.says(1, "invoice")) == (True, "None")
    writes = sheet.writes
    review(desk_at(store), sheet)
    assert sheet.writes == writes


def test_a_category_that_came_with_a_copy_is_nobodys_choice(store: Store) -> None:
    reader = PaperReader(
        {
            "Fare table import": Description(Category.ADM, 0.9),
            "Fare table export": Description(Category.DEV, 0.9),
        }
    )
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader), sheet)
    sheet.copy(2, 9, description="Fare table export")
    sheet.put(9, "row_id", "r_script")
    review(desk_at(store, reader), sheet)
    assert (sheet.says(9, "category"), sheet.says(9, "status")) == ("Development", "Needs approval")


def test_work_that_is_invoiced_in_another_place_is_not_billed_under_a_new_id(store: Store) -> None:
    bill(desk_at(store), approved(store), store, PaperBooks())
    other = PaperSheet(ROWS)  # the rows alone, copied into another spreadsheet
    other.entries = [one._replace(id=f"{one.id}_copy") for one in other.entries]
    review(desk_at(store), other)
    assert [other.says(row, "status") for row in (2, 3)] == ["Needs fix", "Needs approval"]
    assert other.note(2, "flags") == (
        "✖ DUP003 (must be fixed): The same 2 h are on invoice INV-1 already, billed from another row or spreadsheet. "
        "Delete this row, or say in the text how the two differ."
    )
    other.edit(2, description="Fare table import, second part")
    review(desk_at(store), other)
    assert other.says(2, "status") == "Needs approval"
