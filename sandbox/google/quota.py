"""The quota: so many reads and so many writes a minute for each user. A minute may be made shorter, to test faster."""

from __future__ import annotations

import threading
import time

from sandbox.google.errors import quota_exceeded

MINUTE = 60.0


class Quota:
    """Counters that start afresh every minute; off until they are switched on."""

    def __init__(self) -> None:
        self.reads: int | None = None
        self.writes: int | None = None
        self.seconds = MINUTE
        self._counts: dict[tuple[str, bool], int] = {}
        self._minute = 0.0
        self._lock = threading.Lock()

    def switch(self, reads: int | None, writes: int | None, seconds: float = MINUTE) -> None:
        """Other limits, None for none, and how long a minute lasts; counting starts afresh."""
        with self._lock:
            self.reads, self.writes, self.seconds = reads, writes, seconds
            self._counts.clear()
            self._minute = time.monotonic()

    def count(self, user: str, write: bool) -> None:
        """Count one call, and refuse it past the limit."""
        limit = self.writes if write else self.reads
        if limit is None:
            return
        with self._lock:
            if time.monotonic() - self._minute >= self.seconds:
                self._counts.clear()
                self._minute = time.monotonic()
            made = self._counts[user, write] = self._counts.get((user, write), 0) + 1
        if made > limit:
            raise quota_exceeded("Write" if write else "Read", limit)

    def told(self) -> dict[str, int | None]:
        """The limits that are on."""
        return {"reads": self.reads, "writes": self.writes}
