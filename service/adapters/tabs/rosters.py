"""Tabs that give each person a column of their own: one row is then as many entries as it has hours."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from service.adapters.cells.grid import Cell, Tab, at, is_blank
from service.adapters.cells.hours import hours_in, notation
from service.adapters.cells.plain import shown
from service.adapters.tabs import remainders
from service.adapters.tabs.columns import Layout, word
from service.adapters.tabs.context import Context
from service.adapters.tabs.rows import TabRows
from service.adapters.tabs.unwritable import PEOPLE_IN_COLUMNS
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Skipped

NAMES = 40
"""The longest header that is taken for a name."""

NO_NAMES = frozenset(
    re.findall(
        r"\S+",
        "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa "
        "so montag dienstag mittwoch donnerstag freitag samstag sonntag total totals sum summe rate budget amount "
        "cost price week kw no nr id number # % ticket phase sprint year month day",
    )
)


def offered(tab: Tab, layout: Layout) -> list[int]:
    """Columns that may each hold the hours of one person, by what stands in them."""
    taken = {*layout.team.values(), *layout.ours.values()}
    header = tab.rows[layout.header] if layout.header >= 0 else ()
    return [place for place in range(len(header)) if place not in taken and is_a_persons(tab, layout.header, place)]


def is_a_persons(tab: Tab, header: int, place: int) -> bool:
    """Whether a column has a name above it and nothing but a day's hours below."""
    name = shown(at(tab.rows[header], place)).strip()
    if not name or len(name) > NAMES or set(word(name).split()) & NO_NAMES or any(map(str.isdigit, name)):
        return False
    cells = [cell for row in tab.rows[header + 1 :] if not is_blank(cell := at(row, place))]
    return bool(cells) and all(map(is_a_days, cells))


def is_a_days(cell: Cell) -> bool:
    """Whether a cell holds a length of time that fits a day."""
    if isinstance(cell.value, Decimal):
        return cell.kind == "time" or (cell.kind == "number" and 0 <= cell.value <= 24)
    found = hours_in(cell.value.strip(), notation(())) if isinstance(cell.value, str) else None
    return isinstance(found, Decimal) and 0 <= found <= 24


def taken(tab: Tab, layout: Layout) -> Layout | None:
    """The layout with the columns that a person named; None where none was named."""
    wanted = [name.strip() for name in layout.decided.get("people", "").replace("|", ",").split(",") if name.strip()]
    header = tab.rows[layout.header] if layout.header >= 0 else ()
    by_word = {word(shown(cell)): place for place, cell in enumerate(header) if shown(cell).strip()}
    people = {by_word[word(name)]: name for name in wanted if word(name) in by_word}
    if not people:
        return None
    return replace(layout, people=people, why_read_only=PEOPLE_IN_COLUMNS)


def one_of(layout: Layout, place: int) -> Layout:
    """The layout as it is for one person: their column holds the hours."""
    team = {**{key: at for key, at in layout.team.items() if key != "hours"}, "hours": place}
    return replace(layout, team=team, people={})


def of_person(entries: Sequence[Entry], name: str) -> list[Entry]:
    """The entries of one person's column; a row in which it is blank or 0 is none of theirs."""
    return [
        entry._replace(person=name)
        for entry in entries
        if entry.hours or any(problem.column == "hours" and problem.text for problem in entry.problems)
    ]


def read_people(rows: TabRows, context: Context) -> None:
    """Read a tab with a column a person: each column as the hours of one, each row once."""
    layout, entries = rows.layout, []
    passes = [TabRows(rows.tab, one_of(layout, place), context) for place in layout.people]
    for one, name in zip(passes, layout.people.values(), strict=True):
        one.read()
        entries += of_person(one.entries, name)
    rows.entries = sorted(entries, key=lambda entry: entry.row)
    rows.written = [""] * len(entries)
    told = {entry.row for entry in entries}
    rows.skipped = [skipped for skipped in passes[0].skipped if skipped.row not in told]
    silent = {entry.row for one in passes for entry in one.entries} - told - {skipped.row for skipped in rows.skipped}
    rows.skipped += [Skipped(rows.tab.title, row, remainders.NOBODY) for row in sorted(silent)]
