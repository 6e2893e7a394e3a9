"""A cell's own small world: an agency with two approved rows, a clock to be put forward, and things that befall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from service.adapters.quickbooks.books import Books
from service.adapters.store.store import Store
from service.approving import Act
from service.backstage import Backstage, Crew
from service.billing import bill
from service.domain.export import State
from service.domain.verdict import Status
from service.faults import Fault
from service.runner import InlineRunner
from service.web.pump import Pump
from tests.faults.agency import MANAGER, TAB, Agency, Score

OTHER = "sol@kite.example"
LONGEST = timedelta(hours=3)


class Died(BaseException):
    """The process ended here: nothing of ours may catch it."""


class Scene:
    """One agency, and what is done to it."""

    def __init__(self, root: str, folder: Path, database: str) -> None:
        self.agency = Agency(root, folder, database, rows=2)
        self.late = timedelta()
        self.patch = pytest.MonkeyPatch()
        self.faults = self.kills = self.edits = 0
        self.troubled = self.doubles = False
        own = self.agency.store
        self.agency.wiring.__dict__["store"] = Store(own.engine, lambda: self._now(own))
        self.agency.set_up()

    def _now(self, own: Store) -> datetime:
        return own.now() + self.late

    def close(self) -> None:
        self.patch.undo()
        self.agency.store.engine.dispose()

    def generate(self, who: str = MANAGER) -> None:
        """An approver chooses Generate invoices."""
        wiring, book = self.agency.wiring, self.agency.book
        sheet = wiring.sheet(book)
        bill(Backstage(wiring).desk("2026-09"), sheet, Backstage(wiring).dispatch(book, sheet), None, Act(who, "menu"))

    def sweep(self) -> None:
        """A knock at the pump."""
        store, crew = self.agency.store, Crew(Backstage(self.agency.wiring))
        store.set_mark("reconciled", store.now() - timedelta(hours=2))
        Pump(lambda: InlineRunner(crew.work, crew.due, crew.sweep), crew.due, longest=20).run()

    def calm(self) -> None:
        """What was armed is over."""
        self.patch.undo()
        told = self.agency.faults()
        self.faults += sum(one["fired"] for one in told)
        self.agency.said("/quickbooks/__company", faults_in_queries=0)
        self.agency.drop_faults()
        if self.doubles:
            self._double()

    def recover(self) -> float:
        """Knock minute after minute, then ask once more as a person would: seconds until nothing was left to do."""
        took = self._come_to_rest()
        self.generate()
        self._come_to_rest()
        return took

    def _come_to_rest(self) -> float:
        began = self.late
        self._knock()
        while not self.is_at_rest() and self.late - began < LONGEST:
            self.late += timedelta(minutes=1)
            self._knock()
        return (self.late - began).total_seconds()

    def _knock(self) -> None:
        try:
            self.sweep()
        except Fault:
            self.troubled = True

    def is_at_rest(self) -> bool:
        return self.agency.is_at_rest()

    def letter(self, clean: bool, step: str) -> str:
        """What came of it, from the ledger, the sheet and the books."""
        states = {export.state for export in self.agency.store.exports()}
        rows = self.agency.seen().rows
        if State.PARKED in states:
            return "P"
        if step != "void" and self.agency.claims() < 2:
            return "H"
        if any(row.status is Status.CHANGED or row.findings for row in rows if row.status is not Status.NEEDS_APPROVAL):
            return "D"
        if not self.is_at_rest():
            return "stuck"
        return "N" if clean else "R"

    def score(self, step: str) -> Score:
        """What may never be: a row that is held has its reason, and a voided one waits for a new tick."""
        score = self.agency.score()
        claimed = self.agency.claims()
        held = 2 - claimed
        return score._replace(lost=max(0, score.lost - held))

    def held_without_reason(self) -> int:
        """Rows on no draft that do not say why."""
        rows = self.agency.seen().rows
        return sum(row.status is Status.READY for row in rows)

    def trap(self, thing: Any, name: str, when: str, deed: Callable[[Scene], None]) -> None:
        """Something happens around one call of ours, once before it and once after it where both are meant."""
        whole, left = getattr(thing, name), ["before", "after"] if when == "around" else [when]

        def call(*given: Any, **named: Any) -> Any:
            if left[:1] == ["before"]:
                left.pop(0)
                deed(self)
            result = whole(*given, **named)
            if left[:1] == ["after"]:
                left.pop(0)
                deed(self)
            return result

        self.patch.setattr(thing, name, call)

    def break_at(self, **fault: Any) -> None:
        self.agency.said("/__faults", **fault)

    def turn(self, **switches: Any) -> None:
        self.agency.said("/quickbooks/__company", **switches)

    def edit(self) -> None:
        """Somebody changes the hours of the first row."""
        self.edits += 1
        self.agency.types(f"{self.agency.column('Hours')}2", 3)

    def untick(self) -> None:
        """An approver thinks better of the first row."""
        self.edits += 1
        self.agency.types(f"{self.agency.column('Approve')}2", False)

    def sort(self) -> None:
        """Somebody sorts the tab the other way round."""
        self.edits += 1
        last = chr(ord("A") + len(self.agency.values()[0]) - 1)
        self.agency.said("/__person/sort", spreadsheetId=self.agency.book, by=MANAGER, range=f"'{TAB}'!A2:{last}3",
                         column=1, ascending=False)  # fmt: skip

    def ask_too(self) -> None:
        """Another approver asks for the same at this very moment."""
        self.generate(OTHER)

    def freeze(self) -> None:
        """This process sleeps past its lease, and another takes over meanwhile."""
        self.faults += 1
        self.late += timedelta(minutes=6)
        self.sweep()

    def void_one(self) -> None:
        """The bookkeeper voids an invoice."""
        number = self.agency.documents()[0]["Id"]
        self.agency.said("/quickbooks/__bookkeeper", act="void", id=number)

    def _double(self) -> None:
        """Somebody copies the document in QuickBooks, note and all."""
        export = self.agency.store.exports()[0]
        wiring = self.agency.wiring
        Books(wiring.quickbooks, wiring.connector).create(export.body, "somebody elses id")
        self.edits += 1
