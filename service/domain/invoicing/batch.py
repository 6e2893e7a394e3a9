"""What one draft is made of: the approved rows of one SOW and period, in pieces of one price each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from service.domain.hours.bill import Bill, Part, claim_of
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.invoicing.orders import order_for
from service.domain.period import DAY, Period, month_before
from service.domain.terms.cadence import begin, billed_with, overlap
from service.domain.terms.sow import Sow

Key = tuple[str, Period, str]
"""SOW, period, and the project or order where there is an invoice for each."""


class Approved(NamedTuple):
    """A row that may be billed: its work, its bill, and the fingerprint that was approved."""

    work: Work
    bill: Bill
    fingerprint: str


class Piece(NamedTuple):
    """Hours of an approved row that have one price."""

    row: Approved
    part: Part

    @property
    def day(self) -> date:
        """The day on which these hours count."""
        return self.part.day or self.row.work.entry.day

    @property
    def claim(self) -> str:
        """The row; for hours that were carried on, the row and their number."""
        return claim_of(self.row.work.id, self.part.number)


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that one draft is made of."""

    sow: Sow
    """As its terms stand at the end of the period."""
    period: Period
    part: str
    today: date
    rows: tuple[Approved, ...] = ()
    pieces: tuple[Piece, ...] = ()
    is_due: bool = False
    """Whether fees of this period fall due with this draft, rows or none."""
    closes: bool = True
    """Whether it is the last draft of its period in this run."""
    waiting: tuple[date, ...] = ()
    """Work dates of billable rows of the SOW that stay behind."""

    @property
    def last_day(self) -> date:
        """The last day of the period that has come."""
        return min(self.period.last or self.today, self.today)


def batches(sheet: Timesheet, ready: Mapping[str, str], claimed: Collection[str]) -> Iterator[Batch]:
    """One batch for each draft that could be made, in the order in which they are made."""
    rows, pieces = _sorted_out(sheet, ready, claimed)
    due = set(_due(sheet))
    keys = _ordered({*rows, *pieces}, due)
    waiting = _waiting(sheet, ready)
    sows = {sow.id: sow for sow in sheet.facts.sows}
    for place, (sow, period, part) in enumerate(keys):
        yield Batch(
            sows[sow].on(period.last or sheet.facts.today), period, part, sheet.facts.today,
            tuple(rows[sow, period, part]), tuple(pieces[sow, period, part]),
            is_due=(sow, period) in due,
            closes=place + 1 == len(keys) or keys[place + 1][:2] != (sow, period),
            waiting=tuple(waiting.get(sow, ())),
        )  # fmt: skip


def _sorted_out(
    sheet: Timesheet, ready: Mapping[str, str], claimed: Collection[str]
) -> tuple[dict[Key, list[Approved]], dict[Key, list[Piece]]]:
    """Approved rows, and the pieces of their hours, by the draft on which they belong."""
    rows: dict[Key, list[Approved]] = defaultdict(list)
    pieces: dict[Key, list[Piece]] = defaultdict(list)
    for row in _approved(sheet, ready):
        if row.work.id in ready:
            rows[draft_of(row.work, row.work.entry.day)].append(row)
        for piece in (Piece(row, part) for part in row.bill.parts):
            if _is_open(piece, sheet, ready, claimed):
                pieces[draft_of(row.work, piece.day)].append(piece)
    return rows, pieces


def _approved(sheet: Timesheet, ready: Mapping[str, str]) -> Iterator[Approved]:
    """Rows that are ready, and rows on an invoice of which hours were carried on."""
    for work in sheet:
        if work.sow is None:
            continue
        billed, bill = sheet.facts.billed.get(work.id), sheet.bills[work.id]
        if billed is not None and any(part.number > 1 for part in bill.parts):
            yield Approved(work, bill, billed.fingerprint)
        elif billed is None and work.id in ready:
            yield Approved(work, bill, ready[work.id])


def _is_open(piece: Piece, sheet: Timesheet, ready: Mapping[str, str], claimed: Collection[str]) -> bool:
    """Whether a piece can be billed now: of a ready row, or carried on to a window that has come."""
    if piece.part.number == 1:
        return piece.row.work.id in ready
    come = piece.day <= min(sheet.facts.today, sheet.facts.period.last or sheet.facts.today)
    return come and piece.claim not in claimed


def draft_of(work: Work, day: date) -> Key:
    """The draft on which the hours that a row has on a day belong."""
    if work.sow is None:
        raise ValueError(f"{work.entry.place} is under no SOW")
    sow, project = work.sow, work.project.id if work.project else ""
    period = billed_with(sow, day)
    if sow.invoicing.one_per == "project":
        return sow.id, period, project
    if sow.invoicing.one_per == "purchase_order":
        order = order_for(sow, day, project)
        return sow.id, period, order.number if order else ""
    return sow.id, period, ""


def _due(sheet: Timesheet) -> Iterator[tuple[str, Period]]:
    """SOWs and periods whose fees fall due, rows or none.

    The SOW is active and in force, the workbook holds rows of it, and the period lies in the month being billed, which
    is no older than last month: so no other client's sheet and no old workbook ever bills a fee.
    """
    facts = sheet.facts
    here = {work.sow.id for work in sheet if work.sow is not None}
    recent = facts.period.last is not None and facts.period.last >= begin(month_before(facts.today))
    for sow in facts.sows:
        if recent and sow.status == "active" and sow.id in here:
            yield from ((sow.id, one) for one in _periods(sow, facts.period) if begin(one) <= facts.today)


def _periods(sow: Sow, month: Period) -> Iterator[Period]:
    """Invoice periods that begin in the month; those that milestones end are counted by their ends."""
    day = begin(month)
    while day in month:
        one = billed_with(sow, day)
        counts = one.last if sow.invoicing.every == "milestone" else one.first
        if counts in month and overlap(one, sow.days):
            yield one
        day = (one.last or date.max - DAY) + DAY


def _ordered(keys: Collection[Key], due: Collection[tuple[str, Period]]) -> list[Key]:
    """Every draft, and one more for each fee that falls due beside no row."""
    with_rows = {key[:2] for key in keys}
    alone = [(sow, period, "") for sow, period in due if (sow, period) not in with_rows]
    return sorted([*keys, *alone], key=lambda key: (key[0], begin(key[1]), key[2]))


def _waiting(sheet: Timesheet, ready: Mapping[str, str]) -> dict[str, list[date]]:
    """Work dates of rows that somebody is to pay for and that are not ready, by SOW."""
    days: dict[str, list[date]] = defaultdict(list)
    for work in sheet.chargeable():
        if work.sow is not None and work.entry.date is not None and work.id not in ready:
            days[work.sow.id].append(work.entry.date)
    return days
