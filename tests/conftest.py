"""What many tests share: a running sandbox, the variables that lead to it, and a browser."""

import shutil
from collections.abc import Iterator

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
def sandbox(started: Running) -> Running:
    """The sandbox as it is at its start; `sandbox.root` is its address."""
    requests.post(f"{started.root}/__reset", timeout=30).raise_for_status()
    return started


@pytest.fixture
def environment(sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables with which a service finds the sandbox, set for this test."""
    variables: dict[str, str] = requests.get(f"{sandbox.root}/__environment", timeout=30).json()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The path of a browser on this machine; None leaves the choice to Playwright, which may have brought its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
