"""A draft invoice: a view of approved entries, worked out afresh until it is exported."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from service.domain.invoicing.enclosure import Worked
from service.domain.money import CENT, ZERO, half_up
from service.domain.period import Period, text_of
from service.domain.phrase import Saying


class Share(NamedTuple):
    """What one row adds to a line: hours and money. Shares of a line sum to its amount exactly."""

    claim: str
    """What is claimed: a row id, `r_…/2` for hours of it that were carried on, or `fee/<sow>/<id>/<period>`,
    `correction/…`, `discount/…`, `trueup/…`, `retention/…`, `release/…` and `setoff/…` for what stands beside hours."""
    fingerprint: str
    hours: Decimal
    amount: Decimal
    in_fee: Decimal = Decimal(0)
    """Hours of the row that the retainer's fee pays for."""
    expense: Decimal = Decimal(0)
    """What of the money is the row's expense."""

    def with_more(self, other: "Share | None") -> "Share":
        """This share and another of the same thing as one: a row whose hours have two prices lies on two lines."""
        if other is None:
            return self
        return Share(self.claim, self.fingerprint, self.hours + other.hours, self.amount + other.amount,
                     self.in_fee + other.in_fee, self.expense + other.expense)  # fmt: skip


ADJUSTMENTS = ("discount", "trueup", "retention", "release", "setoff")
"""Lines that change what the lines above them come to, in the order in which they are worked out."""


def row_of(claim: str) -> str:
    """The row that a claim stands for, whole or in part; blank for a fee, a discount and the like."""
    return claim.partition("/")[0] if claim.startswith("r_") else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: quantity x unit price = amount, from the very figures that are shown; or an amount alone."""

    description: Saying
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
    kind: str = "work"
    """work, fee, expense, correction; or one of ADJUSTMENTS, which stand apart under the subtotal."""
    role: str = ""
    """The role whose hours it bills, where it is work."""
    tax_code: str = ""
    """A tax code of its own; blank takes the draft's."""
    steps: tuple[Saying, ...] = ()
    """How the amount came about, in sentences: what was multiplied or added, then what each row brought."""

    @property
    def amount(self) -> Decimal:
        """Quantity times unit price, half up to the smallest sum of the currency; or the amount that stands alone."""
        if self.quantity is None or self.unit_price is None:
            return half_up(self.alone, self.step)
        return half_up(self.quantity * self.unit_price, self.step)

    def holding(self, shares: Iterable[Share], steps: Iterable[Saying]) -> "Line":
        """The same line with what is behind it, and how its amount came about."""
        return replace(self, shares=tuple(shares), steps=tuple(steps))


@dataclass(frozen=True, slots=True)
class DraftInvoice:
    """One SOW, one period, one currency; or one project or purchase order of a SOW."""

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
    part: str = ""
    """The project id or the order number, where a SOW has an invoice for each."""
    order: str = ""
    """The number of the client's purchase order."""
    notes: tuple[Saying, ...] = ()
    """What a person should know before it goes out: what was not given, and why."""
    quickbooks_class: str = ""
    net_days: int | None = None
    memo: tuple[Saying, ...] = ()
    """Sentences for the client, under the lines."""
    appendix: tuple[Worked, ...] = ()
    """Every row behind it, as the client may read it."""
    appendix_promised: bool = False
    """Whether the SOW promises such a list to the client."""

    @property
    def total(self) -> Decimal:
        """The sum of all lines, before tax."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def subtotal(self) -> Decimal:
        """The sum of the lines above the adjustments."""
        return sum((line.amount for line in self.lines if line.kind not in ADJUSTMENTS), ZERO)

    @property
    def adjustments(self) -> tuple[Line, ...]:
        """Discounts, minimum spend, retention and deposits set off: lines that stand under the subtotal."""
        return tuple(line for line in self.lines if line.kind in ADJUSTMENTS)

    @property
    def claims(self) -> tuple[Share, ...]:
        """Everything this draft bills, each thing once, in the order in which it is claimed."""
        found: dict[str, Share] = {}
        for share in (share for line in self.lines for share in line.shares):
            found[share.claim] = share.with_more(found.get(share.claim))
        return tuple(sorted(found.values()))

    @property
    def period_text(self) -> str:
        """The period as the ledger writes it: 2026-09 for a month, the first day for any other."""
        return text_of(self.period)

    @property
    def export_key(self) -> str:
        """A name for exactly this draft: the same rows with the same content give the same key."""
        parts = [self.sow, self.period_text, self.currency, *(f"{s.claim}:{s.fingerprint}" for s in self.claims)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def shared(total: Decimal, parts: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """`total` parted like `parts`: each within a step of its own, together exact. The last ones take the odd steps."""
    floors = [(part / step).to_integral_value(ROUND_FLOOR) * step for part in parts]
    odd = int((total - sum(floors, ZERO)) / step)
    nearest = sorted(range(len(parts)), key=lambda place: (parts[place] - floors[place], place), reverse=True)
    lucky = set(nearest[:odd])
    return [floor + step if place in lucky else floor for place, floor in enumerate(floors)]
