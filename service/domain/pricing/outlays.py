"""What clients pay of expenses in one pass over a timesheet, within the limits of their terms and of caps."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.approval import Billed
from service.domain.hours.bill import Bill, Over, Reached
from service.domain.hours.expense import Doubt, Expense
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO, money
from service.domain.phrase import Phrase, phrase
from service.domain.pricing.capping import past_money
from service.domain.pricing.deal import Deal
from service.domain.pricing.deals import Deals
from service.domain.pricing.expensing import expense_of, kinds_of
from service.domain.pricing.freezing import expense_in
from service.domain.pricing.meter import Gauge
from service.domain.pricing.slip import Slip
from service.domain.terms.cadence import SPANS, window
from service.domain.terms.charge import Expenses
from service.domain.terms.sow import Sow

ASK = phrase("Bill the rest by hand if the client agreed, and say so in Reason.")


class Outlay(NamedTuple):
    """The expense of a row, and what caps have to say of it."""

    expense: Expense
    over: tuple[Over, ...] = ()
    reached: tuple[Reached, ...] = ()

    def on(self, bill: Bill) -> Bill:
        """The bill of the row with its expense."""
        over, reached = (*bill.over, *self.over), (*bill.reached, *self.reached)
        return bill._replace(expense=self.expense, over=over, reached=reached)


class Outlays:
    """Expenses in judging order, each within what those before it have left."""

    __slots__ = ("deals",)

    def __init__(self, deals: Deals) -> None:
        self.deals = deals

    def of(self, work: Work, deal: Deal) -> Outlay:
        """The expense of an open row: by its terms, within their limits, then within the caps that count expenses."""
        sow = deal.paper.sow
        expense = expense_of(work.entry, sow)
        slip = Slip(work, self.deals.lets, sow.currency, deal.paper.named, None, False)
        if sow.expenses is not None and expense.amount:
            expense = self._limited(expense, work, sow, sow.expenses)
            expense = _under_caps(slip, expense, deal)
            self._count(expense.kind, expense.amount, work, sow, sow.expenses)
        return Outlay(expense, tuple(slip.over), tuple(slip.reached))

    def freeze(self, work: Work, billed: Billed, sow: Sow) -> None:
        """Count an expense on an invoice: it has used the limits of its terms."""
        amount = expense_in(work, billed)
        if sow.expenses is not None and amount:
            kind = billed.expense_kind or next(iter(kinds_of(work.entry, sow.expenses.kinds)), "")
            self._count(kind, amount, work, sow, sow.expenses)

    def _limited(self, expense: Expense, work: Work, sow: Sow, terms: Expenses) -> Expense:
        """The expense within the limits of its item, its kind and all expenses together; narrow before wide."""
        item = terms.kinds[expense.kind].item_limit
        if item is not None:
            told = phrase("the limit of {limit} an item", limit=money(item, sow.currency))
            expense = _cut(expense, item, told, sow)
        for name, limit, span in _limits(terms, expense.kind):
            used = self._gauge(work, sow, name, span).used
            told = phrase(
                "the limit for {kind} of {limit} a {window} ({used} used)", kind=name or phrase("expenses"),
                limit=money(limit, sow.currency), window=SPANS[span], used=money(used, sow.currency),
            )  # fmt: skip
            expense = _cut(expense, max(ZERO, limit - used), told, sow)
        return expense

    def _count(self, kind: str, amount: Decimal, work: Work, sow: Sow, terms: Expenses) -> None:
        for name, _, span in _limits(terms, kind):
            self._gauge(work, sow, name, span).used += amount

    def _gauge(self, work: Work, sow: Sow, kind: str, span: str) -> Gauge:
        return self.deals.meter.gauge(("expense", sow.id, kind, window(sow, span, work.entry.day).first))


def _limits(terms: Expenses, kind: str) -> Iterator[tuple[str, Decimal, str]]:
    """The limit of a kind and that of all expenses, where there are such, each with its window."""
    of_kind = terms.kinds.get(kind)
    if of_kind is not None and of_kind.limit is not None:
        yield kind, of_kind.limit, of_kind.window
    if terms.limit is not None:
        yield "", terms.limit, terms.window


def _cut(expense: Expense, most: Decimal, limit: Phrase, sow: Sow) -> Expense:
    """An expense down to what a limit leaves; what is past it is not billed."""
    past = expense.amount - most
    if past <= 0:
        return expense
    what = phrase("{past} of {amount} is past {limit} and not billed.", past=money(past, sow.currency),
                  amount=money(expense.amount, sow.currency), limit=limit)  # fmt: skip
    return expense.down_to(most, what)._replace(doubts=(*expense.doubts, Doubt(what, ASK, past)))


def _under_caps(slip: Slip, expense: Expense, deal: Deal) -> Expense:
    """What caps that count expenses leave of one; only those that clip take anything, as with the money of hours."""
    day, currency, left = slip.work.entry.day, deal.paper.currency, expense.amount
    order = deal.paper.order_of(slip.work.entry, day) if deal.paper.orders else None
    for counter in deal.money_counters:
        if not counter.cap.with_expenses or not left or (order is not None and counter.cap.id in order.outside):
            continue
        room = counter.room(day)
        taken = slip.take(room, left, day)
        if taken.excess > 0:
            slip.steps.append(past_money(room.cap, left, taken.excess, taken.used, taken.limit, currency))
            left = taken.within if room.cap.action == "clip" else left
    if left == expense.amount:
        return expense._replace(steps=(*expense.steps, *slip.steps))
    return expense.down_to(left, *slip.steps)
