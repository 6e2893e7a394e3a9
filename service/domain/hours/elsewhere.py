"""Work whose row is not at hand: in another spreadsheet, of an older month, or deleted. It counts as well.

What an invoice bills comes first, with its figures. What still waits in another spreadsheet comes where its day is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.approval import Billed
from service.domain.hours.bill import Bill, claim_of
from service.domain.hours.entry import Entry
from service.domain.hours.work import Work
from service.domain.money import ZERO
from service.domain.terms.agency import Agency
from service.domain.terms.sow import Sow


class Trace(NamedTuple):
    """What the ledger keeps of billed work beside its hours and money: whose it was, and what it took of limits."""

    day: date
    """The work date; for hours carried on, the first day of the window that they were carried to."""
    person: str = ""
    role: str = ""
    project: str = ""
    line: str = ""
    category: str = ""
    """The code of a category that a person had settled; blank for any other."""
    start: time | None = None
    end: time | None = None
    worked: Decimal = ZERO
    """Hours as they were logged; nothing for hours carried on, which the row itself has counted."""
    rounded: Decimal = ZERO
    free: Decimal = ZERO
    drawn: Decimal = ZERO
    carried: Decimal = ZERO
    expense_kind: str = ""


class Elsewhere(NamedTuple):
    """A claim of an invoice whose row this workbook does not hold."""

    billed: Billed
    """Its `row_id` is the claim's name: the row's own id, or r_7/2 for hours carried on."""
    trace: Trace


class Waiting(NamedTuple):
    """A row that another spreadsheet holds and no invoice bills yet, as its last review has found it."""

    entry: Entry
    category: Category | None = None
    """Where a person has settled it."""
    client: str = ""
    """The id of the client whose row it is."""


def traces(priced: Iterable[tuple[Work, Bill]]) -> Iterator[tuple[str, Trace]]:
    """What is to be kept of each row, and of each part of it that a later window bills, by the claim's name."""
    for work, bill in priced:
        if work.entry.date is None:
            continue
        own = _trace(work, bill)
        yield work.id, own
        for part in bill.parts:
            if part.number > 1:
                carried = own._replace(day=part.day or own.day, start=None, end=None, worked=ZERO, rounded=part.hours,
                                       free=ZERO, drawn=ZERO, carried=ZERO, expense_kind="")  # fmt: skip
                yield claim_of(work.id, part.number), carried


def _trace(work: Work, bill: Bill) -> Trace:
    entry, category = work.entry, work.category if work.settled else None
    return Trace(
        entry.day,
        work.person.id if work.person else "",
        work.role or "",
        work.project.id if work.project else "",
        work.line,
        category.code if category else "",
        entry.start,
        entry.end,
        entry.worked,
        bill.rounded,
        bill.free,
        bill.drawn,
        bill.carried,
        bill.expense.kind if bill.expense else "",
    )


def works_elsewhere(known: Iterable[Elsewhere], sows: Iterable[Sow], agency: Agency) -> Iterator[tuple[Work, Billed]]:
    """Work billed elsewhere under these SOWs, as a price has to know it."""
    by_id = {sow.id: sow for sow in sows}
    for billed, trace in known:
        if billed.sow in by_id:
            yield _work(billed, trace, by_id[billed.sow], agency), billed


def _work(billed: Billed, trace: Trace, sow: Sow, agency: Agency) -> Work:
    tab, (start, end) = str(billed.invoice), (trace.start, trace.end)
    entry = Entry(billed.row_id, tab, 0, trace.day, hours=trace.worked, start=start, end=end)
    client = agency.client_of(sow.client)
    projects = client.projects if client else ()
    return Work(
        entry,
        next((person for person in agency.people if person.id == trace.person), None),
        client,
        next((project for project in projects if project.id == trace.project), None),
        sow.on(trace.day),
        role=trace.role or None,
        category=Category[trace.category] if trace.category else None,
        settled=bool(trace.category),
        line=trace.line,
    )


def by_person_and_day(waiting: Iterable[Work]) -> Mapping[object, Sequence[Work]]:
    """Rows that wait elsewhere, by person and day, in the order in which they come."""
    days: dict[object, list[Work]] = {}
    for work in waiting:
        if work.person is not None:
            days.setdefault((work.person.id, work.entry.date), []).append(work)
    return days


def days_elsewhere(elsewhere: Iterable[Elsewhere]) -> Mapping[object, Decimal]:
    """Hours billed elsewhere, by person and day."""
    hours: dict[object, Decimal] = {}
    for _, trace in elsewhere:
        key = (trace.person, trace.day)
        hours[key] = hours.get(key, ZERO) + trace.worked
    return hours
