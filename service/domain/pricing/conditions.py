"""What the marks of a row itself make of its price: an edit of them is an edit of what was approved."""

import hashlib
from collections.abc import Iterator

from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO
from service.domain.pricing.clock import cut
from service.domain.pricing.expensing import kinds_of
from service.domain.pricing.rounding import place_of
from service.domain.spelling import normal
from service.domain.terms.sow import Sow

LONGEST = 60
"""Characters in which terms are kept."""


def terms_of(work: Work, bill: Bill) -> str:
    """The price of an hour, and what start, end, task and tags make of it, as an approval remembers them.

    What hangs on other rows is left out: a limit that they have used up takes nobody's yes back.
    """
    if work.sow is None or work.entry.date is None or work.entry.hours is None or not bill.terms:
        return bill.terms
    sow = work.sow.on(work.entry.date)
    if not (sow.multipliers or sow.lines or sow.change_orders or sow.expenses or sow.minimums or sow.rounding):
        return bill.terms
    said = "; ".join([bill.terms, *_marks(work, sow)])
    if len(said) <= LONGEST:
        return said
    short = hashlib.sha256(said.encode()).hexdigest()[:8]
    return f"{said[: LONGEST - 11]}… {short}"


def price_in(terms: str) -> str:
    """The price of an hour alone."""
    return terms.partition("; ")[0]


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
    if entry.expense and sow.expenses is not None:
        yield from (f"expense {kind}" for kind in kinds_of(entry, sow.expenses.kinds))
    if orders := [one for one in sow.change_orders if one.outside and one.signed]:
        said = [f" {normal(text)} " for text in (entry.task, *entry.tags)]
        yield from (f"order {one.id}" for one in orders if any(f" {normal(one.id)} " in text for text in said))
