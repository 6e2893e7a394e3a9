"""A reader that talks to the sandbox, and a way to tell the sandbox what to answer."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import requests

from sandbox.serving import Running
from service.adapters.claude import Claude, ClaudeSettings
from service.domain.hours.description import Ask


@pytest.fixture
def claude(sandbox: Running) -> Claude:
    return Claude(settings(sandbox))


def settings(sandbox: Running, **other: Any) -> ClaudeSettings:
    """Settings for one reading by the small model, unless told otherwise."""
    told = {"key": "a-key", "url": f"{sandbox.root}/claude", "pause_seconds": 0, "large_model": "", **other}
    return ClaudeSettings(**told)


@pytest.fixture
def script(sandbox: Running) -> Callable[..., None]:
    def play(*answers: dict[str, Any]) -> None:
        url = f"{sandbox.root}/claude/__script"
        requests.post(url, json={"answers": list(answers)}, timeout=60).raise_for_status()

    return play


@pytest.fixture
def fault(sandbox: Running) -> Callable[..., None]:
    def switch_on(**wish: Any) -> None:
        body = {"service": "claude", "path": "/v1/messages", **wish}
        requests.post(f"{sandbox.root}/__faults", json=body, timeout=60).raise_for_status()

    return switch_on


@pytest.fixture
def called(sandbox: Running) -> Callable[[], list[str]]:
    """The addresses that were asked, in order."""

    def read() -> list[str]:
        lines = requests.get(f"{sandbox.root}/__journal", params={"service": "claude"}, timeout=60).text.splitlines()
        return [json.loads(line)["path"] for line in lines]

    return read


@pytest.fixture
def sent(sandbox: Running) -> Callable[[], list[dict[str, Any]]]:
    """The requests that reached the sandbox, in order."""

    def read() -> list[dict[str, Any]]:
        lines = requests.get(f"{sandbox.root}/__journal", params={"service": "claude"}, timeout=60).text.splitlines()
        calls = [json.loads(line) for line in lines]
        return [call["request"] for call in calls if call["path"].endswith("/v1/messages")]

    return read


def asks(texts: Sequence[str], project: str = "booking-site", **other: Any) -> list[Ask]:
    """One ask for each text, with its number as key."""
    known = {"client": "Penhallow", "hours": "1.00", "projects": ("booking-site", "crew-app"), **other}
    return [Ask(key=str(n), project=project, text=text, **known) for n, text in enumerate(texts)]


VERBS = ("Drew", "Tested", "Built", "Translated", "Compared")
THINGS = ("seat map", "fare table", "crew list", "harbour guide", "ticket wallet", "route page", "refund form")


def month(count: int) -> list[str]:
    """So many different texts."""
    return [f"{VERBS[n % 5]} {THINGS[n % 7]}, part {n}" for n in range(count)]
