"""The hours of rows as they are billed: cut by the clock, then rounded, each row or each group of rows."""

from collections.abc import Callable
from decimal import Decimal

from service.domain.hours.approval import Billed
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.money import ZERO
from service.domain.pricing.clock import Cut, cut, ends_at
from service.domain.pricing.deal import Deal
from service.domain.pricing.deals import Deals
from service.domain.pricing.rounding import hangs_on_others
from service.domain.pricing.slip import Piece
from service.domain.pricing.summing import Measured, Tally, rounded

Pays = Callable[[Work, Deal], bool]


def billed_hours(billed: Billed) -> Decimal:
    """The rounded hours of an invoiced row."""
    return billed.hours + billed.in_fee + billed.free + billed.carried if billed.rounded is None else billed.rounded


def count_worked(work: Work, deal: Deal, deals: Deals) -> None:
    """Count a row's hours among those of its person, for overtime."""
    for window in deal.paper.overtime:
        deals.worked_before(work, deal, window).used += work.entry.worked


def measured(work: Work, deal: Deal, deals: Deals) -> Measured:
    """The pieces of a row that is rounded alone."""
    if not (deal.multipliers or deal.split or deal.paper.overtime):
        hours, told = deal.paper.hours(work.entry.worked)
        piece = Piece(hours, work.entry.worked, work.entry.day, moment=ends_at(work.entry) if deal.rolling else None)
        return Measured((piece,), (told,))
    tally = Tally(work, deal.paper.sow, _cut(work, deal, deals))
    return rounded([tally], deals.facts.agency.week_starts)[work.id]


def measured_together(sheet: Timesheet, deals: Deals, pays: Pays) -> dict[str, Measured]:
    """The rows whose hours hang on those of other rows, frozen ones among them."""
    tallies: list[Tally] = []
    summed = {id(one) for sow in sheet.facts.sows for one in (sow, *sow.later) if hangs_on_others(one)}
    known = sheet.facts.billed
    own = [(work, known.get(work.entry.id)) for work in sheet.works if id(work.sow) in summed] if summed else ()
    for work, billed in (*deals.elsewhere, *own):
        if id(work.sow) not in summed or work.sow is None or work.entry.hours is None or work.entry.date is None:
            continue
        deal = deals.of(work)
        counts = pays(work, deal) or (billed is not None and billed_hours(billed) > 0)
        if not counts:
            continue
        frozen = billed_hours(billed) if billed else None
        tallies.append(Tally(work, work.sow, _cut(work, deal, deals), deal.rate_on(work.entry.date), frozen))
    return rounded(tallies, deals.facts.agency.week_starts)


def _cut(work: Work, deal: Deal, deals: Deals) -> Cut:
    if not (deal.multipliers or deal.split or deal.paper.overtime):
        entry = work.entry
        ended = ends_at(entry) if deal.rolling else None
        return Cut((Piece(entry.worked, entry.worked, entry.day, moment=ended),))
    before = [
        deals.worked_before(work, deal, one.after_window).used if one.after_hours is not None else ZERO
        for one in deal.multipliers
    ]
    made = cut(work.entry, deal.paper.sow, deal.multipliers, before, deal.split)
    count_worked(work, deal, deals)
    return made
