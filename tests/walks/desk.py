"""A desk in memory: a sheet that can be read and written, books that can fail, and a ledger that lasts for a test."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from service import billing
from service.adapters.store.store import Store
from service.approving import NOBODY, Act
from service.billing import Billing
from service.desk import Desk
from service.dispatch import Dispatch
from service.domain.bookkeeping import Standing
from service.domain.hours.description import Ask, Description
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Changes, Reading, Shown, Understood, Written
from service.domain.invoicing.invoice import DraftInvoice
from service.faults import OutcomeUnknown, Rejected, TooLate
from tests.rules.engagement import AGENCY, NOW, SOWS, entry, tables_in

TAB = "September"


class PaperSheet:
    """A tab on paper: team cells from a drawn table, our cells as they were last written. Counts its writes."""

    def __init__(self, table: str, editors: tuple[str, ...] | None = AGENCY.approvers) -> None:
        (rows,) = tables_in(table)
        self.entries = [entry(number, row) for number, row in enumerate(rows, 2)]
        self.shown: dict[tuple[str, int], dict[str, Shown]] = {}
        self.tabs: dict[str, tuple[tuple[Any, ...], ...]] = {}
        self.editors = editors
        self.has_block = False
        self.reads = self.writes = 0

    def read(self) -> Reading:
        self.reads += 1
        block = Understood(TAB, 1, {"date": "Date", "hours": "Hours"}, self.has_block, self.editors)
        seen: dict[str, Entry] = {}
        copies: dict[tuple[str, int], str] = {}
        for one in self.entries:
            read = self.seen(one, seen)
            stands = self.shown.get((TAB, one.row), {}).get("row_id", Shown()).value
            copies |= {(TAB, one.row): str(stands)} if stands and stands != read.id else {}
            seen[read.id] = read
        return Reading(
            tuple(seen.values()), (block,), shown=dict(self.shown), own_tabs=self.tabs, title="Paper", book="paper",
            duplicates=copies,
        )  # fmt: skip

    def seen(self, one: Entry, taken: Container[str]) -> Entry:
        """A row as it is read: under the id that stands there, or a fresh one where none does or it is taken."""
        ours = self.shown.get((TAB, one.row), {})
        box, stands = ours.get("approve", Shown()).value, str(ours.get("row_id", Shown()).value or "")
        category, reason = ours.get("category", Shown()).value, ours.get("reason", Shown()).value
        fresh = one.id if self.reads == 1 else f"{one.id}.{self.reads}"
        row_id = stands if stands and stands not in taken else fresh
        return one._replace(id=row_id, ticked=box, category=category or "", reason=reason or "")  # type: ignore[arg-type]  # boxes hold booleans

    def copy(self, row: int, to: int, **cells: object) -> None:
        """A person copies a whole row, our cells too, to another place and changes some of the team's cells."""
        (one,) = [one for one in self.entries if one.row == row]
        pasted = one._replace(id=f"r_{to}", row=to, **cells)  # type: ignore[arg-type]  # by name
        self.entries = sorted([*self.entries, pasted], key=lambda entry: entry.row)
        self.shown[TAB, to] = dict(self.shown[TAB, row])

    def write(self, changes: Changes) -> Written:
        self.writes += 1
        self.has_block = True
        for cell in changes.cells:
            row = self.shown.setdefault((cell.tab, cell.row), {})
            note = cell.note if cell.note is not None else row.get(cell.key, Shown()).note
            row[cell.key] = Shown(cell.value, note)
        self.tabs |= {report.title: report.rows for report in changes.reports}
        return Written(len(changes.cells))

    def put(self, row: int, key: str, value: object) -> None:
        """A person writes into one of our cells."""
        cells = self.shown.setdefault((TAB, row), {})
        cells[key] = Shown(value, cells.get(key, Shown()).note)  # type: ignore[arg-type]  # whatever a person types

    def edit(self, row: int, **cells: object) -> None:
        """A person changes the team's own cells."""
        self.entries = [one._replace(**cells) if one.row == row else one for one in self.entries]  # type: ignore[arg-type]  # by name

    def says(self, row: int, key: str) -> str:
        return str(self.shown.get((TAB, row), {}).get(key, Shown()).value)

    def note(self, row: int, key: str) -> str:
        return self.shown.get((TAB, row), {}).get(key, Shown()).note


@dataclass
class PaperReader:
    """Answers what it was told to, by text."""

    answers: Mapping[str, Description] = field(default_factory=dict)
    problem: str = ""
    version: str = "paper 1"
    asked: list[str] = field(default_factory=list)

    def describe(
        self, asks: Sequence[Ask], deadline_seconds: float, progress: object = None, people: Sequence[str] = ()
    ) -> dict[str, Description]:
        del deadline_seconds, progress, people
        self.asked += [ask.text for ask in asks]
        return {ask.key: self.answers[ask.text] for ask in asks if ask.text in self.answers}


