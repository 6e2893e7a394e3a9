"""What stands on an invoice beside hours: fees, deposits, discounts, retention, minimum spend, expenses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.money import ZERO
from service.domain.period import ALWAYS, Period


class Milestone(NamedTuple):
    """A part of a fixed fee, due on a day, or when the client has accepted, or when a person says so."""

    id: str
    amount: Decimal
    due: date | None = None
    """The day on which it falls due; None until somebody writes the day of acceptance into the file."""
    name: str = ""
    trigger: str = "date"
    """date, acceptance or by_hand."""


class Deposit(NamedTuple):
    """A sum billed ahead that later invoices are set off against."""

    id: str
    amount: Decimal
    due: date | None = None
    """The day on which it is billed; None where it was billed outside Tickmark."""
    share: Decimal = Decimal(1)
    """The share of each invoice that is set off, until the deposit is used up."""


class Discount(NamedTuple):
    """Something off the price, as a share or as an amount, never tied to hours."""

    id: str
    days: Period = ALWAYS
    share: Decimal | None = None
    amount: Decimal | None = None
    on: str = "invoice"
    """invoice, labour, or role."""
    role: str = ""
    once: bool = False
    condition: str = ""
    """What it hangs on, in the paper's words; blank where on nothing."""
    confirmed: bool = True
    """Whether a person has confirmed the condition; until then it is not given, and the draft says so."""
    clause: str = ""


class Retention(NamedTuple):
    """A share of each invoice that the client keeps back until the work is accepted."""

    share: Decimal
    up_to: Decimal | None = None
    released: date | None = None
    """The day from which it is paid out; None while it is kept."""


class Commitment(NamedTuple):
    """The least that a window brings in; what is missing becomes a line of its own."""

    id: str
    minimum: Decimal
    window: str = "month"


class ExpenseTerms(NamedTuple):
    """What one kind of expense may cost the client."""

    category: str
    markup: Decimal = ZERO
    per: str = ""
    """The unit it is paid by: km, night; blank where it is billed at cost."""
    rate: Decimal | None = None
    """Money a unit, with `per`."""
    item_limit: Decimal | None = None
    limit: Decimal | None = None
    window: str = "month"
    needs_approval: bool = False
    receipt_above: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Expenses:
    """Which expenses the client pays, by kind; what is not named is not paid."""

    kinds: Mapping[str, ExpenseTerms] = field(default_factory=dict)
    limit: Decimal | None = None
    """All of them together, in `window`."""
    window: str = "month"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed fee, billed by milestones whose amounts add up to it."""

    fee: Decimal
    milestones: tuple[Milestone, ...]
    clause: str = ""
