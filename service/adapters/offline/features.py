"""What the model sees of a text: its words, their beginnings and neighbours, and their runs of letters."""

import re
import unicodedata
from collections.abc import Iterator

RUNS = (3, 4, 5)
STEM = 5
MANY_WORDS = 8
TICKET = re.compile(r"\b[a-z]{2,5}-?\d{2,}\b|#\s?\d+")
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[a-z]+|0")
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d"})
"""Letters that are no letter with an accent, but are often typed as if they were."""


def features(text: str) -> tuple[str, ...]:
    """The features of a text, each once, in a fixed order."""
    return tuple(dict.fromkeys(_features(words(text))))


def words(text: str) -> list[str]:
    """The words in small letters without accents; every number is 0, and every ticket is `ticketid`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return WORD.findall(NUMBER.sub(" 0 ", TICKET.sub(" ticketid ", plain)))


def _features(found: list[str]) -> Iterator[str]:
    yield f"n:{min(len(found), MANY_WORDS)}"
    for word, after in zip(["^", *found], [*found, "$"], strict=True):
        yield f"p:{word} {after}"
    for word in found:
        yield f"w:{word}"
        if len(word) > STEM:
            yield f"s:{word[:STEM]}"
        yield from _runs(f"<{word}>")


def _runs(word: str) -> Iterator[str]:
    for length in RUNS:
        for start in range(len(word) - length + 1):
            yield f"c:{word[start : start + length]}"
