"""The columns of a tab settled by what stands in them, where their headers leave it open; or the question to ask."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from service.adapters.cells.dates import is_day
from service.adapters.cells.grid import Cell, Tab, at, is_blank, letters
from service.adapters.cells.hours import RANGE, hours_in, notation, read_hours
from service.adapters.cells.plain import shown
from service.adapters.tabs.columns import Layout
from service.adapters.tabs.refusals import (
    INVOICES,
    PEOPLE,
    RANGES,
    REPORT,
    RIVALS,
    RUNNING,
    UNNAMED_HOURS,
    asking,
)
from service.adapters.tabs.rosters import offered, taken
from service.adapters.tabs.spans import MINUTE
from service.domain.phrase import Phrase

Lengths = list[Decimal | None]

FEW = 20
"""One row in so many may say two things: such rows are asked about one by one. More, and it is the column."""

WORDY = 2
"""Words that a cell must usually have for its column to describe work."""

LONGEST_STEP = 12
"""Hours that a running total may grow by from row to row; more is a row of its own."""

GROWS = 5
"""Rows that grow without a break until the column is taken for a running total; fewer do if they pass a day's work."""


def settled(tab: Tab, layout: Layout) -> Layout | Phrase | None:
    """The layout with its columns settled, or the sentence that asks for a decision; None where it says nothing."""
    if layout.refused:
        return INVOICES if layout.refused == "invoices" else REPORT
    if "date" not in layout.team:
        found = with_date(tab, layout)
        if found is None:
            return None
        layout = found
    if not ({"hours", "minutes", "span"} & layout.team.keys() or {"start", "end"} <= layout.team.keys()):
        return without_hours(tab, layout)
    if covers_days(tab, layout):
        return RANGES
    if "description" not in layout.team:
        layout = with_description(tab, layout)
    if layout.rivals:
        answer = without_rivals(tab, layout)
        if isinstance(answer, Phrase):
            return answer
        layout = answer
    if "hours" in layout.team and "hours" not in layout.decided and is_running(tab, layout):
        header = layout.written["hours"]
        return asking(RUNNING.given(header=header), tab.title, f"hours={header}")
    return layout


def with_date(tab: Tab, layout: Layout) -> Layout | None:
    """The layout with the one column in which every filled cell is a day; None where there is none, or several."""
    taken = {*layout.team.values(), *layout.ours.values()}
    width = len(tab.rows[layout.header]) if layout.header >= 0 else 0
    days = [place for place in range(width) if place not in taken and are_days(column(tab, layout, place))]
    if len(days) != 1:
        return None
    header = shown(at(tab.rows[layout.header], days[0])).strip() or letters(days[0])
    return replace(layout, team={**layout.team, "date": days[0]}, written={**layout.written, "date": header})


