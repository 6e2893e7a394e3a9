"""Faults that can be switched on: which call they hit, and what then happens."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = ("status", "after", "hang", "slow", "cut", "html", "drop", "wrong_type", "extra")

AFTER_THE_WORK = ("after", "slow", "cut", "html", "wrong_type", "extra")
"""Kinds that let the work be done first; the others end the call before it."""

MOMENTS = ("before_write", "before_read", "before_call")


class BadFaultError(ValueError):
    """A fault that cannot be switched on, with a sentence that says why."""


@dataclass(slots=True)
class Fault:
    """One switch: the calls it looks at, the ones among them it hits, and what it does."""

    id: int
    kind: str
    service: str = ""
    method: str = ""
    path: str = ""
    nth: int = 1
    times: int | None = 1
    share: float | None = None
    seed: int = 0
    status: int = 503
    retry_after: str | None = None
    wording: str = ""
    seconds: float = 0.0
    seen: int = 0
    fired: int = 0
    chance: random.Random = field(default_factory=random.Random, repr=False)

    def watches(self, service: str, method: str, path: str) -> bool:
        """Whether a call is one of those this fault counts."""
        return (
            self.service in ("", service)
            and self.method in ("", method)
            and (not self.path or re.search(self.path, path) is not None)
        )

    def hits(self) -> bool:
        """Count one watched call and say whether it is hit."""
        self.seen += 1
        if self.times is not None and self.fired >= self.times:
            return False
        hit = self.chance.random() < self.share if self.share is not None else self.seen >= self.nth
        self.fired += hit
        return hit

    def told(self) -> dict[str, Any]:
        """The fault as the admin address shows it."""
        names = ("id", "kind", "service", "method", "path", "nth", "times", "share", "seed", "status", "seconds")
        shown = {name: getattr(self, name) for name in (*names, "retry_after", "seen", "fired")}
        return {**shown, "as": self.wording}


@dataclass(slots=True)
class Human:
    """A person who acts in between: once, at the n-th moment of its kind."""

    id: int
    when: str
    act: dict[str, Any]
    service: str = "sheets"
    nth: int = 1
    seen: int = 0
    fired: int = 0

    def acts(self, service: str, write: bool) -> bool:
        """Count one call and say whether the person acts now."""
        moment = {"before_write": write, "before_read": not write}.get(self.when, True)
        if service != self.service or not moment or self.fired:
            return False
        self.seen += 1
        self.fired = int(self.seen >= self.nth)
        return bool(self.fired)

    def told(self) -> dict[str, Any]:
        """The person as the admin address shows it."""
        return {name: getattr(self, name) for name in ("id", "when", "act", "service", "nth", "seen", "fired")}


class Faults:
    """All switches that are on."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._people: list[Human] = []
        self._number = 0
        self._lock = threading.Lock()

    def _next(self) -> int:
        self._number += 1
        return self._number

    def arm(self, wish: Mapping[str, Any]) -> Fault:
        """Switch one fault on, or refuse it with a sentence."""
        fault = _fault(self._next(), wish)
        with self._lock:
            self._faults.append(fault)
        return fault

    def invite(self, wish: Mapping[str, Any]) -> Human:
        """Let a person act at a moment between two calls."""
        when, act = wish.get("when", "before_write"), wish.get("act")
        if when not in MOMENTS:
            raise BadFaultError(f"'when' must be one of {', '.join(MOMENTS)}, not {when!r}.")
        if not isinstance(act, dict) or "path" not in act:
            raise BadFaultError('\'act\' must be {"path": "/__person/…", "body": {…}}.')
        human = Human(self._next(), when, act, str(wish.get("service", "sheets")), int(wish.get("nth", 1)))
        with self._lock:
            self._people.append(human)
        return human

    def hit(self, service: str, method: str, path: str) -> Fault | None:
        """The fault that hits this call, if one does; every watching fault counts it."""
        with self._lock:
            watching = [fault for fault in self._faults if fault.watches(service, method, path)]
            hits = [fault for fault in watching if fault.hits()]
        return hits[0] if hits else None

    def acting(self, service: str, write: bool) -> list[Human]:
        """The people who act before this call."""
        with self._lock:
            return [human for human in self._people if human.acts(service, write)]

    def told(self) -> list[dict[str, Any]]:
        """Everything that is switched on, with how often it was seen and fired."""
        return [fault.told() for fault in self._faults] + [human.told() for human in self._people]

    def clear(self, number: int | None = None) -> None:
        """Switch one off, or all."""
        with self._lock:
            self._faults = [one for one in self._faults if number is not None and one.id != number]
            self._people = [one for one in self._people if number is not None and one.id != number]


def _fault(number: int, wish: Mapping[str, Any]) -> Fault:
    kind = wish.get("kind", "status")
    if kind not in KINDS:
        raise BadFaultError(f"'kind' must be one of {', '.join(KINDS)}, not {kind!r}.")
    share = wish.get("share")
    endless = share is not None or wish.get("times") == 0
    seed = int(wish.get("seed", 0))
    try:
        re.compile(str(wish.get("path", "")))
    except re.error as problem:
        raise BadFaultError(f"'path' is not a regular expression: {problem}.") from problem
    return Fault(
        number,
        kind,
        service=str(wish.get("service", "")),
        method=str(wish.get("method", "")).upper(),
        path=str(wish.get("path", "")),
        nth=int(wish.get("nth", 1)),
        times=None if endless and not wish.get("times") else int(wish.get("times", 1)),
        share=None if share is None else float(share),
        seed=seed,
        status=int(wish.get("status", 200 if kind == "html" else 503)),
        retry_after=None if wish.get("retry_after") is None else str(wish["retry_after"]),
        wording=str(wish.get("as", "")),
        seconds=float(wish.get("seconds", 0)),
        chance=random.Random(seed),
    )
