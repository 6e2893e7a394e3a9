"""The terms of one engagement: period, rate card, caps, retainer, invoicing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.check import Layer
from service.domain.period import Period


class RateCard(NamedTuple):
    """The price of an hour for a person, a role or (both blank) everybody, between two days."""

    rate: Decimal
    days: Period
    role: str = ""
    person: str = ""


class Rounding(NamedTuple):
    """The step in hours that each entry is rounded to, and the direction: up, down or nearest (half up)."""

    increment: Decimal
    direction: str

    def __str__(self) -> str:
        return f"{self.direction} to {self.increment.normalize():f} h"


@dataclass(frozen=True, slots=True)
class Cap:
    """Hours or money past which something happens."""

    id: str
    scope: str
    """What is counted together: person, role, project, client or sow."""
    limit: Decimal
    window: str
    """day, week, month or term."""
    action: str
    """What happens to the excess: notify, acknowledge, clip (billed 0) or block (held)."""
    measure: str = "billed_hours"
    """billed_hours or money (net, before tax)."""
    subject: str = ""
    """Which person, role or project; blank for client and sow."""


@dataclass(frozen=True, slots=True)
class Retainer:
    """A fixed sum a month that covers some hours first; what goes past them has a rate of its own."""

    hours: Decimal
    fee: Decimal
    overage_rate: Decimal
    projects: tuple[str, ...] = ()
    """The projects it covers; blank for all of the SOW."""
    name: str = "Retainer"


@dataclass(frozen=True, slots=True)
class Invoicing:
    """How the bookkeeper wants it: grouping of lines, terms, and the names QuickBooks knows."""

    group_by: tuple[str, ...] = ("project", "role")
    terms: str = ""
    items: Mapping[str, str] | None = None
    """QuickBooks item by role; `default` for any other, `retainer` for the fee."""
    tax_code: str = "NON"

    def item_for(self, role: str) -> str:
        """The QuickBooks item that a role's hours are sold as; blank where none is named."""
        items = self.items or {}
        return items.get(role) or items.get("default", "")


@dataclass(frozen=True, slots=True)
class Sow:
    """One statement of work, as signed."""

    id: str
    title: str
    client: str
    days: Period
    currency: str
    projects: tuple[str, ...] = ()
    """Project ids it covers; blank for all of the client."""
    status: str = "active"
    priority: int = 0
    rates: tuple[RateCard, ...] = ()
    rounding: Rounding | None = None
    caps: tuple[Cap, ...] = ()
    retainer: Retainer | None = None
    non_billable: frozenset[Category] = frozenset()
    invoicing: Invoicing = Invoicing()
    layer: Layer = Layer("", {})
    source: str = ""
    """The file it was read from, for sentences about it."""

    def covers(self, client: str, project: str, day: date) -> bool:
        """Whether this SOW is active and in force for the project on `day`."""
        return self.status == "active" and day in self.days and self.about(client, project)

    def about(self, client: str, project: str) -> bool:
        """Whether this SOW is for the project, whatever the day."""
        return self.client == client and (not self.projects or project in self.projects)

    def rate_on(self, day: date, person: str, role: str | None) -> RateCard | None:
        """The card that prices an hour: the person's own first, then the role's, then everybody's."""
        cards = [card for card in self.rates if day in card.days]
        for matches in (
            lambda card: bool(card.person) and card.person == person,
            lambda card: bool(card.role) and card.role == role,
            lambda card: not card.person and not card.role,
        ):
            for card in cards:
                if matches(card):
                    return card
        return None

    def pays_for(self, category: Category) -> bool:
        """Whether the client pays for this kind of work."""
        return category not in self.non_billable
