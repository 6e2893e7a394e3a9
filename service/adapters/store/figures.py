"""Money as whole minor units, as ISO 4217 counts them, and quantities in ten-millionths of an hour."""

from decimal import Decimal

from service.domain.money import half_up, step_of

ONE = Decimal(1)
TEN_MILLIONTH = Decimal("0.0000001")


def minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units; half a unit goes away from zero."""
    return int(half_up(amount / step_of(currency), ONE))


def major(units: int, currency: str) -> Decimal:
    """Minor units as an amount, with the decimals of its currency."""
    return units * step_of(currency)


def ten_millionths(quantity: Decimal) -> int:
    """A quantity in ten-millionths, half up."""
    return int(half_up(quantity / TEN_MILLIONTH, ONE))


def quantity(units: int) -> Decimal:
    """Ten-millionths as a quantity, without idle zeros."""
    return Decimal(f"{(units * TEN_MILLIONTH).normalize():f}")
