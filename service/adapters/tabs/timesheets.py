"""A workbook as a reading: each tab is a timesheet, one of our own, or refused with a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from service.adapters.cells.grid import Tab, is_blank
from service.adapters.cells.plain import shown
from service.adapters.tabs.block import is_marked, title_in
from service.adapters.tabs.columns import Layout, our_tabs
from service.adapters.tabs.context import Context
from service.adapters.tabs.fields import is_decided
from service.adapters.tabs.headers import find_layout
from service.adapters.tabs.identity import Identities
from service.adapters.tabs.overlaps import hours_of, twins
from service.adapters.tabs.pastes import unpasted
from service.adapters.tabs.refusals import FOREIGN, HIDDEN, NOT_CHOSEN, OTHER_CHOSEN, TWICE, SecondTable, refusal
from service.adapters.tabs.rosters import read_people
from service.adapters.tabs.rows import TabRows
from service.adapters.tabs.settlement import settled
from service.adapters.tabs.unwritable import PASTED
from service.domain.hours.reading import Reading, Refused, Understood, Value
from service.domain.phrase import Phrase, Saying
from service.names import tab_names


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
    title = title_in(tab.title)
    has_second = bool(title) and tab.title not in tab_names(title)
    if has_second or (title and is_marked(tab)) or (is_called_like_ours(tab) and is_empty(tab)):
        return title
    return ""


def is_called_like_ours(tab: Tab) -> bool:
    """Whether a tab bears the name that one of ours would get."""
    return tab.title in (tab_names(title)[0] for title in our_tabs())


def is_empty(tab: Tab) -> bool:
    """Whether a tab shows nothing at all."""
    return all(is_blank(cell) for row in tab.rows for cell in row)


def read_workbook(
    tabs: Iterable[Tab], title: str, context: Context, own_title: Callable[[Tab], str] = title_of_ours
) -> Workbook:
    """Everything that stands in the tabs, each non-blank row in exactly one place."""
    assembly = Assembly(context)
    titles = []
    for tab in tabs:
        titles.append(tab.title)
        if own := own_title(tab):
            assembly.own[own] = tab
        elif not is_empty(tab):
            assembly.add(tab)
    assembly.drop_twins()
    reading = assembly.reading(title)
    return Workbook(reading, assembly.found, assembly.own, frozenset(titles))


class Assembly:
    """A reading in the making."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.read: dict[str, TabRows] = {}
        self.refused: dict[str, Saying] = {}
        self.own: dict[str, Tab] = {}
        self._hidden: set[str] = set()
        self._order: list[str] = []

    @property
    def found(self) -> dict[str, Found]:
        """The timesheets by title."""
        return {title: Found(rows.tab, rows.layout) for title, rows in self.read.items()}

    def add(self, tab: Tab) -> None:
        """Read a tab, or refuse it."""
        decided = self.context.decided(tab.title)
        self._order.append(tab.title)
        foreign = is_called_like_ours(tab)
        rows = self._rows(tab) if not foreign and decided.get("read") != "no" else None
        if foreign:
            self.refused[tab.title] = FOREIGN
        elif decided.get("read") == "no":
            self.refused[tab.title] = NOT_CHOSEN
        elif isinstance(rows, TabRows):
            self.read[tab.title] = rows
            if tab.hidden and decided.get("read") != "yes":
                self._hidden.add(tab.title)
        else:
            self.refused[tab.title] = HIDDEN if tab.hidden else rows or refusal(tab)

    def _rows(self, tab: Tab) -> TabRows | Saying | None:
        """The rows of a tab, or why it has none; None where there is no more to say than of any tab."""
        layout = find_layout(tab, self.context.decided(tab.title))
        if layout is None and (lines := unpasted(tab)):
            layout = find_layout(lines, self.context.decided(tab.title))
            tab = lines
            layout = layout and replace(layout, why_read_only=PASTED)
        answer = settled(tab, layout) if layout else None
        if not isinstance(answer, Layout):
            return answer or self._proposal(tab)
        rows = TabRows(tab, answer, self.context)
        try:
            if answer.people:
                read_people(rows, self.context)
            else:
                rows.read()
        except SecondTable as second:
            return second.message
        return rows

    def _proposal(self, tab: Tab) -> Phrase | None:
        """What a tab without a known header may be; a long look is only taken where there is time for it."""
        if not self.context.closely:
            return None
        from service.adapters.tabs.recognition import proposal

        return proposal(tab, tab.title)

    def drop_twins(self) -> None:
        """Refuse tabs that hold the same hours, but for the one that was chosen, and tabs that are hidden."""
        for pair in twins({title: rows.entries for title, rows in self.read.items()}):
            chosen = [title for title in pair if self.context.decided(title).get("read") == "yes"]
            hours = f"{hours_of(self.read[pair[0]].entries):.2f}"
            for title in pair:
                if len(chosen) == 1 and title not in chosen:
                    self.refused[title] = OTHER_CHOSEN.given(other=chosen[0])
                elif not chosen and not set(pair) <= self._hidden:
                    self.refused[title] = TWICE.given(hours=hours, first=pair[0], second=pair[1])
        for title in self._hidden:
            self.refused.setdefault(title, HIDDEN)
        self.read = {title: rows for title, rows in self.read.items() if title not in self.refused}

    def reading(self, title: str) -> Reading:
        """All that was read, as one value."""
        read = self.read.values()
        identities = Identities(self.context)
        entries = identities.give(
            [entry for rows in read for entry in rows.entries], [text for rows in read for text in rows.written]
        )
        return Reading(
            entries=tuple(entries),
            tabs=tuple(map(understood, read)),
            skipped=tuple(row for rows in read for row in rows.skipped),
            refused=tuple(Refused(tab, self.refused[tab]) for tab in self._order if tab in self.refused),
            shown={place: cells for rows in read for place, cells in rows.shown.items()},
            displayed={
                (rows.tab.title, row): texts for rows in read for row, texts in enumerate(rows.tab.displayed, 1)
            },
            own_tabs={name: values_of(tab) for name, tab in self.own.items()},
            title=title,
            locale=self.context.locale,
            duplicates=identities.duplicates,
        )


def understood(rows: TabRows) -> Understood:
    """How a tab was read, for people to see."""
    tab, layout = rows.tab, rows.layout
    guard = tab.guards.get(layout.ours["approve"]) if "approve" in layout.ours else None
    return Understood(
        tab.title,
        layout.header + 1,
        layout.written,
        layout.has_block,
        None if guard is None else guard.editors,
        layout.program,
        is_decided(rows.fields.calendar, rows.fields.notation),
        layout.decided,
        layout.why_read_only,
        {key: shown(tab.cell(layout.header, place)).strip() for key, place in layout.ours.items()},
    )


def values_of(tab: Tab) -> tuple[tuple[Value, ...], ...]:
    """The values of a tab of ours, row by row."""
    return tuple(tuple(cell.value for cell in row) for row in tab.rows)
