"""One export carried on as far as it goes: verified, marked, sent, confirmed; after any doubt looked for first.

Every step is written down before the next is taken, so whoever comes after a crash knows how far it had come.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from service.desk import Desk, Sheet
from service.domain.bookkeeping import Remark, in_words
from service.domain.invoicing.bounds import Bounds
from service.domain.invoicing.export import Export, Timers, claims_of, request_id
from service.enclosing import Enclosing
from service.faults import (
    Fault,
    NothingDone,
    OutcomeUnknown,
    Rejected,
    Throttled,
    TooLate,
    Unbuildable,
    WrongCompany,
)
from service.handover import Books, Made, kept_of
from service.impasse import unproven
from service.record import Record
from service.verification import Lookout, Sightings, Verified, verify
from service.words import say


class Later(NamedTuple):
    """Nothing more can be done for now; `at` is when to come again, None where it has come to an end."""

    at: datetime | None = None


@dataclass
class Dispatch:
    """Whoever carries exports on, with all that is needed for it."""

    desk: Callable[[str], Desk]
    """The desk for a month written as 2026-09; blank leaves the month open."""
    sheets: Callable[[str], Sheet]
    record: Record
    books: Books
    timers: Timers = Timers()
    bounds: Bounds = Bounds()
    ticking: Callable[[], timedelta] = lambda: timedelta(microseconds=int(monotonic() * 1_000_000))
    """Time that passes in this process, whatever the clocks say."""
    enclosing: Enclosing | None = None
    """Whoever sees to it that timesheets reach their invoices; None where nobody wants them."""
    sightings: Sightings = field(default_factory=Sightings)
    """What was seen of spreadsheets, shared by all that carry exports in this process."""

    @property
    def lookout(self) -> Lookout:
        """Whoever looks at spreadsheets once more before the call."""
        return Lookout(self.sheets, self.record, self.timers.stale, self.timers.fresh, self.ticking, self.sightings)

    def deliver(self, export_id: int) -> Export:
        """Carry an export on as far as it goes now; what cannot be done now is planned."""
        begun = self.ticking()
        export = self.record.take(export_id, self.record.now(), self.timers.lease)
        if export is None:
            return self.record.export(export_id)
        errand = Errand(self, export, begun + self.timers.lease)
        errand.run()
        return self.record.export(export_id)


class Errand:
    """The work on one export under one lease."""

    def __init__(self, dispatch: Dispatch, export: Export, ends: timedelta) -> None:
        self._with, self._export, self._ends = dispatch, export, ends
        self._record, self._books, self._timers = dispatch.record, dispatch.books, dispatch.timers

    def run(self) -> None:
        """Step after step, until there is nothing to do for now; then give the lease back."""
        step: Export | Later | None = self._export
        while isinstance(step, Export):
            self._export = step
            step = self._next()
        if isinstance(step, Later):
            self._record.release(self._export, step.at, self._record.now())

    def _next(self) -> Export | Later | None:
        export = self._export
        if not export.is_open:
            return Later()
        try:
            if export.realm and export.realm != self._books.realm:
                return self._record.park(export, say("impasse.foreign"), self._record.now())
            if export.doc_type != self._books.doc_type:
                return self._later(self._timers.proof)  # until that kind of draft is switched on again
            return self._ask() if export.doubt else self._prepare()
        except WrongCompany as fault:
            return self._record.park(export, str(fault), self._record.now())
        except Throttled as fault:
            return self._later(timedelta(seconds=fault.wait))
        except Fault:
            return self._later(self._timers.ask_again)  # a look that failed: nothing is known, nothing was done

    def _prepare(self) -> Export | Later | None:
        """Before the first call: look at the sheet, then send."""
        if not self._is_verified():
            return self._verify()
        return self._send()

    def _is_verified(self) -> bool:
        seen = self._export.verified_at
        return seen is not None and self._record.now() - seen <= self._timers.stale

    def _ask(self) -> Export | Later | None:
        """After a doubt: is it there? Only when it is not, for long enough, is the same sent again."""
        export, now = self._export, self._record.now()
        found = self._books.find(export.marker, export.customer_id, export.created_at or now, export.body)
        if found is not None:
            return self._adopt(found)
        last = export.last_attempt_at or now
        if self._record.now() - last < self._timers.settle:
            return Later(last + self._timers.settle)
        return self._send() if self._is_verified() else self._verify()

    def _adopt(self, found: Made) -> Export | Later | None:
        """What was found or made after a doubt is read again by its id before it counts."""
        export, record = self._export, self._record
        if found.twice:
            return record.park(export, say("impasse.twice"), record.now())
        now_there = self._books.fetch(found.id, export.body, export.doc_type)
        if now_there is None or now_there.standing.bills_nothing:
            return record.void(export, say("billing.voided"), record.now())
        ours = (export.marker, export.customer_id, export.total)
        if (now_there.marker, now_there.customer, now_there.subtotal) != ours:
            return record.park(export, say("impasse.other"), record.now())
        return self._confirm(now_there)

    def _confirm(self, made: Made) -> Export | Later | None:
        export, flag = self._export, made.flagged
        if made.subtotal != export.total and not flag:
            flag = _coded("QBO005", say("billing.off", theirs=made.subtotal, ours=export.total))
        return self._record.confirm(export, kept_of(made), flag, self._record.now())

    def _verify(self) -> Export | Later | None:
        export, record = self._export, self._record
        run = record.run_of(export)
        seen = verify(self._with.desk(run.month if run else export.period), record, self._with.lookout, export)
        if not seen.fallen:
            return record.verify(export, seen.at, record.now())
        if export.doubt and (wait := self._unproven()):
            return wait
        return self._shrink(seen)

    def _unproven(self) -> Later | None:
        """Why nothing may be freed yet: after a doubt it takes time, and a second look on another way."""
        export, now = self._export, self._record.now()
        proven_at = (export.last_attempt_at or now) + self._timers.proof
        if now < proven_at:
            return Later(proven_at)
        since = export.first_attempt_at or now
        told = self._books.changes(since)
        there = any(one.document is not None and one.document.marker == export.marker for one in told.seen)
        return self._later(self._timers.ask_again) if there or not told.whole else None

    def _shrink(self, seen: Verified) -> Export | Later | None:
        """Go on with the rows that still stand, as another request with another body."""
        export, record = self._export, self._record
        if seen.draft is None:
            return record.cancel(export, say("billing.nothingLeft"), record.now())
        generation = export.generation + 1
        try:
            body = self._books.body(seen.draft, export.marker)
        except Unbuildable as fault:
            return record.cancel(export, str(fault), record.now())
        left = export._replace(
            body=body, generation=generation, request_id=request_id(export.realm, export.marker, generation),
            total=seen.draft.total, verified_at=seen.at,
        )  # fmt: skip
        if self._with.enclosing:
            self._with.enclosing.lay_by(export.marker, seen.draft)
        kept = claims_of(seen.draft, seen.terms, seen.traces)
        gone = {one.key: say("billing.nothingLeft") for one in record.claims(export.id)} | seen.fallen
        why = {key: reason for key, reason in gone.items() if key not in {one.key for one in kept}}
        return record.shrink(export, left, kept, why, record.now())

    def _send(self) -> Export | Later | None:
        """Mark, then call. The clock is looked at before the mark, and once more when the body is about to leave."""
        before, record = self._export, self._record
        if not self._has_time():
            return self._later(timedelta())
        at = self._with.ticking()
        marked = record.mark(before, record.now())
        if marked is None:
            return None
        self._export = marked
        try:
            made = self._books.create(marked.body, marked.request_id, lambda: self._may_call(at))
        except TooLate:
            return self._moved(record.unsent(marked, before, record.now(), before.flag), timedelta())
        except (Rejected, NothingDone, OutcomeUnknown) as fault:
            return self._not_made(fault, before)
        return self._adopt(made) if before.doubt else self._confirm(made)

    def _has_time(self) -> bool:
        needed = self._timers.read_timeout + self._timers.margin
        return self._ends - self._with.ticking() >= needed

    def _may_call(self, marked_at: timedelta) -> bool:
        """Whether this process was not asleep since its mark, and will still hold its lease at the end of the call."""
        return self._with.ticking() - marked_at <= self._timers.mark_to_call and self._has_time()

    def _not_made(self, fault: Fault, before: Export) -> Export | Later | None:
        marked, record, now = self._export, self._record, self._record.now()
        if before.doubt and (why := unproven(fault, now - (before.first_attempt_at or now) >= self._timers.proof)):
            return record.park(marked, why, now)
        if isinstance(fault, OutcomeUnknown):
            unclear = _coded(fault.finding, say("billing.unlooked"))
            return self._moved(record.doubt(marked, now, unclear), self._timers.ask_again)
        if isinstance(fault, NothingDone):
            wait = timedelta(seconds=fault.wait) if isinstance(fault, Throttled) else self._timers.ask_again
            return self._moved(record.unsent(marked, before, now, str(fault)), wait)
        if before.doubt and now - (before.last_attempt_at or now) < self._timers.proof:
            # This call made nothing, but after one maybe a no proves nothing about the calls before it.
            return self._moved(record.unsent(marked, before, now, str(fault)), self._timers.settle)
        return record.refuse(marked, fault.coded, now)

    def _moved(self, export: Export | None, wait: timedelta) -> Later | None:
        if export is None:
            return None
        self._export = export
        return self._later(wait)

    def _later(self, wait: timedelta) -> Later:
        return Later(self._record.now() + wait)


def _coded(code: str, sentence: str) -> str:
    """A sentence behind the code of the rule that speaks of it: by that it is found again, in whatever language."""
    return in_words([Remark(code, sentence)])
