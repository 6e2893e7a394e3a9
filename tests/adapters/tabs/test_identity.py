"""A row is known again by its id, else by what it bills, else by where its text comes from; never appended blindly."""

from collections.abc import Iterable, Sequence

import pytest

from service.adapters.tabs.context import Context
from service.adapters.tabs.identity import known_of
from service.adapters.tabs.rowids import Known, by_content, mint, recognised
from service.adapters.tabs.timesheets import read_workbook
from service.domain.hours.reading import Reading
from tests.adapters.tabs.drawn import tab

HEADER = "Date | Person | Project | Hours | Description\n"
WEEK = """
    @2026-09-01 | Ana | App | #1 | Fix the menu
    @2026-09-01 | Ana | App | #2 | Write the footer
    @2026-09-01 | Ana | App | #2 | Search page
    @2026-09-02 | Bo | App | #1 | Call
"""


class Memory:
    """Remembers rows for the time of a test."""

    remembers = True

    def __init__(self) -> None:
        self.rows: dict[str, Known] = {}

    def rows_like(self, keys: Iterable[str]) -> Sequence[Known]:
        wanted = set(keys)
        return [row for row in self.rows.values() if row.key in wanted]

    def keep_rows(self, rows: Iterable[Known]) -> None:
        self.rows |= {row.row_id: row for row in rows}


def read(rows: str, memory: Memory) -> Reading:
    """A tab without ids, read and remembered."""
    found = read_workbook([tab(HEADER + rows.strip())], "Test", Context(recall=memory, fresh=mint)).reading
    memory.keep_rows(map(known_of, found.entries))
    return found


def ids(reading: Reading) -> dict[str, str]:
    return {entry.description: entry.id for entry in reading.entries}


EDITS = [
    # the week pasted again, by text: what was edited
    ({}, 0),
    ({"Fix the menu": "Fix the main menu"}, 1),
    ({"Fix the menu": "PF-01: something else entirely"}, 1),
    ({"Write the footer": "Write the footer, again", "Call": "Call with the port"}, 2),
    ({"Write the footer": "Write the new footer", "Search page": "Page with the search"}, 2),
]


@pytest.mark.parametrize(("edits", "changed"), EDITS)
def test_the_same_weeks_pasted_again_are_the_same_entries(edits: dict[str, str], changed: int) -> None:
    memory = Memory()
    before = ids(read(WEEK, memory))
    again = WEEK
    for old, new in edits.items():
        again = again.replace(old, new)
    after = ids(read(again, memory))
    assert len(edits) == changed
    assert after == {edits.get(text, text): row_id for text, row_id in before.items()}


def test_in_another_order_they_are_the_same_entries_too() -> None:
    memory = Memory()
    before = ids(read(WEEK, memory))
    assert ids(read("\n".join(reversed(WEEK.strip().splitlines())), memory)) == before


def test_a_row_more_is_a_new_one_and_other_hours_are_another_row() -> None:
    memory = Memory()
    before = ids(read(WEEK, memory))
    after = ids(read(WEEK + "@2026-09-02 | Bo | App | #1 | Second call", memory))
    assert {text: after[text] for text in before} == before
    assert after["Second call"] not in before.values()
    longer = ids(read(WEEK.replace("#1 | Call", "#3 | Call"), memory))
    assert longer["Call"] not in {*before.values(), *after.values()}


def test_a_row_whose_id_still_stands_in_the_workbook_lends_it_to_nobody() -> None:
    memory = Memory()
    row = "@2026-09-01 | Ana | App | #1 | Fix the menu"
    (known,) = read(row, memory).entries
    both = tab(f"Date | Person | Project | Hours | Description | Row ID\n{row} | {known.id}\n{row}")
    first, second = read_workbook([both], "Test", Context(recall=memory)).reading.entries
    assert first.id == known.id != second.id


def test_each_earlier_row_goes_to_the_likest_and_is_used_once() -> None:
    old = [Known("r_1", "k", "Write the footer"), Known("r_2", "k", "Search page")]
    rows = {0: Known("", "k", "Search page, first part"), 1: Known("", "k", "Write footer"), 2: Known("", "k", "New")}
    assert recognised(rows, old) == {0: "r_2", 1: "r_1"}


def test_the_rows_of_a_file_are_known_by_what_they_hold() -> None:
    context = Context(fresh=by_content)
    twice = WEEK + "@2026-09-02 | Bo | App | #1 | Call"
    first, second = (read_workbook([tab(HEADER + twice.strip())], "Test", context).reading for _ in range(2))
    assert [entry.id for entry in first.entries] == [entry.id for entry in second.entries]
    assert len({entry.id for entry in first.entries}) == 5
