"""One pass over a timesheet: every row in judging order through every step of the contract."""

import heapq
from collections.abc import Collection, Hashable, Mapping
from datetime import date
from decimal import Decimal

from service.domain.hours.approval import Billed
from service.domain.hours.bill import Bill, Over
from service.domain.hours.expense import Expense
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.money import ZERO, plain
from service.domain.phrase import Phrase, joined, phrase
from service.domain.pricing.capping import beside
from service.domain.pricing.deal import Deal
from service.domain.pricing.deals import Deals
from service.domain.pricing.freezing import count_frozen, expense_in, left_over
from service.domain.pricing.measuring import measured, measured_together
from service.domain.pricing.outlays import Outlay, Outlays
from service.domain.pricing.settling import Settler
from service.domain.pricing.shortcut import summed
from service.domain.pricing.slip import Piece, Slip
from service.domain.pricing.summing import Measured
from service.domain.terms.cap import Cap

UNPAID = phrase("Not billable: 0.00.")


class Till:
    """What one pass keeps while it goes on.

    `totals` is what each window of a volume tier came to in the pass before.
    """

    def __init__(
        self, sheet: Timesheet, stopped: Collection[str], totals: Mapping[Hashable, Decimal] | None = None
    ) -> None:
        self.sheet = sheet
        self.stopped = stopped
        self.deals = Deals(sheet)
        self.settler = Settler(self.deals, totals or {})
        self.waiting: list[tuple[date, int, Slip, Piece]] = []
        """Hours offered to later windows, by the day from which they may be billed."""
        self.offered = 0
        self.moved: dict[str, Slip] = {}
        self.together: dict[str, Measured] = {}
        self.outlays = Outlays(self.deals)
        self.spent: dict[str, Outlay] = {}

    def run(self) -> dict[str, Bill]:
        """Every row; hours carried on come first in the window that they were offered to."""
        bills: dict[str, Bill] = {}
        billed, stopped, waiting, deal_of = self.sheet.facts.billed, self.stopped, self.waiting, self.deals.of
        self.together = measured_together(self.sheet, self.deals, self._pays)
        for work, known in self.deals.elsewhere:
            self._freeze(work, known, deal_of(work))
        for work in self.sheet.works:
            entry = work.entry
            row, day, hours = entry.id, entry.date, entry.hours
            if billed and row in billed:
                bills[row] = self._frozen(work, billed[row])
            elif (stopped and row in stopped) or work.sow is None or day is None:
                bills[row] = Bill()
            elif hours is None:
                bills[row] = self._without_hours(work)
            else:
                while waiting and waiting[0][0] <= day:
                    self._carry_on()
                deal = deal_of(work)
                short = deal.short
                bills[row] = (short(deal, day, hours) if short else None) or self._long(work, deal)
                if entry.expense:
                    self._spend(work, deal)
        while waiting:
            self._carry_on()
        bills |= {row: slip.bill() for row, slip in self.moved.items()}
        bills |= {row: outlay.on(bills[row]) for row, outlay in self.spent.items()}
        return bills

    def used(self) -> dict[Hashable, Decimal]:
        """What is used of each limit, by its gauge."""
        return {key: gauge.used for key, gauge in self.deals.meter.gauges.items()}

    def _without_hours(self, work: Work) -> Bill:
        """The bill of a row that carries an expense alone, or nothing."""
        if work.sow is None or not work.entry.expense:
            return Bill()
        deal = self.deals.of(work)
        self._spend(work, deal)
        paid = work.meant_for_billing
        return Bill(currency=deal.paper.currency, steps=() if paid else (_unpaid(work),), version=deal.paper.named)

    def _spend(self, work: Work, deal: Deal) -> None:
        """Keep the expense of a row that somebody is to pay for."""
        if work.meant_for_billing:
            self.spent[work.id] = self.outlays.of(work, deal)

    def _long(self, work: Work, deal: Deal) -> Bill:
        """The bill of a row that something may happen to on its way."""
        made = self.together.get(work.id) if deal.paper.groups else None
        if made and deal.grouped and (bill := summed(deal, work.entry.day, made.pieces[0].hours, made.steps)):
            return bill
        if not (deal.short or deal.grouped or work.meant_for_billing):
            return Bill(currency=deal.paper.sow.currency, steps=(_unpaid(work),), version=deal.paper.named)
        if cap := deal.zero_cap(work.entry.day):
            return _at_zero(work, deal, cap)
        deal.look(work.entry.day)
        slip = Slip(
            work, self.deals.lets, deal.paper.sow.currency, deal.paper.named, deal.shown_rate(), deal.provisional
        )
        made = made or measured(work, deal, self.deals)
        slip.rounded = sum((piece.hours for piece in made.pieces), ZERO)
        slip.steps += made.steps
        if made.waiting:
            slip.premium = made.waiting
            slip.steps.append(phrase(
                "{premium} needs a word in Reason about who agreed; the plain rate meanwhile.", premium=made.waiting
            ))  # fmt: skip
        if made.asked:
            slip.asked.append(made.asked)
        for piece in self._by_window(slip, deal, made.pieces):
            self._offer(slip, self.settler.settle(slip, piece, deal))
        return slip.bill()

    def _by_window(self, slip: Slip, deal: Deal, pieces: tuple[Piece, ...]) -> list[Piece]:
        """The pieces of a row's own window; those past midnight that another invoice bills wait for their day."""
        if not deal.split:
            return list(pieces)
        own = [piece for piece in pieces if deal.same_invoice(slip.work.entry.day, piece.day)]
        self._offer(slip, [piece for piece in pieces if piece not in own])
        return own

    def _offer(self, slip: Slip, pieces: list[Piece]) -> None:
        """Put hours aside for the day on which a later window begins, each under a number of its own."""
        for piece in pieces:
            piece = piece._replace(number=slip.next_number)
            slip.next_number += 1
            self.moved[slip.work.id] = slip
            self.offered += 1
            heapq.heappush(self.waiting, (piece.day, self.offered, slip, piece))

    def _carry_on(self) -> None:
        """Settle the hours that have waited longest for their window."""
        _, _, slip, piece = heapq.heappop(self.waiting)
        deal = self.deals.of(slip.work)
        deal.look(slip.work.entry.day)
        self._offer(slip, self.settler.settle(slip, piece, deal))

    def _frozen(self, work: Work, billed: Billed) -> Bill:
        """A row on an invoice keeps its figures and its room; hours of it that were left to a later window go on."""
        currency = work.sow.currency if work.sow else ""
        steps = (phrase("As billed on {invoice}.", invoice=billed.invoice),)
        hours, spent = billed.hours + billed.in_fee + billed.free, expense_in(work, billed)
        expense = Expense(billed.expense_kind, spent) if spent else None
        bill = Bill(None, currency, hours, billed.hours, billed.in_fee, amount=billed.amount - spent, steps=steps,
                    free=billed.free, expense=expense)  # fmt: skip
        if work.sow is None or work.entry.date is None:
            return bill
        deal = self.deals.of(work)
        self._freeze(work, billed, deal)
        rest = left_over(work, billed, deal)
        if rest is None:
            return bill
        slip = Slip(work, self.deals.lets, currency, deal.paper.named, None, False)
        slip.frozen = bill
        slip.steps += steps
        self._offer(slip, [rest])
        return bill

    def _freeze(self, work: Work, billed: Billed, deal: Deal) -> None:
        """Count a row on an invoice under every limit, its expense apart from its hours."""
        count_frozen(work, billed, deal, self.deals)
        self.outlays.freeze(work, billed, deal.paper.sow)

    def _pays(self, work: Work, deal: Deal) -> bool:
        """Whether a row goes into a group with others: somebody is to pay for it."""
        if work.id in self.stopped:
            return False
        return deal.grouped or (work.meant_for_billing and deal.zero_cap(work.entry.day) is None)


