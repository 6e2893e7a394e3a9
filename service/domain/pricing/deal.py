"""What holds for all rows that are alike: who pays, at what price, under which caps. Looked up once for all of them."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from service.domain.bill import Bill, Part
from service.domain.cadence import billed_with, window
from service.domain.cap import Cap
from service.domain.layers import layers_of
from service.domain.money import ZERO
from service.domain.pricing.counter import Counter, counted
from service.domain.pricing.paper import Paper
from service.domain.pricing.resolution import Asked
from service.domain.pricing.retaining import is_covered
from service.domain.pricing.slip import Piece
from service.domain.pricing.tariff import ONE, Tariff, Usual
from service.domain.ratecard import Multiplier, RateCard, Tier
from service.domain.timesheet import Facts, Work


class Deal:
    """What holds for rows of one person, role, project, line and category under one version of a SOW."""

    __slots__ = (
        "asked", "card", "first", "hour_counters", "last", "money_counters", "multipliers", "paid", "paper", "person",
        "plain", "project", "provisional", "retained", "role", "rolling", "split", "tariff", "tier", "zeros",
    )  # fmt: skip

    def __init__(self, paper: Paper, work: Work) -> None:
        sow, category = paper.sow, work.category if work.settled else None
        self.paper = paper
        self.person = work.person.id if work.person else ""
        self.role = work.role or ""
        self.project = work.project.id if work.project else ""
        self.asked = paper.asked(Asked(self.person, self.role, self.project, work.line, category))
        self.paid = work.meant_for_billing
        counters = [paper.counter(owned) for owned in counted(paper.caps, work)]
        self.hour_counters = tuple(one for one in counters if one.cap.measure != "money")
        self.money_counters = tuple(one for one in counters if one.cap.measure == "money")
        self.multipliers = tuple(one for one in sow.multipliers if _meant(one, work))
        self.retained = is_covered(sow.retainer, work)
        self.tier = next(iter(sow.tiers), None)
        self.provisional = not work.settled and work.category in paper.categories
        self.split = bool(work.entry.date) and _splits(work, paper.facts)
        self.zeros = tuple(one for one in self.hour_counters if _may_be_zero(one))
        self.rolling = any(one.cap.window == "rolling_24h" or one.cap.measure == "logged_hours" for one in counters)
        special = (self.multipliers, self.retained, self.tier, paper.blocks, paper.orders, self.split, self.rolling,
                   paper.overtime)  # fmt: skip
        self.plain = self.paid and not (any(special) or paper.groups or self.zeros or sow.exemptions)
        """Whether nothing but rounding, caps and the rate can happen to its rows."""
        self.card: RateCard | None = None
        self.tariff: Tariff | None = None
        self.first, self.last = date.max, date.min

    def look(self, day: date) -> None:
        """Have the card of `day` at hand."""
        if not self.first <= day <= self.last:
            self._turn(day)

    def _turn(self, day: date) -> None:
        """Look up the card for `day`, and for how long it stays the same."""
        self.first, self.last, self.card, self.tariff = self.paper.span(self.asked, day)

    def quick(self, day: date, raw: Decimal) -> Bill | None:
        """The bill of a row that is within every limit and tells nobody anything; None for any other row."""
        if not self.first <= day <= self.last:
            self._turn(day)
        tariff = self.tariff
        if tariff is None:
            return None
        hours, quantity, amount, steps = tariff.usual.get(raw) or self._usual(tariff, raw)
        rooms = [counter.days.get(day) or counter.room(day) for counter in self.hour_counters]
        for room in rooms:
            if room.gauge.used + hours >= room.quiet:
                return None
        purses = [counter.days.get(day) or counter.room(day) for counter in self.money_counters]
        for purse in purses:
            if purse.gauge.used + amount >= purse.quiet:
                return None
        for room in rooms:
            room.gauge.used += hours
        for purse in purses:
            purse.gauge.used += amount
        return self._bill(Part(hours, quantity, tariff.price, amount, day, "work", tariff.unit, tariff.card), steps)

    def _bill(self, part: Part, steps: tuple[str, ...]) -> Bill:
        hours, sow = part.hours, self.paper.sow
        return Bill(
            part.price, sow.currency, hours, hours, ZERO, ZERO, ZERO, part.amount, (), ZERO, steps,
            (part,) if hours else (), ZERO, ZERO, ZERO, ZERO, ZERO, (), "", self.provisional, self.paper.named,
        )  # fmt: skip

    def _usual(self, tariff: Tariff, raw: Decimal) -> Usual:
        hours, sentence = self.paper.hours(raw)
        priced = tariff.of(hours)
        tariff.usual[raw] = Usual(hours, priced.quantity, priced.amount, (sentence, priced.sentence))
        return tariff.usual[raw]

    def tariff_for(self, piece: Piece, factor: Decimal, why: str) -> Tariff | None:
        """The tariff of a piece: its own price, else that of the card, with what raises or lowers it."""
        if piece.premium is None and factor == 1 and piece.price is None:
            return self.tariff
        premium = piece.premium
        why = ", ".join(part for part in (f"{premium.id} x {premium.factor}" if premium else "", why) if part)
        if piece.price is not None:
            card = RateCard(piece.price, role=self.role)
            return self.paper.tariff(card, ONE, piece.weight, "", piece.kind.replace("_", " "))
        if self.card is None:
            return None
        return self.paper.tariff(self.card, piece.factor * factor, piece.weight, why)

    def tier_key(self, tier: Tier, day: date) -> Hashable:
        """What is counted together for a tier: the window of `day`, of a role or project where it says so."""
        apart = {"role": self.role, "project": self.project}.get(tier.scope, "")
        first = window(self.paper.base, tier.window, day, self.paper.facts.agency.week_starts).first
        return ("tier", self.paper.sow.id, tier.id, apart, first)

    def worth(self, hours: Decimal) -> Decimal:
        """What hours come to at the card."""
        return self.tariff.of(hours).amount if self.tariff else ZERO

    def zero_cap(self, day: date) -> Cap | None:
        """A limit of 0 that nothing lifts on `day`: what it counts is not billable."""
        for counter in self.zeros:
            room = counter.room(day)
            if room.cap.stated(counter.window(day)) == 0 and room.limit == 0:
                return room.cap
        return None

    def shown_rate(self) -> Decimal | None:
        """The price of an hour as an approval remembers it: past a retainer its own, else the card's."""
        retainer = self.paper.sow.retainer
        if self.retained and retainer is not None and retainer.overage_rate is not None:
            return retainer.overage_rate
        return self.tariff.price if self.tariff else None

    def rate_on(self, day: date) -> Hashable:
        """What tells the price of a row of `day` from that of others."""
        self.look(day)
        return self.card

    def same_invoice(self, one: date, other: date) -> bool:
        """Whether two days are billed on the same invoice."""
        return one == other or other in billed_with(self.paper.base, one)


def _meant(multiplier: Multiplier, work: Work) -> bool:
    return (not multiplier.roles or work.role in multiplier.roles) and (
        not multiplier.lines or work.line in multiplier.lines
    )


def _splits(work: Work, facts: Facts) -> bool:
    """Whether work over midnight counts on both days: the setting of the check that speaks of it."""
    said = [layer.settings.get("entry-crossing-midnight") for layer in layers_of(work, facts.agency)]
    words = [setting.parameters["belongs_to"] for setting in said if setting and "belongs_to" in setting.parameters]
    return bool(words) and words[-1] == "split"


def _may_be_zero(counter: Counter) -> bool:
    cap = counter.cap
    return cap.limit == 0 or any(limit == 0 for limit in cap.limits.values())
