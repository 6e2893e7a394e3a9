"""Drafts in one line, for tests that are about something else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from service.domain.invoicing.invoice import DraftInvoice, Line, Share
from service.domain.period import month_of

DAY = date(2026, 9, 30)
MARKER = "tm1:6b1f0c9e4d2a7755"


def line(quantity: str = "8", price: str = "125", item: str = "Design", text: str = "Site · designer") -> Line:
    """One line of hours at a price."""
    hours, rate = Decimal(quantity), Decimal(price)
    return Line(text, hours, rate, item, DAY, (Share("r_a", "f", hours, hours * rate),))


def draft(*lines: Line, customer: str = "Larkspur Ltd", **changes: Any) -> DraftInvoice:
    """A draft for September; without lines it has one of 8 h at 125.00."""
    plain = DraftInvoice("LK-001", "larkspur", customer, "USD", month_of(DAY), DAY, lines or (line(),))
    return replace(plain, **changes)
