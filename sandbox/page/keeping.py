"""What outlives one run of a script: properties and cache, triggers, locks, and answers a script waits for."""

from __future__ import annotations

import threading
import time
import uuid
from typing import Any

LOCK_SECONDS = 30.0
"""A run that dies with a lock loses it after this long."""


class Store:
    """Texts by store and key; an entry may go by itself after some seconds, as in a cache."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, tuple[str, float | None]]] = {}

    def put(self, store: str, key: str, value: object, seconds: float | None = None) -> None:
        """Keep a value as text; None takes it away."""
        texts = self._kept.setdefault(store, {})
        texts.pop(key, None)
        if value is not None:
            texts[key] = (str(value), None if seconds is None else time.monotonic() + seconds)

    def all(self, store: str) -> dict[str, str]:
        """What a store holds now."""
        now = time.monotonic()
        texts = list(self._kept.get(store, {}).items())
        return {key: text for key, (text, end) in texts if end is None or end > now}


class Triggers:
    """The installable triggers: which function runs for which spreadsheet, in whose name."""

    def __init__(self) -> None:
        self._all: list[dict[str, str]] = []

    def add(self, wish: dict[str, Any]) -> dict[str, str]:
        """Install one {spreadsheetId, function, event, owner} and name it."""
        trigger = {name: str(wish.get(name, "")) for name in ("spreadsheetId", "function", "event", "owner")}
        trigger["id"] = uuid.uuid4().hex
        self._all.append(trigger)
        return trigger

    def remove(self, name: str) -> None:
        """Take one away."""
        self._all = [trigger for trigger in self._all if trigger["id"] != name]

    def of(self, spreadsheet: str) -> list[dict[str, str]]:
        """Those of one spreadsheet, or all."""
        return [trigger for trigger in self._all if spreadsheet in ("", trigger["spreadsheetId"])]


class Locks:
    """Locks by name, each held by at most one run."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, float]] = {}
        self._changed = threading.Condition()

    def take(self, name: str, holder: str, seconds: float) -> bool:
        """Whether the holder has the lock, after waiting for it for so long."""
        with self._changed:
            got = self._changed.wait_for(lambda: self._is_free(name, holder), min(seconds, LOCK_SECONDS))
            if got:
                self._held[name] = (holder, time.monotonic() + LOCK_SECONDS)
            return got

    def _is_free(self, name: str, holder: str) -> bool:
        who, end = self._held.get(name, (holder, 0.0))
        return who == holder or end < time.monotonic()

    def release(self, name: str, holder: str) -> None:
        """Give the lock back, if it is the holder's."""
        with self._changed:
            if self._held.get(name, ("", 0.0))[0] == holder:
                del self._held[name]
            self._changed.notify_all()


class Answers:
    """What people answered to the questions of scripts."""

    def __init__(self) -> None:
        self._given: dict[str, Any] = {}
        self._changed = threading.Condition()

    def give(self, question: str, answer: object) -> None:
        """A person has answered."""
        with self._changed:
            self._given[question] = answer
            self._changed.notify_all()

    def wait(self, question: str, seconds: float) -> tuple[Any] | None:
        """The answer in a tuple, None where none came in time; it is told once."""
        with self._changed:
            came = self._changed.wait_for(lambda: question in self._given, seconds)
            return (self._given.pop(question),) if came else None
