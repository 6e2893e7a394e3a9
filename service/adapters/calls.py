"""Calls to the world outside, for whoever watches them: where they went, how long they took, how they ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Watching = Callable[[str], AbstractContextManager[object]]


class Calls:
    """What surrounds each call of this process; nothing, until somebody watches."""

    def __init__(self) -> None:
        self._watching: Watching = nullcontext

    def watched_by(self, watching: Watching) -> None:
        """Let this surround every call from now on."""
        self._watching = watching

    def to(self, place: str) -> AbstractContextManager[object]:
        """A call to a place, which is one of ours by name: never an address, never a word of anybody's."""
        return self._watching(place)


CALLS = Calls()
"""Of the whole process, as its threads and its line to the collector are."""
