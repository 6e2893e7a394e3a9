"""What has happened to a row: who approved it, what became of that, and which invoices it was on."""

from datetime import datetime
from typing import NamedTuple


class Event(NamedTuple):
    """One thing that happened to a row."""

    at: datetime
    what: str
    """yes, withdrawn, refused, voided, ended, cleared for words on its tick; billed and freed for invoices."""
    who: str = ""
    why: str = ""
    """A sentence, or the invoice's number."""
