"""All work that is done without anybody waiting: jobs by their number, and the sweep that finds what was forgotten."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from service.approving import Act
from service.billing import Billing, bill
from service.desk import Desk, Sheet
from service.dispatch import Dispatch
from service.domain.job import DELIVER, SHOW, Job
from service.faults import Fault
from service.reconciliation import Reconciliation
from service.review import review

RECONCILED, CHANGES, COMPARED = "reconciled", "changes", "compared"
"""Marks in the ledger: when we last looked through QuickBooks' changes, from when the next look has to ask, and when
every document was last compared."""
FIRST_LOOK = timedelta(days=28)
"""How far back the first look goes: QuickBooks tells of thirty days."""
CLOCK = Act("", "schedule")
"""Asked for by the calendar; ticks that are found then have no known author."""


class Hint(Protocol):
    """Somebody says that a document has changed; it is read again before anything follows from it."""

    @property
    def doc_type(self) -> str: ...
    @property
    def document_id(self) -> str: ...


class Hints(Protocol):
    """What webhooks have said and nobody has looked into yet."""

    def waiting(self) -> Sequence[Any]:
        """Hints, oldest first."""

    def looked(self, hints: Any) -> None:
        """They were looked into."""


class Swept(NamedTuple):
    """What a sweep has found."""

    exports: int = 0
    sheets: int = 0
    documents: int = 0


@dataclass
class Workshop:
    """Jobs and sweeps, with all that is needed for them."""

    dispatch: Dispatch
    sheets: Callable[[], Sequence[str]]
    """Spreadsheets that somebody with rights has set up."""
    open_sheet: Callable[[str], Sheet]
    desk: Callable[[str], Desk]
    hints: Hints | None = None
    look_again: timedelta = timedelta(minutes=15)
    """How long a spreadsheet goes without a look that nobody asked for: a tick that the trigger lost waits so long."""
    reconcile_every: timedelta = timedelta(hours=1)
    compare_every: timedelta = timedelta(days=1)
    overdue: timedelta = timedelta(minutes=15)
    """A job that is late by so much, and overtaken, was lost by whoever carried it: it gets another turn."""

    _at_a_sheet: threading.Lock = field(default_factory=threading.Lock)

    def work(self, job_id: int) -> None:
        """Do a job; one that is done already, or whose time is not worth it any more, does no harm."""
        record = self.dispatch.record
        job = record.job(job_id)
        if job is None or job.is_done:
            return
        try:
            back = self._deliver(int(job.subject)) if job.kind == DELIVER else self._look(job)
        except Fault:
            back = record.now() + self.dispatch.timers.ask_again  # the world failed: the next turn tries anew
        if back is None:
            record.finish(job.id, record.now())
        else:
            record.again(job.id, back, record.now())

    def _deliver(self, export_id: int) -> datetime | None:
        """Carry an export on; where somebody else has its lease, when that ends. Whoever has it plans what follows."""
        export = self.dispatch.deliver(export_id)
        if self.dispatch.enclosing:
            self.dispatch.enclosing.hand_in(export)
        if not export.is_open:
            return None
        return export.lease_until or self.dispatch.record.now() + self.dispatch.timers.ask_again

    def _look(self, job: Job) -> datetime | None:
        """Bring a spreadsheet in line; when to look at it again, where it is one that somebody has set up."""
        if job.kind != SHOW:
            return None
        self.show(job.subject)
        return self.dispatch.record.now() + self.look_again if job.subject in self.sheets() else None

    def show(self, name: str) -> None:
        """Bring a spreadsheet in line with the ledger, and take in what stands in it.

        One after the other: nobody waits for these looks, and several at once would slow down those that people want.
        """
        with self._at_a_sheet:
            review(self.desk(""), self.open_sheet(name))

    def sweep(self) -> Swept:
        """Plan what nobody has planned: exports whose worker died, sheets that show something else, lost ticks."""
        record = self.dispatch.record
        now = record.now()
        planned = record.planned(DELIVER)
        free = [export for export in record.unfinished() if not export.lease or (export.lease_until or now) <= now]
        exports = [export for export in free if str(export.id) not in planned]
        for export in exports:
            record.plan(DELIVER, str(export.id), now, sooner=False)
        behind = list(record.unshown())
        for name in behind:
            record.plan(SHOW, name, now)
        for name in self.sheets():
            record.plan(SHOW, name, now, sooner=False)
        for job in record.stranded(now, self.overdue):
            record.again(job.id, now, now)
        return Swept(len(exports), len(behind), self._documents())

    def _documents(self) -> int:
        """Look at papers and documents; where QuickBooks does not answer, the next sweep does it."""
        try:
            if self.dispatch.enclosing:
                self.dispatch.enclosing.catch_up()
            return self._hinted() + self._reconciled()
        except Fault:
            return 0

    def _hinted(self) -> int:
        """Read the documents again that a webhook has named."""
        record, books = self.dispatch.record, self.dispatch.books
        waiting: Sequence[Hint] = self.hints.waiting() if self.hints else ()
        looking, changed = Reconciliation(record, books), 0
        for hint in waiting:
            export = record.export_of_document(books.realm, hint.doc_type, hint.document_id)
            changed += export is not None and looking.look(export)
        if self.hints and waiting:
            self.hints.looked(waiting)
        return changed

    def _reconciled(self) -> int:
        """Look through what has changed in QuickBooks, and now and then at every document, where it is time to."""
        record, looking, changed = self.dispatch.record, Reconciliation(self.dispatch.record, self.dispatch.books), 0
        if self._is_time(RECONCILED, self.reconcile_every):
            found = looking.changed_since(record.mark_of(CHANGES) or record.now() - FIRST_LOOK)
            record.set_mark(CHANGES, found.until)
            record.set_mark(RECONCILED, record.now())
            changed += found.documents
        if self._is_time(COMPARED, self.compare_every):
            changed += looking.everything()
            record.set_mark(COMPARED, record.now())
        return changed

    def _is_time(self, what: str, every: timedelta) -> bool:
        last, now = self.dispatch.record.mark_of(what), self.dispatch.record.now()
        return last is None or now - last >= every

    def month_end(self, month: str) -> dict[str, Billing | Fault]:
        """Drafts for what is approved in every spreadsheet; what stays behind has its reason in the sheet."""
        return {name: self._month_end(name, month) for name in self.sheets()}

    def _month_end(self, name: str, month: str) -> Billing | Fault:
        """One spreadsheet's trouble is not another's."""
        try:
            return bill(self.desk(month), self.open_sheet(name), self.dispatch, None, CLOCK)
        except Fault as fault:
            return fault
