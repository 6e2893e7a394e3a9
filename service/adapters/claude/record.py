"""What outlives a run: money spent, decisions of people, batches under way. The edge hands in who keeps it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from service.domain.hours.description import Description
from service.domain.texts.decision import Decision
from service.domain.texts.spending import Spending
from service.domain.texts.underway import Underway


class Record(Protocol):
    """Where it is kept."""

    def spending(self, month: str) -> Sequence[Spending]:
        """What was spent in a month, a line for each purpose and model."""

    def note_spending(self, lines: Sequence[Spending]) -> None:
        """Add to what was spent."""

    def lessons(self) -> Sequence[Decision]:
        """What people decided, newest last."""

    def batches(self) -> Sequence[Underway]:
        """Batches whose results nobody has taken yet."""

    def keep_batch(self, batch: Underway) -> None:
        """Remember a batch that is about to be handed in."""

    def name_batch(self, number: str, name: str) -> None:
        """Note the name that Claude gave to a batch."""

    def keep_descriptions(self, new: Mapping[str, Description]) -> None:
        """Keep what was found, by key."""

    def end_batch(self, number: str) -> None:
        """Forget a batch whose results were taken."""


class Forgetful:
    """A record that lasts as long as the process."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._spending: list[Spending] = []
        self._batches: dict[str, Underway] = {}
        self._decisions = decisions

    def spending(self, month: str) -> Sequence[Spending]:
        """What was spent in a month."""
        return [line for line in self._spending if line.month == month]

    def note_spending(self, lines: Sequence[Spending]) -> None:
        """Add to what was spent."""
        self._spending += lines

    def lessons(self) -> Sequence[Decision]:
        """What it was given."""
        return self._decisions

    def batches(self) -> Sequence[Underway]:
        """Batches under way."""
        return list(self._batches.values())

    def keep_batch(self, batch: Underway) -> None:
        """Remember a batch."""
        self._batches[batch.id] = batch

    def name_batch(self, number: str, name: str) -> None:
        """Note the name of a batch."""
        self._batches[name] = self._batches.pop(number)._replace(id=name)

    def keep_descriptions(self, new: Mapping[str, Description]) -> None:
        """Whoever asked keeps them: nothing outlives this process."""

    def end_batch(self, number: str) -> None:
        """Forget a batch."""
        self._batches.pop(number, None)
