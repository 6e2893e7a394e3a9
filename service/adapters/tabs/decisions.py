"""Answers to what a tab leaves open, as people give them: TAB:key=ANSWER."""

import re
from collections.abc import Iterable, Mapping

from service.adapters.tabs.columns import declared
from service.faults import WorkbookFault
from service.words import say

WORDS: Mapping[str, tuple[str, ...]] = {
    "dates": ("day first", "month first"),
    "unit": ("hours", "minutes", "seconds"),
    "read": ("yes", "no"),
    "blank": ("above",),
}
"""Questions that have few answers."""

FREE = ("header", "people", "who", "year")
"""Questions with an answer of their own: the header's row or none, names of columns, a name, a year."""

ANSWER = re.compile(r"(?P<tab>.+?):(?P<answers>\s*\w+\s*=.*)", re.DOTALL)
HOW = "Write it as --columns 'TAB:key=HEADER', for example 'September:hours=Hours'."


def asked() -> tuple[str, ...]:
    """Everything that can be decided about a tab."""
    return (*(column.key for column in declared() if not column.is_ours), *WORDS, *FREE)


def decisions_in(options: Iterable[str]) -> dict[str, dict[str, str]]:
    """Answers by tab and key; several for one tab have semicolons between them. Raises WorkbookFault."""
    found: dict[str, dict[str, str]] = {}
    for option in options:
        match = ANSWER.fullmatch(option)
        if match is None:
            raise WorkbookFault(f"“{option}” says nothing about a tab. {HOW}")
        for pair in match["answers"].split(";"):
            key, _, answer = pair.partition("=")
            found.setdefault(match["tab"].strip(), {})[key.strip()] = answer.strip()
    return checked(found)


def checked(decisions: object) -> dict[str, dict[str, str]]:
    """Answers that can be followed. Raises WorkbookFault for any other."""
    if not isinstance(decisions, Mapping):
        raise WorkbookFault(say("setup.byTab"))
    found: dict[str, dict[str, str]] = {}
    for tab, answers in decisions.items():
        if not isinstance(answers, Mapping):
            raise WorkbookFault(say("setup.aboutWhat", tab=tab))
        found[str(tab)] = {str(key): followed(str(key), str(answer)) for key, answer in answers.items()}
    return found


def followed(key: str, answer: str) -> str:
    """An answer as it is kept; an empty one forgets what was decided. Raises WorkbookFault."""
    if key not in asked():
        raise WorkbookFault(say("setup.noQuestion", key=key, keys=", ".join(asked())))
    word = " ".join(answer.split())
    if key in WORDS and word and word.casefold() not in WORDS[key]:
        raise WorkbookFault(say("setup.noAnswer", answer=answer, key=key, words=", ".join(WORDS[key])))
    return word.casefold() if key in WORDS else word
