"""What is needed of the books to hand drafts to QuickBooks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from service.domain.bookkeeping import Standing
from service.domain.invoicing.invoice import DraftInvoice


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


def kept_of(made: Made) -> dict[str, str]:
    """What the ledger keeps of a document."""
    return {"quickbooks_id": made.id, "sync_token": made.sync_token, "number": made.number, "url": made.url}


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

    def create(self, body: str, request_id: str, may_go: Callable[[], bool]) -> Made:
        """Send a stored body; `may_go` is asked last, when nothing but the body is left to be sent. Raises TooLate."""

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> Made | None:
        """The document with our marker, if there is one: all pages are looked through."""

    def fetch(self, document_id: str, body: str = "", doc_type: str = "") -> Made | None:
        """The document as it stands now; None where it is gone. Without a kind, the kind that is made here."""

    def changes(self, since: datetime) -> Changes:
        """Documents that changed since a moment, whoever made them."""

    def undo(self, document_id: str, doc_type: str = "") -> Undone:
        """Take back a document that nobody has sent, paid or changed."""
