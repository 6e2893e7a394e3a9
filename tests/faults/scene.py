"""A cell's own small world: an agency with two approved rows, a clock to be put forward, and whoever acts in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from service.adapters.store.store import Store
from service.backstage import Backstage, Crew
from service.faults import Fault
from service.runner import InlineRunner
from service.web.app import create_app
from service.web.pump import Pump
from service.wiring import Wiring
from tests.faults.agency import MANAGER, Agency

OTHER = "sol@kite.example"
LONGEST = timedelta(hours=3)
TOO_OFTEN = 429
"""The one answer after which the script waits a second, as it is told to."""
LEASE_ENDS = timedelta(minutes=16)
"""Whoever died is known to be dead by then, and its request may be made again."""


class Died(BaseException):
    """The process ended here: nothing of ours may catch it."""


class Trouble(Exception):
    """A request came to nothing; the status, and the sentence for whoever asked."""


class Scene:
    """One agency, the process that serves it, and the clock."""

    def __init__(self, root: str, folder: Path, database: str, claude: bool = False) -> None:
        self.agency = Agency(root, folder, database, rows=2, claude=claude)
        self.late = self.skew = timedelta()
        self.patch = pytest.MonkeyPatch()
        self.faults = self.kills = self.edits = 0
        self.troubled = self.is_down = False
        self.lag = timedelta()
        """How long after the fault QuickBooks still hides what it has made."""
        self.sentences: list[str] = []
        self.then: list[Callable[[], None]] = []
        """What happens once a first run is over: a person lifts what stood in the way, a lag ends."""
        self.settling: list[Callable[[], None]] = []
        """What a person does at the very end about what was left to people."""
        self.key = 0
        self.engine = self.agency.store.engine
        event.listen(self.engine, "before_cursor_execute", self._refuse_if_down)
        self.restart()

    def restart(self) -> None:
        """Another process, which knows what is written down and nothing else."""
        self.agency.wiring = self.process()
        self.client: FlaskClient = create_app(self.agency.wiring).test_client()

    def process(self) -> Wiring:
        """A process of this agency; the database is the same, and its clock is ours to put forward."""
        wiring = self.agency.wired()
        wiring.clock = lambda: datetime.now(UTC) + self.late + self.skew
        real = Store(self.engine)
        wiring.__dict__["store"] = Store(self.engine, lambda: real.now() + self.late)
        return wiring

    def close(self) -> None:
        """Nothing of it stays."""
        self.patch.undo()
        event.remove(self.engine, "before_cursor_execute", self._refuse_if_down)
        self.engine.dispose()

    def _refuse_if_down(self, *_: Any) -> None:
        if self.is_down:
            raise OperationalError("", {}, Exception("the database is down"))

    def asked(self, deed: str, who: str, key: str, **more: Any) -> str:
        """The bytes of an answer of the service to a request of the script. Raises Trouble where there is none."""
        told = self.agency.said("/oauth2/identity-token", email=who)
        headers = {"Authorization": f"Bearer {told['token']}", "Idempotency-Key": key}
        body = {"spreadsheetId": self.agency.book, "by": who, **more}
        answer = self.client.post(f"/addon/{deed}", json=body, headers=headers)
        if answer.status_code != 200:
            self.sentences.append(str((answer.get_json(silent=True) or {}).get("error", "")))
            raise Trouble(answer.status_code, self.sentences[-1])
        return answer.get_data(as_text=True)

    def generate(self, who: str = MANAGER, key: str = "") -> str:
        """An approver chooses Generate invoices; without a key, for the first time."""
        self.key += not key
        return self.asked("generate", who, key or f"generate {self.key}")

    def check(self) -> None:
        """The manager chooses Check this sheet."""
        self.asked("check", MANAGER, "")

    def sweep(self, wiring: Wiring | None = None) -> None:
        """A knock at the pump of a process; QuickBooks is looked through each time."""
        wiring = wiring or self.agency.wiring
        crew = Crew(Backstage(wiring))
        wiring.store.set_mark("reconciled", wiring.store.now() - timedelta(hours=2))
        Pump(lambda: InlineRunner(crew.work, crew.due, crew.sweep), crew.due, longest=20).run()

    def prepare(self, step: str, voided: bool = True) -> None:
        """All that comes before a step; at the last one, the bookkeeper has voided the invoice."""
        self.agency.store.register(self.agency.book, OTHER, self.agency.store.now())
        if step == "describe":
            self.agency.store.register(self.agency.book, MANAGER, self.agency.store.now())
            return
        self.agency.set_up()
        if step == "void":
            self.generate()
            self.recover()
            if voided:
                self.said("/quickbooks/__bookkeeper", act="void", id=self.agency.documents()[0]["Id"])

    def endure(self, step: str) -> None:
        """The walk that the step belongs to, begun again by whoever waits for it until it is done or refused thrice."""
        key = "the one that counts"
        walk = {"describe": self.check, "void": self._two_knocks}.get(step) or partial(self.generate, MANAGER, key)
        for _ in range(3):
            try:
                walk()
                return
            except Died:
                self.kills += 1
                self.restart()
            except Trouble as trouble:
                time.sleep(1.1 * (trouble.args[0] == TOO_OFTEN))
            except (Fault, OperationalError, requests.ConnectionError):
                pass
            self.is_down, self.troubled = False, True
            self.pass_time(LEASE_ENDS)

    def calm(self) -> None:
        """What was armed is over, and what a person had put in the way is lifted."""
        self.patch.undo()
        self.skew, self.is_down = timedelta(), False
        self.faults += sum(one["fired"] for one in self.agency.faults())
        self.agency.drop_faults()
        for deed in self.then:
            deed()

    def recover(self, step: str = "") -> float:
        """Knock minute after minute, then ask once more as a person would: seconds until nothing was left to do."""
        took = self._come_to_rest()
        if step == "describe":
            self.check()
            self.agency.tick()
        self._person_asks()
        self._come_to_rest()
        return took

    def settle(self) -> None:
        """People settle what was left to them, and ask once more."""
        for deed in self.settling:
            deed()
        if self.settling:
            self._person_asks()
            self._come_to_rest()

    def _two_knocks(self) -> None:
        """What the first finds in the books, the second shows in the sheet."""
        self.sweep()
        self.sweep()

    def _person_asks(self) -> None:
        try:
            self.generate()
        except Trouble:
            self.troubled = True

    def _come_to_rest(self) -> float:
        began = self.late
        self._knock()
        while not self.agency.is_at_rest() and self.late - began < LONGEST:
            self.pass_time(timedelta(minutes=1))
            if self.lag and self.late - began > self.lag:
                self.lag = timedelta()
                self.turn(visible_after=0)
            self._knock()
        return (self.late - began).total_seconds()

    def _knock(self) -> None:
        try:
            self.sweep()
        except Fault:
            self.troubled = True

    def pass_time(self, span: timedelta) -> None:
        """The clocks of the database and of QuickBooks go on."""
        self.late += span
        self.turn(clock_ahead=int(self.late.total_seconds()))

    def trap(self, thing: Any, name: str, when: str, deed: Callable[[Scene], Any]) -> None:
        """Something happens around a call of ours: once before it, once after it, or the one and then the other."""
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

    def said(self, path: str, /, **body: Any) -> Any:
        """Something said to the sandbox."""
        return self.agency.said(path, **body)

    def turn(self, **switches: Any) -> None:
        """Switches of the company in QuickBooks."""
        self.said("/quickbooks/__company", **switches)
