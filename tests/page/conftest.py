"""A workbook in the sandbox, a service that only writes down what it is asked, and a browser on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from sandbox.serving import Running
from tests.page.addon import Addon
from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER, Workbook

Opened = Callable[..., Sheet]


@pytest.fixture(scope="session")
def browser(chromium: str | None) -> Iterator[Browser]:
    """One headless browser for the whole run."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        except Error as problem:
            pytest.skip(f"no Chromium can be started here: {problem}")
        yield started
        started.close()


@pytest.fixture
def addon(sandbox: Running) -> Iterator[Addon]:
    """A service that answers the add-on as it is told, and is known to the sandbox."""
    with Addon() as service:
        service.introduce(sandbox.root)
        yield service


@pytest.fixture
def workbook(sandbox: Running) -> Workbook:
    """A spreadsheet with two tabs, one of them a timesheet with our block."""
    return Workbook(sandbox.root)


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


@pytest.fixture
def sheet(page: Page, workbook: Workbook, addon: Addon) -> Sheet:
    """The page of the workbook, opened by the manager; the script's menu is there."""
    opened = Sheet(page, workbook, addon)
    opened.open(MANAGER)
    return opened
