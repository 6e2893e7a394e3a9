"""A tick in a workbook file was made by whoever keeps the file, and counts without Google's protection."""

from service.adapters.store.store import Store
from service.approving import Act
from service.review import review
from tests.walks.desk import PaperSheet, desk_at

ROWS = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
"""


def test_a_tick_in_a_file_approves_its_row(store: Store) -> None:
    file = PaperSheet(ROWS, editors=None)
    review(desk_at(store), file, Act("", "file"))
    file.put(2, "approve", True)
    review(desk_at(store), file, Act("", "file"))
    assert file.says(2, "status") == "Ready"


def test_a_tick_in_a_file_counts_at_once_for_its_rows_are_known_by_what_they_say(store: Store) -> None:
    file = PaperSheet(ROWS, editors=None)
    file.put(2, "approve", True)
    review(desk_at(store), file, Act("", "file"))
    assert file.says(2, "status") == "Ready"


def test_a_tick_that_came_with_a_row_copied_within_a_file_does_not(store: Store) -> None:
    file = PaperSheet(ROWS, editors=None)
    file.put(2, "approve", True)
    review(desk_at(store), file, Act("", "file"))
    file.copy(2, 9, description="Fare table export")
    review(desk_at(store), file, Act("", "file"))
    assert (file.says(9, "approve"), file.says(9, "status")) == ("False", "Needs approval")
