"""What was done is read from the column that says it, whatever that is called."""

import pytest

from tests.adapters.tabs.drawn import reading

SAYS = [
    # header, row, what its description and its task say
    ("Datum | Mitarbeiter | Tätigkeit | Stunden", "@2026-09-04 | Ana | Fix menu | #1", ("Fix menu", "Fix menu")),
    ("Date | Person | Task | Notes | Hours", "@2026-09-04 | Ana | Menus | Fix menu | #1", ("Fix menu", "Menus")),
    ("Date | Person | Task | Notes | Hours", "@2026-09-04 | Ana | Menus | | #1", ("", "Menus")),
]


@pytest.mark.parametrize(("header", "row", "says"), SAYS)
def test_a_column_of_tasks_alone_says_what_was_done(header: str, row: str, says: tuple[str, str]) -> None:
    (entry,) = reading(f"{header}\n{row}").entries
    assert (entry.description, entry.task) == says
