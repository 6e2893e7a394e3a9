"""Processes that can be killed: a parent that has everything imported forks one for each order on its standard input.

What runs in them is the service's own code. Their own are the short timers, and the moment at which one is to die.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError

from service.adapters.carrier import DbosRunner, Tempo
from service.adapters.quickbooks.books import Books
from service.adapters.sheets.pace import Pace
from service.adapters.store.heartbeats import Heartbeats
from service.adapters.store.pens import Pen
from service.approving import Act
from service.backstage import Backstage, Crew
from service.dispatch import Dispatch
from service.domain.invoicing.bounds import Bounds
from service.domain.invoicing.export import Timers
from service.domain.invoicing.invoice import DraftInvoice
from service.planning import planned
from service.reservation import Reservation
from service.review import Review, consider
from service.settings import Settings
from service.web.pump import Pump
from service.wiring import Wiring
from service.workshop import Workshop
from tests.eavesdropping import Ear

OVERHEARD = "OVERHEARD"
"""How a line begins of what a process should not have said."""


class Whistle(Ear):
    """An ear that tells at once: its process may be killed in the next moment."""

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        while self.heard:
            print(OVERHEARD, self.heard.pop(), file=sys.stderr, flush=True)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


SHORT = Timers(
    lease=seconds(8), read_timeout=seconds(4), margin=seconds(1), mark_to_call=seconds(2), settle=seconds(3),
    stale=seconds(120), ask_again=seconds(1), fresh=seconds(2)
)  # fmt: skip
"""SETTLE still covers mark to call, the longest call that a sandbox on this machine makes, and no lag."""
TEMPO = Tempo(beat=1, lost=4, poll=0.1, sweep=2, farewell=1)


class Short(Backstage):
    """The service with short timers."""

    timers = SHORT

    def dispatch(self, book: str = "", sheet: Any = None) -> Dispatch:
        plain = super().dispatch(book, sheet)
        books = Books(self.wiring.quickbooks, self.wiring.connector, (2, 4))
        usual = Bounds(most_drafts=10_000)
        return replace(plain, books=books, timers=self.timers, bounds=usual, enclosing=None)

    def workshop(self) -> Workshop:
        return replace(super().workshop(), overdue=seconds(10))

    def runner(self) -> DbosRunner:
        hearts = Heartbeats(self.wiring.store.engine)
        return DbosRunner(self.wiring.settings.database_url, Crew(self), hearts, "worker", TEMPO)


class Request:
    """A look at the sheet that grows old, and drafts asked for from it, one a row."""

    def __init__(self, backstage: Backstage, book: str, seed: int, who: str) -> None:
        self.desk = backstage.desk("2026-09")
        self.dispatch = backstage.dispatch()
        self.seen: Review = consider(self.desk, backstage.sheet(book).read())
        self.who = who
        found = planned(self.seen.look.sheet, self.seen.rows, self.desk.memory)
        self.left = [replace(one.draft, lines=(line,), appendix=()) for one in found for line in one.draft.lines]
        random.Random(seed).shuffle(self.left)

    def ask(self, most: int) -> Sequence[DraftInvoice]:
        """Ask for some of them."""
        some, self.left = self.left[:most], self.left[most:]
        if some:
            Reservation(self.desk, self.dispatch, self.seen, Act(self.who, "menu")).drafted(some, {})
        return some


def trap(thing: Any, name: str, when: str, sign: int) -> None:
    """Let this process die, or freeze, right before or right after a call of its own."""
    whole = getattr(thing, name)

    def call(*given: Any, **named: Any) -> Any:
        setattr(thing, name, whole)
        if when == "before":
            os.kill(os.getpid(), sign)
        result = whole(*given, **named)
        if when == "after":
            os.kill(os.getpid(), sign)
        return result

    setattr(thing, name, call)


def live(order: dict[str, Any]) -> None:
    """One life: ask, carry, look again, until nothing is left."""
    os.environ.update(order["environment"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # as gunicorn does it: what is under way may end
    Pen.length = SHORT.lease
    wiring = Wiring(Settings.read(order["environment"]))
    wiring.paces = (Pace(0), Pace(0))  # the sandbox has no quota
    backstage, store = Short(wiring), wiring.store
    if order.get("die"):
        trap(store, order["die"], order.get("when", "after"), getattr(signal, order.get("sign", "SIGKILL")))
    request = Request(backstage, order["book"], order["seed"], order["who"]) if order["ask"] else None
    pump = Pump(backstage.runner, lambda: store.due(store.now()), longest=20)
    while True:
        if request:
            request.ask(order["ask"])
        with suppress(DBAPIError):  # the database has ended what slept in a transaction: the next knock goes on
            pump.run()
        if not (request and request.left) and not (store.unfinished() or store.unshown()):
            time.sleep(0.2)


def main() -> None:
    ear = Whistle()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            faulthandler.register(signal.SIGUSR1)
            ear.listen()
            with suppress(SystemExit):
                live(json.loads(line))
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
