"""The reader that needs neither key nor network: a small model proposes the category, code tells the plain facts."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from service.adapters.claude.screen import speaks_to_software
from service.adapters.offline import facts
from service.adapters.offline.model import shipped
from service.domain.category import Category
from service.domain.hours.description import Ask, Description
from service.domain.texts.reader import Progress

A_STEP = 100
"""Texts between two words about the progress."""
MOST_SURE = 0.6
"""However sure the model is, nobody should take its word without a look."""
WORTH_NAMING = 0.1
"""How likely a second category has to be."""


class Judge(Protocol):
    """Whoever says how likely each category is."""

    @property
    def version(self) -> str:
        """Which model it is."""

    def shares(self, text: str) -> list[tuple[Category, float]]:
        """Every category with its share of 1, the likeliest first."""


class Offline:
    """Describes texts at once, and marks every description as made offline."""

    problem = ""

    def __init__(self, model: Judge | None = None) -> None:
        self._model = model or shipped()

    @property
    def version(self) -> str:
        """Which model it is."""
        return f"offline {self._model.version}"

    def describe(
        self,
        asks: Sequence[Ask],
        deadline_seconds: float = 0,  # noqa: ARG002 - the signature of every reader
        progress: Progress | None = None,
        people: Sequence[str] = (),  # noqa: ARG002 - the signature of every reader
    ) -> Mapping[str, Description]:
        """A description for every text, by key."""
        found = {}
        for number, ask in enumerate(asks, 1):
            found[ask.key] = self._described(ask.text)
            if progress and (number % A_STEP == 0 or number == len(asks)):
                progress(number, len(asks))
        return found

    def _described(self, text: str) -> Description:
        """Plain words count only where the model agrees: a call to action is no call, an invoice may be a design."""
        (category, sure), (next_best, half_sure), *_ = self._model.shares(text)
        second = next_best if half_sure >= WORTH_NAMING else None
        meeting = facts.meeting(text) if category is Category.MTG else ""
        admin = facts.admin(text) if Category.ADM in (category, second) else ""
        return Description(
            category=category,
            confidence=round(min(sure, MOST_SURE), 2),
            second_category=second,
            specific=facts.is_specific(text),
            tasks=facts.tasks(text),
            durations=facts.durations(text),
            admin=bool(admin),
            meeting=bool(meeting),
            instruction_like=speaks_to_software(text),
            quote=admin or meeting,
            source="offline",
            model=self.version,
        )
