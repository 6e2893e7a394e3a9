"""BILLING: sheet, one read, approved and unchanged rows, draft invoices, ledger, QuickBooks, ledger, one write.

What was begun and not finished comes first: after any doubt QuickBooks is asked before anything is sent again.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from service.approving import NOBODY, Act
from service.desk import Desk, Sheet
from service.dispatch import Dispatch
from service.domain.bookkeeping import Remark, remarks_in
from service.domain.invoicing.export import State
from service.domain.invoicing.invoice import row_of
from service.domain.judging.finding import needs_reason
from service.domain.judging.verdict import Status
from service.inclusion import include
from service.planning import Drafted, Planned, is_asked_for, planned
from service.reports.row import Row, sentence
from service.reservation import Reservation
from service.review import Review, consider, keep, plan
from service.settling import settle
from service.words import say

STATES = {
    State.CREATED: "created",
    State.DONE: "created",
    State.REJECTED: "refused",
    State.CANCELLED: "refused",
    State.VOIDED: "refused",
    State.PARKED: "held",
}
"""What became of a draft, in the words of whoever asked for it."""
WAITING = (Status.NEEDS_FIX, Status.NEEDS_APPROVAL, Status.READY, Status.CHANGED, Status.ERROR)


class Held(NamedTuple):
    """A row that stays behind, and why."""

    row: Row
    reason: str

    @property
    def only_wants_a_tick(self) -> bool:
        """Whether nothing else is missing."""
        return self.reason == say("held.notApproved")


class Billing(NamedTuple):
    """A billing run: the review it rests on, the drafts, and what stays behind."""

    review: Review
    drafted: tuple[Drafted, ...]
    held: tuple[Held, ...]


def preview(desk: Desk, sheet: Sheet, only: Collection[str] | None = None, act: Act = NOBODY) -> Billing:
    """What a billing run would draft; nothing is written anywhere."""
    seen = consider(desk, sheet.read(), act)
    made = [
        Drafted(one.draft, "held" if one.question else "preview", None, one.question, findings=one.findings)
        for one in planned(seen.look.sheet, seen.rows, desk.memory, only)
    ]
    return Billing(seen, tuple(made), _held(seen, made, only))


def bill(
    desk: Desk, sheet: Sheet, dispatch: Dispatch, only: Collection[str] | None = None, act: Act = NOBODY
) -> Billing:
    """Draft invoices for what is approved, each row on exactly one; `only` names the SOWs, None means all."""
    record, books = dispatch.record, dispatch.books
    for export in record.unfinished():
        dispatch.deliver(export.id)
    if dispatch.enclosing:
        dispatch.enclosing.catch_up()
    seen = consider(desk, sheet.read(), act)
    if act.who and settle(dispatch, seen.reading.book):
        seen = consider(desk, seen.reading, act)
    record.say([word for word in seen.words if word.kind == "yes"])
    plans = planned(seen.look.sheet, seen.rows, record, only)
    clear = [one.draft for one in plans if not one.question]
    lacking = {lack.sow: lack.message for lack in books.check(clear)} if clear else {}
    made = [_delivered(one, dispatch) for one in Reservation(desk, dispatch, seen, act).drafted(clear, lacking)]
    made = _with_questions(made, plans)
    record.leave_out(_left_out(made), record.now())
    boxes = dict.fromkeys(only if only is not None else [sow.id for sow in desk.sows], False)
    desk = replace(desk, missing_partners=lacking, remarks=_remarks(made))
    # Drafting takes its time, and people go on working: what is written rests on the sheet as it stands afterwards.
    reading = sheet.read() if made else seen.reading
    seen = consider(desk, reading, act)
    if include(seen, plans, record, only):
        seen = consider(desk, reading, act)
    seen = keep(desk, sheet, plan(desk, seen, boxes), say("script.generate"), act.who)
    return Billing(seen, tuple(made), _held(seen, made, only))


def _delivered(one: Drafted, dispatch: Dispatch) -> Drafted:
    """A reserved draft after it was carried as far as it goes now."""
    if one.export is None:
        return one
    export = dispatch.deliver(one.export.id)
    state = STATES.get(export.state, "unknown" if export.doubt or export.state is State.CREATING else "waiting")
    trouble = dispatch.enclosing.hand_in(export) if dispatch.enclosing else ""
    return one._replace(state=state, export=export, why=" ".join(filter(None, (export.flag, trouble))))


def _with_questions(made: Sequence[Drafted], plans: Sequence[Planned]) -> list[Drafted]:
    """What became of each draft, beside what the rules said of it; one that waits for an answer holds up no other."""
    findings = {(one.draft.sow, one.draft.period_text, one.draft.part): one.findings for one in plans}
    asked = [Drafted(one.draft, "held", None, one.question) for one in plans if one.question]
    return [
        one._replace(findings=findings[one.draft.sow, one.draft.period_text, one.draft.part]) for one in [*made, *asked]
    ]


def _remarks(made: Sequence[Drafted]) -> dict[str, tuple[Remark, ...]]:
    """What stood in the way of drafts, by the rows that it is about."""
    refused = [(one, remarks_in(one.why)) for one in made if one.state == "refused"]
    return {
        row: said
        for one, said in refused
        for row in one.rows or [row_of(share.claim) for share in one.draft.claims]
        if said and row
    }


def _left_out(made: Sequence[Drafted]) -> dict[str, str]:
    """Why rows are on none of the drafts that were asked for; of what reached the ledger, that is noted there."""
    stopped = [one for one in made if one.state in ("refused", "held") and one.export is None]
    return {row: one.why for one in stopped for share in one.draft.claims if (row := row_of(share.claim))}


def _held(seen: Review, made: Sequence[Drafted], only: Collection[str] | None) -> tuple[Held, ...]:
    """Billable rows that are on no draft, each with its reason."""
    drafted = {
        share.claim
        for one in made
        if one.state in ("preview", "created", "unknown", "waiting")
        for share in one.draft.claims
    }
    failed = {row_of(share.claim): one.why for one in made if one.why for share in one.draft.claims}
    return tuple(
        Held(row, (row.status is Status.READY and failed.get(row.work.id)) or reason(row))
        for row in seen.rows
        if row.status in WAITING and row.work.id not in drafted and is_asked_for(row, only)
    )


def reason(row: Row) -> str:
    """Why a row is not on an invoice, in one sentence."""
    if row.status is Status.ERROR:
        return row.trouble
    if row.approval is not None and row.approval.why:
        return row.approval.why
    if row.status in (Status.NEEDS_FIX, Status.CHANGED) and row.findings:
        return sentence(row.findings[0])
    if row.status is Status.READY:
        return say("held.nothing")
    asking = next((finding for finding in row.findings if needs_reason([finding])), None)
    return sentence(asking) if asking and not row.work.entry.reason else say("held.notApproved")
