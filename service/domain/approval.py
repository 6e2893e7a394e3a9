"""A named person's yes to exactly this content, and what the ledger knows of a row."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple


class Approval(NamedTuple):
    """Who said yes to which content of a row, how and when."""

    row_id: str
    fingerprint: str
    who: str
    """An e-mail address, in lower case."""
    how: str
    """tick (the sheet's trigger), sweep (found ticked), menu, or file (a tick in a workbook file)."""
    at: datetime


class Billed(NamedTuple):
    """A row that an invoice holds: its figures are frozen as they were billed."""

    row_id: str
    fingerprint: str
    sow: str
    hours: Decimal
    amount: Decimal
    state: str
    """prepared, creating, created, done: where its export stands."""
    number: str = ""
    url: str = ""
