"""What people, the bookkeeper, time and chance do in a walk, each deed by its name."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from service.domain.bookkeeping import Standing
from service.domain.hours.reading import Shown
from service.faults import Fault
from tests.protocol.invariants import Violation
from tests.protocol.sheet import Row
from tests.protocol.world import APPROVERS, World

SPANS = (1, 1, 5, 30, 30, 120, 400, 1000, 4000)
"""Seconds that may pass at once."""
PEOPLE = ("Petra", "Petra", "Petra", "Owen", "Ines")
PROJECTS = ("Booking site", "Booking site", "Kiosk", "Crew app")
ADDRESSES = {"Owen": "owen@row.example", "Ines": "ines@row.example"}


EXPECTED = (Fault,)
"""How a worker may end besides well: its request is answered with a sentence."""

DEEDS: dict[str, int] = {
    "add": 4, "tick": 10, "untick": 2, "edit": 3, "delete": 1, "sort": 3, "copy": 1, "clear_id": 1, "restore": 1,
    "remember": 2, "generate": 9, "check": 1, "pump": 5, "bookkeeper": 4, "wait": 11, "go_on": 13, "run": 16, "kill": 5,
}  # fmt: skip
MEDDLING = {"untick", "edit", "delete", "sort", "copy", "clear_id", "restore", "add", "tick"}


@dataclass
class Told:
    """What a walk came to."""

    seed: int
    violations: list[Violation] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    kills: int = 0
    edits: int = 0
    documents: int = 0
    voids: int = 0


class Walk:
    """The actions of a walk, each a method without arguments; `deeds` says how often each comes up."""

    def __init__(self, world: World) -> None:
        self.world, self.dice, self.sheet = world, world.dice, world.sheet
        self.told = Told(0)

    def some_row(self) -> Row | None:
        return self.dice.choice(self.sheet.rows) if self.sheet.rows else None

    def add(self) -> None:
        if len(self.sheet.rows) < 5:
            self.world.works += 1
            hours = Decimal(self.dice.choice(("1.00", "2.50", "0.75", "3.00")))
            text = f"Fare table import {self.world.works}"
            row = Row(date(2026, 9, self.dice.randint(1, 28)), self.dice.choice(PEOPLE),
                      self.dice.choice(PROJECTS), hours, text)  # fmt: skip
            self.sheet.rows.insert(self.dice.randint(0, len(self.sheet.rows)), row)

    def tick(self) -> None:
        """An approver ticks a row; the trigger may never be heard of."""
        row = self.some_row()
        if row is None or not row.id:
            return
        who = self.dice.choice(APPROVERS)
        self.tick_row(row, who)
        if self.dice.random() < 0.7:
            ticked = {row.id: row.imprint}
            self.world.stage.start(lambda: self.world.hear(ticked, who))

    def tick_row(self, row: Row, who: str) -> None:
        """Nobody's tick on their own hours counts."""
        row.ours["approve"] = Shown(True, "")
        if ADDRESSES.get(row.person) != who:
            row.tick = row.source, self.world.now
            self.world.invariants.ticked_at[row.work] = self.world.now

    def untick(self) -> None:
        if row := self.some_row():
            row.ours["approve"] = Shown(False, "")
            row.tick = None

    def edit(self) -> None:
        """The hours of a row are changed; a copy that is changed is other work than what it was copied from."""
        if row := self.some_row():
            row.hours = Decimal(self.dice.choice(("1.25", "2.50", "4.00")))
            if any(one.work == row.work for one in self.sheet.rows if one is not row):
                self.world.works += 1
                row.text = f"Fare table import {self.world.works}"

    def delete(self) -> None:
        if row := self.some_row():
            self.sheet.rows.remove(row)

    def sort(self) -> None:
        self.dice.shuffle(self.sheet.rows)

    def copy(self) -> None:
        """A row is copied with all its cells; half the time it is made into other work at once."""
        row = self.some_row()
        if row is not None and len(self.sheet.rows) < 6:
            pasted = deepcopy(row)
            pasted.tick = None
            if self.dice.random() < 0.5:
                self.world.works += 1
                pasted.text = f"Fare table import {self.world.works}"
            self.sheet.rows.insert(self.dice.randint(0, len(self.sheet.rows)), pasted)

    def clear_id(self) -> None:
        if row := self.some_row():
            row.ours.pop("row_id", None)

    def restore(self) -> None:
        """An older version of the sheet comes back, ticks and all."""
        if self.sheet.versions:
            self.sheet.rows = deepcopy(self.dice.choice(self.sheet.versions))

    def remember(self) -> None:
        self.sheet.versions = [*self.sheet.versions[-2:], deepcopy(self.sheet.rows)]

    def generate(self) -> None:
        who = self.dice.choice(APPROVERS)
        self.world.stage.start(lambda: self.world.generate(who))

    def check(self) -> None:
        self.world.stage.start(self.world.check)

    def pump(self) -> None:
        self.world.stage.start(self.world.pump)

    def bookkeeper(self) -> None:
        """A document is voided, deleted or sent."""
        live = [one for one in self.world.books.documents if one.lives]
        if live:
            kind = self.dice.choice((Standing.VOIDED, Standing.VOIDED, Standing.DELETED, Standing.SENT))
            self.told.voids += kind is not Standing.SENT
            self.world.books.stand(self.dice.choice(live).id, kind)

    def wait(self) -> None:
        self.world.pass_time(timedelta(seconds=self.dice.choice(SPANS)))

    def go_on(self) -> None:
        """One worker goes on for a while; the others stand where they are."""
        for _ in range(self.dice.choice((1, 2, 4, 8, 30, 90))):
            if not self.world.stage.workers:
                return
            number = self.dice.choice(list(self.world.stage.workers))
            self.step(number)

    def run(self) -> None:
        """One worker goes on to its end."""
        if self.world.stage.workers:
            number = self.dice.choice(list(self.world.stage.workers))
            while number in self.world.stage.workers:
                self.step(number)

    def step(self, number: int) -> None:
        try:
            self.world.stage.step(number)
        except EXPECTED:
            self.world.stage.workers.pop(number, None)

    def kill(self) -> None:
        if self.world.stage.workers:
            self.told.kills += 1
            self.world.stage.kill(self.dice.choice(list(self.world.stage.workers)))
