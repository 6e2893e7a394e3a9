"""Room under limits: what has been taken of each so far, in judging order."""

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from service.domain.money import ZERO
from service.domain.terms.cap import Cap, Threshold

PASSING = frozenset(("notify", "acknowledge", "rate"))
"""What is past a cap with one of these actions is billed, and counts as used."""
ENDLESS = Decimal("Infinity")
ROLLING = timedelta(hours=24)


class Taken(NamedTuple):
    """How much of what was asked for there was room for."""

    used: Decimal
    within: Decimal
    excess: Decimal
    limit: Decimal


class Gauge:
    """What was taken under one limit in one window, and which thresholds have been told of."""

    __slots__ = ("events", "lifted", "told", "used")

    def __init__(self) -> None:
        self.used = ZERO
        self.lifted = ZERO
        """What of it lies past the limit, in change orders."""
        self.told: set[Threshold] = set()
        self.events: list[tuple[datetime, Decimal]] = []
        """When it was taken, for a window that rolls along."""


class Pool(NamedTuple):
    """What a signed change order adds, shared by all the windows that draw on it."""

    gauge: Gauge
    size: Decimal

    @property
    def left(self) -> Decimal:
        """What nobody has drawn yet."""
        return max(ZERO, self.size - self.gauge.used)


class Meter:
    """Every gauge of one pass over a timesheet, each known by any hashable key."""

    def __init__(self) -> None:
        self.gauges: dict[Hashable, Gauge] = {}

    def gauge(self, key: Hashable) -> Gauge:
        """The gauge under a key, at nothing where it is new."""
        if key not in self.gauges:
            self.gauges[key] = Gauge()
        return self.gauges[key]

    def take(self, key: Hashable, wanted: Decimal, limit: Decimal) -> Taken:
        """Take up to `wanted` of what is left below a limit that nothing lifts."""
        gauge = self.gauge(key)
        used = gauge.used
        within = min(wanted, max(ZERO, limit - used))
        gauge.used += within
        return Taken(used, within, wanted - within, limit)

    def add(self, key: Hashable, amount: Decimal) -> None:
        """Count what was taken earlier, whether or not there was room."""
        self.gauge(key).used += amount


class Room:
    """One window of a cap, as it stands on some of its days."""

    __slots__ = ("asked", "base", "cap", "gauge", "marks", "pools", "quiet")

    def __init__(self, cap: Cap, base: Decimal | None, gauge: Gauge, pools: Sequence[Pool] = ()) -> None:
        self.cap = cap
        self.base = base
        self.gauge = gauge
        self.pools = tuple(pools)
        self.marks = _marks(cap, self.limit)
        self.asked = ZERO
        """What would be used if the row were let in that asks at the moment."""
        self.quiet = ENDLESS
        """As long as less than this is used, there is nothing to say and nothing to take out."""
        self.settle()

    @property
    def limit(self) -> Decimal:
        """The limit with all that change orders add to it; without end where there is none."""
        if self.base is None:
            return ENDLESS
        return self.base + self.gauge.lifted + sum([pool.left for pool in self.pools], ZERO)

    def settle(self) -> None:
        """Find anew up to where nothing happens."""
        if self.cap.window == "rolling_24h":
            self.quiet = ZERO
            return
        ahead = [at for at, threshold in self.marks if threshold not in self.gauge.told]
        self.quiet = min([ENDLESS if self.base is None else self.base + self.gauge.lifted, *ahead])

    def used_at(self, moment: datetime | None) -> Decimal:
        """What is used; of a rolling window, in the day before `moment`."""
        if self.cap.window != "rolling_24h" or moment is None:
            return self.gauge.used
        since = moment - ROLLING
        return sum((hours for when, hours in self.gauge.events if since < when <= moment), ZERO)

    def take(self, wanted: Decimal, moment: datetime | None = None) -> Taken:
        """Take up to `wanted` of what is left; what the cap lets through past its limit is used as well."""
        used, limit = self.used_at(moment), self.limit
        within = min(wanted, max(ZERO, limit - used))
        self.add(wanted if self.cap.action in PASSING else within, moment)
        return Taken(used, within, wanted - within, limit)

    def add(self, amount: Decimal, moment: datetime | None = None) -> None:
        """Count what was taken, whether or not there was room: an invoiced row is a fact."""
        self.gauge.used += amount
        if moment is not None and self.cap.window == "rolling_24h":
            self.gauge.events.append((moment, amount))
        for pool in self.pools:
            need = self.gauge.used - (self.base or ZERO) - self.gauge.lifted
            drawn = min(max(ZERO, need), pool.left)
            pool.gauge.used += drawn
            self.gauge.lifted += drawn
        self.settle()

    def reached(self) -> list[Threshold]:
        """The thresholds at or under what is used now that nobody was told of; from now on they are told."""
        found = [mark for at, mark in self.marks if at <= self.gauge.used and mark not in self.gauge.told]
        if found:
            self.gauge.told.update(found)
            self.settle()
        return found


def _marks(cap: Cap, limit: Decimal) -> list[tuple[Decimal, Threshold]]:
    """Where each threshold lies; no share is formed of nothing, nor of what has no end."""
    if limit <= 0 or limit == ENDLESS:
        return []
    return [
        (limit * mark.at / 100 if mark.at is not None else limit - (mark.left or ZERO), mark) for mark in cap.thresholds
    ]
