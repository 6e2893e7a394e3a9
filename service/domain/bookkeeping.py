"""What becomes of a document in QuickBooks, and what there is to say about the rows on it."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from service.domain.phrase import Saying, phrase

CODED = re.compile(r"\b(QBO\d{3}): ")
LOOK = phrase("Look at it in QuickBooks, and correct it there or give a reason here.")


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
    suggestion: Saying = ""


def in_words(remarks: Iterable[Remark]) -> str:
    """Remarks as one text, those that are only told first; blank where there is nothing to say."""
    told = sorted(remarks, key=lambda remark: remark.code != "")
    return " ".join(f"{remark.code}: {remark.message}" if remark.code else remark.message for remark in told)


def remarks_in(text: str) -> tuple[Remark, ...]:
    """The remarks with a code that a text was made of."""
    _, *parts = CODED.split(text)
    return tuple(Remark(code, message.strip(), LOOK) for code, message in zip(parts[::2], parts[1::2], strict=True))
