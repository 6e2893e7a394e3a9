"""How much one person and one sheet may ask, so that a flood at one sheet leaves the others their answers."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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
    scarce: bool = False
    """Whether the first two count only once half of what Google allows in this minute is used."""


SHARES = {
    "person": Allowance(burst=120, a_minute=60, at_once=4),
    "sheet": Allowance(burst=6, a_minute=12, at_once=2, scarce=True),
    "edits": Allowance(burst=10_000, a_minute=10_000, at_once=3),
    "looks": Allowance(burst=6, a_minute=6, at_once=1, scarce=True),
}
"""For the menu by person and by sheet; for edits by sheet, and for the looks that edits share.

Google allows sixty reads a minute for all sheets together, and gunicorn has eight threads: three stay free for others
whatever one sheet does.
"""

PLENTY = 0.5
SAID = {"person": "You have asked more than {burst} times in a row: wait {wait} s."}
SHARED = "This sheet has had its share of what Google lets us read in a minute: wait {wait} s."

Name = tuple[str, str]
"""Which share is drawn on, and whose."""


class Turnstile:
    """Counts the requests of this process by person and by sheet."""

    def __init__(
        self,
        allowances: Mapping[str, Allowance] = SHARES,
        clock: Callable[[], float] = time.monotonic,
        left: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._allowances, self.left = allowances, left
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
            plenty = self.left() >= PLENTY
            counted = [name for name in names if not (plenty and self._allowances[name[0]].scarce)]
            left = {name: self._tokens(name, now) for name in counted}
            for name in names:
                self._refuse_if_crowded(name)
            for name, tokens in left.items():
                self._refuse_if_spent(name, tokens)
            self._left.update({name: (tokens - 1, now) for name, tokens in left.items()})
            self._inside.update(names)
            if len(self._left) > MOST_NAMES:
                self._forget_the_rested(now)

    def _tokens(self, name: Name, now: float) -> float:
        allowance = self._allowances[name[0]]
        left, since = self._left.get(name, (float(allowance.burst), now))
        return min(float(allowance.burst), left + (now - since) * allowance.a_minute / 60)

    def _refuse_if_crowded(self, name: Name) -> None:
        most = self._allowances[name[0]].at_once
        if self._inside[name] >= most:
            who = "You have" if name[0] == "person" else "This sheet has"
            raise AskedTooOften(f"{who} {most} requests under way: wait for one of them.", 2)

    def _refuse_if_spent(self, name: Name, left: float) -> None:
        allowance = self._allowances[name[0]]
        if left < 1:
            wait = int((1 - left) * 60 / allowance.a_minute) + 1
            said = SAID.get(name[0], SHARED).format(burst=allowance.burst, wait=wait)
            raise AskedTooOften(said, wait)

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
