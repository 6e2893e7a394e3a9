"""A draft beside all that is needed to judge it: its terms, what stays behind, and what was billed before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Protocol

from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.invoice import DraftInvoice, row_of
from service.domain.invoicing.orders import left_on, order_named
from service.domain.money import ZERO
from service.domain.phrase import Saying
from service.domain.terms.cadence import billed_with
from service.domain.terms.cap import PurchaseOrder
from service.domain.terms.sow import Sow


class Earlier(Protocol):
    """An invoice that stands in the books."""

    @property
    def sow(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def total(self) -> Decimal: ...
    @property
    def number(self) -> str: ...
    @property
    def order_number(self) -> str: ...
    @property
    def part(self) -> str: ...


class Left(NamedTuple):
    """A billable row of the period that is not on the draft."""

    place: Saying
    hours: Decimal
    money: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """One draft to be judged."""

    draft: DraftInvoice
    sow: Sow
    left: tuple[Left, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    """Invoices of the same SOW, newest first."""
    on_order: Decimal = ZERO
    """What was billed on the draft's purchase order before it: in earlier invoices, and by drafts of the same run."""
    reasons: tuple[str, ...] = ()
    """What stands in the Reason cells of the SOW's rows in the period; without such rows, of all its rows."""

    @property
    def order(self) -> PurchaseOrder | None:
        """The purchase order that the draft names."""
        return order_named(self.sow, self.draft.order) if self.draft.order else None

    @property
    def left_on_order(self) -> Decimal | None:
        """What is left on the order before this draft; None where there is no order or it has no limit."""
        return left_on(self.order, self.on_order) if self.order else None


def cases(drafts: Sequence[DraftInvoice], sheet: Timesheet, made: Sequence[Earlier]) -> Iterator[Case]:
    """Every draft with what belongs to it; drafts of one order use it up one after the other."""
    sows = {sow.id: sow for sow in sheet.facts.sows}
    billed = _on_orders(made)
    drawn = {row_of(share.claim) for draft in drafts for share in draft.claims}
    for draft in drafts:
        sow = sows[draft.sow].on(draft.period.last or draft.day)
        earlier = tuple(one for one in made if one.sow == draft.sow)
        key = (draft.sow, draft.order)
        yield Case(draft, sow, tuple(_left(draft, sheet, drawn)), earlier, billed.get(key, ZERO),
                   tuple(_reasons(draft, sheet)))  # fmt: skip
        billed[key] = billed.get(key, ZERO) + draft.total


def _on_orders(made: Iterable[Earlier]) -> dict[tuple[str, str], Decimal]:
    billed: dict[tuple[str, str], Decimal] = {}
    for one in made:
        billed[one.sow, one.order_number] = billed.get((one.sow, one.order_number), ZERO) + one.total
    return billed


def _left(draft: DraftInvoice, sheet: Timesheet, drawn: Iterable[str]) -> Iterator[Left]:
    for work in sheet.chargeable():
        if work.sow is None or work.sow.id != draft.sow or work.entry.date is None or work.id in drawn:
            continue
        bill = sheet.bills[work.id]
        if billed_with(work.sow, work.entry.date) == draft.period:
            yield Left(work.entry.place, work.entry.worked, bill.total)


def _reasons(draft: DraftInvoice, sheet: Timesheet) -> Iterator[str]:
    said = [work for work in sheet if work.sow is not None and work.sow.id == draft.sow and work.entry.reason]
    here = [work for work in said if work.entry.date is not None and work.entry.date in draft.period]
    return (work.entry.reason for work in here or said)
