"""Entries in the order in which they are judged, each with who did it and under which SOW."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from heapq import merge
from itertools import compress
from operator import not_
from typing import Any, TypeVar

from service.domain.hours import views
from service.domain.hours.bill import Bill
from service.domain.hours.columns import Columns
from service.domain.hours.description import Description
from service.domain.hours.elsewhere import by_person_and_day, days_elsewhere
from service.domain.hours.entry import judging_order
from service.domain.hours.facts import Facts
from service.domain.hours.grouping import grouped, keys_of, person_day, place_of
from service.domain.hours.pricetag import PriceTag
from service.domain.hours.texts import Texts
from service.domain.hours.work import Work
from service.domain.money import CENT, ZERO, half_up, step_of
from service.domain.terms.waiver import Waiver

__all__ = ["Facts", "Timesheet", "Work", "place_in_order", "place_of"]

V = TypeVar("V")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Timesheet:
    """Works in judging order (already invoiced ones first), the facts, and, once priced, a bill for each."""

    works: tuple[Work, ...]
    facts: Facts
    bills: Mapping[str, Bill] = field(default_factory=dict)
    used: frozenset[Waiver] = frozenset()
    """Waivers that a finding has needed."""
    found: Mapping[str, Collection[str]] = field(default_factory=dict, repr=False, compare=False)
    """The rows of which something is said, by the code of the check that says it."""
    _views: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out of the works once, for every rule that asks."""

    def __iter__(self) -> Iterator[Work]:
        return iter(self.works)

    def work(self, row_id: str) -> Work:
        """The work of a row."""
        return self._by_id[row_id]

    def find(self, row_id: str) -> Work | None:
        """The work of a row; None where there is no such row."""
        return self._by_id.get(row_id)

    def grouped(self, key: Callable[[Work], K | None]) -> dict[K, list[Work]]:
        """Works by a key, in judging order; those without a key are left out."""
        return self.once(key, lambda: grouped(self.works, self._keys(key)))

    def _keys(self, key: Callable[[Work], Any]) -> Sequence[Any]:
        return self.days() if key is person_day else keys_of(self.all_columns(), key)

    def columns(self) -> Columns:
        """Open works, column by column."""
        return self.once("columns", lambda: Columns.of(self.open()))

    def all_columns(self) -> Columns:
        """All works, column by column, also those on an invoice."""
        return self.once("all_columns", lambda: Columns.of(self.works)) if self.facts.billed else self.columns()

    def days(self) -> Sequence[Hashable | None]:
        """Whose day each work belongs to: person and date, or None without a date."""
        return self.once("days", lambda: keys_of(self.all_columns(), person_day))

    def hours_by_day(self) -> Mapping[Hashable, Decimal]:
        """All hours above zero by person and day: no running sum of a day goes past that."""
        return self.once("hours_by_day", lambda: views.totals(self.days(), self.all_columns().hours))

    def open(self) -> Sequence[Work]:
        """Works that are not on an invoice yet and so can still be judged."""
        billed = self.facts.billed
        if not billed:
            return self.works
        return self.once("open", lambda: [work for work in self.works if work.entry.id not in billed])

    def _paid(self) -> Sequence[bool]:
        """Of each open work, whether it has hours that somebody is to pay for."""
        return self.once("paid", lambda: views.paid(self.columns()))

    def billable(self) -> Sequence[Work]:
        """Open works with hours that somebody is to pay for."""
        return self.once("billable", lambda: list(compress(self.open(), self._paid())))

    def unpaid(self) -> Sequence[Work]:
        """Open works without hours, or that nobody is to pay for."""
        return self.once("unpaid", lambda: list(compress(self.open(), map(not_, self._paid()))))

    def chargeable(self) -> Sequence[Work]:
        """Open works with hours or an expense that somebody is to pay for."""
        costs = [work for work in self.unpaid() if work.entry.expense and work.meant_for_billing]
        return [*self.billable(), *costs]

    def unsettled(self) -> Sequence[Work]:
        """Open works of which it is not clear whose they are."""
        return self.once("unsettled", lambda: views.unsettled(self.open()))

    def troubled(self) -> Sequence[Work]:
        """Open works with a cell that could not be read."""
        return self.once("troubled", lambda: self.columns().holding(self.columns().problems))

    def tagged(self) -> Sequence[tuple[Work, PriceTag]]:
        """Billable works whose row says itself what they cost, with what it says."""
        tags = compress(self.columns().price_tags, self._paid())
        return self.once(
            "tagged", lambda: [(work, tag) for work, tag in zip(self.billable(), tags, strict=True) if tag]
        )

    def said(self) -> Sequence[Description | None]:
        """Of each billable work, what somebody has found its text to say; None where nobody has read it."""
        ids = compress(self.columns().ids, self._paid())
        return self.once("said", lambda: list(map(self.facts.descriptions.get, ids)))

    def remarkable(self) -> Sequence[tuple[Work, Description]]:
        """Billable works whose text says more than a kind of work, with what it says."""
        return self.once("remarkable", lambda: views.remarkable(self.billable(), self.said()))

    def texts(self) -> Texts:
        """What is written on billable works."""
        lines = compress(self.columns().texts, self._paid())
        return self.once("texts", lambda: Texts.of(self.billable(), list(lines)))

    def involved(self) -> Sequence[tuple[Work, Bill]]:
        """Open works whose bill is more than their hours at a rate, with that bill."""
        return self.once("involved", lambda: views.involved(self.columns(), self.bills) if self.bills else ())

    def places(self) -> Mapping[object, Sequence[Work]]:
        """Billable works by client, SOW and project: what holds for one of a place holds for all."""
        return self.once("places", lambda: grouped(self.billable(), map(place_of, self.billable())))

    def hours_elsewhere(self) -> Mapping[object, Decimal]:
        """Hours that invoices bill of rows that are not here, by person and day."""
        return self.once("elsewhere", lambda: days_elsewhere(self.facts.elsewhere))

    def waiting_elsewhere(self) -> Mapping[object, Sequence[Work]]:
        """Rows that wait in other spreadsheets, by person and day."""
        return self.once("waiting", lambda: by_person_and_day(self.facts.waiting))

    def whole(self) -> "Timesheet":
        """These works and, each in its place, those of the same clients that wait in other spreadsheets."""
        if not self.facts.waiting:
            return self
        here = {work.client.id for work in self.works if work.client is not None}
        others = [work for work in self.facts.waiting if work.client is not None and work.client.id in here]
        both = merge(self.works, others, key=lambda work: place_in_order(work, self.facts))
        return Timesheet(tuple(both), self.facts, self.bills) if others else self

    def once(self, name: object, make: Callable[[], V]) -> V:
        """Something that several rules ask of the same works, worked out when the first one asks."""
        if name not in self._views:
            self._views[name] = make()
        found: V = self._views[name]
        return found

    @property
    def _by_id(self) -> dict[str, Work]:
        return self.once("by_id", lambda: dict(zip(self.all_columns().ids, self.works, strict=True)))

    def description(self, work: Work) -> Description | None:
        """What the text was found to say, if anybody has read it."""
        return self.facts.descriptions.get(work.id)

    def stake(self, work: Work) -> Decimal:
        """The money that hangs on the row; before rows are priced, what it would be worth."""
        return self.bills[work.id].total if self.bills else self.worth(work)

    def share(self, work: Work, hours: Decimal) -> Decimal:
        """The money that hangs on some of the row's hours; never more than on all of them."""
        stake, worked = self.stake(work), work.entry.worked
        return min(stake, half_up(stake * hours / worked, CENT)) if worked > 0 else stake

    def worth(self, work: Work) -> Decimal:
        """The raw hours at the rate of the card, whether or not the row is billed."""
        if work.sow is None or work.entry.date is None:
            return ZERO
        card = work.sow.rate_on(work.entry.date, work.person.id if work.person else "", work.role)
        return half_up(work.entry.worked * card.rate, step_of(work.sow.currency)) if card else ZERO

    def priced(self, bills: Mapping[str, Bill]) -> "Timesheet":
        """The same timesheet with bills."""
        return replace(
            self, bills=bills, _views={name: view for name, view in self._views.items() if name != "involved"}
        )

    def replacing(self, old: Sequence[Work], new: Sequence[Work], facts: Facts) -> "Timesheet":
        """Some works out and others in, each in its place in the order; groups that hold none of them stay."""

        def at(work: Work) -> tuple[object, ...]:
            return place_in_order(work, facts)

        def exchanged(works: Iterable[Work], out: Iterable[Work], into: Iterable[Work]) -> list[Work]:
            kept = list(works)
            for work in out:
                del kept[bisect_left(kept, place_in_order(work, self.facts), key=at)]
            for work in into:
                insort(kept, work, key=at)
            return kept

        kept_views: dict[object, Any] = {}
        for key, groups in self._views.items():
            if callable(key):
                kept_views[key] = regrouped = dict(groups)
                for group in {key(work) for work in (*old, *new)} - {None}:
                    inside = ([work for work in works if key(work) == group] for works in (old, new))
                    regrouped[group] = exchanged(groups.get(group, ()), *inside)
        kept_views["by_id"] = {**self._by_id, **{work.id: work for work in new}}
        for row in {work.id for work in old} - {work.id for work in new}:
            del kept_views["by_id"][row]
        return Timesheet(tuple(exchanged(self.works, old, new)), facts, _views=kept_views)

    def part(self, works: Iterable[Work]) -> "Timesheet":
        """Some of the works, in the order in which they stand here."""
        return Timesheet(tuple(works), self.facts, self.bills, self.used, self.found)


def place_in_order(work: Work, facts: Facts) -> tuple[object, ...]:
    """What a timesheet is sorted by: rows on an invoice first, then as `judging_order` says."""
    return (work.entry.id not in facts.billed, *judging_order(work.entry, facts.arrivals))
