"""A cap as the rows of one kind meet it: which rows count, in which window, under which limit."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.timesheet import Facts, Work
from service.domain.period import ALWAYS, Period
from service.domain.pricing.meter import Gauge, Meter, Pool, Room
from service.domain.terms.agency import Client
from service.domain.terms.cadence import window
from service.domain.terms.cap import NARROW_TO_WIDE, Cap, ChangeOrder
from service.domain.terms.sow import Sow

SPREAD = 31
"""For how many days ahead a room is kept once it is found."""


class OwnedCap(NamedTuple):
    """A cap with the paper it stands in: a SOW, or a client's own page."""

    cap: Cap
    owner: str
    """The SOW's id, or the client's."""
    sow: Sow | None
    """The SOW as first signed; None for a client's cap."""


class Counter:
    """One cap, with the rooms of its windows by day."""

    __slots__ = ("cap", "days", "facts", "meter", "owned", "rooms", "terms", "whose")

    def __init__(self, owned: OwnedCap, terms: Sow, facts: Facts, meter: Meter) -> None:
        self.cap = owned.cap
        self.owned = owned
        self.terms = terms
        """The SOW of the rows, whose months these are where the cap is a client's."""
        self.facts = facts
        self.meter = meter
        self.whose = terms.id if owned.sow is None and owned.cap.scope == "sow" else owned.owner
        self.days: dict[date, Room] = {}
        self.rooms: dict[Hashable, Room] = {}

    def room(self, day: date) -> Room:
        """The room in the window that holds `day`, under the version of the SOW that is in force then."""
        if day not in self.days:
            self._spread(day, self._room(day))
        return self.days[day]

    def _spread(self, day: date, room: Room) -> None:
        """Keep a room for its day; and for the next days of its window, where no amendment or order changes it."""
        self.days[day] = room
        sow = self.owned.sow or self.terms
        if sow.later or sow.change_orders:
            return
        last = min(self.window(day).last or date.max, sow.days.last or date.max).toordinal()
        for ahead in range(day.toordinal() + 1, min(last, day.toordinal() + SPREAD) + 1):
            self.days.setdefault(date.fromordinal(ahead), room)

    def window(self, day: date) -> Period:
        """The window that holds `day`."""
        weeks = self.facts.agency.week_starts
        if self.owned.sow is None and self.cap.window == "term":
            return ALWAYS
        return window(self.owned.sow or self.terms, self.cap.window, day, weeks)

    def next_day(self, day: date) -> date | None:
        """The first day of the window after that of `day`; None where there is none within the SOW."""
        last = self.window(day).last
        if last is None or last == date.max:
            return None
        following = date.fromordinal(last.toordinal() + 1)
        return following if following in self.terms.days else None

    def key(self, day: date) -> Hashable:
        """What its gauge is known by in the window that holds `day`."""
        return self.whose, self.cap.id, self.cap.measure, self.window(day).first

    def quiet(self, day: date) -> Decimal:
        """As long as less than this is used in the window of `day`, no version of the SOW has anything to say.

        Change orders only raise it.
        """
        days = self.window(day)
        return min(Room(cap, cap.limit_of(days), Gauge()).quiet for cap in self._versions())

    @property
    def tangled(self) -> bool:
        """Whether it reaches beyond its window: it carries hours on, or draws on change orders that others draw on."""
        sow = self.owned.sow or self.terms
        orders = (order for version in (sow, *sow.later) for order in version.change_orders)
        caps = self._versions()
        return any(cap.action == "carry" for cap in caps) or any(lifts(order, cap) for order in orders for cap in caps)

    def _versions(self) -> list[Cap]:
        """The cap as each version of its SOW has it."""
        base = self.owned.sow
        if base is None:
            return [self.cap]
        return [cap for version in (base, *base.later) for cap in version.caps if cap.id == self.cap.id]

    def _room(self, day: date) -> Room:
        cap, days = self._cap_on(day), self.window(day)
        pools = tuple(self._pools(cap, day)) if cap else ()
        key = (days.first, id(cap), len(pools), *(id(pool.gauge) for pool in pools))
        if key not in self.rooms:
            gauge = self.meter.gauge(self.key(day))
            self.rooms[key] = Room(cap or self.cap, cap.limit_of(days) if cap else None, gauge, pools)
        return self.rooms[key]

    def _cap_on(self, day: date) -> Cap | None:
        """The cap as the version of `day` has it; a client's cap in a SOW holds only while the SOW does."""
        base = self.owned.sow
        if base is None:
            return self.cap
        version = base.on(day)
        if self.cap.scope == "client" and not (version.status == "active" and day in version.days):
            return None
        return next((cap for cap in version.caps if cap.id == self.cap.id), None)

    def _pools(self, cap: Cap, day: date) -> Iterator[Pool]:
        """What signed change orders add to the cap on `day`."""
        sow = (self.owned.sow or self.terms).on(day)
        for order in sow.change_orders:
            size = order.money if cap.measure == "money" else order.hours
            if order.signed is not None and size and day in order.days and lifts(order, cap):
                yield Pool(self.meter.gauge(("change_order", sow.id, order.id, cap.id)), size)


