"""The two trackers of the sandbox, with time logged in them."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from sandbox.serving import Running
from sandbox.trackers.clockify import WORKSPACE
from service.adapters.trackers import Clockify, Harvest
from service.adapters.trackers.line import Line
from service.domain.hours.logged import Logged

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
ZONE = ZoneInfo("America/New_York")


class Trackers:
    """Harvest and Clockify."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.slept: list[float] = []

    def say(self, path: str, body: dict[str, Any]) -> None:
        """Something said to whoever steers them."""
        requests.post(f"{self.root}{path}", json=body, timeout=30).raise_for_status()

    def line(self, name: str, path: str, **headers: str) -> Line:
        """A line that waits for nothing, and notes how long it would have."""
        return Line(name, f"{self.root}{path}", headers, patience=20, sleep=self.slept.append)

    def harvest(self, page: int = 2000, token: str = "t") -> Harvest:
        headers = {"Authorization": f"Bearer {token}", "Harvest-Account-Id": "7"}
        return Harvest(self.line("Harvest", "/harvest/v2", **headers), *OCTOBER, page)

    def clockify(self, page: int = 200, key: str = "k", workspace: str = WORKSPACE) -> Clockify:
        line = self.line("Clockify", "/clockify/api/v1", **{"X-Api-Key": key})
        return Clockify(line, workspace, *OCTOBER, ZONE, page)


@pytest.fixture
def trackers(sandbox: Running) -> Iterator[Trackers]:
    made = Trackers(sandbox.root)
    yield made
    made.say("/trackers/__seed", {"harvest": [], "clockify": []})


def lines(entries: tuple[Logged, ...]) -> list[str]:
    """Entries in a row each: number, day, person, client, project, task, text, seconds, clocks, mark."""
    return [
        " | ".join(map(part, (one.id.partition("-")[2], *one.content))).replace("  ", " ").replace("  ", " ")
        for one in entries
    ]


def part(text: str) -> str:
    """A part as a table shows it."""
    return "" if text == "None" else text.removesuffix(":00") if text.count(":") == 2 else text