def are_days(cells: Sequence[Cell]) -> bool:
    """Whether every filled cell of a column is a day."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and all(is_day(cell) for cell in filled)


def covers_days(tab: Tab, layout: Layout) -> bool:
    """Whether most rows run from one day to a later one without a time of day: a plan or a report, not work."""
    if "end_date" not in layout.team or {"start", "end"} & layout.team.keys():
        return False
    ends = zip(*(column(tab, layout, layout.team[key]) for key in ("date", "end_date")), strict=True)
    dated = [(first, last) for first, last in ends if not is_blank(first) and not is_blank(last)]
    return bool(dated) and 2 * sum(first.value != last.value for first, last in dated) > len(dated)


def with_description(tab: Tab, layout: Layout) -> Layout:
    """The layout with the column of the longest texts, where none is called a description."""
    taken = {*layout.team.values(), *layout.ours.values()}
    header = tab.rows[layout.header] if layout.header >= 0 else ()
    wordy = {
        place: words
        for place, cell in enumerate(header)
        if place not in taken and not is_blank(cell) and (words := words_in(column(tab, layout, place))) >= WORDY
    }
    if not wordy:
        return layout
    place = max(wordy, key=lambda one: wordy[one])
    written = {**layout.written, "description": shown(header[place]).strip()}
    return replace(layout, team={**layout.team, "description": place}, written=written)


def words_in(cells: Sequence[Cell]) -> int:
    """How many words a filled cell of a column has, in the middle; none where most cells are no texts."""
    counts = sorted(len(str(cell.value).split()) if cell.kind == "text" else 0 for cell in cells if not is_blank(cell))
    return counts[len(counts) // 2] if counts else 0


def without_hours(tab: Tab, layout: Layout) -> Layout | Phrase | None:
    """A table that has dates and no hours by name: people may have a column each, or the hours another name."""
    if chosen := taken(tab, layout):
        return chosen
    found = offered(tab, layout)
    names = [shown(at(tab.rows[layout.header], place)).strip() or letters(place) for place in found]
    if len(found) > 1:
        all_of_them = ", ".join(names)
        return asking(PEOPLE.given(names=all_of_them), tab.title, f"people={all_of_them}")
    return asking(UNNAMED_HOURS.given(header=names[0]), tab.title, f"hours={names[0]}") if found else None


def lengths(tab: Tab, layout: Layout, place: int) -> Lengths:
    """A column below the header as lengths of time; what is none is None."""
    cells = column(tab, layout, place)
    dated = column(tab, layout, layout.team["date"]) if "date" in layout.team else cells
    how = replace(
        notation([cell for day, cell in zip(dated, cells, strict=True) if not is_blank(day)]), perhaps_minutes=False
    )
    found = [read_hours(cell, "hours", how) for cell in cells]
    return [
        one if isinstance(one, Decimal) and not is_blank(day) else None for one, day in zip(found, dated, strict=True)
    ]


def column(tab: Tab, layout: Layout, place: int) -> list[Cell]:
    """The cells of a column below the header."""
    return [at(row, place) for row in tab.rows[layout.header + 1 :]]


def without_rivals(tab: Tab, layout: Layout) -> Layout | Phrase:
    """The layout with the columns that say the same as its hours; a question where they say something else."""
    if "hours" not in layout.team:
        return replace(layout, rivals={})
    layout = with_span(tab, layout)
    ours, kept = lengths(tab, layout, layout.team["hours"]), {}
    for place, header in layout.rivals.items():
        theirs = lengths(tab, layout, place)
        both = [
            (row, a, b) for row, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a is not None and b is not None
        ]
        differing = [one for one in both if abs(one[1] - one[2]) > MINUTE]
        if len(differing) * FEW > len(both):
            return rivalry(tab, layout, place, differing[0])
        if both:
            kept[place] = header
    return replace(layout, rivals=kept)


def rivalry(tab: Tab, layout: Layout, place: int, differing: tuple[int, Decimal, Decimal]) -> Phrase:
    """The question which of two columns holds the hours as they were logged."""
    row, a, b = differing
    first, second = layout.written["hours"], shown(at(tab.rows[layout.header], place)).strip()
    said = RIVALS.given(first=first, second=second, row=layout.header + 2 + row, a=f"{a:.2f}", b=f"{b:.2f}")
    return asking(said, tab.title, f"hours={first}")


def with_span(tab: Tab, layout: Layout) -> Layout:
    """The layout in which a column of ranges tells from when to when, where another one tells how long."""
    place = layout.team["hours"]
    if "span" in layout.team or not are_ranges(column(tab, layout, place)):
        return layout
    for other in layout.rivals:
        if any(length is not None for length in lengths(tab, layout, other)) and not are_ranges(
            column(tab, layout, other)
        ):
            header = shown(at(tab.rows[layout.header], other)).strip()
            team = {**layout.team, "span": place, "hours": other}
            written = {**layout.written, "span": layout.written["hours"], "hours": header}
            rivals = {where: text for where, text in layout.rivals.items() if where != other}
            return replace(layout, team=team, written=written, rivals=rivals)
    return layout


def are_ranges(cells: Sequence[Cell]) -> bool:
    """Whether most texts of a column go from one time to another."""
    texts = [str(cell.value).strip() for cell in cells if cell.kind == "text"]
    how = notation(())
    ranges = sum(bool(RANGE.fullmatch(text)) and isinstance(hours_in(text, how), Decimal) for text in texts)
    return 2 * ranges > sum(not is_blank(cell) for cell in cells)


def is_running(tab: Tab, layout: Layout) -> bool:
    """Whether the hours only ever grow, down the rows, past what anybody works in a day."""
    previous, count = Decimal(-1), 0
    for length in lengths_lazily(tab, layout):
        if length is None:
            continue
        if length <= previous or length - max(previous, Decimal(0)) > LONGEST_STEP:
            return False
        previous, count = length, count + 1
    return count >= 3 and previous > 10 if count < GROWS else previous > 8


def lengths_lazily(tab: Tab, layout: Layout) -> Lengths:
    """The hours, read only as far as they grow: hardly any column does for more than a few rows."""
    place = layout.team["hours"]
    found: Lengths = []
    for height in (GROWS + 1, len(tab.rows)):
        some = replace(tab, rows=tab.rows[: layout.header + 1 + height])
        found = lengths(some, layout, place)
        told = [length for length in found if length is not None]
        if any(b <= a for a, b in pairwise(told)):
            return found
    if notation(column(tab, layout, place)).perhaps_minutes and "unit" not in layout.decided:
        return []  # asked about on its rows, and again as a running total once the unit is known
    return found
