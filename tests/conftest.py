"""What many tests share: a running sandbox, the variables that lead to it, and a browser."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
from hypothesis import HealthCheck, settings

from sandbox.serving import Running
from tests.postgres import Cluster

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.eavesdropping import Ear
    from tests.month import Month
    from tests.terminal import Terminal

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A busy machine is no bug of ours, so no invented input is timed.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def started() -> Iterator[Running]:
    """One sandbox on a free port, for the whole run."""
    with Running() as running:
        yield running


@pytest.fixture(scope="session")
def ear() -> Iterator[Ear]:
    """Whoever listens to every logger, for the whole run."""
    from tests.eavesdropping import Ear

    listening = Ear()
    yield listening
    logging.getLogger().removeHandler(listening)


@pytest.fixture(autouse=True)
def discretion(ear: Ear) -> Iterator[None]:
    """After each test: nothing was logged that should not be."""
    ear.listen()
    yield
    heard, ear.heard = ear.heard, []
    assert heard == []


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
def postgres() -> Iterator[Cluster]:
    """One PostgreSQL for the whole run."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: a test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tickmark.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.fresh()


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The path of a browser on this machine; None leaves the choice to Playwright, which may have brought its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser(chromium: str | None) -> Iterator[Browser]:
    """One headless browser for the whole run."""
    from playwright.sync_api import Error, sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        except Error as problem:
            pytest.skip(f"no Chromium can be started here: {problem}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One window for the whole run, so that the files of the page are read once."""
    context = browser.new_context(viewport={"width": 1500, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """An empty page that fails the test when a script in it does."""
    page = window.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    yield page
    page.close()
    assert problems == []


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    """The sample month, lived through once for all tests that look back at it."""
    from tests.month import Month
    from tests.office import Office

    with closing(Office(tmp_path_factory.mktemp("month"))) as office:
        yield Month(office)


@pytest.fixture
def terminal(
    tmp_path: Path, environment: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal in an empty folder, on the day after the sample month, with the sample's SOW files."""
    from tests.terminal import SOWS, Terminal

    own = {"TODAY": "2026-11-02", "SOWS_DIR": str(SOWS), "DATABASE_URL": f"sqlite:///{tmp_path / 'ledger.db'}"}
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)
