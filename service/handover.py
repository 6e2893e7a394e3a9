"""Handing one draft to QuickBooks: reserve, mark, create, confirm; and taking up what an earlier run left.

Nothing is sent that is not claimed and written down first, and after any doubt we look before we send again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol

from service.desk import Memory
from service.domain.export import Export, State, export_of
from service.domain.invoice import DraftInvoice
from service.faults import NothingDone, OutcomeUnknown, Rejected, Unbuildable

SETTLE = timedelta(minutes=10)
"""How long QuickBooks may take to show what it made; before that, an empty search proves nothing."""
ABANDONED = timedelta(minutes=5)
"""After this long a reserved draft that was never sent belongs to a run that died."""

VOIDED = "It was voided in QuickBooks before Tickmark knew of it: decide there, then ask for help to free its rows."
TWICE = "QuickBooks has it more than once: delete all but one there, then ask for help to settle it here."


class Made(Protocol):
    """A document that stands in QuickBooks."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def flagged(self) -> str: ...
    @property
    def voided(self) -> bool: ...
    @property
    def twice(self) -> bool: ...


class Lacking(Protocol):
    """Something a draft needs that QuickBooks does not have."""

    @property
    def sow(self) -> str: ...
    @property
    def message(self) -> str: ...


class Books(Protocol):
    """The company's books."""

    @property
    def realm(self) -> str:
        """The company's id."""

    @property
    def doc_type(self) -> str:
        """Invoice or Estimate: what a draft becomes."""

    def check(self, drafts: Sequence[DraftInvoice]) -> Sequence[Lacking]:
        """What the drafts name and the books lack."""

    def body(self, draft: DraftInvoice, marker: str) -> str:
        """The exact text to be sent."""

    def customer_of(self, body: str) -> str:
        """The id of the customer that a body bills."""

    def create(self, body: str, request_id: str) -> Made:
        """Send a stored body."""

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> Made | None:
        """The document with our marker, if there is one."""


class Standing(Made, Protocol):
    """A document as it stands in the books at a later look."""

    @property
    def sync_token(self) -> str: ...
    @property
    def subtotal(self) -> Decimal:
        """The total before tax, exactly as the books have it."""

    @property
    def customer(self) -> str:
        """The customer's id in the books."""

    @property
    def marker(self) -> str:
        """Our key out of the private note; blank where it is gone."""

    @property
    def at_rest(self) -> bool:
        """Whether nobody has sent it, queued it for sending, paid it, credited it or linked anything to it."""


class Register(Books, Protocol):
    """The books, for whoever has to find out what became of what was made. No search that fails gives an answer."""

    def fetch(self, document_id: str, body: str = "", doc_type: str = "") -> Standing | None:
        """The document as it stands now; None where it is gone. Without a kind, the kind that is made here."""

    def marked(self, since: datetime, doc_type: str = "") -> Sequence[Standing]:
        """Every live document with a marker of ours that was made since then, all pages."""

    def touched(self, since: datetime, doc_type: str = "") -> Sequence[str]:
        """Ids of documents that were changed, voided or deleted since then: a hint, each is read again."""

    def remove(self, document_id: str, sync_token: str, doc_type: str = "") -> None:
        """Delete a document, if it still has this sync token. A re-read decides what came of it."""


class Record(Memory, Protocol):
    """The ledger of exports."""

    def reserve(self, draft: DraftInvoice, body: str, export: Export, now: datetime) -> Export | None:
        """Claim every part of a draft, all or nothing."""

    def mark(self, export: Export, now: datetime) -> Export | None:
        """Note that a call is about to be made."""

    def doubt(self, export: Export, now: datetime) -> Export:
        """Note that no clear answer came."""

    def confirm(self, export: Export, quickbooks_id: str, number: str, url: str, flag: str) -> Export:
        """Note that QuickBooks has it."""

    def done(self, export: Export) -> Export:
        """Note that the sheet shows it."""

    def park(self, export: Export, why: str) -> Export:
        """Leave it to a person; claims stay."""

    def refuse(self, export: Export, why: str) -> Export:
        """Note a definite refusal; claims are freed."""

    def cancel(self, export: Export, why: str) -> Export:
        """Give up what was never sent; claims are freed."""

    def unfinished(self, sow: str | None = None) -> Sequence[Export]:
        """What earlier runs began."""

    def attempts(self, export_key: str) -> int:
        """How often this very draft was begun."""


class Drafted(NamedTuple):
    """A draft and what became of it: preview, created, unknown, refused or taken."""

    draft: DraftInvoice
    state: str
    export: Export | None = None
    why: str = ""


def hand_over(draft: DraftInvoice, record: Record, books: Books, now: datetime) -> Drafted:
    """One draft on its way: reserve, mark, create, confirm."""
    wish = export_of(draft, books.realm, books.doc_type, record.attempts(draft.export_key))
    try:
        body = books.body(draft, wish.marker)
    except Unbuildable as fault:
        return Drafted(draft, "refused", None, str(fault))
    export = record.reserve(draft, body, wish._replace(customer_id=books.customer_of(body)), now)
    if export is None:
        return Drafted(
            draft, "taken", None, "Another run is drafting these rows at this moment: look again in a minute."
        )
    marked = record.mark(export, now)
    if marked is None:
        return Drafted(draft, "taken", None, "Another run has taken this draft over: look again in a minute.")
    return _create(draft, marked, record, books, now)


def _create(draft: DraftInvoice, export: Export, record: Record, books: Books, now: datetime) -> Drafted:
    try:
        made = books.create(export.body, export.request_id)
    except (Rejected, NothingDone) as fault:
        return Drafted(draft, "refused", record.refuse(export, str(fault)), str(fault))
    except OutcomeUnknown as fault:
        return Drafted(draft, "unknown", record.doubt(export, now), str(fault))
    return Drafted(draft, "created", _confirm(export, made, record), made.flagged)


def resume(export: Export, record: Record, books: Books, now: datetime) -> Export | None:
    """What an earlier run left behind: given up where it was never sent, looked for and sent again where it was."""
    if export.state is State.PREPARED:
        begun = export.created_at or now
        return (
            record.cancel(export, "The run that reserved this ended before it was sent.") if _old(begun, now) else None
        )
    if export.doc_type != books.doc_type:
        return None  # it is looked for again when that kind of draft is switched on again
    found = books.find(export.marker, export.customer_id, export.created_at or now, export.body)
    if found is not None and (found.voided or found.twice):
        return record.park(export, VOIDED if found.voided else TWICE)
    if found is not None:
        return _confirm(export, found, record)
    if export.last_attempt_at is not None and now - export.last_attempt_at < SETTLE:
        return None
    marked = record.mark(export, now)
    if marked is None:
        return None
    try:
        return _confirm(marked, books.create(marked.body, marked.request_id), record)
    except (Rejected, NothingDone, OutcomeUnknown):
        return record.doubt(marked, now)  # after a doubt even a refusal proves nothing


def _old(begun: datetime, now: datetime) -> bool:
    return now - begun >= ABANDONED


def _confirm(export: Export, made: Made, record: Record) -> Export:
    return record.confirm(export, made.id, made.number, made.url, made.flagged)
