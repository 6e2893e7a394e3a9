"""How a spreadsheet's locale writes numbers and dates."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Locale(NamedTuple):
    """Separators, the order of a date's parts, and the patterns used where a format names none."""

    decimal: str
    thousands: str
    order: str
    date: str
    time: str

    @property
    def moment(self) -> str:
        """The pattern of a date with a time."""
        return f"{self.date} {'h:mm:ss' if 'am/pm' in self.time else self.time}"


_COMMA_POINT = ("de", "es", "it", "nl", "pt", "da", "id", "tr", "el", "ro", "hr", "sl", "vi")
_COMMA_SPACE = ("fr", "pl", "cs", "sk", "sv", "fi", "nb", "no", "nn", "ru", "uk", "bg", "hu", "lt", "lv", "et")
_YEAR_FIRST = ("sv", "lt", "hu", "zh", "ja", "ko")
_POINT_DATES = ("de", "da", "pl", "cs", "sk", "fi", "nb", "no", "nn", "ru", "uk", "bg", "tr", "ro", "hr", "sl", "et")


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """The ways of one locale, such as en_US, de_CH or fr; unknown ones write like en_GB."""
    language, _, country = name.replace("-", "_").partition("_")
    decimal, thousands = _separators(language, country)
    if language == "en" and country in ("", "US"):
        return Locale(".", ",", "MDY", "m/d/yyyy", "h:mm:ss am/pm")
    order = "YMD" if language in _YEAR_FIRST or country == "CA" else "DMY"
    return Locale(decimal, thousands, order, _date_pattern(language, order), "hh:mm:ss")


def _separators(language: str, country: str) -> tuple[str, str]:
    if country == "CH":
        return ".", "’"
    if country == "MX":
        return ".", ","
    if language in _COMMA_POINT:
        return ",", "."
    if language in _COMMA_SPACE:
        return ",", "\N{NARROW NO-BREAK SPACE}" if language == "fr" else "\N{NO-BREAK SPACE}"
    return ".", ","


def _date_pattern(language: str, order: str) -> str:
    if order == "YMD":
        return "yyyy-mm-dd"
    if language in _POINT_DATES:
        return "dd.mm.yyyy"
    return "dd-mm-yyyy" if language == "nl" else "dd/mm/yyyy"
