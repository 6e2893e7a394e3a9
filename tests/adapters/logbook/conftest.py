"""A spreadsheet of the sandbox with the tab of an import in it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from service.adapters.logbook import SheetLogbook
from service.adapters.sheets import SheetClient
from service.adapters.sheets.pace import Pace
from service.domain.hours.logged import Told
from service.importing import Imported, bring_in
from tests.adapters.sheets.conftest import Draw, ServiceAccount, Spreadsheet, draw
from tests.logged import told

__all__ = ["draw"]


class Telling(NamedTuple):
    """A tracker that tells what a test has drawn."""

    what: Told

    def told(self) -> Told:
        """It."""
        return self.what


def logbook(sheet: Spreadsheet, title: str = "Harvest") -> SheetLogbook:
    """The service's view of the tab; it waits for nothing."""
    options: dict[str, Any] = {"sleep": lambda _: None, "reads": Pace(0), "writes": Pace(0), "patience": 2}
    client = SheetClient(ServiceAccount(token="x"), sheet.root, **options)  # type: ignore[no-untyped-call]  # google's
    return SheetLogbook(client, sheet.id, title)


Import = Callable[..., Imported]


@pytest.fixture
def sheet(draw: Draw) -> Spreadsheet:
    """A spreadsheet in which people log their hours as before."""
    return draw(Log="Date | Person | Hours\n@2026-10-01 | Ben | #2")


def bring(sheet: Spreadsheet, drawing: str, **more: Any) -> Imported:
    """One import of drawn entries."""
    return bring_in(Telling(told(drawing, **more)), logbook(sheet))
