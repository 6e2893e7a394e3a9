"""What reading texts has cost, and how much it may cost in a month."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.money import CENT, ZERO, half_up

NEAR = Decimal("0.8")


class Spending(NamedTuple):
    """Tokens and money of one month, for one purpose and one model."""

    month: str
    """As 2026-11."""
    purpose: str
    model: str
    requests: int
    input: int
    """Tokens that were neither read from the prompt cache nor written to it."""
    output: int
    cache_read: int
    cache_write: int
    money: Decimal
    """In US dollars, exact."""


class Budget(NamedTuple):
    """What reading may cost in a month, and what it has cost so far."""

    month: str
    limit: Decimal
    lines: tuple[Spending, ...] = ()

    @property
    def spent(self) -> Decimal:
        """The money of the month so far."""
        return sum((line.money for line in self.lines), ZERO)

    @property
    def left(self) -> Decimal:
        """The money that is left; never less than nothing."""
        return max(ZERO, self.limit - self.spent)

    @property
    def requests(self) -> int:
        """The requests of the month so far."""
        return sum(line.requests for line in self.lines)

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be spent."""
        return self.spent >= self.limit

    @property
    def is_near(self) -> bool:
        """Whether four fifths are spent."""
        return self.spent >= self.limit * NEAR

    def __str__(self) -> str:
        """The month in a sentence."""
        told = f"Claude, {self.month}: {shown(self.spent)} of {shown(self.limit)} USD"
        if self.is_over:
            return f"{told}: the limit is reached, and nothing more is read before it is raised or the month is over."
        return f"{told}: four fifths of the limit are spent." if self.is_near else f"{told}."


def shown(money: Decimal) -> str:
    """Money to the cent; less than a cent is said as such."""
    return "less than 0.01" if ZERO < money < CENT else f"{half_up(money):.2f}"
