"""Rows that come to nothing and have no draft to ride on: they are noted on an invoice that stands already.

A fee that is billed has paid for their hours, or a limit has taken them; without this they would wait for ever.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from service.domain.hours.elsewhere import traces
from service.domain.invoicing.batch import draft_of
from service.domain.invoicing.export import Claim, Export
from service.domain.invoicing.fees import fees_behind
from service.domain.judging.verdict import Status
from service.domain.money import ZERO
from service.domain.period import text_of
from service.domain.pricing.conditions import terms_of
from service.planning import Planned, is_asked_for
from service.record import Record
from service.reports.row import Row
from service.review import Review
from service.rules.duplicates import content_of


def include(seen: Review, plans: Sequence[Planned], record: Record, only: Collection[str] | None = None) -> int:
    """Note rows that are ready and come to nothing on the invoice of their fee, else on one of their period."""
    planned = {share.claim for one in plans for share in one.draft.claims}
    left = [row for row in seen.rows if row.work.id not in planned and is_asked_for(row, only) and _is_left(row)]
    standing = [export for export in record.made() if export.sheet == seen.reading.book] if left else []
    held = {export.id: {one.key for one in record.claims(export.id)} for export in standing}
    homes = ((row, next(_homes(row, standing, held), None)) for row in left)
    return sum(record.include(home, _claim(row), record.now()) for row, home in homes if home is not None)


def _is_left(row: Row) -> bool:
    return row.status is Status.READY and row.bill.is_nothing


def _homes(row: Row, standing: Sequence[Export], held: Mapping[int, Collection[str]]) -> Iterator[Export]:
    """Invoices on which a row may be noted: the one that bills its fee, then the newest of its SOW and period."""
    for fee in fees_behind(row.work) if row.bill.in_fee else ():
        yield from (export for export in standing if fee in held[export.id])
    sow, period, part = draft_of(row.work, row.work.entry.day)
    where = (sow, text_of(period), part)
    yield from (export for export in standing if (export.sow, export.period, export.part) == where)


def _claim(row: Row) -> Claim:
    """What is claimed of a row that comes to nothing: that it is billed, and what it has taken of a fee."""
    trace = dict(traces([(row.work, row.bill)]))[row.work.id]
    return Claim(row.work.id, content_of(row.work), terms_of(row.work, row.bill), ZERO, ZERO, row.bill.in_fee, trace)
