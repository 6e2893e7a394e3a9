"""Durations as people write them inside a text: 2h, 1.5 hours, 1h15, 30 min."""

import re
from decimal import Decimal

SIXTY = Decimal(60)
DURATION = re.compile(
    r"(?<![\w.,:/-])(?:"
    r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:h|hrs?|hours?|std)(?:\s?(?P<rest>[0-5]\d)(?:\s?m(?:in)?)?)?"
    r"|(?P<minutes>\d{1,3})\s?(?:m|mins?|minutes?))(?![\w/-])",
    re.IGNORECASE,
)


def durations_in(text: str) -> list[Decimal]:
    """Every duration that stands in the text, in hours."""
    return [_hours(match) for match in DURATION.finditer(text)]


def _hours(match: re.Match[str]) -> Decimal:
    if match["minutes"]:
        return Decimal(match["minutes"]) / SIXTY
    return Decimal(match["hours"].replace(",", ".")) + Decimal(match["rest"] or 0) / SIXTY
