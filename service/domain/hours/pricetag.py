"""What a row itself says its work costs, as somebody typed it or a tracker worked it out. It is never billed."""

from decimal import Decimal
from typing import NamedTuple

MAY_BE = {
    "$": frozenset((
        "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "GYD", "HKD", "JMD", "KYD", "MXN", "NZD",
        "SGD", "TTD", "TWD", "USD", "UYU", "XCD",
    )),
    "¥": frozenset(("CNY", "JPY")),
    "kr": frozenset(("DKK", "ISK", "NOK", "SEK")),
}  # fmt: skip
"""Signs that several currencies share: a row that has one says no more than this."""


class PriceTag(NamedTuple):
    """The price of an hour, the sum, and their currency, as far as the row has them."""

    rate: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    """Three letters, a sign that several currencies share, or whatever else stands there; blank where nothing does."""
    unread: str = ""
    """What stands where a price should be and is none."""

    def may_be_in(self, currency: str) -> bool:
        """Whether nothing in the row speaks against this currency."""
        return self.currency in ("", currency) or currency in MAY_BE.get(self.currency, ())
