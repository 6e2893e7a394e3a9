"""A look at the sheet right before the call: do the rows of an export still stand as they were claimed?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from service.desk import Desk, Sheet
from service.domain.hours.elsewhere import Trace, traces
from service.domain.hours.reading import Reading
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.export import Claim, Export
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.judging.verdict import Status
from service.domain.pricing.conditions import terms_of
from service.faults import SheetFault
from service.record import Record
from service.reports.row import Row
from service.review import Review, consider
from service.rules.duplicates import content_of
from service.words import say


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


class Sighting(NamedTuple):
    """One look at a spreadsheet, for all exports that were reserved before it began."""

    at: datetime
    """When the reading began."""
    exports: frozenset[int]
    reading: Reading
    rows: Mapping[str, Row]
    """Each row as it is judged while none of these exports claims anything."""
    serves_until: timedelta


class Sightings:
    """The newest look at each spreadsheet; who needs one while another is taken waits for that."""

    def __init__(self) -> None:
        self._newest: dict[str, Sighting] = {}
        self._turns: dict[str, Lock] = {}

    def of(self, name: str, serves: Callable[[Sighting], bool], look: Callable[[], Sighting]) -> Sighting:
        """The newest sighting where it serves, or another."""
        with self._turns.setdefault(name, Lock()):
            seen = self._newest.get(name)
            if seen is None or not serves(seen):
                seen = self._newest[name] = look()
            return seen


class Lookout(NamedTuple):
    """Looks at spreadsheets, once for all exports that wait for it."""

    sheets: Callable[[str], Sheet]
    record: Record
    stale: timedelta
    """How old a look may be when its draft is sent: an older one serves nobody, however long its reading took."""
    fresh: timedelta
    ticking: Callable[[], timedelta]
    sightings: Sightings

    def sighting(self, desk: Desk, export: Export) -> Sighting:
        """The export's spreadsheet as it stands, seen after its rows were claimed. Raises SheetFault."""

        def serves(seen: Sighting) -> bool:
            is_young = self.ticking() <= seen.serves_until and self.record.now() - seen.at <= self.stale
            return export.id in seen.exports and is_young

        return self.sightings.of(f"{export.sheet} {desk.month}", serves, lambda: self._look(desk, export.sheet))

    def _look(self, desk: Desk, sheet: str) -> Sighting:
        """Which exports it is for is asked before the reading begins: so it is younger than every claim of theirs."""
        waiting = frozenset(one.id for one in self.record.unfinished() if one.sheet == sheet)
        at, began = self.record.now(), self.ticking()
        reading = self.sheets(sheet).read()
        if reading.book != sheet:
            raise SheetFault(say("billing.otherSheet"))
        seen = consider(replace(desk, memory=self.record.aside(*waiting)), reading)
        ended = self.ticking()
        rows = {row.work.id: row for row in seen.rows}
        return Sighting(at, waiting, reading, rows, ended + (ended - began) + self.fresh)


def verify(desk: Desk, record: Record, lookout: Lookout, export: Export) -> Verified:
    """Compare what an export claims with what stands in the sheet now.

    What stands while all that wait are taken for open stands by itself. What does not is judged once more, alone.
    """
    claims = record.claims(export.id)
    if not export.sheet:  # reserved by an early release, which did not write down where
        return Verified(record.now(), {one.key: say("billing.rowGone") for one in claims})
    seen = lookout.sighting(desk, export)
    if not fallen_of(claims, seen.rows):
        return Verified(seen.at, {})
    alone = consider(replace(desk, memory=record.aside(export.id)), seen.reading)
    rows = {row.work.id: row for row in alone.rows}
    fallen = fallen_of(claims, rows)
    if not fallen:
        return Verified(seen.at, {})
    whole = [one for one in claims if not (one.is_fee or one.is_part)]
    standing = {one.row: one.fingerprint for one in whole if one.key not in fallen}
    draft = _left(alone, export, standing, record, claims)
    kept = dict(traces((row.work, row.bill) for row in alone.rows))
    return Verified(seen.at, fallen, draft, {row: terms_of(rows[row].work, rows[row].bill) for row in standing}, kept)


def fallen_of(claims: Sequence[Claim], rows: Mapping[str, Row]) -> dict[str, str]:
    """Claims that no longer stand, each with the reason."""
    return {one.key: why for one in claims if not one.is_fee and (why := why_fallen(one, rows.get(one.row)))}


def why_fallen(claim: Claim, row: Row | None) -> str:
    """Why a claim no longer stands; blank where the row is there once, ticked and approved at what is claimed."""
    if row is None:
        return say("billing.rowGone")
    if claim.is_part:  # the row itself is on an earlier invoice
        return say("billing.rowChanged") if row.status is Status.CHANGED else ""
    if content_of(row.work) != claim.fingerprint or terms_of(row.work, row.bill) != claim.terms:
        return say("billing.rowChanged")
    return "" if row.status is Status.READY and row.work.entry.ticked else say("billing.rowNotReady")


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
