"""What a client pays of the expense of one row, and what its terms do not allow."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.money import ZERO
from service.domain.phrase import Saying


class Doubt(NamedTuple):
    """Something about an expense that its terms do not allow, and the money that hangs on it."""

    message: Saying
    remedy: Saying
    money: Decimal


class Expense(NamedTuple):
    """What the client pays of the expense of one row."""

    kind: str = ""
    """Blank where the SOW names no such kind: then nothing is paid."""
    amount: Decimal = ZERO
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    steps: tuple[Saying, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def down_to(self, amount: Decimal, *why: Saying) -> "Expense":
        """The same expense cut down to an amount: no product of units any more."""
        return self._replace(amount=amount, quantity=None, steps=(*self.steps, *why))
