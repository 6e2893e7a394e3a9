"""A cell as a time of day."""

import re
from datetime import datetime, time, tzinfo
from decimal import Decimal

from service.adapters.cells.grid import Cell
from service.adapters.cells.plain import Complaint, broken, problem, read_text
from service.adapters.cells.serials import time_of
from service.domain.hours.entry import Problem
from service.domain.phrase import phrase

CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?\s*(?:h|uhr)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ](?P<clock>\d\d:\d\d(:\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)

NO_TIME = Complaint(phrase("{cell} is not a time of day."), phrase("Write it as 14:30."))


def read_clock(cell: Cell, column: str, zone: tzinfo | None = None) -> time | Problem | None:
    """The time of day in a cell, None for an empty one."""
    found: time | None = None
    if isinstance(cell.value, Decimal):
        found = time_of_number(cell)
    elif cell.kind == "text":
        text = read_text(cell).strip()
        if not text:
            return None
        found = clock_of(text, zone)
    elif cell.value is None:
        return None
    if found is None:
        return broken(column, cell) or problem(column, cell, NO_TIME)
    return found


def time_of_number(cell: Cell) -> time | None:
    """The time a number means: a formatted one its part of a day, a plain one its hours, from 1 on."""
    assert isinstance(cell.value, Decimal)
    if cell.kind in ("time", "datetime"):
        return time_of(cell.value) if cell.kind == "datetime" or cell.value < 1 else None
    if cell.kind == "number" and 1 <= cell.value < 24:  # below 1 it may be a part of a day or of an hour
        return time_of(cell.value / 24)
    return None


def clock_of(text: str, zone: tzinfo | None = None) -> time | None:
    """The time of day that a text says, None where it says none or one that does not exist."""
    stamp = STAMP.fullmatch(text)
    if stamp and zone is not None and (moment := moment_in(text)):
        return moment.astimezone(zone).time().replace(microsecond=0)
    match = CLOCK.fullmatch(stamp["clock"] if stamp else text.strip())
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def moment_in(text: str) -> datetime | None:
    """The moment that a full stamp with its zone names."""
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1).upper())
    except ValueError:
        return None
    return moment if moment.tzinfo else None
