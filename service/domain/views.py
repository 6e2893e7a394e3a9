"""Rows of a timesheet set apart once, so that a rule walks only those that it can have something to say about."""

from collections.abc import Iterable, Mapping, Sequence

from service.domain.bill import Bill
from service.domain.description import Description
from service.domain.entry import words
from service.domain.work import Work


def parted(works: Iterable[Work]) -> tuple[Sequence[Work], Sequence[Work]]:
    """Rows with hours that somebody is to pay for, and all others."""
    paid, unpaid = list[Work](), list[Work]()
    for work in works:
        hours = work.entry.hours
        (paid if hours is not None and hours > 0 and work.meant_for_billing else unpaid).append(work)
    return paid, unpaid


def unsettled(works: Iterable[Work]) -> Sequence[Work]:
    """Rows of which the person, client, project, SOW or role is not known, or that two SOWs claim."""
    return [
        work
        for work in works
        if work.sow is None or work.role is None or work.person is None or work.project is None or work.rivals
    ]


def timed(works: Iterable[Work]) -> Sequence[Work]:
    """Rows that say when the work began and ended."""
    return [work for work in works if work.entry.start is not None and work.entry.end is not None]


def spoken(works: Iterable[Work]) -> Sequence[tuple[Work, Sequence[str]]]:
    """Rows with the words of their text."""
    return [(work, words(work.entry.description)) for work in works]


def described(works: Iterable[Work], known: Mapping[str, Description]) -> Sequence[tuple[Work, Description]]:
    """Rows with what somebody has found their text to say."""
    return [(work, said) for work in works if (said := known.get(work.entry.id)) is not None]


def remarkable(works: Iterable[tuple[Work, Description]]) -> Sequence[tuple[Work, Description]]:
    """Rows whose text says more than a kind of work: most say nothing else."""
    return [
        (work, said)
        for work, said in works
        if not said.specific
        or len(said.tasks) > 1
        or said.admin
        or said.rework
        or said.sensitive
        or said.instruction_like
        or said.scope_hint
        or said.project_hint
    ]


def involved(works: Iterable[Work], bills: Mapping[str, Bill]) -> Sequence[tuple[Work, Bill]]:
    """Rows that do not come to just their hours at a rate: a limit, a retainer, rounding, a question, no rate."""
    billed = ((work, bills.get(work.entry.id)) for work in works) if bills else ()
    return [
        (work, bill)
        for work, bill in billed
        if bill is not None and (bill.rounded != work.entry.hours or bill.rate is None or _is_eventful(bill))
    ]


def _is_eventful(bill: Bill) -> bool:
    """Whether something happened to the row on its way that somebody may have to hear of."""
    return bool(bill.over or bill.overage or bill.reached or bill.premium or bill.open)
