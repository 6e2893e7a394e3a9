"""The one time a draft is handed to QuickBooks, and where that stands."""

import hashlib
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from service.domain.invoice import DraftInvoice


class State(Enum):
    """From reserved to shown in the sheet. A parked one keeps its claims and waits for a person."""

    PREPARED = "prepared"
    CREATING = "creating"
    CREATED = "created"
    DONE = "done"
    PARKED = "parked"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Export(NamedTuple):
    """An intent: which draft, under which marker and request id, with which body, and what came of it."""

    export_key: str
    marker: str
    """Stands in the invoice's private note, so that it can be found again."""
    request_id: str
    sow: str
    client: str
    period: str
    currency: str
    total: Decimal
    customer_id: str = ""
    doc_type: str = "Invoice"
    """Invoice or Estimate: what it was meant to become when its body was written."""
    state: State = State.PREPARED
    id: int = 0
    body: str = ""
    doubt: bool = False
    """Whether a call was made whose outcome nobody knows."""
    created_at: datetime | None = None
    last_attempt_at: datetime | None = None
    quickbooks_id: str | None = None
    number: str = ""
    url: str = ""
    flag: str = ""
    """What a person should look at, or why it was refused."""


def export_of(draft: DraftInvoice, company: str, doc_type: str, attempt: int) -> Export:
    """The intent of a draft; `attempt` counts earlier ones of the same draft that were refused or given up."""
    seed = f"{company}\n{draft.export_key}\n{attempt}"
    digest = hashlib.sha256(seed.encode()).hexdigest()
    return Export(
        export_key=draft.export_key,
        marker=f"tm1:{digest[36:52]}",
        request_id=digest[:36],
        sow=draft.sow,
        client=draft.client,
        period=draft.period_text,
        currency=draft.currency,
        total=draft.total,
        doc_type=doc_type,
    )
