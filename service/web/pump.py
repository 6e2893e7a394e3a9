"""Work that goes on while a request is open, for nothing else gives this process its share of the machine."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

from service.domain.job import Job
from service.runner import JobRunner

LONGEST = 780
"""Seconds that a request may be kept open for work; its caller waits for fifteen minutes."""


class Pump:
    """At most one in a process; a knock that comes meanwhile makes it look once more before it ends."""

    def __init__(self, runner: Callable[[], JobRunner], due: Callable[[], list[Job]], longest: int = LONGEST) -> None:
        self._runner, self._due, self._longest = runner, due, longest
        self._open = threading.Lock()
        self._knocked = threading.Event()

    def run(self) -> int | None:
        """Work until nothing is due or the time is up: how many rounds it took; None where one is open already."""
        self._knocked.set()
        ends, rounds = time.monotonic() + self._longest, None
        # A knock that met this pump as it was leaving is heard here: whoever knocked has gone away content.
        while self._knocked.is_set() and (rounds is None or time.monotonic() < ends):
            if not self._open.acquire(blocking=False):
                return rounds
            try:
                rounds = (rounds or 0) + self._work(ends)
            finally:
                self._open.release()
        return rounds

    def _work(self, ends: float) -> int:
        rounds = 0
        with self._runner() as runner:
            while time.monotonic() < ends and (self._knocked.is_set() or self._due()):
                self._knocked.clear()
                runner.schedule()
                rounds += 1
        return rounds


def seconds_until(moment: datetime | None, now: datetime) -> int | None:
    """How long until a moment, in whole seconds; None where there is none."""
    return None if moment is None else max(0, int((moment - now).total_seconds()))
