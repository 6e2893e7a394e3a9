"""What is needed to hand drafts to QuickBooks: the books, and the ledger that knows where each of them stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from service.desk import Memory
from service.domain.bookkeeping import Standing
from service.domain.export import Claim, Export, Reserved, Run, State
from service.domain.invoice import DraftInvoice
from service.domain.job import Job


class Made(Protocol):
    """A document that stands in the books."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def flagged(self) -> str:
        """Sentences for a person, where something is not as it was meant."""

    @property
    def standing(self) -> Standing: ...
    @property
    def twice(self) -> bool:
        """Whether more than one document carries our marker."""

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
    def became(self) -> str:
        """The id of the invoice that an estimate was turned into; blank where it was not."""


class Change(Protocol):
    """A document that is not as it was: a hint, it is read again before anything follows from it."""

    @property
    def doc_type(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def document(self) -> Made | None:
        """None where it was deleted."""


class Changes(Protocol):
    """What changed since a moment, and from when the next question has to ask."""

    @property
    def seen(self) -> Sequence[Change]: ...
    @property
    def until(self) -> datetime: ...
    @property
    def whole(self) -> bool:
        """Whether this is all; if not, documents that matter are read one by one."""


class Undone(Protocol):
    """What an undo came to: what stands there afterwards decides, not the answer."""

    @property
    def standing(self) -> Standing: ...
    @property
    def why(self) -> str:
        """Why it was left alone."""


class Lacking(Protocol):
    """Something a draft needs that QuickBooks does not have."""

    @property
    def sow(self) -> str: ...
    @property
    def message(self) -> str: ...


class Books(Protocol):
    """The company's books. A search that fails is a fault, never an answer."""

    @property
    def realm(self) -> str:
        """The company's id."""

    @property
    def doc_type(self) -> str:
        """Invoice or Estimate: what a draft becomes."""

    def check(self, drafts: Sequence[DraftInvoice]) -> Sequence[Lacking]:
        """What the drafts name and the books lack."""

    def body(self, draft: DraftInvoice, marker: str) -> str:
        """The exact text to be sent. Raises Unbuildable for a line that cannot be built."""

    def customer_of(self, body: str) -> str:
        """The id of the customer that a body bills."""

    def create(self, body: str, request_id: str) -> Made:
        """Send a stored body."""

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> Made | None:
        """The document with our marker, if there is one: all pages are looked through."""

    def fetch(self, document_id: str, body: str = "", doc_type: str = "") -> Made | None:
        """The document as it stands now; None where it is gone. Without a kind, the kind that is made here."""

    def changes(self, since: datetime) -> Changes:
        """Documents that changed since a moment, whoever made them."""

    def undo(self, document_id: str, doc_type: str = "") -> Undone:
        """Take back a document that nobody has sent, paid or changed."""


class Record(Memory, Protocol):
    """The ledger of exports. A step gives the export as it stands then, and None where it was overtaken."""

    def now(self) -> datetime:
        """The time by which leases are counted, the same for all processes."""

    def open_run(self, run: Run, now: datetime) -> int:
        """Note that somebody asks for drafts."""

    def run_of(self, export: Export) -> Run | None:
        """The request that an export came from."""

    def reserve(self, wish: Export, claims: Sequence[Claim], now: datetime) -> Reserved:
        """Claim everything for a draft, all or nothing."""

    def take(self, export_id: int, now: datetime, length: timedelta) -> Export | None:
        """The lease on an export; None where it is taken, or nothing is left to do."""

    def release(self, export: Export, due: datetime | None, now: datetime) -> None:
        """Give the lease back, and say when somebody is to come again."""

    def verify(self, export: Export, seen_at: datetime, now: datetime) -> Export | None:
        """Note that its rows stood in the sheet as they are claimed."""

    def shrink(
        self, export: Export, left: Export, kept: Sequence[Claim], why: Mapping[str, str], now: datetime
    ) -> Export | None:
        """Free claims that no longer stand, and take the new body for what is left."""

    def mark(self, export: Export, now: datetime) -> Export | None:
        """Note that a call is about to be made, before it is."""

    def doubt(self, export: Export, now: datetime, flag: str = "") -> Export | None:
        """Note that no clear answer came."""

    def unsent(self, export: Export, before: Export, now: datetime, flag: str) -> Export | None:
        """Take a mark back: it is certain that nothing was carried out."""

    def confirm(self, export: Export, document: Mapping[str, str], flag: str, now: datetime) -> Export | None:
        """Note that the books have it."""

    def note_document(self, export: Export, sync_token: str, flag: str, now: datetime) -> Export | None:
        """Note how the document stands by now."""

    def follow(self, export: Export, document: Mapping[str, str], flag: str, now: datetime) -> Export | None:
        """Note that another document has taken the place of the one we made."""

    def park(self, export: Export, why: str, now: datetime) -> Export | None:
        """Leave it to a person; claims stay."""

    def refuse(self, export: Export, why: str, now: datetime) -> Export | None:
        """Note a definite refusal; claims are freed."""

    def cancel(self, export: Export, why: str, now: datetime) -> Export | None:
        """Give up what was never made; claims are freed."""

    def void(self, export: Export, why: str, now: datetime) -> Export | None:
        """Note that the document is dead: claims end, and each row needs a new tick."""

    def export(self, export_id: int) -> Export:
        """One export as it stands."""

    def claims(self, export_id: int) -> Sequence[Claim]:
        """What an export holds."""

    def unfinished(self) -> Sequence[Export]:
        """What somebody has to carry on with."""

    def exports(self, *states: State) -> Sequence[Export]:
        """Exports in these states."""

    def earlier(self, export_key: str) -> int:
        """How often this very draft was begun before."""

    def say_yes(self, export_key: str, who: str, now: datetime) -> frozenset[str]:
        """Note who asks for a draft beyond the usual; everybody who has is given."""

    def leave_out(self, why: Mapping[str, str], now: datetime) -> None:
        """Note by row why nothing came of its approval."""

    def unshown(self) -> Sequence[str]:
        """Spreadsheets that do not show yet what the ledger says."""

    def plan(self, kind: str, subject: str, at: datetime, *, sooner: bool = True) -> Job:
        """See to it that something is done by then."""

    def mark_of(self, name: str) -> datetime | None:
        """How far we have looked through something."""

    def set_mark(self, name: str, at: datetime) -> None:
        """Note how far we have looked."""

    def export_of_document(self, realm: str, doc_type: str, document_id: str) -> Export | None:
        """The export that a document came from."""

    def export_of_marker(self, marker: str) -> Export | None:
        """The export that a marker belongs to."""

    def due(self, now: datetime) -> Sequence[Job]:
        """What is to be done by now."""

    def job(self, job_id: int) -> Job | None:
        """One job."""

    def finish(self, job_id: int, now: datetime) -> None:
        """Note that a job is done."""

    def again(self, job_id: int, at: datetime, now: datetime) -> None:
        """Let a job that is not done come back as another turn."""

    def overdue(self, before: datetime) -> Sequence[Job]:
        """What should have been done by then and was not."""

    def include(self, export: Export, one: Claim, now: datetime) -> bool:
        """Note on an export that stands what comes to nothing; whether it was ours to note."""

    def aside(self, *export_ids: int) -> Memory:
        """The same memory without what these exports claim: their rows are judged as if they were open."""
