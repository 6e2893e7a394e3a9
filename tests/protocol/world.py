"""The whole small world of a walk: a clock, a ledger, books, a spreadsheet, people, and workers that come and go."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from service.adapters.store.audit import broken_at
from service.adapters.store.opening import open_database
from service.adapters.store.schema import metadata
from service.adapters.store.store import Store
from service.approving import Act
from service.billing import bill
from service.desk import Desk
from service.dispatch import Dispatch
from service.domain.hours.approval import Imprint
from service.domain.hours.entry import Entry, fingerprint
from service.domain.invoicing.export import Timers
from service.domain.period import month_of
from service.domain.terms.agency import Agency
from service.review import Review, consider, plan, review
from service.rules import duplicates
from service.runner import InlineRunner
from service.workshop import Workshop
from tests.protocol.books import FAIR, ModelBooks, Weather
from tests.protocol.invariants import Invariants
from tests.protocol.sheet import PROJECTS, ModelSheet, Row, Source, entry_of, work_of
from tests.protocol.stage import Stage, Staged
from tests.rules.engagement import AGENCY, NOW, SOWS
from tests.walks.desk import PaperReader

USUAL = Timers()
APPROVERS = ("owen@row.example", "ines@row.example")


@cache
def engine() -> Any:
    """One database in memory for all walks of a process."""
    return open_database("sqlite://")


@cache
def plain() -> Any:
    """The connection itself of that database."""
    return engine().raw_connection().driver_connection


class World:
    """One walk's world. Everything that is left to chance comes from one seed."""

    def __init__(self, seed: int, weather: Weather = FAIR, timers: Timers = USUAL) -> None:
        self.dice = Random(seed)
        self.timers = timers
        self.now = self.began = NOW
        self.sheet_trouble = 0.04
        self.agency: Agency = replace(AGENCY, approvers=APPROVERS)
        self.stage = Stage()
        for table in reversed(metadata.sorted_tables):
            plain().execute(f"DELETE FROM {table.name}")
        self.store = Store(engine(), lambda: self.now)
        self.sources: dict[str, Source] = {}
        self.works = 0
        self.books = ModelBooks(self, Random(seed + 1), weather)
        self.invariants = Invariants(self)
        self.sheet = ModelSheet(self)
        self.store.register(self.sheet.name, "owen@row.example", self.now)

    def all_sheets(self) -> list[ModelSheet]:
        return [self.sheet]

    def remember(self, entries: Iterable[Entry]) -> None:
        """Which row each name of a content stands for: what our code cannot see."""
        for entry in entries:
            name = duplicates.fingerprint(entry, PROJECTS[entry.project], "")
            self.sources[name] = entry.day, entry.person, entry.project, entry.worked, entry.description

    def works_in(self, claims: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The work behind claims: the number in a row's text, or the fee itself."""
        return frozenset(claim if "/" in claim else work_of(self.sources[name]) for claim, name in claims)

    def ask(self, question: str) -> list[Any]:
        """What stands in the ledger's tables, past all code of ours."""
        return list(plain().execute(question))

    def found(self, row: Row) -> bool:
        """Whether a look found the box ticked beside exactly this, and could not know what it was ticked for."""
        name = fingerprint(entry_of(row, "", 0), PROJECTS[row.project], "")
        last = self.store.approvals([row.id]).get(row.id)
        return last is not None and (last.kind, last.how, last.fingerprint) == ("yes", "sweep", name)

    def broken_line(self) -> int | None:
        return broken_at(engine())

    def desk(self, month: str = "") -> Desk:
        record: Any = Staged(self.store, self.stage)
        return Desk(self.agency, SOWS, record, PaperReader(), self.now, month_of(NOW.date().replace(month=9)))

    def dispatch(self) -> Dispatch:
        record: Any = Staged(self.store, self.stage)
        return Dispatch(
            self.desk, lambda _: self.sheet.handle(), record, self.books, self.timers,
            ticking=lambda: self.now - self.began,
        )  # fmt: skip

    def workshop(self) -> Workshop:
        dispatch = self.dispatch()
        return Workshop(
            dispatch, self.store.registered, lambda _: self.sheet.handle(), self.desk, look_again=timedelta(hours=9)
        )

    def generate(self, who: str = APPROVERS[0]) -> None:
        """Somebody chooses Generate invoices."""
        bill(self.desk(), self.sheet.handle(), self.dispatch(), None, Act(who))

    def hear(self, ticked: Mapping[str, Imprint], who: str) -> None:
        """The trigger reports that somebody ticked rows, and what they displayed then."""
        review(self.desk(), self.sheet.handle(), Act(who, "tick", ticked=ticked))

    def check(self) -> None:
        """Somebody chooses Check."""
        review(self.desk(), self.sheet.handle())

    def pump(self) -> None:
        """The minute's sweep, and all that is due."""
        shop = self.workshop()
        InlineRunner(shop.work, lambda: self.store.due(self.now), shop.sweep).schedule()

    def look(self, sheet: ModelSheet) -> Review:
        """What the sheet should show now."""
        desk = replace(self.desk(), memory=self.store)
        trouble, self.sheet_trouble = self.sheet_trouble, 0
        seen = plan(desk, consider(desk, sheet.handle().read()))
        self.sheet_trouble = trouble
        return seen

    def pass_time(self, span: timedelta) -> None:
        """Time goes on; what others are still busy with happens when it is its time."""
        end = self.now + span
        for at in sorted(one[0] for one in [*self.books.late, *self.sheet.late] if one[0] <= end):
            self.now = at
            self.books.pass_time()
            self.sheet.pass_time()
        self.now = end

    def calm_down(self) -> None:
        """Faults stop; whoever still works comes to its end; then time passes until nothing is left to do."""
        self.books.calm = True
        self.sheet_trouble = 0
        for number in list(self.stage.workers):
            self.stage.kill(number)
        for minutes in (6, 16, 65, 16, 65, 65):
            self.pass_time(timedelta(minutes=minutes))
            self.pump()
            if minutes == 65 and not (self.store.unfinished() or self.store.unshown()):
                break
        self.generate()
        self.check()
        self.pass_time(timedelta(minutes=16))
        self.pump()


