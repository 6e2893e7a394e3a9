"""Days and times as spreadsheets count them: days since 30 December 1899, without a time zone."""

from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

EPOCH = date(1899, 12, 30)
LAST = (date.max - EPOCH).days
SECONDS = 86400


def day_of(serial: Decimal) -> date | None:
    """The day a serial falls on, None outside the calendar."""
    return EPOCH + timedelta(days=int(serial)) if 1 <= serial <= LAST else None


def serial_of(day: date) -> Decimal:
    """The serial of a day."""
    return Decimal((day - EPOCH).days)


def seconds_of(days: Decimal) -> int:
    """Whole seconds in a number of days: a spreadsheet's own figure is never exact."""
    return int((days * SECONDS).to_integral_value(ROUND_HALF_UP))


def time_of(serial: Decimal) -> time | None:
    """The time of day in a serial, None outside the calendar."""
    if not 0 <= serial <= LAST:
        return None
    minutes, seconds = divmod(seconds_of(serial % 1) % SECONDS, 60)
    return time(minutes // 60, minutes % 60, seconds)
