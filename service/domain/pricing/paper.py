"""One version of a SOW as a pass over a timesheet uses it: its caps, blocks, tariffs and roundings, worked out once."""

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts
from service.domain.phrase import Phrase, Saying
from service.domain.pricing.counter import Counter, OwnedCap, caps_over, categories_of
from service.domain.pricing.meter import Meter, Room
from service.domain.pricing.prepaying import Block
from service.domain.pricing.resolution import Asked, card_for, steady
from service.domain.pricing.retaining import Account
from service.domain.pricing.rounding import alone, hangs_on_others
from service.domain.pricing.tariff import ONE, Tariff
from service.domain.pricing.tiering import Stair
from service.domain.spelling import normal
from service.domain.terms.agency import Client
from service.domain.terms.cadence import billed_with
from service.domain.terms.cap import Cap, ChangeOrder
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow

Way = tuple[tuple[Room, ...], tuple[Room, ...]]
"""The rooms that a row's hours pass through, and those that its money does."""


class Span(NamedTuple):
    """The days between which a card stays the same."""

    first: date
    last: date
    card: RateCard | None
    tariff: Tariff | None


class Paper:
    """One version of a SOW, with all that does not hang on the row."""

    __slots__ = (
        "_stairs", "_ways", "account", "alone", "asks", "base", "blocks", "by_person", "caps", "categories", "counters",
        "currency", "facts", "groups", "meter", "named", "orders", "overtime", "sow", "spans", "stairs", "tariffs",
    )  # fmt: skip

    def __init__(self, sow: Sow, client: Client | None, facts: Facts, meter: Meter, account: Account) -> None:
        self.sow = sow
        self.facts = facts
        self.meter = meter
        self.account = account
        self.base = next((base for base in facts.sows if base.id == sow.id), sow)
        self.caps = caps_over(client, sow, facts.sows)
        self.categories = _categories(sow, self.caps)
        self.orders = [order for order in sow.change_orders if order.outside and order.signed]
        self.blocks = tuple(Block(block, _room(sow, block.id, block.hours, meter)) for block in sow.prepaid)
        self.groups = hangs_on_others(sow)
        """Whether a row's hours hang on more than the row's own hours."""
        self.named = sow.named
        self.overtime = tuple({one.after_window for one in sow.multipliers if one.after_hours is not None})
        """The windows over which a person's hours are counted."""
        self.asks = frozenset(part for card in sow.rates for part in card.named)
        """What cards ask about; nothing else of a row touches its price."""
        self.by_person = bool(self.overtime or "person" in self.asks) or any(map(_of_persons, self.caps))
        """Whether it makes a difference who of a role has done the work."""
        self.counters: dict[Hashable, Counter] = {}
        self.spans: dict[Asked, list[Span]] = {}
        self.tariffs: dict[Hashable, Tariff] = {}
        self.stairs: dict[Hashable, Stair] = {}
        """By the window of the tier, and whose it is."""
        self._ways: dict[Hashable, dict[date, Way]] = {}
        self._stairs: dict[Hashable, dict[date, Stair]] = {}
        self.currency = sow.currency
        self.alone: dict[Decimal, tuple[Decimal, Phrase]] = {}

    def hours(self, raw: Decimal) -> tuple[Decimal, Phrase]:
        """The rounded hours of a row that is rounded alone, and the sentence about them."""
        if raw not in self.alone:
            self.alone[raw] = alone(self.sow, raw)
        return self.alone[raw]

    def counter(self, owned: OwnedCap) -> Counter:
        """The counter of a cap, the same for all rows that it counts."""
        key = (owned.owner, owned.cap.id)
        if key not in self.counters:
            self.counters[key] = Counter(owned, self.base, self.facts, self.meter)
        return self.counters[key]

    def stairs_of(self, whose: Hashable) -> dict[date, Stair]:
        """The stairs by day, of a role or project where a tier counts it apart."""
        return self._stairs.setdefault(whose, {})

    def ways_of(self, counters: Sequence[Counter]) -> dict[date, Way]:
        """By day, the way of all rows that the same caps count."""
        return self._ways.setdefault(tuple(map(id, counters)), {})

    def asked(self, asked: Asked) -> Asked:
        """As much of it as any card asks about."""
        parts = asked._asdict()
        return Asked(**{part: said for part, said in parts.items() if part in self.asks})

    def span(self, asked: Asked, day: date) -> Span:
        """The card that holds on `day`, and for how long."""
        known = self.spans.setdefault(asked, [])
        for span in known:
            if span.first <= day <= span.last:
                return span
        known.append(self._span(asked, day))
        return known[-1]

    def _span(self, asked: Asked, day: date) -> Span:
        (first, last), counting = steady(self.sow, day), day
        if self.sow.rate_by == "invoice_date":
            invoiced = billed_with(self.sow, day)
            first, last = invoiced.first or day, invoiced.last or day
            counting = min(last, max(self.facts.today, day))
        card = card_for(self.sow, asked, counting)
        return Span(first, last, card, self.tariff(card, ONE, ONE, "") if card else None)

    def tariff(self, card: RateCard, factor: Decimal, weight: Decimal, why: Saying, words: Saying = "") -> Tariff:
        """The tariff of a card, the same for all rows that it prices."""
        key = (card, factor, weight, why, words)
        if key not in self.tariffs:
            self.tariffs[key] = Tariff(self.sow, card, factor, weight, why, words)
        return self.tariffs[key]

    def stepped(self, tariff: Tariff, stair: Stair) -> Tariff:
        """A tariff at the step that a tier has reached."""
        if stair.step not in tariff.stepped:
            tariff.stepped[stair.step] = self.tariff(tariff.card, stair.factor, ONE, stair.why)
        return tariff.stepped[stair.step]

    def order_of(self, entry: Entry, day: date) -> ChangeOrder | None:
        """The signed change order that a row names, where its rows stay outside of some caps."""
        for order in self.orders:
            wanted = f" {normal(order.id)} "
            if day in order.days and any(wanted in f" {normal(text)} " for text in (entry.task, *entry.tags)):
                return order
        return None


def _categories(sow: Sow, caps: list[OwnedCap]) -> frozenset[Category]:
    """The categories that prices, caps or exemptions of the SOW ask about."""
    cards = {card.category for card in sow.rates}
    exempt = {exemption.category for exemption in sow.exemptions}
    covered = sow.retainer.categories if sow.retainer else frozenset()
    found = {*cards, *exempt, *sow.non_billable, *covered, *categories_of(caps)}
    return frozenset(category for category in found if category is not None)


def _of_persons(owned: OwnedCap) -> bool:
    return bool(owned.cap.person) or owned.cap.scope == "person"


def _room(sow: Sow, name: str, hours: Decimal, meter: Meter) -> Room:
    """A prepaid block as room: there is so much of it, and no more."""
    block = next(block for block in sow.prepaid if block.id == name)
    cap = Cap(name, "prepaid", hours, "term", "clip", thresholds=block.thresholds, clause=block.clause)
    return Room(cap, hours, meter.gauge(("prepaid", sow.id, name)))
