"""A grammar for notes: a day, then pieces of work with their times, as people write them to themselves.

Mon: 3h homepage hero for the bakery, 1.5 standup
Tuesday (4.5h): menu 2h; call with the printer 45m
- 9-10:30 wireframes
total 6h
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.adapters.notes.measures import SURE, Span, bare_span, day_of, measured, spans
from service.domain.texts.notes import Known, Line, Noted, Part
from service.words import say

HEAD = re.compile(
    r"^\s*(?:[-*•·]\s+)?(?P<day>[^\W\d_]{2,12}\.?(?:,?\s+(?=\d)[^:()]{1,20}?)?|[^:()]{3,24}?)\s*(?=[:(–—]|\s-\s|$)"
)
SUM = r"total|tot\.?|sum|in all|altogether|gesamt|summe|totaal|totale"
TOTAL = re.compile(rf"\(?\s*(?:\b(?:{SUM})(?!\w)\s*[:=]?|=)\s*(?P<time>[\d.,:]+\s*(?:h\w*)?)\s*\)?\s*$", re.IGNORECASE)
IN_BRACKETS = re.compile(r"^\s*\((?P<time>[\d.,:]+\s*h?\w*)\)\s*")
ENDS = re.compile(r"\s*[;\n•]\s*")
"""Where one piece of work ends for certain."""

JOINTS = re.compile(r"\s*(?:,(?!\d)|(?<!\d),|\s\+\s|\s/\s|\s(?:and|und|then|&)\s(?=\d))\s*")
"""Where one may end: what follows without a time still belongs to it."""

NUMBERS = re.compile(r"[\d/. -]+")
DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}")
"""Hours, unless a colon behind it makes a day of it."""

ANY_WEEK = date(2000, 1, 3)
"""Whether words name a day at all does not depend on the week."""

EDGES = " \t,;:.-–—•*="


class Piece(NamedTuple):
    """Words that belong together, and the times in them."""

    words: str
    times: tuple[Span, ...]


class Cut(NamedTuple):
    """A line in its pieces."""

    day: str
    total: str
    pieces: tuple[Piece, ...]


class Grammar:
    """Reads notes by their form alone; the reader for days without Claude."""

    problem = ""

    def read(self, lines: Sequence[Line], known: Known) -> list[Noted]:
        """Every line that says something."""
        return list(dated(lines, known, {}))


def dated(lines: Sequence[Line], known: Known, read: dict[int, Noted]) -> Iterator[Noted]:
    """Lines in order, each under the day that it or a line above names; `read` holds those read by somebody else."""
    day: date | None = None
    why = say("notes.noDay")
    for line in lines:
        if not line.text.strip():
            continue
        cut = cut_line(line.text)
        named = day_of(cut.day, known.week) if cut.day else None
        if named is not None:
            day, why = named
        noted = read.get(line.row) or noted_of(line, cut)
        yield noted._replace(day=day, why="" if day else why)


def noted_of(line: Line, cut: Cut) -> Noted:
    """A line by its form."""
    return Noted(line, None, tuple(part_of(piece) for piece in cut.pieces), total_in(cut.total))


def total_in(words: str) -> Decimal | None:
    """A total needs no unit: what stands behind the word can be nothing else."""
    return measured(words if re.search(r"[^\d.,:]", words) else f"{words}h")[0] if words else None


def cut_line(text: str) -> Cut:
    """A line in its pieces: the day before it, the total behind it, and what lies between."""
    day, rest = without_day(text)
    total = ""
    for pattern in (IN_BRACKETS, TOTAL):
        if match := pattern.search(rest):
            total = total or match["time"].strip()
            rest = (rest[: match.start()] + " " + rest[match.end() :]).strip()
    return Cut(day, total, tuple(pieces_in(rest.strip(EDGES))))


def without_day(text: str) -> tuple[str, str]:
    """The words that name the day at the beginning of a line, and the rest; blank where no day is named."""
    if SURE.match(text.lstrip(" -*•·")):  # 9-10:30 is a span of time, not the ninth of October
        return "", text
    match = HEAD.match(text)
    first, _, rest = text.strip().partition(" ")
    heads = [(match["day"].strip(), text[match.end() :])] if match else []
    for sure in (True, False):
        for day, after in (*heads, (first, rest)):
            is_marked = day.endswith(":") or after.startswith((":", "(", "–", "—"))
            if names_day(day, sure=sure) and (is_marked or not DECIMAL.fullmatch(day)):
                return day, after.lstrip(" \t:–—-")
    return "", text


def names_day(words: str, *, sure: bool) -> bool:
    """Whether words are a day for certain, or at least numbers that only a day is written with."""
    found = day_of(words, ANY_WEEK)
    return found is not None and (found[0] is not None if sure else bool(NUMBERS.fullmatch(words)))


def pieces_in(text: str) -> Iterator[Piece]:
    """The text in pieces."""
    for sentence in ENDS.split(text):
        yield from pieces_of(sentence)


def pieces_of(text: str) -> Iterator[Piece]:
    """A sentence in pieces, each with the times in it; words without a time go to the piece they stand beside."""
    found: list[Piece] = []
    waiting = ""
    for words in (part.strip() for part in JOINTS.split(text)):
        if not words.strip(EDGES):
            continue
        times = times_in(words)
        if times:
            found.append(Piece(f"{waiting}, {words}" if waiting else words, times))
            waiting = ""
        elif found and starts_with_time(found[-1]):
            found[-1] = Piece(f"{found[-1].words}, {words}", found[-1].times)
        else:
            waiting = f"{waiting}, {words}" if waiting else words
    if waiting:
        found.append(Piece(waiting, ()))
    yield from found


def times_in(words: str) -> tuple[Span, ...]:
    """The times of a piece: those with a unit, else a bare number at its beginning or its end."""
    sure = spans(words)
    if sure:
        return tuple(sure)
    bare = bare_span(words, at_end=False) or bare_span(words, at_end=True)
    return (bare,) if bare else ()


def starts_with_time(piece: Piece) -> bool:
    """Whether the time stands before the work, so that what follows still belongs to it."""
    return bool(piece.times) and piece.words.startswith(piece.times[0].words)


def part_of(piece: Piece) -> Part:
    """A piece as a part of its line."""
    if not piece.times:
        return Part(piece.words, tidy(piece.words), why=say("notes.noTime"))
    if len(piece.times) > 1:
        return Part(piece.words, tidy(piece.words), why=say("notes.twoTimes"))
    time = piece.times[0]
    return Part(piece.words, tidy(piece.words.replace(time.words, " ", 1)), time.hours, why=time.why)


def tidy(words: str) -> str:
    """Words without the marks that held their time."""
    bare = re.sub(r"\(\s*\)|\s{2,}", " ", words).strip(EDGES)
    bare = re.sub(r"^(?:of|x|×)\s", "", bare)
    return bare if bare.count("(") == bare.count(")") else bare.strip("()" + EDGES)
