"""Whoever works behind the walks, put together from the wiring: exports carried on, jobs, sweeps."""

from pathlib import Path

from service.desk import Desk, Sheet
from service.dispatch import Dispatch
from service.enclosing import Enclosing
from service.runner import InlineRunner, JobRunner
from service.wiring import Wiring, month_from
from service.workshop import Workshop


class Backstage:
    """What is done for exports without a person at the other end."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring

    def dispatch(self, book: str = "", sheet: Sheet | None = None) -> Dispatch:
        """Whoever carries exports on. A workbook that is at hand is not opened a second time."""

        def open_sheet(name: str) -> Sheet:
            return sheet if sheet is not None and name == book else self.sheet(name)

        store, books = self.wiring.store, self.wiring.books()
        return Dispatch(self.desk, open_sheet, store, books, enclosing=Enclosing(self.wiring.enclosed, store, books))

    def desk(self, month: str) -> Desk:
        """The desk for a month written as 2026-10; blank takes the one that most rows lie in."""
        return self.wiring.desk(month_from(month) if month else None)

    def sheet(self, name: str) -> Sheet:
        """A workbook by the name under which the ledger knows it."""
        return self.wiring.workbook(name) if Path(name).exists() else self.wiring.sheet(name)

    def workshop(self) -> Workshop:
        """Jobs and sweeps."""
        wiring = self.wiring
        return Workshop(self.dispatch(), wiring.store.registered, self.sheet, self.desk, wiring.hints)

    def runner(self) -> JobRunner:
        """Whoever is told of jobs."""
        shop, store = self.workshop(), self.wiring.store
        return InlineRunner(shop.work, lambda: store.due(store.now()), shop.sweep)
