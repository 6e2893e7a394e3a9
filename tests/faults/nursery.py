"""Where processes are started and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.agency import MANAGER, Agency
from tests.faults.worker import OVERHEARD

HOUSE = Path(__file__).resolve().parents[2]


class Nursery:
    """Workers of one agency; none outlives the `with` block."""

    def __init__(self, agency: Agency, seed: int) -> None:
        self.agency, self.dice = agency, Random(seed)
        self.alive: list[int] = []
        self.born = self.killed = 0

    def __enter__(self) -> Nursery:
        self.log = (self.agency.folder / "workers.log").open("w")
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"], cwd=HOUSE, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
        )  # fmt: skip
        assert self._answer() == "ready"
        return self

    def __exit__(self, *how: object) -> None:
        for child in self.alive:
            self.signal(child, signal.SIGKILL)
        self._parent.kill()
        self._parent.wait()
        self.log.close()
        heard = [line for line in Path(self.log.name).read_text().splitlines() if line.startswith(OVERHEARD)]
        assert heard == [], "no process may tell a token or a client's word"

    def _answer(self) -> str:
        assert self._parent.stdout
        return self._parent.stdout.readline().strip()

    def start(self, ask: int, **more: Any) -> int:
        """One more process, which asks for so many drafts each time it looks."""
        self.born += 1
        order = {
            "environment": self.agency.environment, "book": self.agency.book, "seed": self.dice.randrange(10**6),
            "ask": ask, "who": MANAGER, **more,
        }  # fmt: skip
        print(json.dumps(order), file=self._parent.stdin, flush=True)
        child = int(self._answer())
        self.alive.append(child)
        return child

    def kill(self, child: int) -> None:
        """The end of a process, without a word."""
        self.alive.remove(child)
        if self.lives(child):
            self.killed += 1
            self.signal(child, signal.SIGKILL)

    def signal(self, child: int, sign: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, sign)

    def lives(self, child: int) -> bool:
        """Whether a process is still there."""
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return False
        return True

    def storm(self, processes: int, kills: int, ask: int, pause: tuple[float, float], seconds: float) -> float:
        """Kill at moments of chance, a new one in the place of each, then wait for rest: how long that took."""
        ends = time.monotonic() + seconds
        for _ in range(processes):
            self.start(ask)
        while self.killed < kills and time.monotonic() < ends:
            time.sleep(self.dice.uniform(*pause))
            self.kill(self.dice.choice(self.alive))
            self.start(ask if self.killed < kills else self.agency.rows)  # the last one asks for all that is left
        calm = time.monotonic()
        while time.monotonic() < ends and not (self.all_claimed() and self.agency.is_at_rest()):
            time.sleep(0.3)
        return time.monotonic() - calm

    def all_claimed(self) -> bool:
        """Whether every row of the agency is on some draft."""
        return self.agency.claims() == self.agency.rows
