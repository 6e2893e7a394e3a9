"""How often a tracker may be asked: so many calls within so many seconds."""

from __future__ import annotations

import math
import time
from collections import deque


class Quota:
    """Calls of the last seconds. 0 means no limit."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self._seconds = most, seconds
        self._calls: deque[float] = deque()

    def clear(self) -> None:
        """Nobody has asked yet."""
        self._calls.clear()

    def wait(self) -> int:
        """Count a call: 0, or the whole seconds to wait where it is one too many."""
        now = time.monotonic()
        while self._calls and self._calls[0] <= now - self._seconds:
            self._calls.popleft()
        if 0 < self.most <= len(self._calls):
            return max(1, math.ceil(self._calls[0] + self._seconds - now))
        self._calls.append(now)
        return 0
