"""Words of notes as days and hours. What can be read in two ways stays open, with a sentence."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from service.adapters.cells.dates import MONTH_OF, Order, day_in
from service.adapters.cells.hours import MINUTE, UNIT, Notation, hours_in
from service.adapters.cells.plain import Complaint
from service.words import put, say

DAYS = (
    "monday mon mo montag lundi lunes maandag lunedì lunedi",
    "tuesday tue tues di dienstag mardi martes dinsdag martedì martedi",
    "wednesday wed mi mittwoch mercredi miércoles woensdag mercoledì mercoledi",
    "thursday thu thur thurs do donnerstag jeudi jueves donderdag giovedì giovedi",
    "friday fri fr freitag vendredi viernes vrijdag venerdì venerdi",
    "saturday sat sa samstag samedi sábado zaterdag sabato",
    "sunday sun so sonntag dimanche domingo zondag domenica",
)
WEEKDAY_OF = {name: number for number, names in enumerate(DAYS) for name in names.split()}

CLOCK = r"\d{1,2}(?::\d{2}|\.\d{2})?\s*(?:[ap]m)?"
NUMBER = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)"
FROM = r"(?:(?:from|von|de)\s+)?"
COUNTS = {
    "half an": "0.5", "half a": "0.5", "half": "0.5", "halbe": "0.5", "eine halbe": "0.5", "an": "1", "one": "1",
    "eine": "1", "two": "2", "zwei": "2", "three": "3", "drei": "3", "four": "4", "vier": "4", "five": "5", "fünf": "5",
    "six": "6", "sechs": "6", "seven": "7", "sieben": "7", "eight": "8", "acht": "8",
    "a quarter of an": "0.25", "quarter of an": "0.25",
}  # fmt: skip
"""Hours that people write as words."""

SPOKEN = rf"(?P<count>{'|'.join(sorted(COUNTS, key=len, reverse=True))})\s+(?:hours?|stunden?)"
SURE = re.compile(
    rf"(?<![\w.,:/-])(?:{NUMBER}\s*{UNIT}\s*(?:\d{{1,2}}(?:\s*{MINUTE})?)?|\d{{1,3}}\s*{MINUTE}"
    rf"|\d{{1,2}}:\d{{2}}\s*{UNIT}|{FROM}{CLOCK}\s*(?:[-–—]|to|bis)\s*{CLOCK}|{SPOKEN})(?![\w:/]|[.,]\d)",
    re.IGNORECASE,
)
"""A length of time that says of itself that it is one."""

BARE = re.compile(r"(?<![\w.,:/#-])(?:\d{1,2}[.,]\d{1,2}|[.,]\d{1,2}|\d{1,2}:\d{2}|\d{1,2})(?![\w:/%]|[.,]\d)")
"""A number that may be a length of time, by where it stands."""

IS_DECIMAL = re.compile(r"\d*[.,]\d{1,2}")
TIMES = re.compile(r"\b\d+\s*[x×*]\s*$", re.IGNORECASE)


class Span(NamedTuple):
    """A length of time as it stands in a text."""

    start: int
    end: int
    words: str
    hours: Decimal | None
    why: str = ""


def spans(text: str) -> list[Span]:
    """Every length of time in a text that says of itself that it is one, in order."""
    return [span_of(match) for match in SURE.finditer(text)]


def span_of(match: re.Match[str]) -> Span:
    """A match as a length of time; one that is to be taken several times is worked out by whoever wrote it."""
    hours, why = measured(match.group())
    if times := TIMES.search(match.string[: match.start()]):
        hours, why = None, say("notes.several", words=f"{times.group().strip()} {match.group().strip()}")
    return Span(match.start(), match.end(), match.group().strip(), hours, why)


def bare_span(text: str, *, at_end: bool) -> Span | None:
    """The number without a unit at the beginning of a text, or at its end; None where there is none."""
    found = list(BARE.finditer(text))
    if not found:
        return None
    match = found[-1] if at_end else found[0]
    outside = text[match.end() :] if at_end else text[: match.start()]
    return span_of(match) if not re.search(r"\w", outside) else None


def measured(words: str) -> tuple[Decimal | None, str]:
    """The hours in some words, or the sentence that asks for them."""
    words = words.strip()
    if words.isdecimal():
        return None, say("notes.noUnit", words=words)
    if re.fullmatch(r"\d{1,2}:\d{2}", words):
        return None, say("notes.timeOfDay", words=words)
    if spoken := re.fullmatch(SPOKEN, words, re.IGNORECASE):
        return Decimal(COUNTS[" ".join(spoken["count"].casefold().split())]), ""
    text = re.sub(rf"^{FROM}", "", words, flags=re.IGNORECASE)
    text = text.replace(",", ".") if IS_DECIMAL.fullmatch(text) else text
    answer = hours_in(text, Notation())
    if not isinstance(answer, Decimal):
        return None, say("notes.twoEnds", words=words)
    return (answer, "") if 0 < answer <= 24 else (None, say("notes.tooLong", words=words))


def day_of(words: str, week: date | None) -> tuple[date | None, str] | None:
    """The day that some words name, or the sentence that asks for it; None where they name no day at all."""
    bare = words.strip(" .:-–—\t")
    weekday = WEEKDAY_OF.get(bare.casefold().rstrip("."))
    if weekday is not None:
        if week is None:
            return None, say("notes.noWeek", words=bare)
        return monday(week) + timedelta(days=weekday), ""
    if not any(char.isdigit() for char in bare) or not looks_like_date(bare):
        return None
    readings = {order: day_in(dated(bare, week), order) for order in (None, Order.DAY, Order.MONTH)}
    days = {found for found in readings.values() if isinstance(found, date)}
    in_week = {found for found in days if week is not None and monday(found) == monday(week)}
    if len(days) == 1 or len(in_week) == 1:
        return (in_week or days).pop(), ""
    return None, question(readings[None], bare)


def question(answer: date | Complaint, words: str) -> str:
    """What is wrong with words that name no day for certain, and what to do."""
    if isinstance(answer, date):
        return ""
    return f"{put(answer.message.given(cell=f'“{words}”'))} {put(answer.remedy)}"


def monday(day: date) -> date:
    """The day on which the week of a day began."""
    return day - timedelta(days=day.weekday())


def dated(words: str, week: date | None) -> str:
    """A date with its year: the one of the week, where the words leave it out."""
    if week is None or re.search(r"\d{4}|[-/.]\d{1,2}[-/.]\d{2}$", words):
        return words
    short = re.fullmatch(r"\d{1,2}([-/.])\d{1,2}\.?", words)
    return f"{words.rstrip('.')}{short[1]}{week.year}" if short else f"{words} {week.year}"


def looks_like_date(text: str) -> bool:
    """Whether words may be a date: numbers with marks between them, or the name of a month."""
    lower = text.casefold()
    return bool(re.search(r"\d{1,4}[-/.]\d{1,2}", lower)) or any(
        word in MONTH_OF for word in re.findall(r"[^\W\d]+", lower)
    )
