"""Who may write in a spreadsheet: one run at a time, whichever process it is in."""

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, update

from service.adapters.store.ledger import adding_to
from service.adapters.store.tables import sheet_lease
from service.faults import SheetBusy
from service.words import say

pen = sheet_lease.c
PATIENCE, PAUSE = 30.0, 0.25
"""Seconds that a run waits for its turn, and between two questions."""


class Pens:
    """One pen a spreadsheet, lent for a time: whoever dies with it does not keep it."""

    engine: Engine

    def now(self) -> datetime:
        """The time by which pens are lent."""
        raise NotImplementedError

    def take_pen(self, sheet: str, lease: str, length: timedelta) -> bool:
        """Whether the pen was free and is ours now."""
        now = self.now()
        with self.engine.begin() as connection:
            adding = adding_to(connection, sheet_lease)
            ours = {"lease": adding.excluded.lease, "lease_until": adding.excluded.lease_until}
            free = pen.lease_until.is_(None) | (pen.lease_until <= now)
            taking = adding.on_conflict_do_update(index_elements=["sheet"], set_=ours, where=free).returning(pen.lease)
            wish = {"sheet": sheet, "lease": lease, "lease_until": now + length}
            return connection.execute(taking, wish).first() is not None

    def lay_down_pen(self, sheet: str, lease: str) -> None:
        """Give the pen back; one that others have by now stays theirs."""
        with self.engine.begin() as connection:
            mine = update(sheet_lease).where(pen.sheet == sheet, pen.lease == lease)
            connection.execute(mine.values(lease_until=None))


class Pen:
    """The right to write in one spreadsheet while a `with` block lasts. Raises SheetBusy where its turn never came."""

    length = timedelta(seconds=180)
    """Longer than Google takes to carry out or give up a write that it has not answered."""

    def __init__(self, pens: Pens, sheet: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._pens, self._sheet, self._sleep = pens, sheet, sleep
        self._lease = ""

    def __enter__(self) -> None:
        self._lease = secrets.token_hex(12)
        for _ in range(int(PATIENCE / PAUSE)):
            if self._pens.take_pen(self._sheet, self._lease, self.length):
                return
            self._sleep(PAUSE)
        raise SheetBusy(say("google.writing"))

    def __exit__(self, *_: object) -> None:
        self._pens.lay_down_pen(self._sheet, self._lease)
