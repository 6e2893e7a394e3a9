"""SIMULATE: one reading under the terms in force and under changed ones, row by row; nothing is kept or written.

What was invoiced is priced anew like everything else: the question is what it would have come to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple, cast

from service.approving import Act
from service.desk import Desk, Memory
from service.domain.hours.approval import Billed
from service.domain.hours.reading import Reading
from service.domain.invoicing.drafting import drafts
from service.domain.judging.verdict import Status
from service.domain.money import ZERO
from service.domain.terms.sow import Sow
from service.reports.row import Row
from service.review import Review, consider
from service.rules.duplicates import content_of

COUNTED = {Status.READY, Status.NEEDS_APPROVAL, Status.CHANGED}
"""Rows that would be billed once everybody has said yes; what is held or not billable stays out."""


class Compared(NamedTuple):
    """A row under both terms."""

    before: Row
    after: Row

    @property
    def differs(self) -> bool:
        """Whether anything that is billed or shown of it changes."""
        return self.figures(self.before) != self.figures(self.after)

    @staticmethod
    def figures(row: Row) -> tuple[str, Decimal, Decimal, bool]:
        """SOW, billed hours and money, and whether it would be billed."""
        return row.work.sow.id if row.work.sow else "", row.bill.billed, row.bill.total, row.status in COUNTED


class Total(NamedTuple):
    """What the invoices of one SOW come to, fees and discounts included."""

    sow: str
    currency: str
    before: Decimal
    after: Decimal


class Simulation(NamedTuple):
    """Rows and totals of every SOW that the change reaches."""

    rows: tuple[Compared, ...]
    totals: tuple[Total, ...]


def simulate(desk: Desk, changed: Sequence[Sow], reading: Reading, act: Act) -> Simulation:
    """What a reading comes to under the SOWs of the desk, and under the changed ones."""
    asked = replace(desk, memory=cast(Memory, _Unbilled(desk.memory)), progress=None)
    before = consider(asked, reading, act)
    after = consider(replace(asked, sows=tuple(changed)), reading, act)
    later = {row.work.id: row for row in after.rows}
    rows = tuple(Compared(row, later[row.work.id]) for row in before.rows if row.work.id in later)
    return Simulation(rows, tuple(_totals(before, after, (*desk.sows, *changed))))


def _totals(before: Review, after: Review, sows: Iterable[Sow]) -> Iterable[Total]:
    first, second = _sums(before), _sums(after)
    for sow, currency in sorted({(sow.id, sow.currency) for sow in sows}):
        yield Total(sow, currency, first.get((sow, currency), ZERO), second.get((sow, currency), ZERO))


def _sums(seen: Review) -> dict[tuple[str, str], Decimal]:
    """What drafts would come to by SOW and currency, once every row that is not held has been approved."""
    ready = {row.work.id: content_of(row.work) for row in seen.rows if row.status in COUNTED}
    sums: dict[tuple[str, str], Decimal] = {}
    for draft in drafts(seen.look.sheet, ready, {}):
        key = draft.sow, draft.currency
        sums[key] = sums.get(key, ZERO) + draft.total
    return sums


class _Unbilled:
    """The memory of a desk on which nothing was ever invoiced."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def billed(self, rows: Iterable[str]) -> Mapping[str, Billed]:
        """Nothing."""
        del rows
        return {}

    def billed_as(self, fingerprints: Iterable[str]) -> Mapping[str, Billed]:
        """Nothing."""
        del fingerprints
        return {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._memory, name)
