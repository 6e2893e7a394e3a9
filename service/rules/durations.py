"""Durations as people write them inside a text: 2h, 1.5 hours, 1h15, 30 min."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

SIXTY = Decimal(60)
DURATION = re.compile(
    r"(?<![\w.,:/-])(?:"
    r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:h|hrs?|hours?|std)(?:\s?(?P<rest>[0-5]\d)(?:\s?m(?:in)?)?)?"
    r"|(?P<minutes>\d{1,3})(?:m|\s?(?:mins?|minutes?)))(?![\w/-])",
    re.IGNORECASE,
)
"""A number, a space and a bare m are metres."""
BEFORE = re.compile(r"(?:^|[,;:+&/(\[|=\n–—•]|\b(?:and|und|et|y))\s*$", re.IGNORECASE)
AFTER = re.compile(r"\s*(?:$|[,;:+&/)\]|.\n–—•]|(?:and|und|et|y)\b)", re.IGNORECASE)
"""What a part of a text begins after, and what it ends before."""


END = "\0"


class _Signs(dict[int, str]):
    """What of a sign matters for telling whether a time is told: 0 for any digit, h for h, m and s, or a space."""

    def __missing__(self, place: int) -> str:
        sign = chr(place)
        self[place] = "0" if sign.isdecimal() else "h" if sign in "hmsHMS" else " " if sign.isspace() else "."
        return self[place]


SIGNS = _Signs()


def telling_time(texts: Sequence[str]) -> Iterator[int]:
    """Places of the texts with a digit right before an h, m or s, without which there is no duration.

    All of them are looked through as one, which is several times as fast as one after the other.
    """
    ends = list(accumulate(len(text) + 1 for text in texts))
    signs = END.join(texts).translate(SIGNS)
    found = set[int]()
    for shape in ("0h", "0 h"):
        at = signs.find(shape)
        while at >= 0:
            found.add(place := bisect_right(ends, at))
            at = signs.find(shape, ends[place])
    return iter(sorted(found))


def durations_in(text: str) -> list[Decimal]:
    """Every duration that stands in the text, in hours."""
    return [_hours(match) for match in DURATION.finditer(text)]


def counted_in(text: str) -> list[Decimal]:
    """The durations of a text that counts its work: each begins a part of it, or each ends one. Else none.

    “Call 2h, notes 1h” counts; “rules of 24h and 48h tickets” is about them.
    """
    places = [match.span() for match in DURATION.finditer(text)]
    begins = all(BEFORE.search(text[:first]) for first, _ in places)
    return durations_in(text) if begins or all(AFTER.match(text[last:]) for _, last in places) else []


def _hours(match: re.Match[str]) -> Decimal:
    if match["minutes"]:
        return Decimal(match["minutes"]) / SIXTY
    return Decimal(match["hours"].replace(",", ".")) + Decimal(match["rest"] or 0) / SIXTY
