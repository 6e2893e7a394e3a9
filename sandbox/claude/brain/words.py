"""The word lists, ready to be searched for."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


def fold(text: str) -> str:
    """The text in lower case and without accents, as long as before, so that places stay the same."""
    return "".join(_plain(letter) for letter in text)


@cache
def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter).lower()
    return bare[:1] if bare[:1].isascii() and bare[:1] else letter.lower()[:1]


def _lines(name: str) -> list[str]:
    kept = (line.strip() for line in (HERE / name).read_text("utf-8").splitlines())
    return [line for line in kept if line and not line.startswith("#")]


class Words(NamedTuple):
    """Words that speak for one kind of work, and how loudly."""

    code: str
    weight: float
    pattern: re.Pattern[str]


def _as_pattern(phrase: str) -> str:
    escaped = re.escape(fold(phrase)).replace(r"\*", r"\w*").replace(r"\?", r"\w?")
    return escaped.replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]?")


@cache
def lexicon() -> tuple[Words, ...]:
    """Every list of words, with the kind of work it speaks for."""
    found = []
    for line in _lines("lexicon.txt"):
        head, _, rest = line.partition(":")
        code, weight = head.split()
        phrases = sorted((part.strip() for part in rest.split("|")), key=len, reverse=True)
        choice = "|".join(_as_pattern(phrase) for phrase in phrases)
        found.append(Words(code, float(weight), re.compile(rf"(?<!\w)(?:{choice})(?!\w)")))
    return tuple(found)


@cache
def signs() -> dict[str, tuple[re.Pattern[str], ...]]:
    """What else a text may say, by name."""
    found: dict[str, list[re.Pattern[str]]] = {}
    current: list[re.Pattern[str]] = []
    for line in _lines("phrases.txt"):
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading:
            current = found.setdefault(heading[1], [])
        else:
            current.append(re.compile(line))
    return {name: tuple(patterns) for name, patterns in found.items()}


@cache
def fillers() -> frozenset[str]:
    """Words that do not say what was worked on."""
    return frozenset(fold(word) for line in _lines("fillers.txt") for word in line.split())


@cache
def familiar() -> re.Pattern[str]:
    """Short texts that everybody understands."""
    return re.compile("|".join(f"(?:{line})" for line in _lines("familiar.txt")))


def hits(name: str, text: str) -> list[tuple[int, int]]:
    """Where a folded text shows a sign; overlapping places count once."""
    spans = sorted(match.span() for pattern in signs()[name] for match in pattern.finditer(text))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
    return kept
