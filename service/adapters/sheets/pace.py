"""A pace that stays under Google's quota of sixty reads and sixty writes a minute for one account."""

import threading
import time
from collections import deque
from collections.abc import Callable

Clock = Callable[[], float]
Sleep = Callable[[float], None]

A_MINUTE = 60


class Pace:
    """So many turns in any minute, whoever takes them; zero means no limit.

    The first half of a minute's turns is there at once. What is left is spread over the rest of the minute, so that
    nobody who comes late finds everything used up and waits for the next.
    """

    def __init__(self, per_minute: int, clock: Clock = time.monotonic, sleep: Sleep = time.sleep) -> None:
        self.per_minute = per_minute
        self._clock, self._sleep = clock, sleep
        self._turns: deque[float] = deque()
        self._not_before = clock()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Take a turn, after waiting for it if it has not come."""
        if self.per_minute and (wait := self._reserved()) > 0:
            self._sleep(wait)

    def hold(self, seconds: float) -> None:
        """Let nobody have a turn for so long: somebody else uses the same quota, and it is spent."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + seconds)

    @property
    def wait(self) -> float:
        """The seconds that whoever comes now would wait."""
        if not self.per_minute:
            return 0
        with self._lock:
            return max(0.0, self._next() - self._clock())

    @property
    def left(self) -> float:
        """The part of a minute's turns that nobody has taken in the last one."""
        with self._lock:
            recent = sum(turn > self._clock() - A_MINUTE for turn in self._turns)
        return 1 - recent / self.per_minute if self.per_minute else 1.0

    def _reserved(self) -> float:
        """Take a turn in advance; the seconds until it has come."""
        with self._lock:
            turn = self._next()
            self._turns.append(turn)
            return turn - self._clock()

    def _next(self) -> float:
        last = self._turns[-1] if self._turns else self._not_before
        turn = max(self._clock(), self._not_before, last)
        while self._turns and self._turns[0] <= turn - A_MINUTE:
            self._turns.popleft()
        taken = len(self._turns)
        if taken < self.per_minute / 2:
            return turn
        left = max(0, self.per_minute - taken)
        free = self._turns[taken - self.per_minute + left] + A_MINUTE
        return max(turn, last + (free - last) / (left + 1))


READS = Pace(55)
"""Every client of this process reads at this pace, because Google counts the account and not the client."""

WRITES = Pace(55)
