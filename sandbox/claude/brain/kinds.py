"""Which kind of work a text speaks of, by the weight of its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from sandbox.claude.brain.words import fold, lexicon

ABOUT = re.compile(
    r"\b(about|from|after|before|during|nach|regarding|concerning|re|on|for|fur|uber|zu|zum|zur|sur|pour|sobre|para|over|voor)\b"
)
BACKGROUND = 0.55
"""How much a word still counts when it only says what the work was about."""
HEAD = 0.4
"""What the first word of a text counts more: people write what they did before what it was for."""
STRONG = 2.0

FINISHED = re.compile(
    r"\w+(ed|ing|iert|et)|built|wrote|rewrote|made|set|sent|fix|add|write|build|update|check|create|prepare"
)


class Word(NamedTuple):
    """A word of the lists, where it stands and what it says."""

    start: int
    end: int
    code: str
    weight: float


class Judgement(NamedTuple):
    """The kind of work, the next best one, and how sure the words are."""

    code: str
    second: str
    confidence: float
    words: tuple[Word, ...]


def words_of(text: str) -> list[Word]:
    """Every word of the lists that stands in the text, heavier for being first, lighter for being background."""
    plain = fold(text)
    about = ABOUT.search(plain)
    background = about.start() if about and about.start() > 2 else len(plain) + 1
    found = []
    for code, weight, pattern in lexicon():
        for match in pattern.finditer(plain):
            loud = weight * BACKGROUND if match.start() > background else weight
            head = HEAD if not re.search(r"\w", plain[: match.start()]) else 0.0
            found.append(Word(match.start(), match.end(), code, loud + head))
    return without_parts(found)


def without_parts(words: list[Word]) -> list[Word]:
    """The words without those that are only part of a longer one: *lunch* in *team lunch*."""
    longest = sorted(words, key=lambda word: (word.start - word.end, -word.weight))
    kept: list[Word] = []
    for word in longest:
        inside = [other for other in kept if other.start <= word.start and word.end <= other.end]
        same_place = all(other[:2] == word[:2] for other in inside)
        if not inside or same_place:
            kept.append(word)
    return sorted(kept)


def judge(text: str) -> Judgement:
    """The kind of work a text speaks of; UNK where no word of the lists stands in it."""
    words = words_of(text)
    if not words:
        return Judgement("UNK", "", 0.4, ())
    scores: dict[str, float] = {}
    for word in sorted(words, key=lambda word: -word.weight):
        more = word.weight if word.code not in scores else word.weight * 0.25
        scores[word.code] = scores.get(word.code, 0.0) + more
    first_place = {word.code: word.start for word in reversed(words)}
    ranked = sorted(scores, key=lambda code: (-round(scores[code], 3), first_place[code]))
    best = scores[ranked[0]]
    runner_up = scores[ranked[1]] if len(ranked) > 1 else 0.0
    second = ranked[1] if runner_up >= 1.5 else ""
    return Judgement(ranked[0], second, _confidence(best, runner_up), tuple(words))


def _confidence(best: float, runner_up: float) -> float:
    """How sure: high for one heavy word alone, low for a close second."""
    alone = min(0.97, 0.5 + 0.15 * best)
    return round(max(0.3, alone - 0.3 * (runner_up / best) ** 2), 2)


def starts_with_work(text: str) -> bool:
    """Whether a part of a text begins with an activity, so that it may be a task of its own."""
    plain = fold(text)
    first = re.match(r"\W*(\w[\w-]*)(?:\s+\w[\w-]*)?", plain)
    if first is None:
        return False
    return any(word.start < first.end() and word.weight >= STRONG for word in words_of(text))


def starts_with_verb(text: str) -> bool:
    """Whether a part of a text begins with a verb in the past or as an order."""
    first = re.match(r"\W*(\w+)", fold(text))
    return first is not None and FINISHED.fullmatch(first[1]) is not None
