"""How much one person and one sheet may ask, so that a flood at one sheet leaves the others their answers."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from service.faults import AskedTooOften

MOST_NAMES = 10_000
"""Names whose pace is remembered; beyond, those that are at rest are forgotten."""


class Allowance(NamedTuple):
    """So many at a stretch, so many more each minute, and so many at the same moment."""

    burst: int
    a_minute: int
    at_once: int


PERSON = Allowance(burst=120, a_minute=60, at_once=5)
SHEET = Allowance(burst=240, a_minute=60, at_once=5)
"""Google allows sixty reads a minute for everybody, and gunicorn has eight threads: three stay free for others."""


class Turnstile:
    """Counts the requests of this process by person and by sheet."""

    def __init__(
        self,
        person: Allowance = PERSON,
        sheet: Allowance = SHEET,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allowances = {"person": person, "sheet": sheet}
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[tuple[str, str], tuple[float, float]] = {}
        self._inside: Counter[tuple[str, str]] = Counter()

    @contextmanager
    def turn(self, person: str, sheet: str) -> Iterator[None]:
        """Room for one request while it lasts. Raises AskedTooOften."""
        names = (("person", person), ("sheet", sheet))
        self._enter(names)
        try:
            yield
        finally:
            self._leave(names)

    def _enter(self, names: tuple[tuple[str, str], ...]) -> None:
        with self._lock:
            now = self._clock()
            left = {name: self._tokens(name, now) for name in names}
            for name in names:
                self._refuse_if_spent(name, left[name])
            for name in names:
                self._left[name] = (left[name] - 1, now)
                self._inside[name] += 1
            if len(self._left) > MOST_NAMES:
                self._forget_the_rested(now)

    def _tokens(self, name: tuple[str, str], now: float) -> float:
        allowance = self._allowances[name[0]]
        left, since = self._left.get(name, (float(allowance.burst), now))
        return min(float(allowance.burst), left + (now - since) * allowance.a_minute / 60)

    def _refuse_if_spent(self, name: tuple[str, str], left: float) -> None:
        allowance = self._allowances[name[0]]
        who = "You have" if name[0] == "person" else "This sheet has"
        if self._inside[name] >= allowance.at_once:
            raise AskedTooOften(f"{who} {allowance.at_once} requests under way: wait for one of them.", 2)
        if left < 1:
            wait = int((1 - left) * 60 / allowance.a_minute) + 1
            raise AskedTooOften(f"{who} asked more than {allowance.burst} times in a row: wait {wait} s.", wait)

    def _leave(self, names: tuple[tuple[str, str], ...]) -> None:
        with self._lock:
            for name in names:
                self._inside[name] -= 1
                if not self._inside[name]:
                    del self._inside[name]

    def _forget_the_rested(self, now: float) -> None:
        whole = [name for name in self._left if self._tokens(name, now) >= self._allowances[name[0]].burst]
        for name in whole:
            del self._left[name]
