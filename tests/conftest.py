"""What many tests share: a running sandbox, the variables that lead to it, and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sandbox.serving import Running

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def started() -> Iterator[Running]:
    """One sandbox on a free port, for the whole run."""
    with Running() as running:
        yield running


@pytest.fixture
def sandbox(started: Running) -> Iterator[Running]:
    """The sandbox as it is at its start; `sandbox.root` is its address."""
    requests.post(f"{started.root}/__reset", timeout=30).raise_for_status()
    yield started
    keep_traffic(started)


@pytest.fixture
def environment(sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables with which a service finds the sandbox, set for this test."""
    variables: dict[str, str] = requests.get(f"{sandbox.root}/__environment", timeout=30).json()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


def keep_traffic(running: Running) -> None:
    """Add what was said to Sheets and QuickBooks to the files in TICKMARK_TRAFFIC, where somebody wants to judge it."""
    if not (folder := os.environ.get("TICKMARK_TRAFFIC")):
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "all")
    for service in ("sheets", "quickbooks"):
        lines = requests.get(f"{running.root}/__journal", params={"service": service}, timeout=30).content
        with (Path(folder) / f"{service}-{worker}.jsonl").open("ab") as file:
            file.write(lines)


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The path of a browser on this machine; None leaves the choice to Playwright, which may have brought its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
