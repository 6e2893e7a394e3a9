"""What could be drafted now, each draft judged as a whole before anything is made of it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from service.desk import Memory
from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.export import Export
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.judging.case import cases
from service.domain.judging.finding import Finding, blocks, unanswered
from service.domain.judging.verdict import Status
from service.reports.row import Row, sentence
from service.rules.draftrule import judged
from service.rules.duplicates import content_of
from service.rules.rule import promises


class Planned(NamedTuple):
    """A draft with what the rules say about it."""

    draft: DraftInvoice
    findings: tuple[Finding, ...] = ()

    @property
    def question(self) -> str:
        """What has to be settled before it is made; blank where nothing stands in its way."""
        return next((sentence(one) for one in self.findings if blocks([one]) or unanswered([one])), "")


class Drafted(NamedTuple):
    """A draft and what became of it: preview, created, unknown, waiting, held, refused or taken."""

    draft: DraftInvoice
    state: str
    export: Export | None = None
    why: str = ""
    rows: tuple[str, ...] = ()
    """The rows that `why` is about; blank where it is about all of them."""
    findings: tuple[Finding, ...] = ()
    """What the rules say about the draft as a whole."""


def ready_rows(rows: Sequence[Row], only: Collection[str] | None = None) -> dict[str, str]:
    """Rows that may be billed now, with the fingerprint that was approved; `only` limits them to SOWs."""
    ready = (row for row in rows if row.status is Status.READY)
    return {row.work.id: content_of(row.work) for row in ready if is_asked_for(row, only)}


def is_asked_for(row: Row, only: Collection[str] | None) -> bool:
    """Whether a row is under one of the SOWs in `only`; None means all."""
    return only is None or (row.work.sow is not None and row.work.sow.id in only)


def planned(
    sheet: Timesheet, rows: Sequence[Row], memory: Memory, only: Collection[str] | None = None
) -> list[Planned]:
    """Every draft that could be made now; fees of SOWs that nobody asked for stay out as their rows do."""
    made = memory.made()
    found = drafts(sheet, ready_rows(rows, only), memory.fees(), made)
    wanted = [draft for draft in found if only is None or draft.sow in only]
    agency = sheet.facts.agency
    return [Planned(case.draft, judged(case, promises(), agency)) for case in cases(wanted, sheet, made)]
