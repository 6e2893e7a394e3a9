"""Prices after an edit: the touched rows, and those that share a limit with them that is passed or comes near."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.bill import Bill
from service.domain.hours.grouping import own_client
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.money import ZERO
from service.domain.pricing.ties import Ties
from service.domain.pricing.till import Till, run


class Priced(NamedTuple):
    """A bill for every row, and what has to be known for pricing some of them again."""

    bills: Mapping[str, Bill]
    used: Mapping[Hashable, Decimal]
    """What is used of each limit, by its gauge: never less than it is."""
    corrected: frozenset[Hashable]
    """Clients with rows below zero: what is used of a limit may once have been more."""
    till: Till | None = None
    """The pass over all rows that it comes of; None once some of them have been priced again."""


class Edited(NamedTuple):
    """A timesheet before and after an edit, with the rows that come to nothing in each."""

    old: Timesheet
    new: Timesheet
    stopped_before: Collection[str]
    stopped: Collection[str]


def price_all(sheet: Timesheet, stopped: Collection[str] = ()) -> Priced:
    """A bill for every row, as `price` has it, and what pricing some of them again has to know."""
    bills, till = run(sheet, stopped)
    rows = sheet.columns()
    below = {own_client(work) for work, hours in zip(rows.works, rows.hours, strict=True) if hours and hours < 0}
    return Priced(bills, till.used(), frozenset(below), till)


def price_again(before: Priced, edit: Edited, rows: Iterable[str]) -> tuple[Priced, set[str]]:
    """All prices where nothing but `rows` has changed, and the rows that have another bill now."""
    rows = frozenset(rows)
    clients = {own_client(work) for sheet in (edit.old, edit.new) for row in rows if (work := sheet.find(row))}
    waiting = {own_client(work) for work in edit.new.facts.waiting}
    bills, used, corrected, changed = dict(before.bills), dict(before.used), set(before.corrected), set[str]()
    for row in rows:
        if edit.new.find(row) is None:
            bills.pop(row, None)
    for work in edit.new.facts.waiting:
        if own_client(work) in clients:
            bills.pop(work.id, None)  # priced again with the client's rows, if any are left
    for client in clients:
        fresh = None if client in corrected or client in waiting else _narrow(edit, client, rows, used)
        if fresh is None:
            whole = price_all(edit.new.part(edit.new.grouped(own_client).get(client, ())), edit.stopped)
            fresh, corrected = whole.bills, corrected - {client} | whole.corrected
            # What lies below nothing may come of rows that are gone; all else of those is too much at most.
            used = {key: amount for key, amount in used.items() if amount > 0} | dict(whole.used)
        changed |= {row for row, bill in fresh.items() if bill != before.bills.get(row) and edit.new.find(row)}
        bills.update(fresh)
    return Priced(bills, used, frozenset(corrected)), changed


def _narrow(
    edit: Edited, client: Hashable, rows: frozenset[str], used: dict[Hashable, Decimal]
) -> Mapping[str, Bill] | None:
    """The bills of the rows that an edit reaches; None where rows hang together by more than limits.

    Where a limit is passed or comes near, all that counts towards it is priced again, and so on from there. `used` is
    brought up to date.
    """
    groups = [sheet.grouped(own_client).get(client, []) for sheet in (edit.old, edit.new)]
    if _is_first(edit, rows, groups):
        return None
    ties, touched, known = Ties(edit.new.facts), rows, frozenset[Hashable]()
    while 2 * len(rows) <= len(groups[1]) + 1:
        old, new = (
            Till(_part(sheet, group, rows, rows is touched), stopped)
            for sheet, group, stopped in zip(edit[:2], groups, edit[2:], strict=True)
        )
        met = [ties.limits(till.sheet.works, till.stopped) for till in (old, new)]
        old.run()
        bills = new.run()
        now = _after(used, old, new)
        if None in met or any(isinstance(key, tuple) and key[0] == "waiver" for key in now):
            return None
        near = {limit for limits in met for limit in limits or () if limit.is_near(used, now)}
        if any(limit.tangled for limit in near):
            return None
        if {limit.key for limit in near} <= known:
            used.update(now)
            return bills
        near = {limit for limit in near if limit.key not in known}
        rows |= {work.id for work in ties.counting(near, new.stopped, [*old.sheet.works, *groups[1]])}
        known |= {limit.key for limit in near}
    return None


def _part(sheet: Timesheet, group: Iterable[Work], rows: frozenset[str], alone: bool) -> Timesheet:
    """Some rows of a client; what is billed from elsewhere counts where limits are passed, and else is counted once."""
    works = tuple([work for work in group if work.entry.id in rows])
    return Timesheet(works, replace(sheet.facts, elsewhere=()) if alone else sheet.facts)


def _after(used: Mapping[Hashable, Decimal], old: Till, new: Till) -> dict[Hashable, Decimal]:
    """What is used of each limit that the rows count towards, after the edit."""
    given, taken = old.used(), new.used()
    return {key: used.get(key, ZERO) - given.get(key, ZERO) + taken.get(key, ZERO) for key in given.keys() | taken}


def _is_first(edit: Edited, rows: frozenset[str], groups: Sequence[Sequence[Work]]) -> bool:
    """Whether a touched row may be the client's first, with which the periods of a retainer begin."""
    clients = {work.client.id for group in groups for work in group[:1] if work.client is not None}
    sows = [sow for sow in edit.new.facts.sows if sow.client in clients]
    if not any(version.retainer for sow in sows for version in (sow, *sow.later)):
        return False
    touched = [work for group in groups for work in group if work.id in rows]
    return _earliest(touched) <= min(map(_earliest, groups)) < date.max


def _earliest(works: Iterable[Work]) -> date:
    return min((work.entry.date for work in works if work.entry.date is not None), default=date.max)
