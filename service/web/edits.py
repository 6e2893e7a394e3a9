"""What follows from an edit: a quick look at the sheet, or word to the clock where the sheet has had its share."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from service.approving import Act
from service.domain.job import SHOW
from service.faults import AskedTooOften
from service.readers import prepare
from service.review import review
from service.web.answers import news_of_ticks
from service.web.gathering import Gathering
from service.web.shapes import Heard
from service.web.turnstile import HOUSE, Turnstile
from service.wiring import Wiring

EDIT_PATIENCE = 4
"""Seconds that a row may wait for Claude after an edit; what takes longer is read by the next check."""

SOON = 5.0
"""Seconds until the clock is to look at what nobody had time for."""

MOST_SHEETS = 10_000

LATER: Heard = {"message": "", "later": True}
"""The edit is kept: by a look that is about to begin, or by a job for the clock."""


class Edits:
    """Edits of all sheets, as the trigger reports them."""

    def __init__(self, wiring: Wiring, turnstile: Turnstile) -> None:
        self._wiring, self._turnstile = wiring, turnstile
        self._later = Later(self._leave_to_the_clock)
        self._looks: Gathering[str] = Gathering(self._later.leave)

    def heard(self, sheet: str, act: Act, is_last: bool, share: str = "looks") -> Heard:
        """What came of an edit. `is_last` where whoever tells us of it will not come again, however full it is.

        `share` is what its look draws on.
        """
        if self._looks.joined(sheet, act):
            return LATER
        try:
            with self._turnstile.turn(HOUSE, (share, sheet)):
                told = self._looks.look(sheet, act, partial(self._looked, sheet))
        except AskedTooOften as full:
            if not is_last:
                return {"message": "", "wait": full.wait}
            self._later.leave(sheet)
            return LATER
        return LATER if told is None else {"message": told}

    def _looked(self, sheet: str, act: Act) -> str:
        wiring = self._wiring
        prepare(wiring.settings)
        hasty = wiring.sheet(sheet, closely=False, displayed=bool(act.ticked))
        desk = wiring.desk(seconds=min(EDIT_PATIENCE, wiring.settings.answer_within))
        if wiring.store.is_at_rest(sheet):
            desk = replace(desk, only=act.rows)  # what was undone is not written again because somebody types
        return news_of_ticks(review(desk, hasty, act))

    def _leave_to_the_clock(self, sheet: str) -> None:
        """A job for the clock. A sheet at rest is left alone: a look at all of it would write what was undone."""
        store = self._wiring.store
        if not store.is_at_rest(sheet):
            store.plan(SHOW, sheet, store.now() + timedelta(seconds=SOON))


class Later:
    """Sheets that the clock will look at: while a look has not begun, it sees what comes now as well."""

    def __init__(self, plan: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._plan, self._clock = plan, clock
        self._lock = threading.Lock()
        self._due: dict[str, float] = {}

    def leave(self, sheet: str) -> None:
        """See to it that the clock looks at a sheet, soon and not before this moment."""
        with self._lock:
            now = self._clock()
            if self._due.get(sheet, now) > now:
                return
            if len(self._due) >= MOST_SHEETS:
                self._due.clear()
            self._due[sheet] = now + SOON
        self._plan(sheet)
