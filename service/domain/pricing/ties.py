"""Which rows of a client hang together, because they count towards a limit that is passed or comes near."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain

from service.domain.hours.timesheet import Facts, Timesheet, Work
from service.domain.money import ZERO
from service.domain.pricing.deals import Deals
from service.domain.pricing.meter import Room
from service.domain.pricing.till import Till


class Ties:
    """The limits that rows of one client count towards, and the rows that are tied to others by more than these."""

    def __init__(self, facts: Facts) -> None:
        self.deals = Deals(Timesheet((), replace(facts, elsewhere=())))
        self.billed = facts.billed
        self._keys: dict[int, Hashable] = {}

    def rooms(self, work: Work, stopped: Collection[str]) -> Sequence[Room] | None:
        """The room under each limit that a row counts towards; None where more than limits can happen to it."""
        entry = work.entry
        if entry.id in stopped or work.sow is None or entry.date is None:
            return ()
        deal = self.deals.of(work)
        if entry.id not in self.billed:
            if entry.expense or (entry.hours or ZERO) < 0:
                return None
            if entry.hours is None or not work.meant_for_billing:
                return ()
            if not deal.plain:
                return None
        return tuple(chain.from_iterable(deal.way(entry.date)))

    def key(self, room: Room) -> Hashable:
        """The key of a room's gauge."""
        if id(room.gauge) not in self._keys:
            self._keys = {id(gauge): key for key, gauge in self.deals.meter.gauges.items()}
        return self._keys[id(room.gauge)]

    def passed(
        self, tills: Iterable[Till], used: Mapping[Hashable, Decimal], now: Mapping[Hashable, Decimal]
    ) -> frozenset[Hashable] | None:
        """The limits of priced rows that have something to say, before the edit or after it; None as for a row."""
        found = set[Hashable]()
        for till in tills:
            for work in till.sheet.works:
                rooms = None if work.id in self.billed else self.rooms(work, till.stopped)
                if rooms is None or any(isinstance(key, tuple) and key[0] == "waiver" for key in now):
                    return None
                full = {room: key for room in rooms if _near(room, key := self.key(room), used, now)}
                if any(room.pools or room.cap.action == "carry" for room in full):
                    return None
                found.update(full.values())
        return frozenset(found)

    def counting(self, limits: frozenset[Hashable], stopped: Collection[str], works: Iterable[Work]) -> frozenset[str]:
        """The rows that count towards any of these limits."""
        found, known = set[str](), dict[tuple[int, date], bool]()
        for work in works:
            day = work.entry.date
            if work.sow is None or day is None:
                continue
            deal = self.deals.of(work)
            counts = known.get((id(deal), day))
            if counts is None:
                rooms = chain.from_iterable(deal.way(day))
                counts = known[id(deal), day] = any(self.key(room) in limits for room in rooms)
            if counts and self.rooms(work, stopped) != ():
                found.add(work.id)
        return frozenset(found)


def _near(room: Room, key: Hashable, used: Mapping[Hashable, Decimal], now: Mapping[Hashable, Decimal]) -> bool:
    """Whether a limit has something to say of what is used of it, before an edit or after."""
    return max(used.get(key, ZERO), now.get(key, ZERO)) >= room.quiet
