"""Hours that were paid for and lapse: blocks bought ahead, and what periods of a retainer have left to later ones."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.timesheet import Timesheet
from service.domain.money import ZERO, half_up, step_of
from service.domain.period import DAY, month_of
from service.domain.pricing.retaining import Account, Used
from service.domain.pricing.standing import Standing, following, opened
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Sow

Drawn = list[tuple[date, Decimal]]
"""What was drawn on each day, the earliest first."""


class Lapse(NamedTuple):
    """Hours that may be used until a day and no longer."""

    sow: Sow
    name: str
    until: date
    came: Decimal
    """Hours that were there when the last month, or the last period of the retainer, began."""
    left: Decimal
    price: Decimal = ZERO
    """What the client has paid for one of them."""
    clause: str = ""
    rolled: bool = False
    """Whether an earlier period of a retainer has left them."""

    def worth(self, hours: Decimal) -> Decimal:
        """What so many of these hours were paid with."""
        return half_up(hours * self.price, step_of(self.sow.currency))


def lapses(sheet: Timesheet) -> Iterator[Lapse]:
    """What lapses after the month that is billed or after the present one, under SOWs that the sheet has rows of."""
    ending = [
        sow
        for sow in sheet.facts.sows
        if any(one.prepaid or (one.retainer and one.retainer.rollover.share) for one in (sow, *sow.later))
    ]
    drawn = _drawn(sheet, {sow.id for sow in ending}) if ending else {}
    for sow in ending:
        if sow.id in drawn:
            yield from _of_blocks(sow, drawn[sow.id])
            yield from _of_retainer(sheet, sow, drawn[sow.id])


def _drawn(sheet: Timesheet, wanted: set[str]) -> dict[str, Drawn]:
    """What was drawn under each of these SOWs that rows of the sheet lie under, wherever the rows stand."""
    found: dict[str, Drawn] = {}
    for work in sheet:
        if work.sow is not None and work.sow.id in wanted and work.entry.date is not None:
            found.setdefault(work.sow.id, []).append((work.entry.date, sheet.bills[work.id].drawn))
    for work in sheet.facts.waiting:
        if work.sow is not None and work.sow.id in found and work.id in sheet.bills:
            found[work.sow.id].append((work.entry.day, sheet.bills[work.id].drawn))
    for billed, trace in sheet.facts.elsewhere:
        if billed.sow in found:
            found[billed.sow].append((trace.day, trace.drawn))
    return {sow: sorted(days) for sow, days in found.items()}


def _of_blocks(sow: Sow, drawn: Drawn) -> Iterator[Lapse]:
    """Blocks are used one after the other, in the order of the file."""
    ahead = ZERO
    for block in sow.prepaid:
        if block.valid_until is None:
            ahead += block.hours
            continue
        month = month_of(block.valid_until).first or block.valid_until
        then = sum((hours for day, hours in drawn if day < month), ZERO) - ahead
        now = sum((hours for _, hours in drawn), ZERO) - ahead
        came, left = (min(block.hours, max(ZERO, block.hours - used)) for used in (then, now))
        ahead += block.hours
        if came:
            yield Lapse(sow, block.id, block.valid_until, came, left, block.price / block.hours, block.clause)


def _of_retainer(sheet: Timesheet, sow: Sow, drawn: Drawn) -> Iterator[Lapse]:
    """What rolled over into the period of the month's end, and into that of today, and goes no further."""
    account = Account(sow, _earliest(sheet, sow))
    for day, hours in drawn:
        account.freeze(day, Used(hours))
    days = {min(sheet.facts.period.last or sheet.facts.today, sheet.facts.today), sheet.facts.today}
    for first in sorted({account.period(day).first or day for day in days if day in sow.days}):
        retainer, period = account.terms(first), account.period(first)
        if retainer is None or period.last is None or period.last < account.begins:
            continue
        ends = sow.days.last is not None and period.last >= sow.days.last
        now = account.at(first)
        came, left = (_ending(one, retainer, ends=ends) for one in (_begun(account, first, retainer), now))
        if came:
            price = retainer.fee / retainer.hours if retainer.fee and retainer.hours else ZERO
            until = min(period.last, sow.days.last or period.last)
            yield Lapse(sow, retainer.name, until, came, left, price, retainer.clause, rolled=True)


def _earliest(sheet: Timesheet, sow: Sow) -> date:
    """The first day that is known of a client."""
    days = [work.entry.date for work in (*sheet.works, *sheet.facts.waiting)
            if work.entry.date is not None and work.client is not None and work.client.id == sow.client]  # fmt: skip
    own = {one.id for one in sheet.facts.sows if one.client == sow.client}
    return min([*days, *(trace.day for billed, trace in sheet.facts.elsewhere if billed.sow in own)])


def _begun(account: Account, first: date, retainer: Retainer) -> Standing:
    """How a period stood before anything was drawn from it."""
    starts = account.sow.days.first
    if first > account.begins:
        return following(account.at(first - DAY), retainer)
    return opened(retainer, retainer.opening if starts is None or account.period(starts).first == first else ZERO)


def _ending(standing: Standing, retainer: Retainer, *, ends: bool) -> Decimal:
    """Hours in the bank that the next period will not find there."""
    after = retainer.rollover.expires_after_periods
    going = (one.left for one in standing.bank if ends or (after is not None and one.number + after <= standing.number))
    return sum(going, ZERO)
