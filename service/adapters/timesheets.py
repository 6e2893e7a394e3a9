"""A workbook as a reading: each tab is a timesheet, one of our own, or refused with a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from service.adapters.block import is_marked, second_title
from service.adapters.columns import Layout, find_layout, our_tabs
from service.adapters.grid import Tab, is_blank
from service.adapters.refusals import FOREIGN, HIDDEN, refusal
from service.adapters.rowids import Mint, RowIds, mint
from service.adapters.rows import SecondTable, TabRows
from service.domain.reading import Reading, Refused, Understood, Value


class Found(NamedTuple):
    """A tab that holds a timesheet, and where in it."""

    tab: Tab
    layout: Layout


@dataclass(frozen=True, slots=True)
class Workbook:
    """A reading with what a writer must know beside it: where things stand."""

    reading: Reading
    found: Mapping[str, Found] = field(default_factory=dict)
    own: Mapping[str, Tab] = field(default_factory=dict)
    """Our own tabs by the title that reports call them."""
    titles: frozenset[str] = frozenset()


def title_of_ours(tab: Tab) -> str:
    """The title by which reports call a tab of ours, empty for any other tab; an empty one may become ours."""
    for title in our_tabs():
        if tab.title == second_title(title) or (tab.title == title and (is_marked(tab) or is_empty(tab))):
            return title
    return ""


def is_empty(tab: Tab) -> bool:
    """Whether a tab shows nothing at all."""
    return all(is_blank(cell) for row in tab.rows for cell in row)


def read_workbook(
    tabs: Iterable[Tab],
    title: str,
    locale: str,
    fresh: Mint = mint,
    own_title: Callable[[Tab], str] = title_of_ours,
) -> Workbook:
    """Everything that stands in the tabs, each non-blank row in exactly one place."""
    assembly = Assembly(locale, RowIds(fresh))
    titles = []
    for tab in tabs:
        titles.append(tab.title)
        if own := own_title(tab):
            assembly.own[own] = tab
        elif not is_empty(tab):
            assembly.add(tab)
    return Workbook(assembly.reading(title), assembly.found, assembly.own, frozenset(titles))


class Assembly:
    """A reading in the making."""

    def __init__(self, locale: str, ids: RowIds) -> None:
        self.locale, self.ids = locale, ids
        self.read: list[TabRows] = []
        self.refused: list[Refused] = []
        self.found: dict[str, Found] = {}
        self.own: dict[str, Tab] = {}

    def add(self, tab: Tab) -> None:
        """Read a tab, or refuse it."""
        layout = find_layout(tab)
        if tab.title in our_tabs() or tab.hidden or layout is None:
            why = FOREIGN if tab.title in our_tabs() else HIDDEN if tab.hidden else refusal(tab)
            self.refused.append(Refused(tab.title, why))
            return
        rows = TabRows(tab, layout, self.locale, self.ids)
        try:
            rows.read()
        except SecondTable as second:
            self.refused.append(Refused(tab.title, str(second)))
            return
        self.read.append(rows)
        self.found[tab.title] = Found(tab, layout)

    def reading(self, title: str) -> Reading:
        """All that was read, as one value."""
        return Reading(
            entries=tuple(entry for rows in self.read for entry in rows.entries),
            tabs=tuple(understood(found) for found in self.found.values()),
            skipped=tuple(row for rows in self.read for row in rows.skipped),
            refused=tuple(self.refused),
            shown={place: cells for rows in self.read for place, cells in rows.shown.items()},
            own_tabs={name: values_of(tab) for name, tab in self.own.items()},
            title=title,
            locale=self.locale,
            duplicates={place: old for rows in self.read for place, old in rows.duplicates.items()},
        )


def understood(found: Found) -> Understood:
    """How a tab was read, for people to see."""
    tab, layout = found
    guard = tab.guards.get(layout.ours["approve"]) if "approve" in layout.ours else None
    editors = None if guard is None else guard.editors
    return Understood(tab.title, layout.header + 1, layout.written, layout.has_block, editors)


def values_of(tab: Tab) -> tuple[tuple[Value, ...], ...]:
    """The values of a tab of ours, row by row."""
    return tuple(tuple(cell.value for cell in row) for row in tab.rows)
