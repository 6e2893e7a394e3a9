"""Spans of days: months, weeks, and the windows a cap counts over."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

DAY = timedelta(days=1)


class Period(NamedTuple):
    """Days from `first` to `last`, both included; an open end is None."""

    first: date | None
    last: date | None

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        return f"{self.first or '…'} to {self.last or '…'}"


ALWAYS = Period(None, None)


@lru_cache(maxsize=10_000)
def month_of(day: date) -> Period:
    """The calendar month that holds `day`."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def text_of(period: Period) -> str:
    """A period in few letters and without doubt: 2026-09 for a calendar month, the first day for any other."""
    first = period.first
    if first is None:
        return "always"
    return f"{first:%Y-%m}" if period == month_of(first) else f"{first:%Y-%m-%d}"


def month_before(day: date) -> Period:
    """The calendar month before the one that holds `day`: what is billed on the 1st."""
    return month_of(day.replace(day=1) - timedelta(days=1))


@lru_cache(maxsize=10_000)
def week_of(day: date, starts: str = "monday") -> Period:
    """The week that holds `day`, beginning on the weekday named by `starts`."""
    first = day - timedelta(days=(day.weekday() - WEEKDAYS.index(starts)) % 7)
    return Period(first, first + timedelta(days=6))


def months_after(day: date, count: int, anchor: int) -> date:
    """The anchor day of the month that lies `count` months after that of `day`; the last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(anchor, monthrange(year, month + 1)[1]))


def month_from(day: date, anchor: int) -> Period:
    """The month that holds `day`, where months begin on the anchor day: the 17th to the 16th."""
    first = months_after(day, 0, anchor)
    if first > day:
        first = months_after(day, -1, anchor)
    return Period(first, months_after(first, 1, anchor) - DAY)


def half_month_of(day: date, starts: Sequence[int] = (1, 16)) -> Period:
    """The part of a month that holds `day`, where a part begins on each of the days `starts`."""
    around = [months_after(day, count, start) for count in (-1, 0, 1) for start in sorted(starts)]
    return Period(max(first for first in around if first <= day), min(first for first in around if first > day) - DAY)


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds `day`."""
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return Period(first, months_after(first, 3, 1) - DAY)


def window_of(day: date, window: str, week_starts: str = "monday", starts_on: Sequence[int] = (1,)) -> Period:
    """The window a cap counts `day` in; `starts_on` are the days on which an engagement's own months begin.

    A term is the whole life of the SOW, and a rolling window has no days of its own.
    """
    if window == "day":
        return Period(day, day)
    if window == "week":
        return week_of(day, week_starts)
    if window == "half_month":
        return half_month_of(day, starts_on if len(starts_on) > 1 else (1, 16))
    if window == "contract_month":
        return month_from(day, starts_on[0])
    if window == "quarter":
        return quarter_of(day)
    return month_of(day) if window == "month" else ALWAYS
