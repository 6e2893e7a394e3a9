"""Where notes stand: a tab of a workbook or a spreadsheet, or a file of plain text; and the tab of what is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from service.adapters.cells.dates import read_date
from service.adapters.cells.grid import Cell, Tab, at, is_blank
from service.adapters.cells.hours import Notation, read_hours
from service.adapters.cells.plain import shown
from service.adapters.sheets import GoogleSheet, SheetClient
from service.adapters.sheets.answer import tabs_of
from service.adapters.sheets.envelope import Envelope
from service.adapters.sheets.owntabs import own_title
from service.adapters.tabs.delimited import decoded
from service.adapters.workbooks.tables import TableFile, contents
from service.domain.hours.reading import Changes, Reading, Written
from service.domain.texts.notes import COLUMNS, PROPOSED, Line, Proposal, Stood
from service.faults import WorkbookFault

PLAIN = (".txt",)
DEFAULT = "Notes"
NO_TAB = "There is no tab {title} in {name}: name the tab that holds the notes with --tab."


class Source(Protocol):
    """A workbook or a spreadsheet that shows all of its tabs."""

    @property
    def tabs(self) -> Sequence[Tab]:
        """Every tab as it stood at the last read, those too that hold no timesheet."""

    def read(self) -> Reading:
        """Everything in it."""

    def write(self, changes: Changes) -> Written:
        """All changes in one write."""


class PlainNotes(TableFile):
    """A workbook file, or a file of plain text whose lines become the only column of a tab."""

    _seen: Sequence[Tab] = ()

    @property
    def tabs(self) -> Sequence[Tab]:
        """Every tab as it was read."""
        return self._seen

    def _tabs(self) -> list[Tab]:
        found = self._plain() if self.path.suffix.casefold() in PLAIN else super()._tabs()
        self._seen = found
        return found

    def _plain(self) -> list[Tab]:
        lines = decoded(contents(Path(self.path))[self.path.stem]).splitlines()
        return [Tab(self.path.stem, [(Cell("text", line),) if line else () for line in lines], width=1)]


class NotesClient(SheetClient):
    """A client that keeps the last spreadsheet it was told."""

    seen = Envelope()

    def whole(self, spreadsheet_id: str, fields: str) -> Envelope:
        """All tabs of the spreadsheet through a field mask: one read. Raises SheetFault."""
        self.seen = super().whole(spreadsheet_id, fields)
        return self.seen


class SheetNotes:
    """A Google spreadsheet that holds notes; it is read once for its notes and for its timesheets."""

    def __init__(self, client: NotesClient, spreadsheet_id: str) -> None:
        self._client, self._sheet = client, GoogleSheet(client, spreadsheet_id)

    @property
    def tabs(self) -> Sequence[Tab]:
        """Every tab as it was read."""
        return list(tabs_of(self._client.seen, self._client.account))

    def read(self) -> Reading:
        """Everything in it. Raises SheetFault."""
        return self._sheet.read()

    def write(self, changes: Changes) -> Written:
        """All changes in one write. Raises SheetFault."""
        return self._sheet.write(changes)


class NotesPage:
    """Notes, and beside them the tab of what is proposed; one read and one write serve both."""

    def __init__(self, source: Source, name: str, title: str = "") -> None:
        self._source, self._name, self.title = source, name, title
        self.wrote = False

    def read(self) -> tuple[Sequence[Line], Mapping[str, Stood], Reading]:
        """The lines of the notes, what stands in the tab of proposals by key, and the timesheets beside them."""
        reading = self._source.read()
        tab = self._notes()
        own = next((one for one in self._source.tabs if own_title(one) == PROPOSED), None)
        return list(lines_of(tab)), {one.proposal.key: one for one in standing(own)} if own else {}, reading

    def write(self, changes: Changes) -> None:
        """The tab of proposals as it is to be."""
        self._source.write(changes)
        self.wrote = True

    def _notes(self) -> Tab:
        wanted = self.title or DEFAULT
        tabs = [tab for tab in self._source.tabs if not own_title(tab)]
        if not self.title and len(tabs) == 1 and self._name.casefold().endswith(PLAIN):
            wanted = tabs[0].title
        found = next((tab for tab in tabs if tab.title.casefold() == wanted.casefold()), None)
        if found is None:
            raise WorkbookFault(NO_TAB.format(title=wanted, name=self._name))
        self.title = found.title
        return found


def lines_of(tab: Tab) -> Iterator[Line]:
    """Each row as one line, whatever cells it is parted into."""
    for number, row in enumerate(tab.rows, 1):
        text = " ".join(shown(cell).strip() for cell in row if not is_blank(cell))
        if text:
            yield Line(tab.title, number, text)


def standing(tab: Tab) -> Iterator[Stood]:
    """The rows of the tab of proposals, with what people have changed in them."""
    for row in tab.rows[1:]:
        cells = {key: at(row, column) for column, key in enumerate(COLUMNS)}
        if key := shown(cells["key"]).strip():
            yield Stood(cells["confirm"].value is True, proposal_in(key, cells))


def proposal_in(key: str, cells: Mapping[str, Cell]) -> Proposal:
    """A row of the tab; what cannot be read is open."""
    day, hours = read_date(cells["date"], "date", None), read_hours(cells["hours"], "hours", Notation())
    words = (shown(cells[name]).strip() for name in ("person", "client", "project", "description"))
    person, client, project, description = words
    return Proposal(
        key, day if isinstance(day, date) else None, person, client, project, description,
        hours if isinstance(hours, Decimal) else None,
        shown(cells["words"]), shown(cells["check"]), shown(cells["place"]),
    )  # fmt: skip
