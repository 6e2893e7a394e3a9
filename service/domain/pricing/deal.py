"""What holds for all rows that are alike: who pays, at what price, under which caps. Looked up once for all of them."""

from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal

from service.domain.hours.bill import Bill
from service.domain.hours.layers import layers_of
from service.domain.hours.timesheet import Facts, Work
from service.domain.money import ZERO
from service.domain.phrase import Saying, joined, phrase
from service.domain.pricing.counter import Counter, counted
from service.domain.pricing.paper import Paper, Way
from service.domain.pricing.resolution import Asked
from service.domain.pricing.retaining import is_covered
from service.domain.pricing.slip import Piece
from service.domain.pricing.tariff import ONE, Tariff
from service.domain.pricing.tiering import Stair
from service.domain.terms.cadence import billed_with, window
from service.domain.terms.cap import Cap
from service.domain.terms.ratecard import RateCard, Tier

Shortcut = Callable[["Deal", date, Decimal], Bill | None]
"""From a day and raw hours to a bill; None where the row has to go the long way."""


KINDS = {
    "work": phrase("work"),
    "overage": phrase("overage"),
    "over_rate": phrase("over rate"),
    "carried": phrase("carried"),
}
"""What sets hours apart that have a price of their own."""


class Deal:
    """What holds for rows of one person, role, project, line and category under one version of a SOW."""

    __slots__ = (
        "asked", "calm", "card", "climbs", "first", "grouped", "hour_counters", "last", "money_counters",
        "multipliers", "paper", "person", "plain", "project", "provisional", "retained", "role", "rolling",
        "short", "split", "stairs", "tariff", "tier", "ways", "zeros",
    )  # fmt: skip

    def __init__(self, paper: Paper, work: Work) -> None:
        sow, category = paper.sow, work.category if work.settled else None
        self.paper = paper
        self.person = work.person.id if work.person and paper.by_person else ""
        """Blank where nobody's hours are told from those of others."""
        self.role = work.role or ""
        self.project = work.project.id if work.project else ""
        self.asked = paper.asked(Asked(self.person, self.role, self.project, work.line, category))
        counters = [paper.counter(owned) for owned in counted(paper.caps, work)]
        self.hour_counters = tuple(one for one in counters if one.cap.measure != "money")
        self.money_counters = tuple(one for one in counters if one.cap.measure == "money")
        self.multipliers = tuple(one for one in sow.multipliers if one.is_meant_for(work.role, work.line))
        self.retained = is_covered(sow.retainer, work)
        self.tier = next(iter(sow.tiers), None)
        self.provisional = not work.settled and work.category in paper.categories
        self.split = bool(work.entry.date) and _splits(work, paper.facts)
        self.zeros = tuple(one for one in self.hour_counters if _may_be_zero(one))
        self.rolling = any(one.cap.window == "rolling_24h" or one.cap.measure == "logged_hours" for one in counters)
        self.stairs: dict[date, Stair] = paper.stairs_of(self._apart(self.tier)) if self.tier else {}
        special = (paper.blocks, paper.orders, paper.overtime, sow.exemptions, self.multipliers, self.split,
                   self.rolling, self.zeros)  # fmt: skip
        simple = work.meant_for_billing and not any(special)
        alone = simple and not (paper.groups or self.retained)
        self.plain = alone and self.tier is None
        """Whether nothing but rounding, caps and the rate can happen to its rows."""
        self.climbs = alone and self.tier is not None and not _is_steep(self.tier)
        """Whether nothing but these and the steps of a tier can."""
        self.calm = simple and self.retained and not paper.groups
        """Whether nothing but rounding, caps and the retainer can."""
        self.grouped = simple and paper.groups and not self.retained
        """Whether nothing but rounding with others, caps and the rate can."""
        self.short: Shortcut | None = None
        """How its rows come to a bill where nothing gets in their way; None where something always may."""
        self.ways = paper.ways_of(counters)
        self.card: RateCard | None = None
        self.tariff: Tariff | None = None
        self.first, self.last = date.max, date.min

    def look(self, day: date) -> None:
        """Have the card of `day` at hand, and know for how long it stays the same."""
        if not self.first <= day <= self.last:
            self.first, self.last, self.card, self.tariff = self.paper.span(self.asked, day)

    def takes(self, day: date, hours: Decimal, amount: Decimal) -> bool:
        """Take room for a row under every cap, where all of them have it and nothing to tell."""
        rooms, purses = self.ways.get(day) or self.way(day)
        for room in rooms:
            room.asked = room.gauge.used + hours
            if room.asked >= room.quiet:
                return False
        for purse in purses:
            purse.asked = purse.gauge.used + amount
            if purse.asked >= purse.quiet:
                return False
        for room in rooms:
            room.gauge.used = room.asked
        for purse in purses:
            purse.gauge.used = purse.asked
        return True

    def way(self, day: date) -> Way:
        """The rooms that rows of a day pass through."""
        if day not in self.ways:
            rooms = tuple([one.days.get(day) or one.room(day) for one in self.hour_counters])
            purses = tuple([one.days.get(day) or one.room(day) for one in self.money_counters])
            self.ways[day] = rooms, purses
        return self.ways[day]

    def stair(self, day: date) -> Stair:
        """How far the SOW's tier has been climbed in the window of `day`."""
        if self.tier is None:
            raise ValueError("the SOW has no tier")
        if day not in self.stairs:
            key = self.tier_key(self.tier, day)
            self.stairs[day] = self.paper.stairs.setdefault(key, Stair(self.tier, self.paper.meter.gauge(key)))
        return self.stairs[day]

    def tariff_for(self, piece: Piece, factor: Decimal, why: Saying) -> Tariff | None:
        """The tariff of a piece: its own price, else that of the card, with what raises or lowers it."""
        if piece.premium is None and factor == 1 and piece.price is None:
            return self.tariff
        if premium := piece.premium:
            named = f"{premium.id} x {premium.factor}"
            why = joined(", ", (named, why)) if why else named
        if piece.price is not None:
            card = RateCard(piece.price, role=self.role)
            return self.paper.tariff(card, ONE, piece.weight, "", KINDS[piece.kind])
        if self.card is None:
            return None
        return self.paper.tariff(self.card, piece.factor * factor, piece.weight, why)

    def _apart(self, tier: Tier) -> str:
        """The role or project that a tier counts apart; blank where it counts all of the SOW."""
        return {"role": self.role, "project": self.project}.get(tier.scope, "")

    def tier_key(self, tier: Tier, day: date) -> Hashable:
        """What is counted together for a tier: the window of `day`, of a role or project where it says so."""
        first = window(self.paper.base, tier.window, day, self.paper.facts.agency.week_starts).first
        return ("tier", self.paper.sow.id, tier.id, self._apart(tier), first)

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
        return (self.card.rate, self.card.per) if self.card else None

    def same_invoice(self, one: date, other: date) -> bool:
        """Whether two days are billed on the same invoice."""
        return one == other or other in billed_with(self.paper.base, one)


def _is_steep(tier: Tier) -> bool:
    """Whether a tier asks for more than the hours so far: for money, or for all hours of the window."""
    return tier.mode != "graduated" or tier.measure != "billed_hours"


def _splits(work: Work, facts: Facts) -> bool:
    """Whether work over midnight counts on both days: the setting of the check that speaks of it."""
    said = [layer.settings.get("entry-crossing-midnight") for layer in layers_of(work, facts.agency)]
    words = [setting.parameters["belongs_to"] for setting in said if setting and "belongs_to" in setting.parameters]
    return bool(words) and words[-1] == "split"


def _may_be_zero(counter: Counter) -> bool:
    cap = counter.cap
    return cap.limit == 0 or any(limit == 0 for limit in cap.limits.values())
