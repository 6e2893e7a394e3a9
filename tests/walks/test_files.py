"""A tick in a workbook file was made by whoever keeps the file, and counts without Google's protection."""

from service.adapters.store.store import Store
from service.review import Act, review
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
