"""What reading texts has cost, and how much it may cost in a month."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.money import CENT, ZERO, half_up
from service.domain.phrase import Phrase, Saying, phrase

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

    @property
    def told(self) -> Phrase:
        """The month in a sentence."""
        spent, limit = shown(self.spent), shown(self.limit)
        if self.is_over:
            return phrase(
                "Claude, {month}: {spent} of {limit} USD: the limit is reached, and nothing more is read before it is "
                "raised or the month is over.",
                month=self.month, spent=spent, limit=limit,
            )  # fmt: skip
        return phrase(
            "Claude, {month}: {spent} of {limit} USD: four fifths of the limit are spent." if self.is_near
            else "Claude, {month}: {spent} of {limit} USD.",
            month=self.month, spent=spent, limit=limit,
        )  # fmt: skip


def shown(money: Decimal) -> Saying:
    """Money to the cent; less than a cent is said as such."""
    return phrase("less than 0.01") if ZERO < money < CENT else f"{half_up(money):.2f}"