def _unpaid(work: Work) -> Phrase:
    sow, exemption = work.sow, work.exemption
    if work.entry.billable is False or sow is None or exemption is None:
        return UNPAID
    kind = exemption.category.said if exemption.category else ""
    parts = (kind, exemption.phrase and f"“{exemption.phrase}”", exemption.line)
    what = joined(" ", (part for part in parts if part))
    return phrase("Not billable: {sow} does not pay for {what}. 0.00.", sow=sow.named, what=what)


def _at_zero(work: Work, deal: Deal, cap: Cap) -> Bill:
    """A row on something that is not to have any hours."""
    hours = deal.paper.hours(work.entry.worked)[0]
    step = phrase("{hours} h under a limit of 0 h{beside}: not billable, 0.00.", hours=plain(hours), beside=beside(cap))
    over = Over(cap, ZERO, ZERO, hours, ZERO)
    return Bill(currency=deal.paper.sow.currency, over=(over,), steps=(step,), version=deal.paper.named)


def run(sheet: Timesheet, stopped: Collection[str]) -> tuple[dict[str, Bill], Till]:
    """All bills, and the till as it is after the last row.

    Where all units of a window are priced at the step it reaches, a first pass finds out which step that is.
    """
    sheet = sheet.whole()
    till = Till(sheet, stopped)
    bills, totals = till.run(), till.deals.totals()
    if totals:
        till = Till(sheet, stopped, totals)
        bills = till.run()
    return bills, till
