"""A row that names several tasks, at the boundary between the first of them and the rest."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.money import half_up

JOINTS = " \t;,.·|/&+-–—"
"""What stands between two tasks and belongs to neither."""

WORDS = ("and ", "then ", "und ", "dann ")
QUARTER = Decimal("0.25")
MIDNIGHT = 24 * 60

Span = tuple[dt.time | None, dt.time | None]
"""From when to when, as far as a row says."""


class Half(NamedTuple):
    """What one of two rows is to say."""

    hours: Decimal
    text: str
    start: dt.time | None = None
    end: dt.time | None = None


def halves_of(
    text: str, tasks: Sequence[str], hours: Decimal, told: Sequence[Decimal], span: Span = (None, None)
) -> tuple[Half, Half] | None:
    """The first task and the rest; None where the text has no such boundary.

    Where the text tells a time for each task that is the first one's, else each task takes an equal share, in quarters
    of an hour: a person sees the figures before anything is done.
    """
    if len(tasks) < 2 or tasks[0] not in text:
        return None
    end = text.index(tasks[0]) + len(tasks[0])
    left, right = text[:end].strip(JOINTS), _without_word(text[end:].strip(JOINTS))
    share = half_up(hours / len(tasks) / QUARTER, Decimal(1)) * QUARTER
    first = told[0] if len(told) == len(tasks) else share
    times = parted(span, first, hours - first)
    if not left or not right or not 0 < first < hours or times is None:
        return None
    return Half(first, left, *times[0]), Half(hours - first, right, *times[1])


def parted(span: Span, first: Decimal, second: Decimal) -> tuple[Span, Span] | None:
    """The times of both halves; None where they would run past midnight, or leave nothing for the second.

    A row that is shorter than its times has a pause in it, and nobody knows when: it stays in the second half.
    """
    start, end = span
    if start is None and end is None:
        return span, span
    border = _moved(start, first) if start is not None else _moved(end, -second)
    if border is None or (start is not None and end is not None and not start < border < end):
        return None
    return (start, None if end is None else border), (None if start is None else border, end)


def _moved(clock: dt.time | None, hours: Decimal) -> dt.time | None:
    """A time of the same day, so many hours later; None where that is another day."""
    assert clock is not None
    minutes = clock.hour * 60 + clock.minute + int(half_up(hours * 60, Decimal(1)))
    return dt.time(minutes // 60, minutes % 60) if 0 <= minutes < MIDNIGHT else None


def _without_word(text: str) -> str:
    """The rest of a text without the word that joined it to what stood before."""
    joint = next((word for word in WORDS if text.casefold().startswith(word)), "")
    return text[len(joint) :].strip(JOINTS)
