"""What rows on invoices have used of every limit: they keep their figures, and their room."""

from datetime import datetime
from decimal import Decimal

from service.domain.hours.approval import Billed
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO
from service.domain.pricing.capping import name_of
from service.domain.pricing.clock import ends_at
from service.domain.pricing.deal import Deal
from service.domain.pricing.deals import Deals
from service.domain.pricing.letting import BEYOND, OVERAGE, Lets
from service.domain.pricing.measuring import count_worked
from service.domain.pricing.meter import Room
from service.domain.pricing.retaining import Used
from service.domain.pricing.slip import Piece


def expense_in(work: Work, billed: Billed) -> Decimal:
    """What of the money of an invoiced row is its expense; where nobody kept it, all that is billed beside no hours."""
    if billed.expense is not None:
        return billed.expense
    return billed.amount if work.entry.expense and not billed.hours else ZERO


def count_frozen(work: Work, billed: Billed, deal: Deal, deals: Deals) -> None:
    """Count a row on an invoice with the figures it was billed with."""
    day, moment = work.entry.day, ends_at(work.entry)
    hours = billed.hours + billed.in_fee + billed.free
    for counter in deal.hour_counters:
        room = counter.room(day)
        logged = (work.entry.worked or hours) if work.meant_for_billing else ZERO
        _count(room, logged if room.cap.measure == "logged_hours" else hours, work, deals, moment)
    spent = expense_in(work, billed)
    for counter in deal.money_counters:
        _count(counter.room(day), billed.amount - (ZERO if counter.cap.with_expenses else spent), work, deals)
    retainer = deal.paper.sow.retainer
    if deal.tier is not None and not (deal.retained and retainer and retainer.overage_rate is not None):
        deal.look(day)  # a tier counts money at the card's price, before any step has lowered it
        used = deal.worth(billed.hours) if deal.tier.measure == "money" else billed.hours
        stair = deal.stair(day)
        stair.gauge.used += used
        stair.climb()
    if not deal.paper.groups:
        count_worked(work, deal, deals)
    _count_covered(billed, deal, work, deals.lets)


def _count(room: Room, amount: Decimal, work: Work, deals: Deals, moment: datetime | None = None) -> None:
    """Count what a row has used of a limit; what of it lies past the limit has used up a waiver."""
    room.add(amount, moment)
    room.reached()
    if room.cap.window != "rolling_24h" and room.gauge.used > room.limit:
        deals.lets.past(work, room.cap.check, min(amount, room.gauge.used - room.limit), room.cap)


def _count_covered(billed: Billed, deal: Deal, work: Work, lets: Lets) -> None:
    drawn = billed.in_fee if billed.drawn is None else billed.drawn
    if deal.retained:
        used = deal.paper.account.freeze(work.entry.day, Used(drawn, billed.free, billed.hours))
        lets.past(work, OVERAGE, billed.hours)
        ahead = deal.paper.sow.retainer.preapproved if deal.paper.sow.retainer else None
        if ahead is not None:
            lets.past(work, BEYOND, min(billed.hours, used.past - ahead))
        return
    for block in deal.paper.blocks:
        if drawn and block.is_open(work.entry.day, deal.project):
            drawn -= block.room.take(drawn).within
            block.room.reached()


def left_over(work: Work, billed: Billed, deal: Deal) -> Piece | None:
    """The hours of an invoiced row that were left to a later window; none where no cap carries anything on."""
    carrying = next((one for one in deal.hour_counters if one.cap.action == "carry"), None)
    if carrying is None:
        return None
    following = carrying.next_day(work.entry.day)
    hours = _missing(work, billed, deal) if billed.rounded is None else billed.carried
    if following is None or hours <= 0:
        return None
    return Piece(hours, hours, following, kind="carried", since=name_of(carrying))


def _missing(work: Work, billed: Billed, deal: Deal) -> Decimal:
    """What was billed less than the row has, where nothing but a cap that carries can have taken it."""
    taking = {one.cap.action for one in deal.hour_counters} & {"clip", "block"}
    if taking or deal.paper.groups or not work.meant_for_billing:
        return ZERO
    return deal.paper.hours(work.entry.worked)[0] - billed.hours - billed.in_fee - billed.free
