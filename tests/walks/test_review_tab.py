"""The Review tab says what it leaves out, beside what it sums up."""

from dataclasses import replace

from service.adapters.store.store import Store
from service.domain.reading import Reading, Refused
from service.review import review
from tests.walks.desk import PaperSheet, desk_at

ROWS = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
"""


class WithReport(PaperSheet):
    """The same sheet with a tab that holds no timesheet."""

    def read(self) -> Reading:
        return replace(super().read(), refused=(Refused("Totals", "It holds sums, no entries."),))


def test_a_tab_that_is_not_read_is_named_in_review(store: Store) -> None:
    sheet = WithReport(ROWS)
    review(desk_at(store), sheet)
    assert "Not read: Totals. It holds sums, no entries." in str(sheet.tabs["Review"][2][0])
    review(desk_at(store), sheet)
    assert sheet.writes == 1
