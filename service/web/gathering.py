"""Edits of one sheet that come while it is being looked at are looked at together, by the next look.

Each look costs two of Google's sixty reads a minute, and somebody who ticks ten boxes in a row sends ten edits.
"""

import threading
from collections.abc import Callable, Container
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from service.approving import Act

T = TypeVar("T")


@dataclass
class Round(Generic[T]):
    """One look that has not begun: whoever comes by then takes part in it."""

    act: Act
    answer: "Future[T]" = field(default_factory=Future)


class Gathering(Generic[T]):
    """The looks of this process: one at a time for a sheet, and at most one that waits for each person."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[tuple[str, str, str], Round[T]] = {}
        self._looks: dict[str, threading.Lock] = {}

    def look(self, sheet: str, act: Act, work: Callable[[Act], T]) -> T:
        """What a look at these rows came to, alone or together with what others bring meanwhile."""
        key = (sheet, act.who, act.how)
        with self._lock:
            mine = self._waiting.get(key)
            if mine is None:
                leads, mine = True, self._waiting.setdefault(key, Round(act))
            else:
                leads, mine.act = False, act._replace(rows=joined(mine.act, act))
            turn = self._looks.setdefault(sheet, threading.Lock())
        if leads:
            with turn:
                self._lead(key, mine, work)
        return mine.answer.result()

    def _lead(self, key: tuple[str, str, str], mine: Round[T], work: Callable[[Act], T]) -> None:
        with self._lock:
            del self._waiting[key]  # from here on it is too late: what comes now may not be seen by this look
        try:
            mine.answer.set_result(work(mine.act))
        except BaseException as trouble:  # noqa: BLE001 - everybody who takes part hears of it, the leader too
            mine.answer.set_exception(trouble)


@dataclass(frozen=True, slots=True)
class Several:
    """Rows of several edits: those and none in between, since a tick counts as its author's."""

    one: Container[int]
    other: Container[int]

    def __contains__(self, row: object) -> bool:
        return row in self.one or row in self.other


def joined(one: Act, other: Act) -> dict[str, Container[int]] | None:
    """The rows of both, by tab; None means every row."""
    if one.rows is None or other.rows is None:
        return None
    tabs = {**one.rows, **other.rows}
    return {tab: Several(one.rows.get(tab, ()), other.rows.get(tab, ())) for tab in tabs}
