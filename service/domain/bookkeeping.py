"""What becomes of a document in QuickBooks, and what there is to say about the rows on it."""

from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """How a document stands in QuickBooks."""

    OPEN = "open, not sent"
    SENT = "sent"
    PART_PAID = "paid in part"
    PAID = "paid"
    PENDING = "pending estimate"
    ACCEPTED = "accepted estimate"
    REJECTED = "rejected estimate"
    CLOSED = "closed estimate"
    CONVERTED = "turned into an invoice"
    VOIDED = "voided"
    DELETED = "deleted"

    @property
    def bills_nothing(self) -> bool:
        """Whether nobody is asked to pay any more; its rows come free only by a person's new yes."""
        return self in (Standing.VOIDED, Standing.DELETED)


class Remark(NamedTuple):
    """One thing that QuickBooks, or the way there, says about rows."""

    code: str
    """The rule it is a finding of: QBO002 and on; blank for what is only told."""
    message: str
    suggestion: str = ""
