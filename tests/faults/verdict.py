"""What became of a cell: judged by the books and the sheet, not by our own word."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from service.domain.invoicing.export import State
from service.domain.judging.verdict import Status
from service.reports.row import Row
from tests.faults.agency import page_in, page_of
from tests.faults.scene import Scene


class Outcome(NamedTuple):
    """What may never be anything but nought, beside the number of invoices."""

    invoices: int
    lost: int = 0
    doubled: int = 0
    wrong_cents: int = 0
    stuck: int = 0
    without_reason: int = 0

    @property
    def harm(self) -> int:
        """Everything that may not be."""
        return sum(self) - self.invoices


class Verdict:
    """Looks at a scene twice: while the fault lasts, and when all is over."""

    def __init__(self, scene: Scene, step: str) -> None:
        self._scene, self._step = scene, step
        self.was_clean = self.was_held = False

    def look_at_once(self) -> None:
        """How it stands while nobody has helped: finished without trouble, or refused with a sentence."""
        scene, store = self._scene, self._scene.agency.store
        self.was_clean = scene.agency.is_at_rest() and not scene.troubled
        self.was_held = bool(scene.sentences) and not store.exports() and self._step not in ("describe", "void")

    def letter(self) -> str:
        """What came of it."""
        store = self._scene.agency.store
        if State.PARKED in {export.state for export in store.exports()}:
            return "P"
        if self.was_held or (self._step != "void" and self._unbilled()):
            return "H"
        if self._drifts():
            return "D"
        if not self._scene.agency.is_at_rest():
            return "stuck"
        return "N" if self.was_clean else "R"

    def outcome(self) -> Outcome:
        """The score of this cell."""
        live = [one for one in self._scene.agency.documents() if Decimal(str(one["TotalAmt"]))]
        pages = [[page for line in one["Line"] if (page := page_of(line))] for one in live]
        billed = Counter(page for some in pages for page in some)
        rows = self._rows()
        told = any(row.trouble for row in rows)
        sums = zip((Decimal(str(one["TotalAmt"])) for one in live), pages, strict=True)
        return Outcome(
            invoices=len(live),
            lost=sum(row.status is Status.DRAFTED and not billed[page_in(row.work.entry.description)] for row in rows),
            doubled=sum(count - 1 for count in billed.values()),
            wrong_cents=sum(total != sum(map(self._scene.agency.price_of, some)) for total, some in sums) * (not told),
            stuck=0 if self._scene.agency.is_at_rest() else 1,
            without_reason=sum(row.status is Status.READY and not row.loud for row in rows),
        )

    def _rows(self) -> tuple[Row, ...]:
        return self._scene.agency.seen().rows

    def _unbilled(self) -> set[int]:
        """Pages that stand in the sheet and on no invoice."""
        rows = self._rows()
        billed = {page_in(row.work.entry.description) for row in rows if row.status in (Status.DRAFTED, Status.CHANGED)}
        held = {row.work.id for row in rows} & set(self._scene.agency.store.billed([row.work.id for row in rows]))
        on = {page_in(row.work.entry.description) for row in rows if row.work.id in held}
        return {page_in(row.work.entry.description) for row in rows} - (billed & on)

    def _drifts(self) -> bool:
        """Whether a row that is on an invoice says that something is not as it was, or is gone."""
        seen = self._scene.agency.seen()
        facts = seen.look.sheet.facts
        billed = [row for row in seen.rows if row.work.id in facts.billed]
        return bool(facts.gone) or any(row.status is Status.CHANGED or row.loud or row.trouble for row in billed)
