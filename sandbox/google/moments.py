"""Patterns of dates, times and durations."""

from __future__ import annotations

import re
from datetime import datetime

from sandbox.google.locales import Locale
from sandbox.google.serials import DAY_MS, to_moment

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_FIELD = re.compile(
    r"\[(?:h+|m+|s+)\]|\"[^\"]*\"|\\.|am/pm|a/p|y+|m+|d+|h+|s+(?:\.0+)?|\[[^\]]*\]|.", re.IGNORECASE | re.DOTALL
)
_MARK = re.compile(r"\[(?:h+|m+|s+)\]|[ymdhs]", re.IGNORECASE)


def is_moment_pattern(section: tuple[str, ...]) -> bool:
    """Whether a section shows a date, a time or a duration."""
    bare = [token for token in section if not token.startswith(('"', "\\", "_", "*", "[$"))]
    if any(token[:1] in "#0?" for token in bare if token) and not any(_MARK.fullmatch(token) for token in bare):
        return False
    return any(_MARK.fullmatch(token) for token in bare)


def date_text(value: float, section: tuple[str, ...], locale: Locale) -> str:
    """A serial as a section shows it."""
    fields = _FIELD.findall("".join(section))
    milliseconds = round(value * DAY_MS)
    if not any(field.lower().startswith("s") or "[s" in field.lower() for field in fields):
        milliseconds = _to_shown_unit(milliseconds)
    moment = to_moment(milliseconds / DAY_MS)
    if moment is None:
        return str(value)
    twelve = any(field.lower() in ("am/pm", "a/p") for field in fields)
    lasting = any(re.fullmatch(r"\[[hms]+\]", field, re.IGNORECASE) for field in fields)
    told = []
    for index, field in enumerate(fields):
        told.append(_field(field, _kind(fields, index), moment, abs(milliseconds), twelve, locale))
    return ("-" if lasting and milliseconds < 0 else "") + "".join(told)


def _to_shown_unit(milliseconds: int) -> int:
    """Milliseconds that are only the rest of a binary fraction go; real seconds are cut, as a clock cuts them."""
    return milliseconds // 1000 * 1000 if milliseconds % 1000 < 500 else -(-milliseconds // 1000) * 1000


def _kind(fields: list[str], index: int) -> str:
    """Whether an m means minutes: it stands after hours or before seconds."""
    if not re.fullmatch(r"m+", fields[index], re.IGNORECASE):
        return ""
    before = next((one for one in reversed(fields[:index]) if _MARK.match(one) and one[0] != '"'), "")
    after = next((one for one in fields[index + 1 :] if _MARK.match(one) and one[0] != '"'), "")
    return "minute" if "h" in before.lower() or after.lower().lstrip("[").startswith("s") else ""


def _field(field: str, kind: str, moment: datetime, milliseconds: int, twelve: bool, locale: Locale) -> str:
    low = field.lower()
    if low.startswith("["):
        return _lasting(low, milliseconds)
    if field.startswith(('"', "\\")):
        return field[1:-1] if field.startswith('"') else field[1:]
    if low in ("am/pm", "a/p"):
        half = "AM" if moment.hour < 12 else "PM"
        return half if low == "am/pm" else half[0]
    if low[0] == "s":
        return _seconds(low, moment, locale)
    if low[0] == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:0{min(len(low), 2)}d}"
    if kind == "minute":
        return f"{moment.minute:0{min(len(low), 2)}d}"
    return _calendar(low, field, moment)


def _lasting(field: str, milliseconds: int) -> str:
    """An hour, minute or second that may pass its clock: `[h]`, `[mm]`, `[ss]`."""
    unit = {"h": 3_600_000, "m": 60_000, "s": 1000}.get(field[1], 0)
    return f"{milliseconds // unit:0{len(field) - 2}d}" if unit else ""


def _seconds(field: str, moment: datetime, locale: Locale) -> str:
    digits, _, parts = field.partition(".")
    text = f"{moment.second:0{min(len(digits), 2)}d}"
    return f"{text}{locale.decimal}{moment.microsecond:06d}"[: len(text) + 1 + len(parts)] if parts else text


def _calendar(low: str, field: str, moment: datetime) -> str:
    if low[0] == "y":
        return f"{moment.year:04d}" if len(low) > 2 else f"{moment.year % 100:02d}"
    if low[0] == "m":
        name = MONTHS[moment.month - 1]
        named = {3: name[:3], 4: name, 5: name[0]}
        return named.get(len(low), f"{moment.month:0{min(len(low), 2)}d}")
    if low[0] == "d":
        name = DAYS[moment.weekday()]
        return name if len(low) > 3 else name[:3] if len(low) == 3 else f"{moment.day:0{len(low)}d}"
    return field
