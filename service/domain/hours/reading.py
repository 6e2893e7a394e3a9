"""What was found in a workbook: entries, questions, skipped rows, refused tabs, and what our block shows now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from service.domain.hours.entry import Entry
from service.domain.mail import Mail
from service.domain.phrase import Phrase, Saying, phrase

Value = str | Decimal | bool | None


class Shown(NamedTuple):
    """A cell of ours as it stands in the sheet: its value and its note."""

    value: Value = None
    note: str = ""


SORTED_AWAY = phrase("hours above the header")
"""Why a row is set aside that people logged: a tab was sorted while its header was not frozen, and it sank."""


class Skipped(NamedTuple):
    """A row that is not an entry, and why."""

    tab: str
    row: int
    reason: Saying


class Refused(NamedTuple):
    """A tab that holds no timesheet, and what to do about it."""

    tab: str
    message: Saying


class Understood(NamedTuple):
    """How a tab was read: its header row and which of its columns means what."""

    tab: str
    header_row: int
    columns: Mapping[str, str]
    """Header as written, by our key (date, person, hours …)."""
    has_block: bool
    """Whether our own columns stand in the tab already."""
    approve_editors: tuple[str, ...] | None = None
    """E-mail addresses that may tick Approve; None where the column is not protected."""
    program: str = ""
    """The program whose export the tab is, where that is known."""
    settled: Mapping[str, str] = MappingProxyType({})
    """What was settled for whole columns: the order of dates, the unit of hours."""
    decided: Mapping[str, str] = MappingProxyType({})
    """What a person decided about the tab."""
    why_read_only: Saying = ""
    """Why nothing of ours can be written in the tab; empty where it can."""
    own: Mapping[str, str] = MappingProxyType({})
    """The headers of our columns as they stand there, by our key."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One read of a workbook. Every non-empty row is an entry, skipped, or part of a refused tab."""

    entries: tuple[Entry, ...]
    tabs: tuple[Understood, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    refused: tuple[Refused, ...] = ()
    shown: Mapping[tuple[str, int], Mapping[str, Shown]] = field(default_factory=dict)
    """Our block by (tab, row number): cells by our key. Rows whose cells are all empty may be absent."""
    displayed: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    """What the cells of each row look like, from the first column on, by (tab, row number); only where it was asked."""
    own_tabs: Mapping[str, tuple[tuple[Value, ...], ...]] = field(default_factory=dict)
    """Values of our own tabs (Review, Invoices, Run log) by title."""
    title: str = ""
    book: str = ""
    """The name under which the ledger knows the workbook."""
    locale: str = "en_US"
    duplicates: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Rows that carried an id already seen above (a pasted copy): their entries have a new id; this is the old one."""

    def sorted_away(self) -> list[Phrase]:
        """A sentence for each tab whose header has rows of hours above it: none of them is read."""
        counts = Counter(one.tab for one in self.skipped if one.reason == SORTED_AWAY)
        return [
            phrase(
                "{tab}: {count} {count?row of hours stands:rows of hours stand} above the header and {count?is:are} "
                "not read. Move the header to the top and freeze it, then sort again.",
                tab=tab, count=count,
            )
            for tab, count in counts.items()
        ]  # fmt: skip


class Cell(NamedTuple):
    """A value to be put into one of our columns, with the note behind it (None leaves the note alone)."""

    tab: str
    row: int
    key: str
    value: Value
    note: str | None = None
    box: bool = False
    """Whether the cell is to be a checkbox."""


class Chart(NamedTuple):
    """A picture of bars beside a report, drawn by the spreadsheet from cells of it; rows and columns from 0."""

    title: str
    first: int
    last: int
    """The row below the last bar."""
    labels: int
    """The column of their names."""
    values: int
    """The column of their lengths."""
    at: int = 0
    """The first of the empty rows that are kept for it."""
    rows: int = 0
    """How many of them there are; without any it lies right of the report."""


class Report(NamedTuple):
    """The whole content of a tab of our own; True and False in a box column are checkboxes."""

    title: str
    rows: tuple[tuple[Value, ...], ...]
    headings: tuple[int, ...] = ()
    """Rows, from 0, that are set in bold."""
    figures: frozenset[int] = frozenset()
    """Columns, from 0, whose numbers are hours or money and are shown with two decimals."""
    links: Mapping[tuple[int, int], str] = MappingProxyType({})
    """Addresses behind cells, by (row, column) from 0."""
    mails: Mapping[tuple[int, int], Mail] = MappingProxyType({})
    """Mails that a click on a cell opens."""
    places: Mapping[tuple[int, int], tuple[str, int]] = MappingProxyType({})
    """Rows of a timesheet behind cells: the tab's title and the row's number."""
    formulas: Mapping[tuple[int, int], str] = MappingProxyType({})
    """Formulas of our own that draw a picture and have no value, so their cells are empty in `rows`."""
    answers: frozenset[tuple[int, int]] = frozenset()
    """Cells in which people write."""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a walk wants to write, in one go. Nothing wanted means no request is made."""

    cells: tuple[Cell, ...] = ()
    reports: tuple[Report, ...] = ()
    new_blocks: tuple[str, ...] = ()
    """Tabs that get our columns first."""
    approvers: tuple[str, ...] = ()
    """Who may tick Approve, for tabs that get our columns."""

    def __bool__(self) -> bool:
        return bool(self.cells or self.reports or self.new_blocks)


class Written(NamedTuple):
    """What came of a write: cells put in place, and rows that had moved meanwhile and wait for the next run."""

    cells: int
    moved: tuple[str, ...] = ()
    """Row ids."""
