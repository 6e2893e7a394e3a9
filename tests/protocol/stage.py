"""Workers that take turns: each runs until its next call to the world outside, and may be stopped there for good."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from greenlet import getcurrent, greenlet

PAUSES = {
    "reserve", "take", "release", "verify", "shrink", "mark", "doubt", "unsent", "confirm", "park", "refuse", "cancel",
    "void", "say", "shown", "finish", "plan", "open_run", "doubt_sheet",
}  # fmt: skip
"""Calls of the ledger that write: a worker may die right before each, and right after it."""


class Killed(BaseException):
    """The process ended here."""


class Stage:
    """Where workers stand while others go on."""

    def __init__(self) -> None:
        self.hub = getcurrent()
        self.workers: dict[int, greenlet] = {}
        self.where: dict[int, str] = {}
        self.started = 0

    def start(self, work: Callable[[], Any]) -> int:
        """A new worker, which has not begun yet."""
        self.started += 1
        number = self.started

        def run() -> None:
            with suppress(Killed):
                work()

        self.workers[number] = greenlet(run, self.hub)
        return number

    def step(self, number: int) -> None:
        """Let a worker go on to its next pause, or to its end."""
        worker = self.workers[number]
        worker.switch()
        if worker.dead:
            del self.workers[number]

    def kill(self, number: int) -> None:
        """End a worker where it stands."""
        worker = self.workers.pop(number)
        if worker:  # one that has not begun has nothing to end
            worker.throw(Killed)

    def finish(self, number: int) -> None:
        """Let a worker go on to its end."""
        while number in self.workers:
            self.step(number)

    def pause(self, where: str) -> None:
        """Called by a worker: others may go on now."""
        me = getcurrent()
        if me is self.hub:
            return
        self.where[next(number for number, worker in self.workers.items() if worker is me)] = where
        self.hub.switch()


BESIDE = {
    "categories": {}, "descriptions": {}, "decided": {}, "runs": [], "log_run": None, "keep_decisions": None,
    "remember_categories": None, "keep_descriptions": None, "spending": (),
}  # fmt: skip
"""What the ledger keeps beside exports and approvals: a walk does without it, and is the faster for it."""


class Staged:
    """The ledger as workers call it, with a pause before and after each call that writes."""

    def __init__(self, thing: Any, stage: Stage) -> None:
        self._thing, self._stage = thing, stage

    def __getattr__(self, name: str) -> Any:
        if name in BESIDE:
            return lambda *_, **__: BESIDE[name]
        found = getattr(self._thing, name)
        if name == "aside":
            return lambda *export_ids: Staged(found(*export_ids), self._stage)
        if name not in PAUSES:
            return found

        def call(*given: Any, **named: Any) -> Any:
            self._stage.pause(f"before {name}")
            result = found(*given, **named)
            self._stage.pause(f"after {name}")
            return result

        return call
