"""A row that lacks something says what, and what to fill in."""

import pytest

from service.rules.judge import judge
from tests.rules.engagement import drawn, tables_in

LACKING = [
    # date, person, hours of a row, what is said of it, what is to be done
    ("2026-09-03", "", "2.50", "No person in this row.", "Fill in the person."),
    ("", "", "2.50", "No date and no person in this row.", "Fill in the date and the person."),
    ("", "", "", "No date, person, hours in this row.", "Fill in the date, person, hours."),
]


@pytest.mark.parametrize(("day", "person", "hours", "message", "suggestion"), LACKING)
def test_cells_that_are_missing_are_named_in_one_sentence(
    day: str, person: str, hours: str, message: str, suggestion: str
) -> None:
    (rows,) = tables_in(f"date | person | hours | text\n{day} | {person} | {hours} | Fare table import")
    found = judge(drawn([{"finding": "", **row} for row in rows]).sheet).of("r_2")
    assert [(one.message, one.suggestion) for one in found if one.code == "ROW001"] == [(message, suggestion)]
