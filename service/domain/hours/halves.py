"""A row that names several tasks, at the boundary between the first of them and the rest."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.money import half_up

JOINTS = " \t;,.·|/&+-–—"
"""What stands between two tasks and belongs to neither."""

WORDS = ("and ", "then ", "und ", "dann ")
QUARTER = Decimal("0.25")


class Half(NamedTuple):
    """What one of two rows is to say."""

    hours: Decimal
    text: str


def halves_of(text: str, tasks: Sequence[str], hours: Decimal, told: Sequence[Decimal]) -> tuple[Half, Half] | None:
    """The first task and the rest; None where the text has no such boundary.

    Where the text tells a time for each task that is the first one's, else each task takes an equal share, in quarters
    of an hour: a person sees the figures before anything is done.
    """
    if len(tasks) < 2 or tasks[0] not in text:
        return None
    end = text.index(tasks[0]) + len(tasks[0])
    left, right = text[:end].strip(JOINTS), _without_word(text[end:].strip(JOINTS))
    share = half_up(hours / len(tasks) / QUARTER, Decimal(1)) * QUARTER
    first = told[0] if len(told) == len(tasks) else share
    if not left or not right or not 0 < first < hours:
        return None
    return Half(first, left), Half(hours - first, right)


def _without_word(text: str) -> str:
    """The rest of a text without the word that joined it to what stood before."""
    joint = next((word for word in WORDS if text.casefold().startswith(word)), "")
    return text[len(joint) :].strip(JOINTS)
