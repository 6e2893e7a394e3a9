"""The one time a draft is handed to QuickBooks, and where that stands."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from service.domain.hours.elsewhere import Trace
from service.domain.invoicing.invoice import DraftInvoice, row_of


class State(Enum):
    """From reserved to shown in the sheet, and the ways in which it ends."""

    PREPARED = "prepared"
    """Its rows are claimed and its body is written down; no call is under way."""
    CREATING = "creating"
    """A call was about to be made: whoever finds it so must take the invoice for possible."""
    CREATED = "created"
    """QuickBooks has it."""
    DONE = "done"
    """The sheet shows it."""
    PARKED = "parked"
    """Claims stay, no run touches it, a person decides."""
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    VOIDED = "voided"


OPEN = (State.PREPARED, State.CREATING)
"""What somebody still has to carry on with."""
IN_BOOKS = (State.CREATED, State.DONE)


class Timers(NamedTuple):
    """How long things may take, and how long we wait before we believe them."""

    lease: timedelta = timedelta(seconds=300)
    read_timeout: timedelta = timedelta(seconds=130)
    margin: timedelta = timedelta(seconds=15)
    """What has to be left of a lease beside the longest call."""
    mark_to_call: timedelta = timedelta(seconds=10)
    """A mark older than this is made again before the call."""
    settle: timedelta = timedelta(minutes=10)
    """How long QuickBooks may take to show what it made; before that, an empty search proves nothing."""
    stale: timedelta = timedelta(minutes=15)
    """How long what was read in the sheet counts, from the reading on and not from the last try."""
    proof: timedelta = timedelta(hours=1)
    """After a doubt, how long until rows may be freed that QuickBooks does not seem to have."""
    ask_again: timedelta = timedelta(minutes=1)
    fresh: timedelta = timedelta(seconds=5)
    """How much longer than it took itself a look at a spreadsheet serves all drafts that were reserved before it."""


class Claim(NamedTuple):
    """One thing that is billed: a row as it was approved, or a fee."""

    key: str
    fingerprint: str
    terms: str
    hours: Decimal
    amount: Decimal
    in_fee: Decimal = Decimal(0)
    trace: Trace | None = None
    """What counts it where the row is not at hand; None for a fee."""
    expense: Decimal = Decimal(0)
    """What of the money is the row's expense."""

    @property
    def is_fee(self) -> bool:
        """Whether it is a fee, a discount or the like, for which no row stands."""
        return not row_of(self.key)

    @property
    def is_part(self) -> bool:
        """Whether it is what is left of a row whose other hours were billed before."""
        return not self.is_fee and "/" in self.key

    @property
    def row(self) -> str:
        """The row that it stands for, whole or in part; a fee stands for itself."""
        return row_of(self.key) or self.key


class Run(NamedTuple):
    """One request for drafts."""

    sheet: str
    asked_by: str
    via: str
    month: str = ""
    snapshot_sha: str = ""
    id: int = 0


class Export(NamedTuple):
    """An intent: which draft, under which marker and request id, with which body, and what came of it."""

    export_key: str
    marker: str
    """Stands in the invoice's private note for as long as the intent lives, so that it can be found again."""
    request_id: str
    """New with each generation: another body is another request."""
    sow: str
    client: str
    period: str
    currency: str
    total: Decimal
    part: str = ""
    """The project or order it is for, where a SOW has an invoice for each."""
    order_number: str = ""
    """The client's purchase order that it names."""
    realm: str = ""
    """The company it was meant for."""
    customer_id: str = ""
    doc_type: str = "Invoice"
    """Invoice or Estimate: what it was meant to become when its body was written."""
    state: State = State.PREPARED
    id: int = 0
    run_id: int | None = None
    sheet: str = ""
    generation: int = 1
    body: str = ""
    attempts: int = 0
    doubt: bool = False
    """Whether a call was made, or may have been, whose outcome nobody knows."""
    created_at: datetime | None = None
    first_attempt_at: datetime | None = None
    last_attempt_at: datetime | None = None
    verified_at: datetime | None = None
    """When the rows were last read in the sheet and found as they are claimed."""
    quickbooks_id: str | None = None
    sync_token: str = ""
    number: str = ""
    url: str = ""
    flag: str = ""
    """What a person should look at, why it waits, or why it was refused."""
    lease: str = ""
    lease_until: datetime | None = None
    turn: int = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to carry on with it."""
        return self.state in OPEN


class Reserved(NamedTuple):
    """What came of claiming a draft: the export, or what another run has claimed meanwhile."""

    export: Export | None
    lost: frozenset[str] = frozenset()


def export_of(draft: DraftInvoice, company: str, doc_type: str, earlier: int) -> Export:
    """The intent of a draft; `earlier` counts those of the very same draft that came to an end before."""
    marker = hashlib.sha256(f"{company}\n{draft.export_key}\n{earlier}".encode()).hexdigest()[:16]
    return Export(
        export_key=draft.export_key,
        marker=f"tm1:{marker}",
        request_id=request_id(company, f"tm1:{marker}", 1),
        sow=draft.sow,
        client=draft.client,
        period=draft.period_text,
        currency=draft.currency,
        total=draft.total,
        realm=company,
        doc_type=doc_type,
        part=draft.part,
        order_number=draft.order,
    )


def request_id(company: str, marker: str, generation: int) -> str:
    """The id under which QuickBooks answers a repeated request as it did the first: one for each body."""
    return hashlib.sha256(f"{company}\n{marker}\n{generation}".encode()).hexdigest()[:36]


def claims_of(
    draft: DraftInvoice, terms: Mapping[str, str], traces: Mapping[str, Trace] = MappingProxyType({})
) -> tuple[Claim, ...]:
    """What a draft bills, in the order in which it is claimed; `terms` are the prices of an hour by row."""
    return tuple(
        Claim(
            share.claim, share.fingerprint, terms.get(share.claim, ""), share.hours, share.amount, share.in_fee,
            traces.get(share.claim), share.expense,
        )
        for share in draft.claims
    )  # fmt: skip
