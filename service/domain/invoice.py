"""A draft invoice: a view of approved entries, worked out afresh until it is exported."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.money import CENT, ZERO, half_up
from service.domain.period import Period


class Share(NamedTuple):
    """What one row adds to a line: hours and money. Shares of a line sum to its amount exactly."""

    claim: str
    """What is claimed: a row id, or `fee/<sow>/<line>/<period>` for a fee."""
    fingerprint: str
    hours: Decimal
    amount: Decimal
    in_fee: Decimal = Decimal(0)
    """Hours of the row that the retainer's fee pays for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: quantity x unit price = amount, from the very figures that are shown; or an amount alone."""

    description: str
    quantity: Decimal | None
    """None for a line that is no product: a fee, a share, a discount."""
    unit_price: Decimal | None
    item: str
    """The QuickBooks item it is sold as."""
    day: date
    shares: tuple[Share, ...]
    alone: Decimal = ZERO
    """The amount of a line without a quantity; it may be below zero."""
    step: Decimal = CENT
    """The smallest sum of the invoice's currency."""

    @property
    def amount(self) -> Decimal:
        """Quantity times unit price, half up to the smallest sum of the currency; or the amount that stands alone."""
        if self.quantity is None or self.unit_price is None:
            return half_up(self.alone, self.step)
        return half_up(self.quantity * self.unit_price, self.step)


@dataclass(frozen=True, slots=True)
class DraftInvoice:
    """One SOW, one month, one currency."""

    sow: str
    client: str
    """Client id."""
    customer: str
    """The customer's name in QuickBooks."""
    currency: str
    period: Period
    day: date
    """The date the invoice is to carry."""
    lines: tuple[Line, ...]
    terms: str = ""
    tax_code: str = "NON"

    @property
    def total(self) -> Decimal:
        """The sum of the lines, before tax."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def claims(self) -> tuple[Share, ...]:
        """Everything this draft bills, in the order in which it is claimed."""
        return tuple(sorted(share for line in self.lines for share in line.shares))

    @property
    def period_text(self) -> str:
        """The month as the ledger writes it: 2026-09."""
        return f"{self.period.first:%Y-%m}"

    @property
    def export_key(self) -> str:
        """A name for exactly this draft: the same rows with the same content give the same key."""
        parts = [self.sow, self.period_text, self.currency, *(f"{s.claim}:{s.fingerprint}" for s in self.claims)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def shared(total: Decimal, parts: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """`total` split as near to `parts` as whole cents allow; the last part takes the odd cent."""
    cents = [half_up(part, step) for part in parts]
    if cents:
        cents[-1] += total - sum(cents)
    return cents
