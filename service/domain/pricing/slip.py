"""The figures of one row while they come together, and the pieces it is priced in."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.bill import Bill, Over, Part, Reached
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO
from service.domain.phrase import Saying
from service.domain.pricing.letting import Let, Lets
from service.domain.pricing.meter import PASSING, Room, Taken
from service.domain.terms.ratecard import Multiplier


class Piece(NamedTuple):
    """Some hours of a row that are treated alike."""

    hours: Decimal
    """Rounded, once they have been."""
    logged: Decimal
    """The raw hours they come from."""
    day: date
    premium: Multiplier | None = None
    """What makes them cost or count more."""
    number: int = 1
    kind: str = "work"
    price: Decimal | None = None
    """A price of their own: past a cap, past a retainer."""
    moment: datetime | None = None
    """When they ended, where the row says so."""
    since: str = ""
    """The cap that carried them here: it and wider ones are still to come."""
    outside: tuple[str, ...] = ()
    """Caps that they do not count towards: a change order says so."""

    def of(self, hours: Decimal) -> "Piece":
        """As many hours of it, with their share of the raw ones."""
        if hours == self.hours:
            return self
        return self._replace(hours=hours, logged=self.logged * hours / self.hours)

    @property
    def weight(self) -> Decimal:
        """How many hours each of them counts for."""
        return self.premium.factor if self.premium is not None and self.premium.on == "hours" else Decimal(1)

    @property
    def factor(self) -> Decimal:
        """What the price is multiplied by."""
        return self.premium.factor if self.premium is not None and self.premium.on == "rate" else Decimal(1)


class Slip:
    """What a row has come to so far."""

    __slots__ = (
        "asked", "currency", "drawn", "free", "frozen", "held", "in_fee", "lets", "lost", "next_number", "over",
        "overage", "parts", "premium", "provisional", "rate", "reached", "rounded", "steps", "version", "work",
        "written_down",
    )  # fmt: skip

    def __init__(
        self, work: Work, lets: Lets, currency: str, version: str, rate: Decimal | None, provisional: bool
    ) -> None:
        self.work = work
        self.lets = lets
        self.currency = currency
        self.version = version
        self.rate = rate
        self.provisional = provisional
        self.rounded = self.in_fee = self.free = self.drawn = ZERO
        self.written_down = self.held = self.overage = self.lost = ZERO
        self.parts: list[Part] = []
        self.over: list[Over] = []
        self.reached: list[Reached] = []
        self.steps: list[Saying] = []
        self.asked: list[Saying] = []
        self.premium = ""
        self.next_number = 2
        self.frozen: Bill | None = None
        """What of it an invoice holds already."""

    def take(self, room: Room, wanted: Decimal, day: date, moment: datetime | None = None) -> Taken:
        """Take what there is room for under a limit, and what a waiver lets past it; keep what is to be said of it."""
        taken = room.take(wanted, moment)
        let = self.lets.past(self.work, room.cap.check, taken.excess, room.cap)
        if let is not None:
            if room.cap.action not in PASSING:
                room.add(let.amount, moment)
            taken = taken._replace(within=taken.within + let.amount, excess=taken.excess - let.amount)
            self.steps.append(let.of_limit(room.cap, self.currency))
        self._note(room, taken, day, let)
        return taken

    def _note(self, room: Room, taken: Taken, day: date, let: Let | None) -> None:
        """Keep what went past a limit, and which thresholds were reached."""
        if taken.excess > 0 or let is not None:
            other = None if day == self.work.entry.date else day
            waived, waiver = (let.amount, let.waiver) if let else (ZERO, None)
            self.over.append(Over(room.cap, taken.used, taken.within, taken.excess, taken.limit, other, waived, waiver))
        self.reached += [Reached(room.cap, mark, room.gauge.used, taken.limit) for mark in room.reached()]

    def bill(self) -> Bill:
        """The bill of the row; one that hangs on an open question is held whole."""
        if self.asked:
            return self._held()
        if self.frozen is not None:
            return self._added(self.frozen)
        own = [part for part in self.parts if part.number == 1]
        return self._bill(own, self.parts, self.held)

    def _added(self, frozen: Bill) -> Bill:
        """What an invoice holds, with what has become of the hours left to later windows."""
        later = self._bill([], self.parts, self.held)
        return later._replace(
            rounded=frozen.rounded + later.carried + later.in_fee + later.free + later.written_down + later.held,
            billed=frozen.billed, amount=frozen.amount, in_fee=frozen.in_fee + later.in_fee,
            free=frozen.free + later.free,
        )  # fmt: skip

    def _held(self) -> Bill:
        return self._bill([], [], self.held + sum((part.hours for part in self.parts), ZERO))

    def _bill(self, own: Iterable[Part], parts: Iterable[Part], held: Decimal) -> Bill:
        own, parts = list(own), tuple(parts)
        billed = sum((part.hours for part in own), ZERO)
        return Bill(
            self.rate, self.currency, self.rounded, billed, self.in_fee, self.written_down, held,
            sum((part.amount for part in own), ZERO), tuple(self.over), self.overage, tuple(self.steps), parts,
            self.free, sum((part.hours for part in parts), ZERO) - billed, self.drawn, self.lost, None,
            tuple(self.asked), self.premium, self.provisional, self.version, tuple(self.reached),
        )  # fmt: skip
