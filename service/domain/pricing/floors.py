"""What minimums bring: the least that an entry, a day or a month is billed with, whatever was worked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.timesheet import Timesheet
from service.domain.money import ZERO
from service.domain.period import Period, text_of
from service.domain.pricing import price
from service.domain.terms.cadence import windows
from service.domain.terms.charge import Commitment
from service.domain.terms.sow import Sow


def raised(sheet: Timesheet) -> dict[str, Decimal]:
    """The money that minimums of hours add to each row: its price with them, less its price without them."""
    floored = {sow.client for sow in sheet.facts.sows if any(one.minimums for one in (sow, *sow.later))}
    works = [work for work in sheet if work.client is not None and work.client.id in floored]
    if not works:
        return {}
    stopped = {work.id for work in works if not sheet.bills[work.id].currency}
    facts = replace(sheet.facts, billed={})
    plain = {id(one): bare for sow in facts.sows for one, bare in _without_minimums(sow)}
    sows = tuple(plain[id(sow)] for sow in facts.sows)
    least = Timesheet(tuple(works), facts)
    bare = Timesheet(
        tuple(work._replace(sow=plain.get(id(work.sow), work.sow)) for work in works), replace(facts, sows=sows)
    )
    amounts, lower = price(least, stopped), price(bare, stopped)
    gains = {work.id: amounts[work.id].amount - lower[work.id].amount for work in works}
    return {row: gain for row, gain in gains.items() if gain > ZERO}


def _without_minimums(sow: Sow) -> list[tuple[Sow, Sow]]:
    """The versions of a SOW, each beside what it would be without its minimums."""
    later = [(one, replace(one, minimums=())) for one in sow.later]
    return [(sow, replace(sow, minimums=(), later=tuple(bare for _, bare in later))), *later]


class Short(NamedTuple):
    """A window of a minimum spend that brought in too little."""

    sow: Sow
    missing: Decimal
    billed: Decimal
    """What of it a line of its own has made up."""


def short(sheet: Timesheet, claimed: Mapping[str, Decimal]) -> Iterator[Short]:
    """Minimum spends whose window ends in the month that is billed, and that work and fees did not reach.

    `claimed` is what is billed already beside whole rows.
    """
    here = {work.sow.id for work in sheet if work.sow is not None}
    for sow in sheet.facts.sows:
        for one in sow.commitments if sow.id in here else ():
            for window in _ended(sheet, sow, one):
                yield from _missing(sheet, sow, one, window, claimed)


def _ended(sheet: Timesheet, sow: Sow, one: Commitment) -> list[Period]:
    """The windows of a minimum spend that have ended in the month that is billed."""
    month, today = sheet.facts.period, sheet.facts.today
    ended = windows(sow, one.window, month)
    return [window for window in ended if window.last is not None and window.last in month and window.last <= today]


def _missing(
    sheet: Timesheet, sow: Sow, one: Commitment, window: Period, claimed: Mapping[str, Decimal]
) -> Iterator[Short]:
    rows = [work for work in (*sheet.works, *sheet.facts.waiting) if work.sow is not None and work.sow.id == sow.id]
    spent = sum((sheet.bills[work.id].total for work in rows if work.entry.date in window), ZERO)
    spent += sum((billed.amount for billed, trace in sheet.facts.elsewhere
                  if billed.sow == sow.id and trace.day in window), ZERO)  # fmt: skip
    retainer = sow.retainer
    if retainer is not None and retainer.fee:
        spent += retainer.fee * len(list(windows(sow, retainer.period, window)))
    missing = one.minimum - spent
    made_up = sum((money for claim, money in claimed.items()
                   if claim.startswith(f"trueup/{sow.id}/{one.id}.{text_of(window)}/")), ZERO)  # fmt: skip
    if missing > ZERO:
        yield Short(sow, missing, min(missing, made_up))
