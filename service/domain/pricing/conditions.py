"""What the marks of a row itself make of its price: an edit of them is an edit of what was approved."""

import hashlib
from collections.abc import Iterator

from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO, exact, unit_price
from service.domain.pricing.clock import cut
from service.domain.pricing.expensing import kinds_of
from service.domain.pricing.rounding import place_of
from service.domain.spelling import normal
from service.domain.terms.sow import Sow

LONGEST = 60
"""Characters in which terms are kept."""


def terms_of(work: Work, bill: Bill) -> str:
    """The price of an hour and of an expense, and what start, end, task and tags make of it.

    An approval remembers them.

    What hangs on other rows is left out: a limit that they have used up takes nobody's yes back.
    """
    if work.sow is None or work.entry.date is None:
        return bill.terms
    sow = work.sow.on(work.entry.date)
    if not (sow.multipliers or sow.lines or sow.change_orders or sow.expenses or sow.minimums or sow.rounding):
        return bill.terms
    marks = _marks(work, sow) if work.entry.hours is not None and bill.terms else ()
    said = "; ".join(filter(None, [bill.terms, *marks, *_costs(work, sow)]))
    if len(said) <= LONGEST:
        return said
    short = hashlib.sha256(said.encode()).hexdigest()[:8]
    return f"{said[: LONGEST - 11]}… {short}"


def is_repriced(before: str, now: str) -> bool:
    """Whether the SOW has changed a price between two terms, and not only somebody the marks of the row."""
    (hour, costs), (hour_now, costs_now) = map(_prices_in, (before, now))
    return hour != hour_now or any(costs_now.get(kind, price) != price for kind, price in costs.items())


def _prices_in(terms: str) -> tuple[str, dict[str, str]]:
    """The price of an hour, and that of each kind of expense."""
    parts = terms.split("; ")
    costs = [part.partition(" at ") for part in parts if part.startswith("expense ")]
    return ("" if parts[0].startswith("expense ") else parts[0]), {kind: price for kind, _, price in costs}


def _marks(work: Work, sow: Sow) -> Iterator[str]:
    """Each thing in the row's own cells that moves money, in a few words."""
    entry = work.entry
    meant = [one for one in sow.multipliers if one.after_hours is None and one.is_meant_for(work.role, work.line)]
    if meant:
        made = cut(entry, sow, meant, [ZERO] * len(meant))
        for piece in made.pieces:
            if piece.premium is not None:
                yield f"{piece.hours.normalize():f} h {piece.premium.id} x {piece.premium.factor}"
    if sow.lines and work.line:
        yield f"line {work.line}"
    places = {one.place for one in sow.rounding} | {one.place for one in sow.minimums}
    if any(places) and place_of(work):
        yield place_of(work).replace("_", " ")
    if any(one.scope == "task" for one in sow.rounding) or any(one.per == "task" for one in sow.minimums):
        yield f"task {normal(entry.task)}"
    if orders := [one for one in sow.change_orders if one.outside and one.signed]:
        said = [f" {normal(text)} " for text in (entry.task, *entry.tags)]
        yield from (f"order {one.id}" for one in orders if any(f" {normal(one.id)} " in text for text in said))


def _costs(work: Work, sow: Sow) -> Iterator[str]:
    """Each kind that the row's expense may be, and what the client pays of it."""
    if not work.entry.expense or sow.expenses is None:
        return
    for kind in kinds_of(work.entry, sow.expenses.kinds):
        terms = sow.expenses.kinds[kind]
        price = f"cost + {exact(100 * terms.markup)} %"
        if terms.per and terms.rate is not None:
            price = f"{unit_price(terms.rate, sow.currency)} a {terms.per}"
        yield f"expense {kind} at {price}"
