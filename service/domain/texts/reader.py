"""Whoever describes texts, whether a model far away or one at hand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from service.domain.hours.description import Ask, Description

Progress = Callable[[int, int], None]
"""Told how many texts are done, and of how many."""


class Reader(Protocol):
    """Whoever reads texts and says what is in them."""

    @property
    def problem(self) -> str:
        """Why texts went unread; blank where none did."""

    @property
    def version(self) -> str:
        """Who reads and how; an answer holds for one version only."""

    def describe(
        self,
        asks: Sequence[Ask],
        deadline_seconds: float,
        progress: Progress | None = None,
        people: Sequence[str] = (),
    ) -> Mapping[str, Description]:
        """Descriptions by key; what could not be read is absent. `people` are never named to the reader."""
