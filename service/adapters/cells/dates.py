"""A cell as a day. The order of day and month is settled for a whole column, or asked about."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from service.adapters.cells.grid import Cell
from service.adapters.cells.plain import Complaint, broken, problem, read_text
from service.adapters.cells.serials import day_of
from service.domain.hours.entry import Problem
from service.domain.phrase import Phrase, phrase


class Order(Enum):
    """What the first of two small numbers in a date is."""

    DAY = "day first"
    MONTH = "month first"


MONTHS = (
    "jan january januar janvier enero gennaio januari janeiro janv ene gen",
    "feb february februar février fevrier febrero febbraio februari fevereiro fév",
    "mar march märz mars marzo maart março mär maerz mrz mrt",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio mei maio mag",
    "jun june juni juin junio giugno junho giu",
    "jul july juli juillet julio luglio julho juil lug",
    "aug august août aout agosto augustus ago",
    "sep sept september septembre septiembre settembre setembro set",
    "oct october oktober octobre octubre ottobre outubro okt ott out",
    "nov november novembre noviembre novembro",
    "dec december dezember décembre decembre diciembre dicembre dezembro dez déc dic",
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}

DAY_FIRST = re.compile(r"(?:bg|cs|da|de|el|es|fi|fr|he|hr|id|it|nb|nl|no|pl|pt|ro|ru|sk|sl|tr|uk|vi)(?:_|$)")
LOCALES = {"en_US": Order.MONTH, "es_US": Order.MONTH, "fr_CA": None}
LOCALES |= dict.fromkeys(("en_GB", "en_IE", "en_AU", "en_NZ", "en_IN"), Order.DAY)

SPAN = re.compile(
    r"\W*\d{1,2}(?:[./]\d{1,2})?\W*(?:-|–|to|bis)\W*\d{1,2}\b.*|(?:week|kw|wk|woche|uke|uge)\W*\d{1,2}(?:\D.*)?"
    r"|each day|every day|daily|throughout|all (?:week|month)|various",
    re.IGNORECASE,
)
"""More than one day: 7/9-10, (1-14)-09, KW37, each day."""

CLOCK = r"(?:[T,\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]m)?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}}){CLOCK}", re.IGNORECASE)
YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){CLOCK}", re.IGNORECASE)
COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s/-]*(?:de )?([^\W\d_]+)\.?[\s/,-]*(?:de )?(\d{4}|\d{2})?")
MONTH_DAY = re.compile(r"([^\W\d_]+)\.?[\s/-]*(\d{1,2})(?:st|nd|rd|th)?[\s,/-]+(\d{4}|\d{2})")
WEEKDAY = re.compile(r"^[^\W\d_]{2,10}\.?,?\s+(?=\d)|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)", re.IGNORECASE)


def settled(cells: Iterable[Cell], locale: str) -> Order | None:
    """The order a column is written in: by any day above 12, else by the locale; None where neither tells."""
    seen = {order for cell in cells if cell.kind == "text" for order in evidence(str(cell.value))}
    if seen:
        return seen.pop() if len(seen) == 1 else None
    return locale_order(locale)


def locale_order(locale: str) -> Order | None:
    """The order in which people with this locale write dates; None where they write both."""
    return LOCALES[locale] if locale in LOCALES else Order.DAY if DAY_FIRST.match(locale) else None


def evidence(text: str) -> tuple[Order, ...]:
    """What one date says about the order, if one of its numbers cannot be a month."""
    match = YEAR_LAST.fullmatch(undecorated(text))
    first, second = (int(match[1]), int(match[3])) if match else (0, 0)
    if 12 < first <= 31 and 1 <= second <= 12:
        return (Order.DAY,)
    return (Order.MONTH,) if 12 < second <= 31 and 1 <= first <= 12 else ()


def read_date(cell: Cell, column: str, order: Order | None) -> date | Problem | None:
    """The day in a cell, None for an empty one."""
    if cell.kind in ("date", "datetime") and isinstance(cell.value, Decimal):
        return day_of(cell.value) or problem(column, cell, OUTSIDE)
    text = read_text(cell).strip()
    if not text:
        return None
    answer = day_in(text, order)
    if isinstance(answer, date):
        return answer
    return broken(column, cell) or problem(column, cell, answer)


def is_day(cell: Cell) -> bool:
    """Whether a cell is a day, in whatever order."""
    if cell.kind in ("date", "datetime"):
        return True
    text = str(cell.value).strip() if cell.kind == "text" else ""
    return bool(text) and (bool(ZONED.fullmatch(text)) or any(isinstance(day_in(text, order), date) for order in Order))


@lru_cache(maxsize=4096)
def day_in(text: str, order: Order | None) -> date | Complaint:
    """The day that a text names, or what is wrong with it."""
    if ZONED.fullmatch(text):
        return OTHER_ZONE
    bare = undecorated(text)
    for pattern in (YEAR_FIRST, COMPACT):
        if match := pattern.fullmatch(bare):
            return day(int(match[1]), int(match[2]), int(match[3])) or IMPOSSIBLE
    if match := YEAR_LAST.fullmatch(bare):
        return day_of_small_numbers(match, order)
    answer = day_of_words(bare)
    return SEVERAL if answer is UNREADABLE and SPAN.fullmatch(text) else answer


AS_DAY = phrase("Write the day of the work as 2026-11-25.")
IMPOSSIBLE = Complaint(phrase("{cell} is a day that does not exist."), AS_DAY)
UNREADABLE = Complaint(phrase("{cell} is not a date."), AS_DAY)
NO_YEAR = Complaint(phrase("{cell} has no year."), AS_DAY)
OUTSIDE = Complaint(phrase("{cell} lies outside the calendar."), phrase("Write it as 2026-11-25."))
OTHER_ZONE = Complaint(
    phrase("{cell} is a time in another zone, so its day may differ here."),
    phrase("Write the day alone, as 2026-11-25."),
)
TWO_DAYS = phrase("{cell} can be {first} or {second}, and nothing in this column tells which.")
ONE_OF_TWO = phrase("Write it as {first} or {second}.")
SEVERAL = Complaint(
    phrase("{cell} is more than one day, and a row needs one date."),
    phrase("Write the first or the last day as 2026-11-25, or give each day a row."),
)


def undecorated(text: str) -> str:
    """The text without spaces around it and without the name of a weekday before it."""
    text = text.strip()
    bare = WEEKDAY.sub("", text, count=1)
    return text if text.split(" ")[0].strip(".,").casefold() in MONTH_OF else bare


def day_of_small_numbers(match: re.Match[str], order: Order | None) -> date | Complaint:
    """A date such as 04/09/2026: both readings, of which one must be left."""
    first, second, year = int(match[1]), int(match[3]), full_year(match[4])
    day_first, month_first = day(year, second, first), day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first or IMPOSSIBLE
    dotted = match[2] == "." and len(match[1]) == len(match[3]) == 2 and len(match[4]) == 4
    if order is None and not dotted:
        return Complaint(
            TWO_DAYS.given(first=spoken(day_first), second=spoken(month_first)),
            ONE_OF_TWO.given(first=day_first, second=month_first),
        )
    return month_first if order is Order.MONTH else day_first


def day_of_words(text: str) -> date | Complaint:
    """A date whose month is a word: 9 October 2026, Oct 9, 2026."""
    lower = text.casefold()
    if match := DAY_MONTH.fullmatch(lower):
        number, word, year = match.groups()
    elif match := MONTH_DAY.fullmatch(lower):
        word, number, year = match.groups()
    else:
        return UNREADABLE
    if word not in MONTH_OF:
        return UNREADABLE
    return (day(full_year(year), MONTH_OF[word], int(number)) or IMPOSSIBLE) if year else NO_YEAR


def full_year(text: str) -> int:
    """A year of two digits lies in this century."""
    return int(text) + (2000 if len(text) == 2 else 0)


def day(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none; it never rolls over to the next month."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def spoken(value: date) -> Phrase:
    """A day in words, without its year."""
    return phrase("{day} {month:%B}", day=value.day, month=value)
