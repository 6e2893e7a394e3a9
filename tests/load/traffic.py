"""Calls at moments fixed beforehand, whatever became of those before: a service that is slow gets no fewer."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

PATIENCE = 60.0
TRIES = 2
BROKEN = 0
"""In the place of a status where no answer came."""

AGAIN = int(HTTPStatus.TOO_MANY_REQUESTS)
"""For every answer that says when to come again: this status, or a wait in the answer to an edit."""

TURNS, LONGEST_TURN = 12, 15.0
"""As in Service.js: how often the script comes again where it is told to wait, and how long it waits at most."""


class Call(NamedTuple):
    """One call of the script in a sheet: when, by whom, and of which crowd."""

    at: float
    crowd: str
    path: str
    body: dict[str, Any]
    token: str
    is_patient: bool = False
    """Whether it is made again where the service asks for that, as the script does; else it is made once."""


class Answered(NamedTuple):
    """What came of a call, how long after the moment at which it was due, and how often it had to come again."""

    call: Call
    status: int
    seconds: float
    turns: int = 0


def steadily(a_second: float, seconds: float, begin: float = 0.0) -> list[float]:
    """Moments at an even pace."""
    return [begin + number / a_second for number in range(int(a_second * seconds))]


def play(port: int, calls: Iterable[Call]) -> list[Answered]:
    """Make the calls, each at its moment; the answers in no order."""
    return asyncio.run(_play(port, sorted(calls)))


async def _play(port: int, calls: Sequence[Call]) -> list[Answered]:
    lines, began = Lines(port), asyncio.get_running_loop().time()

    async def make(call: Call) -> Answered:
        loop, turns = asyncio.get_running_loop(), 0
        await asyncio.sleep(began + call.at - loop.time())
        status, wait = await once(lines, call)
        while wait and call.is_patient and turns < TURNS:
            turns += 1
            await asyncio.sleep(min(LONGEST_TURN, wait))
            status, wait = await once(lines, call)
        return Answered(call, status, loop.time() - began - call.at, turns)

    answers = await asyncio.gather(*map(make, calls))
    lines.close()
    return answers


async def once(lines: Lines, call: Call) -> tuple[int, float]:
    """The status of the answer, and the seconds after which to come again; 0 where it was answered."""
    try:
        status, told, body = await asyncio.wait_for(lines.post(call), PATIENCE)
    except (OSError, EOFError, TimeoutError):
        return BROKEN, 0.0
    answer = json.loads(body) if status == HTTPStatus.OK else {}
    wait = float(told.get("retry-after") or answer.get("wait") or 0)
    return AGAIN if wait else status, wait


class Unheard(Exception):
    """The other side had hung up before it answered anything: a connection that was idle for too long, say."""


class Heard(NamedTuple):
    """What was answered."""

    status: int
    head: dict[str, str]
    body: bytes


class Lines:
    """Connections to one port, kept open between calls."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, call: Call) -> Heard:
        """The answer."""
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

    async def _said(self, words: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Heard:
        try:
            writer.write(words)
            heard = await _answer(reader)
        except (asyncio.IncompleteReadError, ConnectionError) as problem:
            writer.close()
            if getattr(problem, "partial", b""):
                raise
            raise Unheard from problem
        if heard.head.get("connection", "").casefold() == "close":
            writer.close()
        else:
            self._idle.append((reader, writer))
        return heard

    def close(self) -> None:
        """Hang up."""
        for _, writer in self._idle:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> Heard:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    told = {name.casefold(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(told.get("content-length", "0")))
    return Heard(int(first.split()[1]), told, body)


def statuses(answers: Iterable[Answered]) -> Counter[int]:
    """How many of each."""
    return Counter(one.status for one in answers)


def percentile(answers: Iterable[Answered], part: float) -> float:
    """The seconds within which so large a part of the calls was answered."""
    times = sorted(one.seconds for one in answers)
    return times[min(len(times) - 1, int(part * len(times)))] if times else 0.0
