"""A spreadsheet: its tabs and what spans them, as one state that is copied before it is changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.google.blocks import JSON, Block
from sandbox.google.cells import Result
from sandbox.google.errors import invalid
from sandbox.google.locales import Locale, locale_of
from sandbox.google.notation import WHOLE, Corners, corners, split, written
from sandbox.google.tab import Tab


@dataclass(slots=True)
class Book:
    """One spreadsheet at one revision."""

    id: str
    title: str
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    recalculation: str = "ON_CHANGE"
    tabs: list[Tab] = field(default_factory=list)
    named: list[JSON] = field(default_factory=list)
    metadata: list[JSON] = field(default_factory=list)
    revision: int = 0
    private: bool = False
    created: float = 0.0
    modified: float = 0.0
    results: dict[tuple[int, int, int], Result] = field(default_factory=dict)

    def draft(self) -> Book:
        """A state that can be changed without a trace in this one."""
        return replace(
            self,
            tabs=[tab.copy() for tab in self.tabs],
            named=list(self.named),
            metadata=list(self.metadata),
            results={},
        )

    @property
    def ways(self) -> Locale:
        """How this spreadsheet writes numbers and dates."""
        return locale_of(self.locale)

    def tab(self, sheet_id: Any) -> Tab:
        """The tab with an id."""
        wanted = sheet_id or 0
        found = next((tab for tab in self.tabs if tab.id == wanted), None)
        if found is None:
            raise invalid(f"No grid with id: {wanted}")
        return found

    def titled(self, title: str) -> Tab | None:
        """The tab with a title; capitals do not count."""
        exact = next((tab for tab in self.tabs if tab.title == title), None)
        return exact or next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)

    def first(self) -> Tab:
        """The first tab people see."""
        return next((tab for tab in self.tabs if not tab.properties.get("hidden")), self.tabs[0])

    def named_range(self, name: str) -> JSON | None:
        """The named range with a name."""
        return next((one for one in self.named if one["name"].casefold() == name.casefold()), None)

    def corners(self, text: str) -> tuple[Tab, Corners]:
        """The tab and the corners a range names, whether or not they fit the grid."""
        title, cells, quoted = split(text)
        if title is None and not quoted:
            return self._unqualified(text)
        tab = self.titled(title or "")
        found = corners(cells) if cells else WHOLE
        if tab is not None and found is not None:
            return tab, found
        if one := self.named_range(cells):
            return self._named(one)
        raise invalid(f"Unable to parse range: {text}")

    def _unqualified(self, text: str) -> tuple[Tab, Corners]:
        if found := corners(text):
            return self.first(), found
        if tab := self.titled(text):
            return tab, WHOLE
        if one := self.named_range(text):
            return self._named(one)
        raise invalid(f"Unable to parse range: {text}")

    def _named(self, one: JSON) -> tuple[Tab, Corners]:
        tab = self.tab(one["range"].get("sheetId"))
        block = tab.block(one["range"])
        return tab, Corners(block.top, block.left, block.bottom, block.right)

    def area(self, text: str) -> tuple[Tab, Block]:
        """The tab and the block a range names, cut to the grid; a start outside it is refused."""
        tab, found = self.corners(text)
        return tab, fitted(tab, found)


def fitted(tab: Tab, found: Corners) -> Block:
    """Corners as a block on the grid; a start outside it is refused."""
    block = found.on(tab.row_count, tab.column_count)
    if block.top >= tab.row_count or block.left >= tab.column_count:
        raise invalid(past_the_grid(tab, block))
    return block.cut(tab.whole) or block


def past_the_grid(tab: Tab, block: Block) -> str:
    """What is said of a block that starts where there are no cells."""
    text = written(tab.title, block)
    return f"Range ({text}) exceeds grid limits. Max rows: {tab.row_count}, max columns: {tab.column_count}"
