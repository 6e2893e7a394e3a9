"""The distinct tasks a text names, and the durations it gives."""

from __future__ import annotations

import re

from sandbox.claude.brain.kinds import judge, starts_with_verb, starts_with_work
from sandbox.claude.brain.words import fold, hits

HARD = re.compile(
    r"\s*;\s*|\s*[\n•]+\s*|(?<=\w{4})\.\s+(?=\w)|^\s*[-–*]\s+(?=\S)|\s*,?\s+\b(?:then|danach|anschließend|puis)\b\s+"
)
SOFT = re.compile(r"\s*,\s*(?:and\s+|und\s+)?|\s+(?:and|und|et|y|en|e|a|&|[+/|–-])\s+", re.IGNORECASE)
CONTENT = re.compile(r"[^\W\d_]{2,}")


def durations_in(text: str) -> list[str]:
    """The durations written in a text, as they are written."""
    return [text[start:end].strip() for start, end in hits("duration", fold(text))]


def tasks_in(text: str) -> list[str]:
    """The tasks of a text, as quotes; one text in one piece is one task."""
    found: list[str] = []
    for part in HARD.split(text):
        found += _soft_parts(part)
    kept = [_trimmed(part) for part in found]
    distinct = dict.fromkeys(part for part in kept if len(CONTENT.findall(part)) >= 1 and not _is_only_time(part))
    return list(distinct)


def _trimmed(part: str) -> str:
    return part.strip(" \t,;:.-–*•+/|")


def _is_only_time(part: str) -> bool:
    rest = fold(part)
    for start, end in reversed(hits("duration", rest)):
        rest = rest[:start] + rest[end:]
    return not CONTENT.search(rest)


def _soft_parts(part: str) -> list[str]:
    """A piece cut at a comma or an *and* where both sides are work of their own."""
    items = re.split(r"\s*,\s*", part)
    if len(items) > 2 and sum(starts_with_work(item) for item in items) > 1:
        return items
    for cut in SOFT.finditer(part):
        left, right = part[: cut.start()], part[cut.end() :]
        if left.strip() and right.strip() and _are_two(left, SOFT.split(right)[0]):
            return [left, *_soft_parts(right)]
    return [part]


def _are_two(left: str, right: str) -> bool:
    if durations_in(left) and durations_in(right):
        return True
    if not (starts_with_work(left) and starts_with_work(right)):
        return starts_with_verb(left) and starts_with_verb(right) and len(CONTENT.findall(right)) > 1
    return judge(left).code != judge(right).code or (starts_with_verb(left) and starts_with_verb(right))
