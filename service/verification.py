"""A look at the sheet right before the call: do the rows of an export still stand as they were claimed?"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from service.desk import Desk, Sheet
from service.domain.drafting import drafts
from service.domain.elsewhere import Trace, traces
from service.domain.export import Claim, Export, Timers
from service.domain.invoice import DraftInvoice
from service.domain.reading import Reading
from service.domain.verdict import Status
from service.faults import SheetFault
from service.handover import Record
from service.reports.row import Row
from service.review import Review, consider
from service.rules.duplicates import content_of

GONE = "Left out of the invoice: its row is not in the sheet any more."
CHANGED = "Left out of the invoice: the row was changed after it was approved."
NOT_READY = "Left out of the invoice: it is no longer approved and ready."


class Verified(NamedTuple):
    """What a look at the sheet came to."""

    at: datetime
    """When the reading began."""
    fallen: dict[str, str]
    """Claims that no longer stand, each with the reason."""
    draft: DraftInvoice | None = None
    """What is left; None where nothing is, or where nothing has fallen."""
    terms: dict[str, str] = {}
    """The price of an hour of each row."""
    traces: dict[str, Trace] = {}
    """What is kept of each claim."""


class Reader:
    """Readings of spreadsheets, shared for a few seconds by the exports of one of them."""

    def __init__(self, sheets: Callable[[str], Sheet], clock: Callable[[], datetime], timers: Timers) -> None:
        self._sheets, self._clock, self._timers = sheets, clock, timers
        self._readings: dict[str, tuple[datetime, Reading]] = {}

    def read(self, sheet: str) -> tuple[datetime, Reading]:
        """A spreadsheet as it stood a few seconds ago at most, and when that was. Raises SheetFault."""
        at, reading = self._readings.get(sheet, (None, None))
        if at is None or reading is None or self._clock() - at > self._timers.fresh:
            at = self._clock()
            reading = self._sheets(sheet).read()
            if reading.book != sheet:
                raise SheetFault("Another spreadsheet was read than the one whose rows were claimed.")
            self._readings[sheet] = at, reading
        return at, reading


def verify(desk: Desk, record: Record, reader: Reader, export: Export) -> Verified:
    """Compare what an export claims with what stands in the sheet now."""
    claims = record.claims(export.id)
    if not export.sheet:  # reserved by an early release, which did not write down where
        return Verified(record.now(), {one.key: GONE for one in claims})
    at, reading = reader.read(export.sheet)
    seen = consider(replace(desk, memory=record.aside(export.id)), reading)
    rows = {row.work.id: row for row in seen.rows}
    fallen = {one.key: why for one in claims if not one.is_fee and (why := why_fallen(one, rows.get(one.row)))}
    if not fallen:
        return Verified(at, {})
    whole = [one for one in claims if not (one.is_fee or one.is_part)]
    standing = {one.row: one.fingerprint for one in whole if one.key not in fallen}
    draft = _left(seen, export, standing, record, claims)
    kept = dict(traces((row.work, row.bill) for row in seen.rows))
    return Verified(at, fallen, draft, {row: rows[row].bill.terms for row in standing}, kept)


def why_fallen(claim: Claim, row: Row | None) -> str:
    """Why a claim no longer stands; blank where the row is there once, ticked and approved at what is claimed."""
    if row is None:
        return GONE
    if claim.is_part:  # the row itself is on an earlier invoice
        return CHANGED if row.status is Status.CHANGED else ""
    if content_of(row.work) != claim.fingerprint or row.bill.terms != claim.terms:
        return CHANGED
    return "" if row.status is Status.READY and row.work.entry.ticked else NOT_READY


def _left(
    seen: Review, export: Export, standing: dict[str, str], record: Record, claims: Sequence[Claim]
) -> DraftInvoice | None:
    """The draft of the rows that still stand, in the month and the SOW of the export."""
    aside = record.aside(export.id)
    found = [
        draft
        for draft in drafts(seen.look.sheet, standing, aside.fees(), aside.made())
        if (draft.sow, draft.period_text) == (export.sow, export.period) and draft.total > 0
    ]
    held = {one.key for one in claims}
    return next((draft for draft in found if {share.claim for share in draft.claims} <= held), None)