class PaperInvoice(NamedTuple):
    id: str
    number: str
    url: str
    marker: str
    subtotal: Decimal
    customer: str
    flagged: str = ""
    twice: bool = False
    standing: Standing = Standing.OPEN
    sync_token: str = "0"
    became: str = ""


class PaperChange(NamedTuple):
    doc_type: str
    id: str
    document: PaperInvoice | None


class PaperChanges(NamedTuple):
    seen: tuple[PaperChange, ...]
    until: datetime
    whole: bool = True


class PaperUndone(NamedTuple):
    standing: Standing
    why: str = ""


@dataclass
class PaperBooks:
    """Books on paper. `trouble` is raised once: before the invoice is made, or after."""

    realm: str = "1"
    doc_type: str = "Invoice"
    trouble: Exception | None = None
    after: bool = False
    made: list[PaperInvoice] = field(default_factory=list)
    lacking: list[Any] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def check(self, drafts: Sequence[DraftInvoice]) -> list[Any]:
        return [lack for lack in self.lacking if lack.sow in {draft.sow for draft in drafts}]

    def body(self, draft: DraftInvoice, marker: str) -> str:
        return f"{marker}|{draft.customer}|{draft.total}"

    def customer_of(self, body: str) -> str:
        return body.split("|")[1]

    def create(self, body: str, request_id: str, may_go: Callable[[], bool] = lambda: True) -> PaperInvoice:
        if not may_go():
            raise TooLate("Too long after it was decided on.")
        trouble, self.trouble = self.trouble, None
        if trouble and not self.after:
            raise trouble
        if request_id not in self.sent:
            self.sent.append(request_id)
            number = f"INV-{len(self.made) + 1}"
            marker, customer, total = body.split("|")
            invoice = PaperInvoice(
                str(len(self.made) + 1), number, f"https://books/{number}", marker, Decimal(total), customer
            )
            self.made.append(invoice)
        if trouble:
            raise trouble
        return self.made[self.sent.index(request_id)]

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> PaperInvoice | None:
        del customer_id, since, body
        return next((invoice for invoice in self.made if invoice.marker == marker), None)

    def fetch(self, document_id: str, body: str = "", doc_type: str = "") -> PaperInvoice | None:
        del body, doc_type
        found = next((invoice for invoice in self.made if invoice.id == document_id), None)
        return None if found is None or found.standing is Standing.DELETED else found

    def changes(self, since: datetime) -> PaperChanges:
        return PaperChanges(tuple(PaperChange("Invoice", one.id, self.fetch(one.id)) for one in self.made), since)

    def undo(self, document_id: str, doc_type: str = "") -> PaperUndone:
        """Delete what nobody has touched."""
        found = self.fetch(document_id, "", doc_type)
        if found is None:
            return PaperUndone(Standing.DELETED)
        if found.standing is not Standing.OPEN:
            return PaperUndone(found.standing, f"It is {found.standing}.")
        self.stand(document_id, Standing.DELETED)
        return PaperUndone(Standing.DELETED)

    def stand(self, document_id: str, standing: Standing) -> None:
        """The bookkeeper sends, voids or deletes a document."""
        gone = "" if standing.bills_nothing else None
        self.made = [
            one._replace(standing=standing, marker=one.marker if gone is None else gone)
            if one.id == document_id
            else one
            for one in self.made
        ]


REFUSED = Rejected("QuickBooks says no.")
LOST = OutcomeUnknown("No answer came.")


def desk_at(store: Store, reader: PaperReader | None = None, later: timedelta = timedelta()) -> Desk:
    """The desk of the invented agency, some time after the usual day."""
    return Desk(AGENCY, SOWS, store, reader or PaperReader(), NOW + later)


def bill(
    desk: Desk,
    sheet: PaperSheet,
    store: Store,
    books: PaperBooks,
    only: Sequence[str] | None = None,
    act: Act = NOBODY,
) -> Billing:
    """A billing run in which every clock shows the desk's time."""
    store._clock = lambda: desk.now
    return billing.bill(desk, sheet, dispatch_at(desk, sheet, store, books), only, act)


def dispatch_at(desk: Desk, sheet: PaperSheet, store: Store, books: PaperBooks) -> Dispatch:
    """Whoever carries exports on, from this desk."""
    return Dispatch(lambda _: desk, lambda _: sheet, store, books)


def total(invoices: Sequence[DraftInvoice]) -> Decimal:
    return sum((invoice.total for invoice in invoices), Decimal(0))
