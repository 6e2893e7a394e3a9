"""Edits of one sheet that come while it is being looked at are looked at together, by the next look.

Each look costs two of Google's sixty reads a minute, and somebody who ticks ten boxes in a row sends ten edits.
Whoever finds that the next look is waiting already leaves the rows with it and goes: one thread waits for all of them.
"""

import threading
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.approving import Act

T = TypeVar("T")


@dataclass
class Round:
    """One look that has not begun: whoever comes by then takes part in it."""

    act: Act
    joined: bool = False


class Gathering(Generic[T]):
    """The looks of this process: one at a time for a sheet, and at most one that waits for each person.

    `dropped` hears of a sheet where a look failed that others have left their rows with.
    """

    def __init__(self, dropped: Callable[[str], None]) -> None:
        self._dropped = dropped
        self._lock = threading.Lock()
        self._waiting: dict[tuple[str, str, str], Round] = {}
        self._looks: dict[str, threading.Lock] = {}

    def joined(self, sheet: str, act: Act) -> bool:
        """Leave these rows with a look of the same person that has not begun; False where there is none."""
        with self._lock:
            return self._joined((sheet, act.who, act.how), act)

    def look(self, sheet: str, act: Act, work: Callable[[Act], T]) -> T | None:
        """What a look at these rows came to, and at those that others bring meanwhile; None where another sees them."""
        key = (sheet, act.who, act.how)
        with self._lock:
            if self._joined(key, act):
                return None
            mine = self._waiting.setdefault(key, Round(act))
            turn = self._looks.setdefault(sheet, threading.Lock())
        with turn:
            with self._lock:
                del self._waiting[key]  # from here on it is too late: what comes now may not be seen by this look
            try:
                return work(mine.act)
            except BaseException:
                if mine.joined:
                    self._dropped(sheet)
                raise

    def _joined(self, key: tuple[str, str, str], act: Act) -> bool:
        mine = self._waiting.get(key)
        if mine is not None:
            mine.act, mine.joined = together(mine.act, act), True
        return mine is not None


@dataclass(frozen=True, slots=True)
class Several:
    """Rows of several edits: those and none in between, since a tick counts as its author's."""

    one: Container[int]
    other: Container[int]

    def __contains__(self, row: object) -> bool:
        return row in self.one or row in self.other


def together(one: Act, other: Act) -> Act:
    """Two edits of one person as one; of a box that was ticked twice, the later tick counts."""
    vouched = None if one.ticked is None or other.ticked is None else {**one.ticked, **other.ticked}
    return other._replace(rows=joined(one, other), ticked=vouched)


def joined(one: Act, other: Act) -> dict[str, Container[int]] | None:
    """The rows of both, by tab; None means every row."""
    if one.rows is None or other.rows is None:
        return None
    tabs = {**one.rows, **other.rows}
    return {tab: Several(one.rows.get(tab, ()), other.rows.get(tab, ())) for tab in tabs}
