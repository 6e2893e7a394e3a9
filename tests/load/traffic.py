"""Calls at moments fixed beforehand, whatever became of those before: a service that is slow gets no fewer."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

PATIENCE = 60.0
TRIES = 2
BROKEN = 0
"""In the place of a status where no answer came."""


class Call(NamedTuple):
    """One call of the script in a sheet: when, by whom, and of which crowd."""

    at: float
    crowd: str
    path: str
    body: dict[str, Any]
    token: str


class Answered(NamedTuple):
    """What came of a call, and how long after the moment at which it was due."""

    call: Call
    status: int
    seconds: float


def steadily(a_second: float, seconds: float, begin: float = 0.0) -> list[float]:
    """Moments at an even pace."""
    return [begin + number / a_second for number in range(int(a_second * seconds))]


def play(port: int, calls: Iterable[Call]) -> list[Answered]:
    """Make the calls, each at its moment; the answers in no order."""
    return asyncio.run(_play(port, sorted(calls)))


async def _play(port: int, calls: Sequence[Call]) -> list[Answered]:
    lines, began = Lines(port), asyncio.get_running_loop().time()

    async def make(call: Call) -> Answered:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(began + call.at - loop.time())
        try:
            status = await asyncio.wait_for(lines.post(call), PATIENCE)
        except (OSError, EOFError, TimeoutError):
            status = BROKEN
        return Answered(call, status, loop.time() - began - call.at)

    answers = await asyncio.gather(*map(make, calls))
    lines.close()
    return answers


class Unheard(Exception):
    """The other side had hung up before it answered anything: a connection that was idle for too long, say."""


class Lines:
    """Connections to one port, kept open between calls."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, call: Call) -> int:
        """The status of the answer; the body is read to its end."""
        body = json.dumps(call.body).encode()
        head = (
            f"POST {call.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {call.token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        words = head.encode() + body
        while self._idle:
            with contextlib.suppress(Unheard):
                return await self._said(words, *self._idle.pop())
        for _ in range(TRIES):
            with contextlib.suppress(Unheard):
                return await self._said(words, *await asyncio.open_connection("127.0.0.1", self._port))
        raise EOFError

    async def _said(self, words: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        try:
            writer.write(words)
            status, told = await _answer(reader)
        except (asyncio.IncompleteReadError, ConnectionError) as problem:
            writer.close()
            if getattr(problem, "partial", b""):
                raise
            raise Unheard from problem
        if told.get("connection", "").casefold() == "close":
            writer.close()
        else:
            self._idle.append((reader, writer))
        return status

    def close(self) -> None:
        """Hang up."""
        for _, writer in self._idle:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    told = {name.casefold(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    await reader.readexactly(int(told.get("content-length", "0")))
    return int(first.split()[1]), told


def statuses(answers: Iterable[Answered]) -> Counter[int]:
    """How many of each."""
    return Counter(one.status for one in answers)


def percentile(answers: Iterable[Answered], part: float) -> float:
    """The seconds within which so large a part of the calls was answered."""
    times = sorted(one.seconds for one in answers)
    return times[min(len(times) - 1, int(part * len(times)))] if times else 0.0
