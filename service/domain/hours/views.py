"""Rows of a timesheet set apart once, so that a rule walks only those that it can have something to say about."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal

from service.domain.hours.bill import Bill
from service.domain.hours.columns import Columns
from service.domain.hours.description import Description
from service.domain.hours.pricetag import PriceTag
from service.domain.hours.work import Work


def paid(rows: Columns) -> Sequence[bool]:
    """Of each row, whether it has hours that somebody is to pay for."""
    own = {id(client) for client in rows.clients if client is None or client.own}
    return [
        hours is not None and hours > 0 and ((mark is True and id(client) not in own) or work.meant_for_billing)
        for work, client, hours, mark in zip(rows.works, rows.clients, rows.hours, rows.billable, strict=True)
    ]


def unsettled(works: Iterable[Work]) -> Sequence[Work]:
    """Rows of which the person, client, project, SOW or role is not known, or that two SOWs claim."""
    return [
        work
        for work in works
        if work.sow is None or work.role is None or work.person is None or work.project is None or work.rivals
    ]


def tagged(rows: Columns, wanted: Sequence[bool]) -> Sequence[tuple[Work, PriceTag]]:
    """The wanted rows that say themselves what they cost."""
    cells = zip(rows.works, rows.price_tags, wanted, strict=True)
    return [(work, tag) for work, tag, is_wanted in cells if tag is not None and is_wanted]


def totals(keys: Iterable[Hashable | None], hours: Iterable[Decimal | None]) -> Mapping[Hashable, Decimal]:
    """What the hours above zero come to, by key."""
    found: dict[Hashable, Decimal] = {}
    for key, some in zip(keys, hours, strict=True):
        if key is not None and some is not None and some > 0:
            found[key] = found[key] + some if key in found else some
    return found


def remarkable(works: Iterable[Work], found: Iterable[Description | None]) -> Sequence[tuple[Work, Description]]:
    """Rows whose text says more than a kind of work: most say nothing else."""
    return [
        (work, said)
        for work, said in zip(works, found, strict=True)
        if said is not None and (
            not said.specific or len(said.tasks) > 1 or said.admin or said.rework or said.sensitive
            or said.instruction_like or said.scope_hint or said.project_hint or said.other_client
        )
    ]  # fmt: skip


def involved(rows: Columns, bills: Mapping[str, Bill]) -> Sequence[tuple[Work, Bill]]:
    """Rows that do not come to just their hours at a rate: a limit, a retainer, rounding, a question, no rate."""
    return [
        (work, bill)
        for work, hours, bill in zip(rows.works, rows.hours, map(bills.get, rows.ids), strict=True)
        if bill is not None and (
            bill.rounded != hours or bill.rate is None
            or bill.over or bill.overage or bill.reached or bill.premium or bill.open
        )
    ]  # fmt: skip
