"""What Sheets makes of a text that a person types or pastes."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from math import isfinite

from sandbox.google.blocks import JSON
from sandbox.google.cells import Formula, Value
from sandbox.google.locales import Locale
from sandbox.google.moments import MONTHS
from sandbox.google.serials import from_date

Typed = tuple[Value, JSON | None]

LONGEST = 40
"""No number and no date is longer than this."""

_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(-?\d{1,4}):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?\s*([AaPp]\.?[Mm]\.?)?")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([A-Za-z]{3,9})\.?,?(?:[\s-]+(\d{4}|\d{2}))?")
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_CURRENCY = re.compile(r"(-?)\s*([$€£¥])\s?(-?[\d.,\s’\u00a0\u202f]+)|(-?[\d.,\s’\u00a0\u202f]+)\s?([€£])")
_NAMES = {name[:length].lower(): index for index, name in enumerate(MONTHS, 1) for length in (3, len(name))}


@lru_cache(maxsize=65536)
def typed(text: str, locale: Locale) -> Typed:
    """(value, number format) of a text as typed; the format is None where Sheets leaves it automatic."""
    if text.startswith("'"):
        return text[1:] or None, None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 16:
        return int(bare), None
    return _read(text, bare, locale)


def _read(text: str, bare: str, locale: Locale) -> Typed:
    if not bare:
        return text or None, None
    if bare.upper() in ("TRUE", "FALSE"):
        return bare.upper() == "TRUE", None
    if len(bare) > LONGEST or not _DIGIT.search(bare):
        return text, None
    readers = (_date,) if bare[0].isalpha() else (_number, _percent, _money, _clock, _date, _moment)
    for read in readers:
        found = read(bare, locale)
        if found is not None:
            return found
    return text, None


def plain_number(text: str, locale: Locale) -> float | int | None:
    """A number as the locale writes it, with or without separators of thousands."""
    body = text.lstrip("+-")
    if not body or (not body[0].isdigit() and not body.startswith(locale.decimal)):
        return None
    separator = re.escape(locale.thousands)
    if locale.thousands in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}":
        separator = "[ \u00a0\u202f]"
    if not re.fullmatch(rf"(?:\d+|\d{{1,3}}(?:{separator}\d{{3}})+)?(?:{re.escape(locale.decimal)}\d*)?", body):
        return None
    digits = re.sub(separator, "", body).replace(locale.decimal, ".")
    if digits == ".":
        return None
    value = float(digits) if "." in digits or len(digits) > 15 else int(digits)
    return -value if text.startswith("-") else value


def _number(text: str, locale: Locale) -> Typed | None:
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}", text):
        number = float(text)
        return (number, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}) if isfinite(number) else None
    in_brackets = re.fullmatch(r"\((\d[^()]*)\)", text)
    value = plain_number(in_brackets[1] if in_brackets else text, locale)
    if value is None:
        return None
    grouped = any(sign in text for sign in (locale.thousands, " ", "\u00a0", "\u202f"))
    decimals = locale.decimal in text
    pattern = ("#,##0.00" if decimals else "#,##0") if grouped else None
    return (-value if in_brackets else value), {"type": "NUMBER", "pattern": pattern} if pattern else None


def _percent(text: str, locale: Locale) -> Typed | None:
    if not text.endswith("%"):
        return None
    value = plain_number(text[:-1].rstrip(), locale)
    if value is None:
        return None
    return value / 100, {"type": "PERCENT", "pattern": "0.00%" if locale.decimal in text else "0%"}


def _money(text: str, locale: Locale) -> Typed | None:
    found = _CURRENCY.fullmatch(text)
    if not found:
        return None
    sign, before, amount, amount2, after = found.groups()
    value = plain_number((amount or amount2).strip(), locale)
    if value is None:
        return None
    picture = "#,##0.00" if locale.decimal in text else "#,##0"
    symbol = before or after
    pattern = f'"{symbol}"{picture}' if before else f'{picture}" {symbol}"'
    return (-value if sign else value), {"type": "CURRENCY", "pattern": pattern}


def _clock(text: str, _locale: Locale) -> Typed | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds, parts, half = found.groups()
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    whole = abs(hour) * 3600 + int(minutes) * 60 + int(seconds or 0) + float(f"0.{parts or 0}")
    value = -whole / 86400 if hours.startswith("-") else whole / 86400
    return value, {"type": "TIME", "pattern": _clock_pattern(abs(hour), hours, seconds, half)}


def _clock_pattern(hour: int, written: str, seconds: str | None, half: str | None) -> str:
    if half:
        return "h:mm:ss am/pm" if seconds else "h:mm am/pm"
    if hour > 23:
        return "[h]:mm:ss"
    start = "hh" if len(written) == 2 and written.startswith("0") else "h"
    return f"{start}:mm:ss" if seconds else f"{start}:mm"


def _date(text: str, locale: Locale) -> Typed | None:
    if found := _ISO.fullmatch(text):
        sign = found[2]
        return _day(int(found[1]), int(found[3]), int(found[4]), f"yyyy{sign}mm{sign}dd")
    if found := _NUMERIC.fullmatch(text):
        return _numeric_date(found, locale)
    if found := _NAME_DAY.fullmatch(text):
        return _named(found[2], found[1], found[3], "mmmm d, yyyy" if len(found[1]) > 3 else "mmm d, yyyy")
    if found := _DAY_NAME.fullmatch(text):
        long = "mmmm" if len(found[2]) > 3 else "mmm"
        join = "-" if "-" in text else " "
        return _named(found[1], found[2], found[3], f"d{join}{long}{join}yyyy" if found[3] else f"d{join}{long}")
    return None


def _numeric_date(found: re.Match[str], locale: Locale) -> Typed | None:
    sign, year = found[2], int(found[4])
    if sign == "." and locale.order == "MDY":
        return None
    month, day = (found[1], found[3]) if locale.order == "MDY" else (found[3], found[1])
    years = "yyyy" if len(found[4]) == 4 else "yy"
    days = "dd" if len(day) == 2 and day.startswith("0") else "d"
    months = "mm" if len(month) == 2 and month.startswith("0") else "m"
    first, second = (months, days) if locale.order == "MDY" else (days, months)
    full = year if year > 99 else year + (2000 if year < 50 else 1900)
    return _day(full, int(month), int(day), f"{first}{sign}{second}{sign}{years}")


def _named(day: str, month: str, year: str | None, pattern: str) -> Typed | None:
    number = _NAMES.get(month.lower())
    if number is None:
        return None
    this_year = date.today().year if year is None else int(year)  # noqa: DTZ011 - a sheet fills in the year it is typed
    return _day(this_year if this_year > 99 else this_year + 2000, number, int(day), pattern)


def _day(year: int, month: int, day: int, pattern: str) -> Typed | None:
    try:
        return from_date(date(year, month, day)), {"type": "DATE", "pattern": pattern}
    except ValueError:
        return None


def _moment(text: str, locale: Locale) -> Typed | None:
    """A date, then a time."""
    first, _, second = text.replace("T", " ", 1).partition(" ")
    if second.count(" ") > 1:
        return None
    day, clock = _date(first, locale), _clock(second, locale)
    if day is None or clock is None or not isinstance(day[0], int) or not isinstance(clock[0], float):
        return None
    pattern = f"{(day[1] or {})['pattern']} {(clock[1] or {})['pattern']}"
    return day[0] + clock[0], {"type": "DATE_TIME", "pattern": pattern}
