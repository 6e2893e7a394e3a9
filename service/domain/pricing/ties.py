"""Which rows of a client hang together, because they count towards a limit that is passed or comes near."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.timesheet import Facts, Timesheet, Work
from service.domain.money import ZERO
from service.domain.period import Period
from service.domain.pricing.counter import Counter
from service.domain.pricing.deal import Deal
from service.domain.pricing.deals import Deals

Uses = Mapping[Hashable, Decimal]
"""What is used of each limit, by its gauge."""


class Limit(NamedTuple):
    """One window of a cap, as the rows of one kind meet it."""

    key: Hashable
    """That of its gauge."""
    window: Period
    quiet: Decimal
    """As long as less than this is used, it has nothing to say to any row."""
    tangled: bool
    """Whether it reaches beyond its window: it carries hours on, or draws on what other windows leave."""

    def is_near(self, before: Uses, after: Uses) -> bool:
        """Whether it has something to say of what is used of it, before an edit or after."""
        return max(before.get(self.key, ZERO), after.get(self.key, ZERO)) >= self.quiet


class Ties:
    """The limits that rows of one client count towards, and the rows that are tied to others by more than these."""

    def __init__(self, facts: Facts) -> None:
        self.deals = Deals(Timesheet((), replace(facts, elsewhere=())))
        self.billed = facts.billed
        self._limits: dict[tuple[int, Hashable], Limit] = {}
        self._ways: dict[tuple[int, date], tuple[Limit, ...]] = {}

    def limits(self, works: Iterable[Work], stopped: Collection[str]) -> frozenset[Limit] | None:
        """Each limit that any of the rows counts towards; None where more than limits can happen to one of them."""
        found = set[Limit]()
        for work in works:
            own = self._of(work, stopped)
            if own is None or work.entry.id in self.billed:
                return None
            found.update(own)
        return frozenset(found)

    def counting(self, limits: Collection[Limit], stopped: Collection[str], works: Iterable[Work]) -> Iterator[Work]:
        """The rows that count towards any of these limits."""
        keys = {limit.key for limit in limits}
        first = min((limit.window.first or date.min for limit in limits), default=date.max)
        last = max((limit.window.last or date.max for limit in limits), default=date.min)
        for work in works:
            day = work.entry.date
            if work.sow is None or day is None or not first <= day <= last:
                continue
            if any(one.key in keys for one in self._met(self.deals.of(work), day)) and self._of(work, stopped) != ():
                yield work

    def _of(self, work: Work, stopped: Collection[str]) -> tuple[Limit, ...] | None:
        """The limits that a row counts towards; None where more than limits can happen to it."""
        entry = work.entry
        if entry.id in stopped or work.sow is None or entry.date is None:
            return ()
        deal = self.deals.of(work)
        if entry.id not in self.billed:
            if entry.expense or (entry.hours or ZERO) < 0:
                return None
            if entry.hours is None or not (deal.plain or work.meant_for_billing):
                return ()
            if not deal.plain:
                return None
        return self._met(deal, entry.date)

    def _met(self, deal: Deal, day: date) -> tuple[Limit, ...]:
        """The limits that rows of a deal meet on a day."""
        found = self._ways.get((id(deal), day))
        if found is None:
            found = tuple([self._limit(counter, day) for counter in (*deal.hour_counters, *deal.money_counters)])
            self._ways[id(deal), day] = found
        return found

    def _limit(self, counter: Counter, day: date) -> Limit:
        key = counter.key(day)
        if (id(counter), key) not in self._limits:
            limit = Limit(key, counter.window(day), counter.quiet(day), counter.tangled)
            self._limits[id(counter), key] = limit
        return self._limits[id(counter), key]
