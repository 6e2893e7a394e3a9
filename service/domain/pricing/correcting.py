"""What invoiced hours would cost by now where a tier prices all hours of a window at the step that it reaches."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from service.domain.hours.approval import Billed
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.money import ZERO, half_up
from service.domain.period import Period
from service.domain.phrase import Saying
from service.domain.pricing.deal import Deal
from service.domain.pricing.freezing import expense_in
from service.domain.pricing.slip import Piece
from service.domain.pricing.tariff import Tariff
from service.domain.pricing.tiering import reached
from service.domain.pricing.till import Till
from service.domain.terms.cadence import window


class Correction(NamedTuple):
    """Hours of one role and window that earlier invoices billed at another step than the one reached by now."""

    sow: str
    tier: str
    window: Period
    role: str
    unit: str
    """Of what they were billed: h, day or quarter_hour."""
    before: Decimal
    """The price of one that was billed."""
    price: Decimal
    """The price of one by now."""
    why: Saying
    quantity: Decimal
    billed: Decimal
    """What they were billed with."""
    amount: Decimal
    """What they come to by now."""


Key = tuple[str, str, Period, str, str, Decimal, Decimal, Saying]


class _Found(NamedTuple):
    key: Key
    quantity: Decimal
    billed: Decimal
    price: Decimal
    step: Decimal


def corrections(sheet: Timesheet) -> list[Correction]:
    """Every correction that the priced timesheet asks for, whether or not an invoice has made it already."""
    if not any(tier.mode == "volume" for sow in sheet.facts.sows for one in (sow, *sow.later) for tier in one.tiers):
        return []
    till = Till(sheet.whole(), {row for row, bill in sheet.bills.items() if not bill.currency})
    till.run()
    groups: dict[Key, list[_Found]] = defaultdict(list)
    for found in _moved(sheet, till, till.deals.totals()):
        groups[found.key].append(found)
    return [_correction(group) for group in groups.values()]


def _correction(group: list[_Found]) -> Correction:
    """Rounded once, as on the line that would have billed them together."""
    first, quantity = group[0], sum((one.quantity for one in group), ZERO)
    billed = sum((one.billed for one in group), ZERO)
    return Correction(*first.key, quantity, billed, half_up(quantity * first.price, first.step))


def _moved(sheet: Timesheet, till: Till, totals: Mapping[Hashable, Decimal]) -> Iterator[_Found]:
    """Invoiced rows, here or elsewhere, that would have another price by now."""
    known = sheet.facts.billed
    own = ((work, known[work.id]) for work in sheet if work.id in known)
    for work, billed in chain(till.deals.elsewhere, own):
        deal = till.deals.of(work) if work.sow is not None and work.entry.date is not None else None
        if deal is None or deal.tier is None or deal.tier.mode != "volume" or not billed.hours:
            continue
        day, tier = work.entry.day, deal.tier
        deal.look(day)
        step, why = reached(tier, totals.get(deal.tier_key(tier, day), ZERO))
        now, before = _tariff(deal, work, billed, step.factor), _billed_at(deal, work, billed)
        if now is not None and before is not None and now.price != before.price:
            days = window(deal.paper.base, tier.window, day, sheet.facts.agency.week_starts)
            key = (deal.paper.sow.id, tier.id, days, deal.role, now.unit, before.price, now.price, why)
            labour = billed.amount - expense_in(work, billed)
            yield _Found(key, now.quantity(billed.hours), labour, now.price, now.step)


def _tariff(deal: Deal, work: Work, billed: Billed, factor: Decimal) -> Tariff | None:
    return deal.tariff_for(Piece(billed.hours, billed.hours, work.entry.day), factor, "")


def _billed_at(deal: Deal, work: Work, billed: Billed) -> Tariff | None:
    """The step at which the row was billed; None where it had a price of its own, or a limit has cut it."""
    labour = billed.amount - expense_in(work, billed)
    steps = deal.tier.steps if deal.tier else ()
    tariffs = [one for step in steps if (one := _tariff(deal, work, billed, step.factor)) is not None]
    nearest = min(tariffs, key=lambda one: abs(one.of(billed.hours).amount - labour), default=None)
    off = abs(nearest.of(billed.hours).amount - labour) if nearest else ZERO
    return nearest if nearest is not None and off <= nearest.step else None
