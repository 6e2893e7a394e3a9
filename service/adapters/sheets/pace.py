"""A pace that stays under Google's quota of sixty reads and sixty writes a minute for one account."""

import threading
import time
from collections.abc import Callable

Clock = Callable[[], float]
Sleep = Callable[[float], None]

A_MINUTE = 60


class Pace:
    """A bucket of turns that fills again by the minute; whoever finds it empty waits. Zero means no limit."""

    def __init__(self, per_minute: int, clock: Clock = time.monotonic, sleep: Sleep = time.sleep) -> None:
        self.per_minute = per_minute
        self._clock, self._sleep = clock, sleep
        self._turns, self._seen = float(per_minute), clock()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Take a turn, after waiting for one if none is left."""
        if self.per_minute and (wait := self._reserved()) > 0:
            self._sleep(wait)

    def _reserved(self) -> float:
        """Take a turn in advance; the seconds until it has come."""
        with self._lock:
            now = self._clock()
            gained = (now - self._seen) * self.per_minute / A_MINUTE
            self._turns, self._seen = min(self.per_minute, self._turns + gained) - 1, now
            return -self._turns * A_MINUTE / self.per_minute


READS = Pace(50)
"""Every client of this process reads at this pace, because Google counts the account and not the client."""

WRITES = Pace(50)
