"""What one row comes to, and each step on the way there."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.money import ZERO
from service.domain.sow import Cap


class Over(NamedTuple):
    """The part of a row that went past a cap."""

    cap: Cap
    used: Decimal
    """What earlier rows had taken of the cap, in its own measure."""
    within: Decimal
    excess: Decimal
    """Hours, or money where the cap counts money."""


class Bill(NamedTuple):
    """The figures of one row. rounded = billed + in_fee + written_down + held, always."""

    rate: Decimal | None = None
    currency: str = ""
    rounded: Decimal = ZERO
    billed: Decimal = ZERO
    """Hours that an invoice will show at the rate."""
    in_fee: Decimal = ZERO
    """Hours that the retainer's fee has paid for."""
    written_down: Decimal = ZERO
    held: Decimal = ZERO
    amount: Decimal = ZERO
    over: tuple[Over, ...] = ()
    overage: Decimal = ZERO
    """Hours past the retainer, billed at its own rate."""
    steps: tuple[str, ...] = ()
    """One sentence a step: numbers in, numbers out."""

    @property
    def terms(self) -> str:
        """The price of an hour, as an approval remembers it."""
        return f"{self.rate:,.2f} {self.currency}" if self.rate is not None else ""
