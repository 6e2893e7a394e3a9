"""Lines of notes parted into pieces of work: what the stand-in says where a schema asks for `parts`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sandbox.claude.brain.words import fold

TIME = re.compile(
    r"\d{1,2}(?::\d\d)?\s?(?:am|pm)?\s?[-–]\s?\d{1,2}(?::\d\d)?\s?(?:am|pm)?"
    r"|\d*[.,]?\d+\s?(?:h|hrs?|hours?|std|stunden|uren)(?:\s?\d\d)?\b"
    r"|\d+\s?(?:m|min|mins|minutes|minuten)\b"
    r"|(?<!\w)\d+[.,]\d+(?!\w)",
    re.IGNORECASE,
)
DAY = re.compile(
    r"^\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo|di|mi|do|fr|sa|so)\b\.?"
    r"(?:\s*\([^)]*\))?\s*[:–-]?|^\s*\d{4}-\d\d-\d\d\s*:?",
    re.IGNORECASE,
)
SUM = re.compile(r"\(?\s*(?:total|sum|gesamt|summe|=)\s*:?\s*[\d.,:]+\s?h?\s*\)?\s*$", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:;|,(?!\d)|\bthen\b|\band\b(?=\s+\d))\s*")
MARKS = " \t.,;:-–*•()"


def parts_in(text: str, clients: Sequence[str], projects: Sequence[str]) -> list[dict[str, Any]]:
    """The pieces of a line, each with the words that say how long it took, if any do."""
    bare = SUM.sub("", DAY.sub("", text, count=1))
    parts: list[dict[str, Any]] = []
    for words in BETWEEN.split(bare):
        found = TIME.search(words)
        task = (TIME.sub(" ", words, count=1) if found else words).strip(MARKS)
        if task and found is None and parts and "time" in parts[-1] and bare.lstrip(MARKS).startswith(parts[0]["time"]):
            parts[-1]["task"] += f", {task}" if f"{parts[-1]['task']}, {task}" in text else ""
        elif task:
            parts.append({"task": task, **({"time": found.group().strip()} if found else {})})
    return [
        {**part, **_meant(part["task"], clients, "client"), **_meant(part["task"], projects, "project")}
        for part in parts
    ]


def _meant(task: str, names: Sequence[str], field: str) -> dict[str, str]:
    """The only name of which a longer word stands in the task."""
    words = set(fold(task).split())
    found = [name for name in names if any(len(word) > 3 and word in words for word in fold(name).split())]
    return {field: found[0]} if len(found) == 1 else {}
