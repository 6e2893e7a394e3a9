"""What has been taken of each cap and retainer so far, in judging order."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.cap import NARROW_TO_WIDE, Cap
from service.domain.money import ZERO
from service.domain.period import window_of
from service.domain.sow import Sow
from service.domain.timesheet import Work


class Taken(NamedTuple):
    """How much of what was asked for there was room for."""

    used: Decimal
    within: Decimal
    excess: Decimal


class Meter:
    """Room under limits, each known by any hashable key."""

    def __init__(self) -> None:
        self._used: dict[Hashable, Decimal] = defaultdict(lambda: ZERO)

    def take(self, key: Hashable, wanted: Decimal, limit: Decimal) -> Taken:
        """Take up to `wanted` of what is left below `limit`; both in the limit's own measure."""
        used = self._used[key]
        within = min(wanted, max(ZERO, limit - used))
        self._used[key] = used + within
        return Taken(used, within, wanted - within)

    def add(self, key: Hashable, amount: Decimal) -> None:
        """Count what was taken earlier, whether or not there was room: an invoiced row is a fact."""
        self._used[key] += amount


class OwnedCap(NamedTuple):
    """A cap with the SOW it stands in."""

    cap: Cap
    sow: Sow

    def applies_to(self, work: Work) -> bool:
        """Whether the row counts towards this cap; a client's counts rows of all its SOWs while its own is in force."""
        if self.cap.scope == "client":
            whose = work.client is not None and work.client.id == self.sow.client
            return whose and self.sow.status == "active" and work.entry.date in self.sow.days
        if work.sow is None or work.sow.id != self.sow.id:
            return False
        subject = {
            "person": work.person.id if work.person else None,
            "role": work.role,
            "project": work.project.id if work.project else None,
        }
        return self.cap.scope == "sow" or subject[self.cap.scope] == self.cap.subject

    def window(self, day: date, week_starts: str) -> Hashable:
        """The key under which `day` is counted: the cap and the window the day lies in."""
        return (self.sow.id, self.cap.id, window_of(day, self.cap.window, week_starts).first)


def caps_in_order(sows: Iterable[Sow]) -> Sequence[OwnedCap]:
    """Every cap of every SOW, narrow before wide."""
    owned = [OwnedCap(cap, sow) for sow in sows for cap in sow.caps]
    return sorted(owned, key=lambda item: NARROW_TO_WIDE.index(item.cap.scope))
