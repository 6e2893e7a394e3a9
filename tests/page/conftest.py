"""A workbook in the sandbox, and a service that only writes down what it is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sandbox.serving import Running
from tests.page.addon import Addon
from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER, Workbook

expect.set_options(timeout=20_000)
"""A machine with other work to do may take its time; what is right comes at once on a quiet one."""


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


@pytest.fixture
def sheet(page: Page, workbook: Workbook, addon: Addon) -> Sheet:
    """The page of the workbook, opened by the manager; the script's menu is there."""
    opened = Sheet(page, workbook, addon)
    opened.open(MANAGER)
    return opened
