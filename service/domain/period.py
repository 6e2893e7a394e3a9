"""Spans of days: months, weeks, and the windows a cap counts over."""

from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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


def week_of(day: date, starts: str = "monday") -> Period:
    """The week that holds `day`, beginning on the weekday named by `starts`."""
    first = day - timedelta(days=(day.weekday() - WEEKDAYS.index(starts)) % 7)
    return Period(first, first + timedelta(days=6))


def window_of(day: date, window: str, week_starts: str = "monday") -> Period:
    """The window a cap counts `day` in: day, week, month or term (the whole life of the SOW)."""
    if window == "day":
        return Period(day, day)
    if window == "week":
        return week_of(day, week_starts)
    return month_of(day) if window == "month" else ALWAYS
