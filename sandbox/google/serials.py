"""Dates and times as the numbers Sheets keeps: days since 30 December 1899, without a zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial has no zone
DAY_MS = 86_400_000


def from_date(day: date) -> int:
    """The serial of a day."""
    return (day - EPOCH.date()).days


def from_moment(moment: datetime) -> float:
    """The serial of a day with a time; a zone is dropped, as a sheet has none per cell."""
    gone = moment.replace(tzinfo=None) - EPOCH
    return gone.days + (gone.seconds * 1000 + gone.microseconds / 1000) / DAY_MS


def from_time(clock: time) -> float:
    """A time of day as a part of a day."""
    return (clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6) / 86400


def from_length(length: timedelta) -> float:
    """A duration in days."""
    return length.total_seconds() / 86400


def to_moment(serial: float) -> datetime | None:
    """The day and time of a serial, to the millisecond; None past the calendar."""
    try:
        return EPOCH + timedelta(milliseconds=round(serial * DAY_MS))
    except OverflowError:
        return None