def lifts(order: ChangeOrder, cap: Cap) -> bool:
    """Whether a change order raises the limit of a cap."""
    line = cap.subject if cap.scope == "line" else ""
    return cap.id in order.lifts or (bool(line) and (line in order.lifts or line == order.line))


def counted(caps: Sequence[OwnedCap], work: Work) -> list[OwnedCap]:
    """The caps that a row counts towards, narrow before wide."""
    found = [owned for owned in caps if _concerns(owned, work) and _passes(owned.cap, work)]
    return sorted(found, key=lambda owned: (NARROW_TO_WIDE.index(owned.cap.scope), owned.cap.order))


def caps_over(client: Client | None, sow: Sow, sows: Sequence[Sow]) -> list[OwnedCap]:
    """Every cap that may count rows of a SOW: its own, its client's, and those over the client in its other SOWs."""
    bases = {base.id: base for base in sows}
    own = [OwnedCap(cap, sow.id, bases.get(sow.id, sow)) for cap in sow.caps]
    clients = [OwnedCap(cap, client.id, None) for cap in client.caps] if client else []
    others = [
        OwnedCap(cap, base.id, base)
        for base in sows
        if base.client == sow.client and base.id != sow.id
        for cap in {cap.id: cap for version in (base, *base.later) for cap in version.caps}.values()
        if cap.scope == "client"
    ]
    return [*own, *clients, *others]


def categories_of(caps: Sequence[OwnedCap]) -> set[Category]:
    """The categories that caps ask about."""
    asked = {category for owned in caps for category in (*owned.cap.only, *owned.cap.without)}
    named = (Category.read(owned.cap.subject) for owned in caps if owned.cap.scope == "category")
    return asked | {category for category in named if category}


def _passes(cap: Cap, work: Work) -> bool:
    """Whether the cap's filter lets the row through; only a settled category counts."""
    category = work.category if work.settled else None
    if cap.only and category not in cap.only:
        return False
    return category is None or category not in cap.without


def _concerns(owned: OwnedCap, work: Work) -> bool:
    cap = owned.cap
    person = work.person.id if work.person else ""
    project = work.project.id if work.project else ""
    if (cap.person and cap.person != person) or (cap.role and cap.role != work.role):
        return False
    if cap.projects and project not in cap.projects:
        return False
    if cap.scope in ("sow", "client"):
        return True
    if cap.scope == "projects":
        return True
    if cap.scope == "purchase_order":
        return work.sow is not None and any(order.number == cap.subject for order in work.sow.purchase_orders)
    category = work.category.code if work.category and work.settled else ""
    subjects = {"person": person, "role": work.role, "category": category, "line": work.line, "project": project}
    subjects["agreement"] = work.sow.agreement if work.sow else ""
    return subjects[cap.scope] == (cap.subject or None)
