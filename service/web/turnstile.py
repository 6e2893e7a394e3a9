"""How much one person, one sheet and the whole house may ask, so that a flood leaves the others their answers.

Who would have to wait is sent away with the seconds until there may be room: the line stands in the scripts, which have
time, and never in our threads.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from typing import NamedTuple

from service.faults import AskedTooOften, NoRoom
from service.words import say

MOST_NAMES = 10_000
"""Names whose pace is remembered; beyond, those that are at rest are forgotten."""


class Allowance(NamedTuple):
    """So many at a stretch, so many more each minute, and so many at the same moment."""

    burst: int
    a_minute: int
    at_once: int
    scarce: bool = False
    """Whether the first two count only once a quarter of what Google allows in a minute is used.

    Those who have asked lately then divide the second among them.
    """


ANY = 1_000_000
"""For what is limited only in how much of it goes on at the same moment."""


SHARES = {
    "house": Allowance(ANY, ANY, at_once=6),
    "person": Allowance(burst=120, a_minute=60, at_once=3),
    "sheet": Allowance(burst=4, a_minute=20, at_once=1, scarce=True),
    "looks": Allowance(burst=4, a_minute=20, at_once=2, scarce=True),
    "hasty": Allowance(burst=2, a_minute=2, at_once=1),
}
"""For whatever asks Google; for the menu by person and by sheet; for the looks at a sheet that its edits share; and
instead of the last two for a caller who asks faster than hands can, however much is left of Google's minute.

Google allows sixty reads a minute for all sheets together, two for a look, and gunicorn has eight threads: six may be
with Google, four of them for one sheet; one is for the clock, and one sends the others away at once.
"""

HOUSE = ("house", "")

PLENTY = 0.75
MOMENT = 5.0
"""Seconds that a thread may stand in the line for Google when it comes; whoever would wait longer comes again."""

LATELY = 60
MOST_SHARERS = 8
"""Among more than so many nothing is divided: a caller can make names up."""

SOON = 2
"""Seconds after which one of those who are inside may be gone."""

Name = tuple[str, str]
"""Which share is drawn on, and whose."""


class Turnstile:
    """Counts the requests of this process by person and by sheet."""

    def __init__(
        self,
        allowances: Mapping[str, Allowance] = SHARES,
        clock: Callable[[], float] = time.monotonic,
        left: Callable[[], float] = lambda: 0.0,
        line: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._allowances, self._plenty, self._line = allowances, left, line
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[Name, tuple[float, float]] = {}
        self._inside: Counter[Name] = Counter()

    @contextmanager
    def turn(self, *names: Name) -> Iterator[None]:
        """Room for one request while it lasts. Raises AskedTooOften."""
        self._enter(names)
        try:
            yield
        finally:
            self._leave(names)

    def _enter(self, names: tuple[Name, ...]) -> None:
        with self._lock:
            now = self._clock()
            plenty = self._plenty() >= PLENTY
            counted = [name for name in names if not (plenty and self._allowances[name[0]].scarce)]
            left = {name: self._tokens(name, now) for name in counted}
            for name in names:
                self._refuse_if_crowded(name)
            for name, tokens in left.items():
                self._refuse_if_spent(name, tokens, now)
            self._left.update({name: (tokens - 1, now) for name, tokens in left.items()})
            self._inside.update(names)
            if len(self._left) > MOST_NAMES:
                self._forget_the_rested(now)

    def _tokens(self, name: Name, now: float) -> float:
        burst = float(self._allowances[name[0]].burst)
        left, since = self._left.get(name, (burst, now))
        return min(burst, left + (now - since) * self._a_second(name[0], now))

    def _a_second(self, share: str, now: float) -> float:
        allowance = self._allowances[share]
        if not allowance.scarce:
            return allowance.a_minute / 60
        lately = sum(name[0] == share and since > now - LATELY for name, (_, since) in self._left.items())
        return allowance.a_minute / 60 / min(MOST_SHARERS, max(1, lately))

    def _refuse_if_crowded(self, name: Name) -> None:
        most = self._allowances[name[0]].at_once
        line = self._line() if name == HOUSE else 0.0
        if self._inside[name] < most and line < MOMENT:
            return
        if name == HOUSE:
            wait = max(SOON, ceil(line))
            raise NoRoom(say("refused.busy", wait=wait), wait)
        key = "underWay" if name[0] == "person" else "underWayHere"
        raise NoRoom(say(f"refused.{key}", most=most), SOON)

    def _refuse_if_spent(self, name: Name, left: float, now: float) -> None:
        if left < 1:
            wait = int((1 - left) / self._a_second(name[0], now)) + 1
            key = "tooOften" if name[0] == "person" else "tooOftenHere"
            raise AskedTooOften(say(f"refused.{key}", burst=self._allowances[name[0]].burst, wait=wait), wait)

    def _leave(self, names: tuple[Name, ...]) -> None:
        with self._lock:
            for name in names:
                self._inside[name] -= 1
                if not self._inside[name]:
                    del self._inside[name]

    def _forget_the_rested(self, now: float) -> None:
        whole = [name for name in self._left if self._tokens(name, now) >= self._allowances[name[0]].burst]
        for name in whole:
            del self._left[name]
