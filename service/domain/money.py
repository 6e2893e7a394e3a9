"""Decimal figures, rounded half up as invoices are."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

ZERO = Decimal(0)
CENT = Decimal("0.01")
FOUR_PLACES = Decimal("0.0001")
MOST_FIGURES = 20_000
"""Figures whose text is remembered: the same few hours and sums are said over and over."""
WITHOUT_DECIMALS = frozenset((
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
    "XPF",
))  # fmt: skip
WITH_THREE_DECIMALS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
DIRECTIONS = {"up": ROUND_CEILING, "down": ROUND_FLOOR}
TIES = {"up": ROUND_HALF_UP, "down": ROUND_HALF_DOWN, "even": ROUND_HALF_EVEN}


def step_of(currency: str) -> Decimal:
    """The smallest sum of a currency (ISO 4217): a cent for most, 1 for the yen, 0.001 for the Kuwaiti dinar."""
    if currency in WITHOUT_DECIMALS:
        return Decimal(1)
    return Decimal("0.001") if currency in WITH_THREE_DECIMALS else CENT


def half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """The multiple of `step` nearest to `value`; an exact half goes away from zero."""
    if step is CENT or step is FOUR_PLACES:  # nearly always, and then one operation does what three do
        return value.quantize(step, ROUND_HALF_UP)
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def to_step(value: Decimal, step: Decimal, direction: str, tie: str = "up") -> Decimal:
    """The multiple of `step` that lies in `direction` (up, down, nearest) of `value`; hours in, hours out.

    An exact half goes where `tie` says: up, down or even.
    """
    if not step:
        return value
    how = TIES[tie] if direction == "nearest" else DIRECTIONS[direction]
    return (value / step).quantize(Decimal(1), how) * step


@lru_cache(maxsize=100_000)
def plain(value: Decimal) -> str:
    """The figure as people write it: two decimals at least, no exponent, no idle zeros after them."""
    text = f"{value.normalize():f}"
    whole, _, digits = text.partition(".")
    return f"{whole}.{digits.ljust(2, '0')}"


def money(value: Decimal, currency: str) -> str:
    """An amount with its currency and thousands set apart: 1,234.50 EUR, 1,235 JPY."""
    return f"{figure(value, currency)} {currency}"


def unit_price(value: Decimal, currency: str) -> str:
    """A price with its currency, with all the decimals it has: 137.75 EUR, 29.997 EUR, 15,000 JPY."""
    whole = value == half_up(value, step_of(currency))
    return money(value, currency) if whole else f"{plain(value)} {currency}"


@lru_cache(MOST_FIGURES)
def figure(value: Decimal, currency: str) -> str:
    """An amount in the decimals of its currency, thousands set apart."""
    step = step_of(currency)
    return f"{half_up(value, step).quantize(step) + ZERO:,f}"  # a nought has no sign


def every_digit(price: Decimal, currency: str) -> str:
    """A price as it is multiplied: in the decimals of its currency, with more where it has more."""
    rounded = half_up(price, step_of(currency))
    return figure(price, currency) if rounded == price else f"{price.normalize():,f}"


@lru_cache(MOST_FIGURES)
def exact(value: Decimal) -> str:
    """The figure without idle zeros: 7.5, 8, 0.25. A third of an hour has no end and is shown with four decimals."""
    shown = half_up(value, FOUR_PLACES)
    return f"{shown.normalize():f}" if shown else "0"


def hundredths(hours: Decimal) -> str:
    """Hours as people log them and a sentence says them: 7.5, 8, 21.58; nobody reads more decimals than two."""
    return exact(half_up(hours))
