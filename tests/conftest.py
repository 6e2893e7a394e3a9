"""What many tests share: a running sandbox, the variables that lead to it, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import requests

from sandbox.serving import Running

if TYPE_CHECKING:
    from tests.month import Month

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


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    """The sample month, lived through once for all tests that look back at it."""
    from tests.month import Month
    from tests.office import Office

    office = Office(tmp_path_factory.mktemp("month"))
    yield Month(office)
    office.close()
