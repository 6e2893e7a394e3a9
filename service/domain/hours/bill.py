"""What one row comes to, part by part, and each step on the way there."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.expense import Expense
from service.domain.money import ZERO, money
from service.domain.phrase import Saying, phrase
from service.domain.terms.cap import Cap, Threshold
from service.domain.terms.ratecard import RateCard
from service.domain.terms.waiver import Waiver

PROVISIONAL = phrase(
    "Provisional: this amount hangs on the category, which counts once somebody picks it or approves the row."
)


class Over(NamedTuple):
    """The part of a row that went past a cap."""

    cap: Cap
    used: Decimal
    """What earlier rows had taken of the cap, in its own measure."""
    within: Decimal
    excess: Decimal
    """Hours, or money where the cap counts money."""
    limit: Decimal = ZERO
    """The limit of the window it lies in, change orders counted."""
    day: date | None = None
    """A day of that window; None where it is the row's own."""
    waived: Decimal = ZERO
    """What of `within` lies past the limit, because a waiver lets it past."""
    waiver: Waiver | None = None


class Reached(NamedTuple):
    """A threshold that the row was the first to reach."""

    cap: Cap
    threshold: Threshold
    used: Decimal
    """What was used with this row, in the cap's measure."""
    limit: Decimal


class Part(NamedTuple):
    """Hours of a row that are billed at one price: quantity x price = amount, half up to the cent."""

    hours: Decimal
    """Rounded hours that it stands for."""
    quantity: Decimal
    """What an invoice shows: the hours, or days or items where the price is by those."""
    price: Decimal
    amount: Decimal
    day: date | None = None
    """None for the day of the row; for carried hours the first day of the window they were carried to."""
    kind: str = "work"
    """work, overage (past a retainer), over_rate (past a cap), or carried."""
    unit: str = "h"
    """h, quarter_hour, day, item or weighted_h."""
    card: RateCard | None = None
    why: Saying = ""
    """What sets it apart from the row's other parts, in a few words: evenings, past 100 h, weekend x 1.5."""
    number: int = 1
    """1 for the row itself; parts of later windows count from 2 and are claimed on their own."""
    clipped: bool = False
    """Whether a money cap took some of the amount: then the line is no product and shows no quantity."""


class Bill(NamedTuple):
    """The figures of one row. rounded = billed + in_fee + free + written_down + carried + held, always.

    `billed` and `amount` are those of the parts with the number 1; the other parts are what became of `carried`.
    """

    rate: Decimal | None = None
    """The price of an hour by the card; None where no rate is in force."""
    currency: str = ""
    rounded: Decimal = ZERO
    billed: Decimal = ZERO
    """Hours that an invoice will show at a price, in the row's own window."""
    in_fee: Decimal = ZERO
    """Hours that a retainer or a prepaid block has paid for."""
    written_down: Decimal = ZERO
    held: Decimal = ZERO
    amount: Decimal = ZERO
    """Money of its hours in the row's own window; carried parts have theirs."""
    over: tuple[Over, ...] = ()
    overage: Decimal = ZERO
    """Hours past the retainer, billed at its own rate."""
    steps: tuple[Saying, ...] = ()
    """One sentence a step about its hours: numbers in, numbers out, and the clause."""
    parts: tuple[Part, ...] = ()
    free: Decimal = ZERO
    """Hours of the retainer's free band, shown at nothing."""
    carried: Decimal = ZERO
    """Hours that found room in a later window, or were worked there past midnight: the parts from 2 on."""
    drawn: Decimal = ZERO
    """Hours drawn from the retainer: weighted hours count more than once."""
    written_down_money: Decimal = ZERO
    expense: Expense | None = None
    """What the client pays of the row's expense; None where it carries none."""
    open: tuple[Saying, ...] = ()
    """Terms that could not be worked out for this row, as sentences: it is held until somebody answers."""
    premium: str = ""
    """A multiplier that waits for its approval; the plain rate is used meanwhile."""
    provisional: bool = False
    """Whether the amount hangs on a category that no person has confirmed."""
    version: str = ""
    """The SOW and its version, as an approval remembers it."""
    reached: tuple[Reached, ...] = ()

    @property
    def total(self) -> Decimal:
        """What the row brings to an invoice: the money of its hours and its expense."""
        return self.amount + self.expense.amount if self.expense else self.amount

    @property
    def is_nothing(self) -> bool:
        """Whether no invoice will show any of it at a price, and nothing of it is held."""
        return not (self.total or self.parts or self.held)

    @property
    def told(self) -> tuple[Saying, ...]:
        """How the total came about: the hours, then the expense, then both together."""
        steps = (*self.steps, PROVISIONAL) if self.provisional and self.parts else self.steps
        if self.expense is None:
            return steps
        hours, costs, whole = (money(one, self.currency) for one in (self.amount, self.expense.amount, self.total))
        if not (self.amount and self.expense.steps):
            return (*steps, *self.expense.steps)
        both = phrase(
            "{hours} for the hours + {costs} for the expense = {whole}.", hours=hours, costs=costs, whole=whole
        )
        return (*steps, *self.expense.steps, both)

    @property
    def terms(self) -> str:
        """The SOW's version and the price of an hour, as an approval remembers it."""
        return f"{self.rate:,.2f} {self.currency}" if self.rate is not None else ""


def claim_of(row_id: str, number: int) -> str:
    """The name under which a part of a row is claimed: the row's own id, or r_7/2 for what was carried on."""
    return row_id if number == 1 else f"{row_id}/{number}"
