"""Rows of a timesheet set apart once, so that a rule walks only those that it can have something to say about."""

from collections.abc import Iterable, Mapping, Sequence

from service.domain.bill import Bill
from service.domain.description import Description
from service.domain.entry import all_words
from service.domain.pricetag import PriceTag
from service.domain.work import Work


def parted(works: Iterable[Work]) -> tuple[Sequence[Work], Sequence[Work]]:
    """Rows with hours that somebody is to pay for, and all others."""
    paid, unpaid = list[Work](), list[Work]()
    for work in works:
        entry, client = work.entry, work.client
        hours = entry.hours
        if hours is None or hours <= 0:
            unpaid.append(work)
        elif entry.billable is True and client is not None and not client.own:
            paid.append(work)
        else:
            (paid if work.meant_for_billing else unpaid).append(work)
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


def tagged(works: Iterable[Work]) -> Sequence[tuple[Work, PriceTag]]:
    """Rows that say themselves what they cost."""
    return [(work, tag) for work in works if (tag := work.entry.price_tag) is not None]


def spoken(works: Iterable[Work]) -> Sequence[tuple[Work, Sequence[str]]]:
    """Rows with the words of their text."""
    works = tuple(works)
    return list(zip(works, all_words([work.entry.description for work in works]), strict=True))


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
    found = []
    for work in works if bills else ():
        entry = work.entry
        bill = bills.get(entry.id)
        if bill is not None and (
            bill.rounded != entry.hours or bill.rate is None
            or bill.over or bill.overage or bill.reached or bill.premium or bill.open
        ):  # fmt: skip
            found.append((work, bill))
    return found
