"""A reader with another one standing by: what the first leaves unread, the second describes for the time being."""

from collections.abc import Mapping, Sequence

from service.domain.hours.description import Ask, Description
from service.domain.texts.reader import Progress, Reader
from service.words import say


class Standby:
    """Asks the first reader, and the second about what is left. Kept answers are those of the first alone."""

    def __init__(self, first: Reader, second: Reader) -> None:
        self._first, self._second = first, second

    @property
    def problem(self) -> str:
        """Why the first reader left texts unread."""
        return say("claude.forNow", why=self._first.problem) if self._first.problem else ""

    @property
    def version(self) -> str:
        """The first reader's version: a text that it could not read is asked about again."""
        return self._first.version

    def describe(
        self,
        asks: Sequence[Ask],
        deadline_seconds: float,
        progress: Progress | None = None,
        people: Sequence[str] = (),
    ) -> Mapping[str, Description]:
        """A description for every text, by key; those of the second reader are marked as its own."""
        found = self._first.describe(asks, deadline_seconds, progress, people)
        left = [ask for ask in asks if ask.key not in found]
        return {**self._second.describe(left, deadline_seconds), **found}
