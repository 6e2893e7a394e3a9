"""BILLING: sheet, one read, approved and unchanged rows, draft invoices, ledger, QuickBooks, ledger, one write.

What was begun and not finished comes first: after any doubt QuickBooks is asked before anything is sent again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from service.desk import Desk, Sheet
from service.domain.drafting import drafts
from service.domain.export import State
from service.domain.finding import needs_reason
from service.domain.invoice import DraftInvoice
from service.domain.verdict import Status
from service.handover import Books, Drafted, Record, hand_over, resume
from service.reports.row import Row, sentence
from service.review import NOBODY, Act, Review, consider, keep, plan
from service.rules.duplicates import content_of

NOT_APPROVED = "Not approved yet: tick Approve if it is right."
WAITING = (Status.NEEDS_FIX, Status.NEEDS_APPROVAL, Status.READY, Status.CHANGED, Status.ERROR)


class Held(NamedTuple):
    """A row that stays behind, and why."""

    row: Row
    reason: str


class Billing(NamedTuple):
    """A billing run: the review it rests on, the drafts, and what stays behind."""

    review: Review
    drafted: tuple[Drafted, ...]
    held: tuple[Held, ...]


def preview(desk: Desk, sheet: Sheet, only: Collection[str] | None = None, act: Act = NOBODY) -> Billing:
    """What a billing run would draft; nothing is written anywhere."""
    seen = consider(desk, sheet.read(), act)
    made = [Drafted(draft, "preview") for draft in _drafts(seen, desk.memory.fees(), only)]
    return Billing(seen, tuple(made), _held(seen, made, only))


def bill(
    desk: Desk, sheet: Sheet, record: Record, books: Books, only: Collection[str] | None = None, act: Act = NOBODY
) -> Billing:
    """Draft invoices for what is approved, each row on exactly one; `only` names the SOWs, None means all."""
    finished = [resume(export, record, books, desk.now) for export in record.unfinished()]
    seen = consider(desk, sheet.read(), act)
    record.say([word for word in seen.words if word.kind == "yes"])
    planned = _drafts(seen, record.fees(), only)
    lacking = {lack.sow: lack.message for lack in books.check(planned)} if planned else {}
    made = [
        Drafted(draft, "refused", None, lacking[draft.sow])
        if draft.sow in lacking
        else hand_over(draft, record, books, desk.now)
        for draft in planned
    ]
    desk = replace(desk, missing_partners=lacking)
    boxes = dict.fromkeys(only if only is not None else [sow.id for sow in desk.sows], False)
    seen = keep(desk, sheet, plan(desk, consider(desk, seen.reading, act), boxes), "Generate invoices", act.who)
    for export in [*(one.export for one in made), *finished]:
        if export is not None and export.state is State.CREATED:
            record.done(export)
    return Billing(seen, tuple(made), _held(seen, made, only))


def ready_rows(seen: Review, only: Collection[str] | None = None) -> dict[str, str]:
    """Rows that may be billed now, with the fingerprint that was approved; `only` limits them to SOWs."""
    return {row.work.id: content_of(row.work) for row in seen.with_status(Status.READY) if _in(row, only)}


def _in(row: Row, only: Collection[str] | None) -> bool:
    return only is None or (row.work.sow is not None and row.work.sow.id in only)


def _drafts(seen: Review, fees: Mapping[str, Decimal], only: Collection[str] | None) -> list[DraftInvoice]:
    return [draft for draft in drafts(seen.look.sheet, ready_rows(seen, only), fees) if draft.total > 0]


def _held(seen: Review, made: Sequence[Drafted], only: Collection[str] | None) -> tuple[Held, ...]:
    """Billable rows that are on no draft, each with its reason."""
    drafted = {
        share.claim for one in made if one.state in ("preview", "created", "unknown") for share in one.draft.claims
    }
    failed = {share.claim: one.why for one in made if one.why for share in one.draft.claims}
    return tuple(
        Held(row, (row.status is Status.READY and failed.get(row.work.id)) or reason(row))
        for row in seen.rows
        if row.status in WAITING and row.work.id not in drafted and _in(row, only)
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
        return "It comes to nothing: no hours are left to bill after caps and retainer."
    asking = next((finding for finding in row.findings if needs_reason([finding])), None)
    return sentence(asking) if asking and not row.work.entry.reason else NOT_APPROVED
