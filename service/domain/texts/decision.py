"""What people decided about the category of a text, and what a decision settles for texts that read the same."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.spelling import normal

ONE_IN = 20


class Decision(NamedTuple):
    """A person changed the category of a row, or approved the row as it was proposed."""

    key: str
    """Text, client and project as one: what it settles."""
    text: str
    """As it was written: names and addresses are known by their capitals and signs when it travels as an example."""
    client: str
    project: str
    decided: Category
    by: str
    """An e-mail address; blank where nobody knows who it was."""
    at: datetime
    proposed: Category | None = None
    """None where nothing had been proposed."""
    stated: Decimal = Decimal(0)
    """The confidence that the proposal came with, as its reader stated it."""
    version: str = ""
    """Which prompt and model had proposed it."""

    @property
    def kept(self) -> bool:
        """Whether the proposal was right."""
        return self.decided is self.proposed


def decision_key(client: str, project: str, text: str) -> str:
    """The name of a text within its project, whatever its case, spaces and punctuation."""
    return hashlib.sha256("\n".join((normal(client), normal(project), normal(text))).encode()).hexdigest()


def settled(decisions: Iterable[Decision]) -> Category | None:
    """What was decided about one text: the newest word of each person counts, and they have to agree."""
    newest: dict[str, Decision] = {}
    for one in sorted(decisions, key=lambda decision: decision.at):
        newest[one.by.casefold()] = one
    categories = {one.decided for one in newest.values()}
    return categories.pop() if len(categories) == 1 else None


def is_picked(row_id: str) -> bool:
    """Whether a row is one of those that are shown for confirmation, sure as they seem: one in twenty, by its id.

    People look mostly at doubtful rows; without these nobody would learn how often the others are right.
    """
    return int(hashlib.sha256(row_id.encode()).hexdigest()[:8], 16) % ONE_IN == 0
