"""From logged hours to an amount: rounding, caps, retainer, rate, in that order.

The order is that of the contract: what a narrow limit takes out never reaches a wider one, and money comes last.
"""

from collections.abc import Collection, Hashable
from decimal import Decimal

from service.domain.bill import Bill, Over
from service.domain.meter import Meter, OwnedCap, Taken, caps_in_order
from service.domain.money import ZERO, exact, half_up, money, step_of, to_step
from service.domain.period import month_of
from service.domain.sow import Sow
from service.domain.timesheet import Timesheet, Work

TAKES_HOURS_OUT = ("clip", "block")


def price(sheet: Timesheet, stopped: Collection[str] = ()) -> dict[str, Bill]:
    """A bill for every row; rows in `stopped` (unreadable, or a duplicate) come to nothing and use no cap."""
    till = _Till(sheet)
    return {work.id: till.bill(work, work.id in stopped) for work in sheet}


class _Till:
    """The meters that one pass over a timesheet keeps."""

    def __init__(self, sheet: Timesheet) -> None:
        self.facts = sheet.facts
        self.meter = Meter()
        self.caps = caps_in_order(sheet.facts.sows)
        self.matching: dict[Hashable, list[OwnedCap]] = {}

    def bill(self, work: Work, stopped: bool) -> Bill:
        """The bill of one row; rows on an invoice keep the figures they were invoiced with."""
        if work.id in self.facts.billed:
            return self._frozen(work)
        if stopped or work.sow is None or work.entry.hours is None or work.entry.date is None:
            return Bill()
        if not work.meant_for_billing:
            return Bill(currency=work.sow.currency, steps=("Not billable: 0.00.",))
        return self._fresh(work, work.sow)

    def _frozen(self, work: Work) -> Bill:
        billed = self.facts.billed[work.id]
        hours = billed.hours + billed.in_fee
        if work.entry.date is not None:
            for owned in self._matching(work):
                taken = billed.amount if owned.cap.measure == "money" else hours
                self.meter.add(self._window(owned, work), taken)
            if work.sow is not None:
                self.meter.add(_retainer_key(work, work.sow), billed.in_fee)
        currency = work.sow.currency if work.sow else ""
        steps = (f"As billed on {billed.invoice}.",)
        return Bill(None, currency, hours, billed.hours, billed.in_fee, amount=billed.amount, steps=steps)

    def _fresh(self, work: Work, sow: Sow) -> Bill:
        raw = work.entry.worked
        step = sow.rounding[0] if sow.rounding else None
        rounded = to_step(raw, step.increment, step.direction) if step else half_up(raw)
        how = f" {step}" if step else ""
        steps = [f"{exact(raw)} h logged, {exact(rounded)} h after rounding{how}."]
        hours, over = self._under_hour_caps(work, rounded, steps)
        written_down = sum((part.excess for part in over if part.cap.action == "clip"), ZERO)
        held = sum((part.excess for part in over if part.cap.action == "block"), ZERO)
        in_fee, hours = self._from_retainer(work, sow, hours, steps)
        rate = self._rate(work, sow)
        if rate is None:
            held += hours
            return Bill(None, sow.currency, rounded, ZERO, in_fee, written_down, held, over=over, steps=tuple(steps))
        amount = half_up(hours * rate, step_of(sow.currency))
        steps.append(f"{exact(hours)} h x {money(rate, sow.currency)} = {money(amount, sow.currency)}.")
        over += self._over_money_caps(work, amount, steps)
        overage = hours if _retained(work, sow) else ZERO
        return Bill(rate, sow.currency, rounded, hours, in_fee, written_down, held, amount, over, overage, tuple(steps))

    def _under_hour_caps(self, work: Work, hours: Decimal, steps: list[str]) -> tuple[Decimal, tuple[Over, ...]]:
        over: list[Over] = []
        for owned in self._matching(work):
            cap = owned.cap
            if cap.measure == "money":
                continue
            taken = self._take(owned, work, hours)
            if not taken.excess:
                continue
            over.append(Over(cap, taken.used, taken.within, taken.excess))
            steps.append(
                f"Cap {cap.id}: {exact(taken.used)} of {exact(cap.limit or ZERO)} h used, "
                f"{exact(taken.within)} h within, {exact(taken.excess)} h over ({cap.action})."
            )
            if cap.action in TAKES_HOURS_OUT:
                hours = taken.within
        return hours, tuple(over)

    def _from_retainer(self, work: Work, sow: Sow, hours: Decimal, steps: list[str]) -> tuple[Decimal, Decimal]:
        if sow.retainer is None or not _retained(work, sow):
            return ZERO, hours
        taken = self.meter.take(_retainer_key(work, sow), hours, sow.retainer.hours or ZERO)
        steps.append(
            f"{sow.retainer.name}: {exact(taken.used)} of {exact(sow.retainer.hours or ZERO)} h used, "
            f"{exact(taken.within)} h in the fee, {exact(taken.excess)} h past it."
        )
        return taken.within, taken.excess

    def _rate(self, work: Work, sow: Sow) -> Decimal | None:
        if sow.retainer is not None and _retained(work, sow):
            return sow.retainer.overage_rate
        card = sow.rate_on(work.entry.day, work.person.id if work.person else "", work.role)
        return card.rate if card else None

    def _over_money_caps(self, work: Work, amount: Decimal, steps: list[str]) -> tuple[Over, ...]:
        over = []
        for owned in self._matching(work):
            cap, currency = owned.cap, owned.sow.currency
            if cap.measure != "money":
                continue
            taken = self._take(owned, work, amount)
            if taken.excess:
                over.append(Over(cap, taken.used, taken.within, taken.excess))
                steps.append(
                    f"Cap {cap.id}: {money(taken.used, currency)} of {money(cap.limit or ZERO, currency)} used, "
                    f"{money(taken.excess, currency)} over."
                )
        return tuple(over)

    def _take(self, owned: OwnedCap, work: Work, wanted: Decimal) -> Taken:
        """Room taken under a cap; what it lets through past its limit is used as well, as on an invoice."""
        taken = self.meter.take(self._window(owned, work), wanted, owned.cap.limit or ZERO)
        if owned.cap.action not in TAKES_HOURS_OUT:
            self.meter.add(self._window(owned, work), taken.excess)
        return taken

    def _window(self, owned: OwnedCap, work: Work) -> Hashable:
        return owned.window(work.entry.day, self.facts.agency.week_starts)

    def _matching(self, work: Work) -> list[OwnedCap]:
        """The caps that a row counts towards; rows alike in all that caps ask about are looked up once."""
        parts = (work.client, work.sow, work.person, work.project)
        alike = (work.entry.date, work.role, *(part.id if part else "" for part in parts))
        if alike not in self.matching:
            self.matching[alike] = [owned for owned in self.caps if owned.applies_to(work)]
        return self.matching[alike]


def _retained(work: Work, sow: Sow) -> bool:
    """Whether the row draws on the SOW's retainer."""
    terms = sow.retainer
    if terms is None or work.project is None:
        return False
    return not terms.projects or work.project.id in terms.projects


def _retainer_key(work: Work, sow: Sow) -> tuple[str, str, object]:
    return ("retainer", sow.id, month_of(work.entry.day).first)
