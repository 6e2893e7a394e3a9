"""The service put together from its settings: which sheet, which reader, which books, which ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.adapters.sows import load
from service.desk import Desk, Sheet
from service.domain.invoicing.enclosure import Paper
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.period import Period, month_of
from service.domain.terms.agency import Agency
from service.domain.terms.sow import Sow
from service.domain.texts.reader import Progress, Reader
from service.faults import SettingFault, WorkbookFault
from service.google import Google
from service.readers import claude_of, reader_of
from service.rules.rule import promises
from service.settings import Settings
from service.words import say

if TYPE_CHECKING:
    from service.adapters.claude import ClaudeSettings
    from service.adapters.notes import NotesPage
    from service.adapters.quickbooks.books import Books
    from service.adapters.quickbooks.connector import Connector
    from service.adapters.quickbooks.hintbox import HintBox
    from service.adapters.quickbooks.settings import QuickBooksSettings
    from service.adapters.sheets import GoogleSheet
    from service.adapters.store.pens import Pen
    from service.adapters.store.store import Store
    from service.adapters.tabs.context import Context
    from service.importing import Logbook
    from service.proposing import NotesReader

ADDRESS = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")
SHEET_ID = re.compile(r"[A-Za-z0-9_-]{25,}")


class Wiring(Google):
    """One set of settings, and what is made of it; heavy parts are made when they are first asked for."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.settings = settings
        say.language = settings.language
        self.clock = clock

    @cached_property
    def agreed(self) -> tuple[Agency, tuple[Sow, ...]]:
        """What the SOW files say. Raises SowFault."""
        return self.papers()

    def papers(self, instead: Path | None = None) -> tuple[Agency, tuple[Sow, ...]]:
        """What the SOW files say, with one file in the place of the SOW whose id it has. Raises SowFault."""
        return load(self.settings.sows, {rule.name: rule.check for rule in promises()}, instead)

    @cached_property
    def store(self) -> Store:
        """The ledger."""
        from service.adapters.store.store import Store

        return Store.at(self.settings.database_url, migrates=self.settings.migrates)

    @cached_property
    def reader(self) -> Reader:
        """Whoever reads texts."""
        return reader_of(self.settings, self.store, self.now)

    @property
    def claude(self) -> ClaudeSettings:
        """What one needs to know to talk to Claude."""
        return claude_of(self.settings)

    @cached_property
    def connector(self) -> Connector:
        """The connection to the QuickBooks company."""
        from service.adapters.quickbooks.connector import Connector

        return Connector(self.quickbooks, self.store.engine)

    @cached_property
    def quickbooks(self) -> QuickBooksSettings:
        """What the QuickBooks adapter has to know. Raises SettingFault where it is not set."""
        from service.adapters.quickbooks.settings import QuickBooksSettings

        settings = self.settings
        if not (settings.quickbooks_client_id and settings.quickbooks_client_secret and settings.token_key):
            raise SettingFault(
                "QuickBooks is not set up: set QUICKBOOKS_CLIENT_ID, QUICKBOOKS_CLIENT_SECRET and QUICKBOOKS_TOKEN_KEY."
            )
        return QuickBooksSettings(
            url=settings.quickbooks_url,
            app_url=settings.quickbooks_app_url,
            discovery_url=settings.quickbooks_discovery_url,
            client_id=settings.quickbooks_client_id,
            client_secret=settings.quickbooks_client_secret,
            redirect_url=f"{settings.service_url}/quickbooks/callback",
            token_key=settings.token_key,
            doc_type=settings.quickbooks_draft,
        )

    @cached_property
    def hints(self) -> HintBox:
        """What QuickBooks' webhooks have said and nobody has looked into yet."""
        from service.adapters.quickbooks.hintbox import HintBox

        return HintBox(self.store.engine)

    def enclosed(self, draft: DraftInvoice) -> tuple[Paper, ...]:
        """The files that go with an invoice."""
        from service.adapters.enclosures import papers

        return papers(draft)

    def books(self) -> Books:
        """The company's books, for one piece of work."""
        from service.adapters.quickbooks.books import Books

        return Books(self.quickbooks, self.connector)

    def sheet(
        self, spreadsheet_id: str, closely: bool = True, run: str = "", displayed: bool = False
    ) -> GoogleSheet:
        """A Google spreadsheet; `closely` also looks at tabs without a header, `displayed` at what rows look like.

        `run` names what a person asked for, to be undone as one; what only follows from something has no name.
        """
        from service.adapters.sheets import GoogleSheet
        from service.adapters.store.images import Album

        client = self.client()
        album = Album(self.store, spreadsheet_id, run, self.store.now())
        context = self.context(spreadsheet_id, closely=closely)
        pen = self.pen(spreadsheet_id)
        return GoogleSheet(client, spreadsheet_id, context, album, bool(run), pen, displayed)

    def pen(self, spreadsheet_id: str) -> Pen:
        """The right to write in a spreadsheet, which one run has at a time."""
        from service.adapters.store.pens import Pen

        return Pen(self.store, spreadsheet_id)

    def context(self, book: str, is_file: bool = False, closely: bool = True) -> Context:
        """What a reading of this spreadsheet or file may rely on beside its cells."""
        from service.adapters.tabs.context import Context
        from service.adapters.tabs.rowids import by_content, mint

        agency = self.agreed[0]
        return Context(
            zone=ZoneInfo(agency.timezone),
            names=agency.kind_of,
            decisions=self.store.decisions(book),
            fresh=by_content if is_file else mint,
            recall=self.store.recollection("files" if is_file else book),
            closely=closely,
        )

    def book_of(self, name: str) -> str:
        """The name under which decisions about a workbook are kept: its spreadsheet id, or its path."""
        path = Path(name)
        return str(path.resolve())[-400:] if path.exists() else spreadsheet_in(name)

    def workbook(self, name: str, out: Path | None = None, run: str = "") -> Sheet:
        """A workbook by path, or a Google spreadsheet by address or id, where `run` can be undone.

        Raises WorkbookFault where it is neither.
        """
        from service.adapters.workbooks.tables import TableFile

        path = Path(name)
        if not path.exists():
            return self.sheet(spreadsheet_in(name), run=run)
        return TableFile(path, out, self.context(self.book_of(name), is_file=True))

    def logbook(self, name: str, tab: str, out: Path | None = None, page: NotesPage | None = None) -> Logbook:
        """The tab of an import in a workbook or a Google spreadsheet. Raises WorkbookFault where it is neither.

        `page` may have written `out` before; the tab then goes into what it has written.
        """
        from service.adapters.logbook import FileLogbook, SheetLogbook

        path = Path(name)
        if path.exists():
            return FileLogbook(path, tab, out, page)
        spreadsheet_id = spreadsheet_in(name)
        return SheetLogbook(self.client(), spreadsheet_id, tab)

    def notes(self, name: str, tab: str, out: Path | None = None) -> NotesPage:
        """Notes in a tab or a file of plain text. Raises WorkbookFault where there are none."""
        from service.adapters.notes import NotesClient, NotesPage, PlainNotes, SheetNotes

        path = Path(name)
        if path.exists():
            return NotesPage(PlainNotes(path, out), name, tab)
        client = NotesClient(self.credentials, self.settings.sheets_url)
        return NotesPage(SheetNotes(client, spreadsheet_in(name)), name, tab)

    @property
    def notes_reader(self) -> NotesReader:
        """Claude, or the grammar alone."""
        from service.adapters.notes import Grammar

        if self.settings.claude_backend == "off":
            return Grammar()
        from service.adapters.claude.notes import ClaudeNotes

        return ClaudeNotes(self.claude, self.store, self.now)

    def desk(self, month: Period | None = None, progress: Progress | None = None, seconds: float = 600) -> Desk:
        """What both walks need."""
        agency, sows = self.agreed
        limit = None if self.settings.claude_backend == "off" else self.settings.claude_limit
        return Desk(agency, sows, self.store, self.reader, self.now(), month, seconds, progress, limit=limit)

    def now(self) -> datetime:
        """The moment in the agency's time zone, on the day that the settings say it is."""
        now = self.clock().astimezone(ZoneInfo(self.agreed[0].timezone))
        return now if self.settings.today is None else datetime.combine(self.settings.today, now.timetz())


def spreadsheet_in(name: str) -> str:
    """The id of a Google spreadsheet in its address. Raises WorkbookFault where there is none."""
    found = ADDRESS.search(name)
    if found or SHEET_ID.fullmatch(name):
        return found[1] if found else name
    raise WorkbookFault(f"There is no file {name}: name an .xlsx, a .csv, or the address of a Google sheet.")


def month_from(text: str) -> Period:
    """A month written as 2026-10. Raises SettingFault for anything else."""
    try:
        return month_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise SettingFault(f"{text!r} is not a month: write it as 2026-10.") from None
