"""Rows claimed for drafts, so that no other run can bill them."""

import hashlib
from collections.abc import Mapping, Sequence

from service.approving import Act
from service.desk import Desk
from service.dispatch import Dispatch
from service.domain.hours.elsewhere import traces
from service.domain.invoicing.bounds import beyond
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.export import Run, claims_of, export_of
from service.domain.invoicing.invoice import DraftInvoice, row_of
from service.domain.money import ZERO
from service.domain.pricing.conditions import terms_of
from service.faults import Unbuildable
from service.planning import Drafted
from service.review import Review
from service.words import put, say


class Reservation:
    """The drafts of one run on their way into the ledger."""

    def __init__(self, desk: Desk, dispatch: Dispatch, seen: Review, act: Act) -> None:
        self._dispatch, self._seen, self._act = dispatch, seen, act
        self._record, self._books = dispatch.record, dispatch.books
        self._month = f"{desk.month.first:%Y-%m}" if desk.month and desk.month.first else ""
        self._terms = {row.work.id: terms_of(row.work, row.bill) for row in seen.rows}
        self._traces = dict(traces((row.work, row.bill) for row in seen.rows))
        self._run_id = 0

    def drafted(self, planned: Sequence[DraftInvoice], lacking: Mapping[str, str]) -> list[Drafted]:
        """Each draft reserved, or why it is not."""
        made = self._record.made()
        told = []
        for draft in planned:
            why = beyond(draft, len(planned), made, self._dispatch.bounds)
            if draft.sow in lacking:
                told.append(Drafted(draft, "refused", None, lacking[draft.sow]))
            elif why and not self._has_second_yes(draft):
                told.append(Drafted(draft, "held", None, put(why)))
            else:
                told.append(self._reserved(draft))
        return told

    def _has_second_yes(self, draft: DraftInvoice) -> bool:
        """Whether two named people have asked for exactly this draft."""
        who = self._act.who
        return bool(who) and len(self._record.say_yes(draft.export_key, who, self._record.now())) > 1

    def _reserved(self, draft: DraftInvoice) -> Drafted:
        """The draft claimed; rows that another run claims meanwhile drop out, and the body is built again."""
        left: DraftInvoice | None = draft
        lost: set[str] = set()
        while left is not None:
            wish = export_of(left, self._books.realm, self._books.doc_type, self._record.earlier(left.export_key))
            try:
                body = self._books.body(left, wish.marker)
            except Unbuildable as fault:
                return Drafted(left, "refused", None, fault.coded, fault.rows)
            whole = wish._replace(
                body=body, customer_id=self._books.customer_of(body), sheet=self._seen.reading.book, run_id=self._run()
            )
            if self._dispatch.enclosing:
                self._dispatch.enclosing.lay_by(wish.marker, left)
            reserved = self._record.reserve(whole, claims_of(left, self._terms, self._traces), self._record.now())
            if reserved.export is not None:
                return Drafted(left, "reserved", reserved.export)
            lost |= reserved.lost
            left = self._without(left, lost)
        return Drafted(draft, "taken", None, say("billing.taken"))

    def _without(self, draft: DraftInvoice, lost: set[str]) -> DraftInvoice | None:
        """The same draft without what was lost; None where nothing is left."""
        ready = {share.claim: share.fingerprint for share in draft.claims if share.claim not in lost}
        if not ready:
            return None
        rows = {key: content for key, content in ready.items() if row_of(key) == key}
        claimed = {**dict.fromkeys(lost, ZERO), **self._record.fees()}
        found = drafts(self._seen.look.sheet, rows, claimed, self._record.made())
        which = (draft.sow, draft.period_text, draft.part)
        return next((one for one in found if (one.sow, one.period_text, one.part) == which and one.total > 0), None)

    def _run(self) -> int:
        """This run in the ledger, noted when the first draft needs it."""
        if not self._run_id:
            seen = self._seen
            run = Run(seen.reading.book, self._act.who, self._act.how, self._month, _snapshot(seen))
            self._run_id = self._record.open_run(run, self._record.now())
        return self._run_id


def _snapshot(seen: Review) -> str:
    """A name for exactly the rows that this run has seen."""
    said = sorted(f"{row.work.id}\n{row.work.entry}" for row in seen.rows)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
