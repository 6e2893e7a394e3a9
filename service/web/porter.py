"""Whoever asks far too often is sent away by the porter, who looks at a request from outside.

Nothing of such a request costs a thread, the ledger or a line in the log. Whose room it takes is told by the proof that
it shows, whatever that is worth: who has nobody else's takes nobody else's room. What passes here is counted again
inside, where the turnstile knows who asks.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

DEEDS = ("challenge", "setup", "check", "preview", "generate", "edited", "explain", "split", "undo", "clear")
"""What the script of a sheet may ask for, each under /addon."""

ASKS = re.compile(rb"POST (/addon/(?:%b))(?:\?\S*)? HTTP/1\.[01]\r\n" % "|".join(DEEDS).encode())
PROOF = re.compile(rb"\r\nauthorization:([^\r\n]*)", re.IGNORECASE)
SHEET = re.compile(rb'"spreadsheetId"\s*:\s*"([A-Za-z0-9_-]{1,120})"')
LOOKED_AT = 64 * 1024
"""Bytes in which the sheet's id is looked for; a request that keeps it further back names none."""

MOST_NAMES = 20_000
"""Callers and their sheets whose pace is remembered; beyond, whoever was away for longest is forgotten."""

WAIT = 5
"""Seconds after which whoever is sent away may come again."""

TELLS_EVERY = 10.0
"""Seconds from one line in the log to the next, however many are sent away."""

SENT_AWAY = (
    b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: %d\r\nCache-Control: no-store\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
)

log = logging.getLogger("tickmark")


class Stride(NamedTuple):
    """So many requests at a stretch, and so many more each second."""

    burst: int
    a_second: int


IN_A_SHEET = Stride(burst=60, a_second=5)
"""Of one caller in one sheet. A trigger calls in one person's name for everybody who types there."""

EVERYWHERE = Stride(burst=240, a_second=20)
"""Of one caller in all sheets, those that are made up included."""


class Porter:
    """Remembers how often each caller has asked lately, by digests: nothing is kept that would open a door."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[bytes, float] = {}
        """When all that a name has asked for will be paid off; whoever asked last stands last."""
        self._sent_away: Counter[str] = Counter()
        self._told, self._tells_at = 0, clock() + TELLS_EVERY

    @property
    def sent_away(self) -> Mapping[str, int]:
        """How many were sent away so far, by address."""
        return dict(self._sent_away)

    def refusal(self, request: bytes | bytearray) -> bytes:
        """The whole answer to a request that is one too many; blank for all others, which are counted."""
        asks = ASKS.match(request)
        if asks is None:
            return b""
        now, names = self._clock(), _names(request)
        self._remember(names, now)
        if all(self._used(name, stride, now) < stride.burst - 0.5 for name, stride in names.items()):
            for name, stride in names.items():
                self._due[name] += 1 / stride.a_second
            return b""
        self._sent_away[asks[1].decode()] += 1
        return self._answer

    def knows_as_hasty(self, authorization: str, sheet: str) -> bool:
        """Whether a caller has used up half of what may be asked in a sheet at a stretch: no hand has done that."""
        name = _here(_caller(authorization.encode()), sheet.encode())
        return self._used(name, IN_A_SHEET, self._clock()) > IN_A_SHEET.burst / 2 + 0.5

    def tell(self) -> None:
        """Say in the log how many were sent away, where somebody was and it is time to."""
        count = self._sent_away.total()
        if count > self._told and self._clock() >= self._tells_at:
            log.warning("%d requests were sent away at the door: they came faster than hands can", count - self._told)
            self._told, self._tells_at = count, self._clock() + TELLS_EVERY

    def _used(self, name: bytes, stride: Stride, now: float) -> float:
        """How much of its stretch a name has used, in requests."""
        return (self._due.get(name, now) - now) * stride.a_second

    def _remember(self, names: Iterable[bytes], now: float) -> None:
        for name in names:
            self._due[name] = max(self._due.pop(name, now), now)
        while len(self._due) > MOST_NAMES:
            del self._due[next(iter(self._due))]

    @cached_property
    def _answer(self) -> bytes:
        """In the agency's language, which is known once anybody was let in."""
        import json

        from service.words import say

        words = json.dumps({"error": say("refused.tooFast", wait=WAIT)}).encode()
        return SENT_AWAY % (WAIT, len(words), words)


def _names(request: bytes | bytearray) -> dict[bytes, Stride]:
    """Whose room a request takes: its caller's, and its caller's in this sheet."""
    proof, sheet = PROOF.search(request, 0, LOOKED_AT), SHEET.search(request, 0, LOOKED_AT)
    caller = _caller(proof[1] if proof else b"")
    return {caller: EVERYWHERE, _here(caller, sheet[1] if sheet else b""): IN_A_SHEET}


def _caller(proof: bytes) -> bytes:
    """Who shows this proof: the last word of it counts, whatever stands before."""
    return hashlib.sha256(b"".join(proof.split()[-1:])).digest()


def _here(caller: bytes, sheet: bytes) -> bytes:
    return hashlib.sha256(caller + sheet).digest()
