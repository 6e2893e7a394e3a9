"""A cell as hours. What can be read as two different lengths of time is asked about."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from service.adapters.cells.clock import clock_of
from service.adapters.cells.grid import Cell
from service.adapters.cells.plain import Complaint, broken, problem, read_text
from service.adapters.cells.serials import seconds_of
from service.domain.hours.entry import Problem
from service.domain.phrase import phrase

UNIT = r"(?:h|hs|hr|hrs|hour|hours|std|stunden|stunde|uur|uren|timer|horas|hora|heures|heure|ore|hodin|ч)\.?"
MINUTE = r"(?:m|min|mins|minute|minutes|minuten|minuti|minutos|м)\.?"
NUMBER = r"\d+(?:[.,]\d+)?|[.,]\d+"
PLAIN = re.compile(rf"([+-]?)\s*((?:\d[\d.,']*)|[.,]\d+)\s*(?:{UNIT})?", re.IGNORECASE)
COLON = re.compile(rf"([+-]?)\s*(\d+):(\d{{2}})(?::(\d{{2}}))?\s*(?:{UNIT})?", re.IGNORECASE)
PARTS = re.compile(
    rf"([+-]?)\s*(?:(?P<hours>{NUMBER})\s*{UNIT})?\s*(?:(?P<minutes>{NUMBER})\s*(?P<unit>{MINUTE})?)?", re.IGNORECASE
)
RANGE = re.compile(r"(.*?\d.*?)\s*(?:[-–—]|\bto\b|\bbis\b)\s*(.*\d.*)", re.IGNORECASE)
LIST = re.compile(r"<br\b|[-•*]\s*\d.*[-•*]\s*\S", re.IGNORECASE)
SHORT_DECIMAL = re.compile(r"\d+([.,])(?:\d{1,2}|\d{4,})")
THREE_BEHIND = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")

MOST_DIGITS = 6
"""Hours with more digits before the point are no length of time that anybody logs."""

AS_HOURS = phrase("Write hours as 1.5 or 1:30.")
UNREADABLE = Complaint(phrase("{cell} is not a length of time."), AS_HOURS)
TWO_MARKS = Complaint(phrase("{cell} can be read with a decimal mark or with a thousands mark."), AS_HOURS)
MINUTES = Complaint(phrase("{cell} may be minutes or hours: this column holds whole numbers, some above 24."), AS_HOURS)
A_DATE = Complaint(phrase("{cell} is a date, not a length of time: the cell's format says so."), AS_HOURS)
A_LIST = Complaint(phrase("{cell} lists several pieces of work."), phrase("Please give one row per entry."))
TWO_RANGES = Complaint(phrase("{cell} can be read in two ways."), phrase("Write the length alone, as 1.5 or 1:30."))


@dataclass(frozen=True, slots=True)
class Notation:
    """How a column writes hours: the decimal marks that are certain in it, and whether they may be minutes."""

    marks: frozenset[str] = frozenset()
    perhaps_minutes: bool = False
    divisor: int = 1
    """How many of what bare numbers count make an hour: 60 where the column counts minutes."""


DIVISORS = {"hours": 1, "minutes": 60, "seconds": 3600}


def notation(cells: Iterable[Cell], unit: str = "") -> Notation:
    """What the cells of a column tell together; `unit` is what bare numbers count, where that is known."""
    cells = list(cells)
    if {cell[0] for cell in cells} == {"number"} and all(
        isinstance(v, Decimal) and v <= 24 for v in {c[1] for c in cells}
    ):
        return Notation(divisor=DIVISORS.get(unit, 1))
    marks, numbers = set(), Counter[Decimal]()
    for cell, count in Counter(cells).items():
        if cell.kind == "number" and isinstance(cell.value, Decimal):
            numbers[cell.value] += count
        elif cell.kind == "text":
            text = str(cell.value).strip()
            if match := SHORT_DECIMAL.fullmatch(text):
                marks.add(match[1])
            number = Decimal(text) if text.isdecimal() and len(text) < 9 else Decimal("0.5" if text else 0)
            numbers[number] += count
    above = sum(count for number, count in numbers.items() if number > 24)
    whole = all(number == number.to_integral_value() for number in numbers)
    perhaps_minutes = not unit and whole and (above > 1 or 2 * above > numbers.total())
    return Notation(frozenset(marks), perhaps_minutes, DIVISORS.get(unit, 1))


def read_hours(cell: Cell, column: str, how: Notation) -> Decimal | Problem | None:
    """The hours in a cell, exact and unrounded; None for an empty one."""
    if isinstance(cell.value, Decimal) and cell.kind != "text":
        answer = hours_of_number(cell.kind, cell.value, how)
    else:
        text = read_text(cell).strip()
        if not text:
            return None
        answer = hours_in(text, how) if cell.kind == "text" else UNREADABLE
    if isinstance(answer, Decimal) and answer.adjusted() < MOST_DIGITS:
        return answer
    if isinstance(answer, Decimal):
        answer = UNREADABLE
    return broken(column, cell) or problem(column, cell, answer)


def hours_of_number(kind: str, value: Decimal, how: Notation) -> Decimal | Complaint:
    """A typed number: hours as it stands, or a part of a day where its format is one of times."""
    if kind == "time":
        return hours_of_seconds(seconds_of(value))
    if kind != "number":
        return A_DATE
    return MINUTES if how.perhaps_minutes else value / how.divisor if how.divisor != 1 else value


def hours_in(text: str, how: Notation) -> Decimal | Complaint:
    """The hours that a text says, or what is wrong with it."""
    text = " ".join(text.split())
    if match := COLON.fullmatch(text):
        return hours_of_colons(match)
    if match := PLAIN.fullmatch(text):
        if how.perhaps_minutes and text.isdecimal():
            return MINUTES
        number = number_of(match[2], how)
        if isinstance(number, Decimal) and how.divisor != 1 and text[-1].isdecimal():
            number /= how.divisor
        return signed(match[1], number) if isinstance(number, Decimal) else number
    if match := PARTS.fullmatch(text):
        return hours_of_parts(match)
    if match := RANGE.fullmatch(text):
        return hours_of_range(match[1], match[2])
    return A_LIST if LIST.search(text) else UNREADABLE


def signed(sign: str, hours: Decimal) -> Decimal:
    """Hours with the sign that stood before them."""
    return -hours if sign == "-" else hours


def hours_of_seconds(seconds: int) -> Decimal:
    """Seconds as hours, to the last digit a Decimal keeps: cut any shorter, 0:50 at 100.05 would lose a cent."""
    return Decimal(seconds) / 3600


def hours_of_colons(match: re.Match[str]) -> Decimal | Complaint:
    """Hours and minutes, perhaps seconds, with colons between."""
    sign, hours, minutes, seconds = match.groups()
    if int(minutes) > 59 or int(seconds or 0) > 59 or len(hours) > 5:
        return UNREADABLE
    return signed(sign, hours_of_seconds(int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)))


def number_of(text: str, how: Notation) -> Decimal | Complaint:
    """A decimal number with a point or a comma; three digits behind a single mark may be thousands."""
    if len(text) > 20:
        return UNREADABLE
    if match := THREE_BEHIND.fullmatch(text):
        certain = how.marks == {","} if match[1] == "," else "," not in how.marks
        return Decimal(text.replace(",", ".")) if certain else TWO_MARKS
    if re.fullmatch(r"\d*[.,]?\d+|\d+[.,]", text):
        return Decimal(text.replace(",", ".").rstrip("."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:[,']\d{3})+\.\d+|\d{1,3}(?:'\d{3})+,\d+", text):
        whole, rest = re.split(r"[.,](?=\d+$)", text)
        return Decimal(re.sub(r"\D", "", whole) + "." + rest)
    return UNREADABLE


def hours_of_parts(match: re.Match[str]) -> Decimal | Complaint:
    """Hours and minutes with their units: 1h30, 1 h 20 min, 90 min."""
    hours, minutes = match["hours"], match["minutes"]
    if (hours is None and (minutes is None or match["unit"] is None)) or len(match[0]) > 24:
        return UNREADABLE
    extra = Decimal((minutes or "0").replace(",", "."))
    whole = Decimal((hours or "0").replace(",", "."))
    if hours and minutes and (extra >= 60 or whole != whole.to_integral_value()):
        return UNREADABLE
    return signed(match[1], whole + extra / 60)


def hours_of_range(first: str, last: str) -> Decimal | Complaint:
    """From one time to another, perhaps over midnight; two bare numbers may be anything."""
    start, end = clock_of(first), clock_of(last)
    if start is None or end is None:
        return UNREADABLE
    if first.strip().isdecimal() and last.strip().isdecimal():
        return TWO_RANGES
    return hours_between(start, end) or TWO_RANGES


def hours_between(start: time, end: time) -> Decimal | None:
    """Hours from start to end; None where they are equal, or run over midnight for half a day or longer."""
    seconds = (end.hour - start.hour) * 3600 + (end.minute - start.minute) * 60 + end.second - start.second
    if seconds <= 0:
        seconds += 24 * 3600
        if seconds >= 12 * 3600:
            return None
    return hours_of_seconds(seconds)
