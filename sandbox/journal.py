"""The journal: one line for every call to a stand-in, and for every change a person made."""

from __future__ import annotations

import os
import threading
import time
import urllib.parse
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

BYTES_KEPT = 200_000_000
"""Past this many bytes of bodies the oldest lines are let go, so that a long demo does not eat the machine."""

TRAFFIC = "TICKMARK_TRAFFIC"
"""Names a folder that keeps the journal of every sandbox that is served, for whoever judges all that was said."""


def kept_file() -> Path | None:
    """A new file in the folder where journals are kept, if there is one."""
    folder = os.environ.get(TRAFFIC)
    return Path(folder) / f"journal-{uuid.uuid4().hex}.jsonl" if folder else None


def parsed(body: bytes) -> Any:
    """A body as JSON where it is JSON, as text where it is not, None where it is empty."""
    if not body:
        return None
    try:
        return orjson.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Call:
    """One request and what was answered; the bodies are parsed when somebody looks."""

    n: int
    time: float
    service: str
    method: str
    path: str
    query: str
    request: bytes
    status: int
    response: bytes
    fault: str = ""
    json: bool = False

    def size(self) -> int:
        """The bytes this line keeps alive."""
        return len(self.request) + len(self.response)

    def line(self) -> dict[str, Any]:
        """The call as the object that stands in the journal."""
        told = {
            "n": self.n,
            "time": self.time,
            "service": self.service,
            "method": self.method,
            "path": self.path,
            "query": urllib.parse.parse_qs(self.query, keep_blank_values=True),
            "request": parsed(self.request),
            "status": self.status,
            "response": self._answer(),
        }
        return {**told, "fault": self.fault} if self.fault else told

    def _answer(self) -> Any:
        """The answer. A tab goes into the line as it is, for it costs seconds to parse.

        Any other answer is looked at: a test may have made a part say that text is JSON.
        """
        if self.service == "sheets" and self.json and self.response and not self.fault:
            return orjson.Fragment(self.response.replace(b"\n", b" "))
        return parsed(self.response)


class Journal:
    """Calls in the order in which they were answered."""

    def __init__(self, file: Path | None = None) -> None:
        self._calls: deque[Call] = deque()
        self._bytes = 0
        self._number = 0
        self.age = 0
        """How often it was cleared: a call that began before a reset is not noted after it."""
        self._lock = threading.Lock()
        self._file = file.open("ab", buffering=0) if file else None

    def write(
        self,
        service: str,
        request: tuple[str, str, str, bytes],
        answer: tuple[int, bytes],
        fault: str = "",
        json: bool = False,
    ) -> None:
        """Note one call: (method, path, query, body) and (status, body); `json` says what the answer claims to be."""
        with self._lock:
            self._number += 1
            call = Call(self._number, round(time.time(), 6), service, *request, *answer, fault, json)
            self._calls.append(call)
            self._bytes += call.size()
            self._let_go()
            self._append(call)

    def _let_go(self) -> None:
        while self._bytes > BYTES_KEPT and len(self._calls) > 1:
            self._bytes -= self._calls.popleft().size()

    def _append(self, call: Call) -> None:
        if self._file:
            self._file.write(orjson.dumps(call.line()) + b"\n")

    def calls(self, service: str = "") -> Iterator[Call]:
        """The calls to one service, or all of them."""
        with self._lock:
            kept = list(self._calls)
        return (call for call in kept if not service or call.service == service)

    def lines(self, service: str = "") -> bytes:
        """The journal as JSON lines."""
        return b"".join(orjson.dumps(call.line()) + b"\n" for call in self.calls(service))

    def clear(self) -> None:
        """Forget every call; the file keeps what it has."""
        with self._lock:
            self.age += 1
            self._calls.clear()
            self._bytes = 0
            self._number = 0
