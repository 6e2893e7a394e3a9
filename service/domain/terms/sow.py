"""The terms of one engagement: period, rate card, caps, retainer, scope, invoicing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.period import Period
from service.domain.spelling import normal
from service.domain.terms.cap import Cap, ChangeOrder, PurchaseOrder
from service.domain.terms.charge import Commitment, Deposit, Discount, Expenses, Fixed, Retention
from service.domain.terms.check import Layer
from service.domain.terms.ratecard import RESOLVE, Minimum, Multiplier, RateCard, Rounding, Tier
from service.domain.terms.retainer import Prepaid, Retainer


@dataclass(frozen=True, slots=True)
class Invoicing:
    """How the bookkeeper wants it: how often, grouping of lines, terms, and the names QuickBooks knows."""

    group_by: tuple[str, ...] = ("project", "role")
    """project, role, person, line, category, date or entry."""
    terms: str = ""
    items: Mapping[str, str] | None = None
    """QuickBooks item by role; `default` for any other, `retainer` for the fee, `expenses`, `fee`, `discount`."""
    tax_code: str = "NON"
    every: str = "month"
    """month, half_month, contract_month or milestone."""
    starts_on_days: tuple[int, ...] = (1,)
    """The days of a month on which invoice periods begin."""
    one_per: str = "sow"
    """One invoice a sow, project or purchase_order."""
    show: frozenset[str] = frozenset()
    """written_down, goodwill (free hours at 0), names, burn, appendix."""
    net_days: int | None = None
    quickbooks_class: str = ""
    expense_tax_code: str = ""
    within_days: int | None = None
    final_within_days: int | None = None
    late_fee: str = ""
    """What is agreed for late payers, as a sentence; QuickBooks charges it, not we."""

    def item_for(self, role: str) -> str:
        """The QuickBooks item that a role's hours are sold as; blank where none is named."""
        items = self.items or {}
        return items.get(role) or items.get("default", "")


class ScopeLine(NamedTuple):
    """A line of the SOW that hours are booked on."""

    id: str
    name: str
    hours: Decimal | None = None
    """None is no limit; 0 is work the client does alone."""
    kind: str = "estimate"
    """estimate, or cap with an action (see `Sow.caps`, where each line with hours stands as a cap)."""
    default: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What was agreed to be done, and what not."""

    text: str = ""
    deliverables: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    warranty_days: int | None = None


class Exemption(NamedTuple):
    """Work the client does not pay for, though its kind is paid for elsewhere."""

    category: Category | None = None
    phrase: str = ""
    line: str = ""
    days: Period = Period(None, None)

    def fits(self, category: Category | None, line: str, text: str, day: date | None) -> bool:
        """Whether all that it names is so."""
        named = self.category in (None, category) and self.line in ("", line)
        spoken = f" {normal(self.phrase)} " in f" {normal(text)} " if self.phrase else True
        return named and spoken and day in self.days


class Signature(NamedTuple):
    """When a paper was signed, by whom, and the hash of the document."""

    at: date | None = None
    by: str = ""
    document_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Sow:
    """One statement of work, as signed; an amended one is a value of its own for each version."""

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
    rounding: tuple[Rounding, ...] = ()
    caps: tuple[Cap, ...] = ()
    """Narrow before wide; lines with hours and thresholds with an action of their own stand here too."""
    retainer: Retainer | None = None
    non_billable: frozenset[Category] = frozenset()
    invoicing: Invoicing = Invoicing()
    layer: Layer = Layer("", {})
    source: str = ""
    """The file it was read from, for sentences about it."""
    agreement: str = ""
    scope: Scope = Scope()
    lines: tuple[ScopeLine, ...] = ()
    team: frozenset[str] = frozenset()
    """Person ids; blank: anybody."""
    resolve: tuple[str, ...] = RESOLVE
    rate_by: str = "work_date"
    """work_date or invoice_date: which day's price counts."""
    hours_per_day: Decimal = Decimal(8)
    tiers: tuple[Tier, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    multipliers: tuple[Multiplier, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    change_orders: tuple[ChangeOrder, ...] = ()
    purchase_orders: tuple[PurchaseOrder, ...] = ()
    purchase_order_required: bool = False
    prepaid: tuple[Prepaid, ...] = ()
    fixed: Fixed | None = None
    deposits: tuple[Deposit, ...] = ()
    discounts: tuple[Discount, ...] = ()
    retention: Retention | None = None
    commitments: tuple[Commitment, ...] = ()
    expenses: Expenses | None = None
    holidays: frozenset[date] = frozenset()
    timezone: str = ""
    hours_decimals: int = 2
    version: int = 0
    """0 as first signed, then the number of the amendment in force."""
    in_force: Period = Period(None, None)
    """The work dates for which this version counts."""
    later: "tuple[Sow, ...]" = ()
    """Versions that amendments make of it, the earliest first; each row is priced by the one in force on its day."""
    signed: Signature | None = None
    """The signature under the paper, or under the amendment that made this version."""
    reason: str = ""
    """Why the amendment that made this version was agreed."""
    renewal: str = ""
    """What happens at the end, in the paper's words."""
    key_people: frozenset[str] = frozenset()
    """Person ids whom the client counts on by name."""

    def on(self, day: date) -> "Sow":
        """The version whose terms hold for work done on `day`."""
        return next((version for version in reversed(self.later) if day in version.in_force), self)

    def covers(self, client: str, project: str, day: date) -> bool:
        """Whether this SOW is active and in force for the project on `day`."""
        return self.status == "active" and day in self.days and self.about(client, project)

    def about(self, client: str, project: str) -> bool:
        """Whether this SOW is for the project, whatever the day."""
        return self.client == client and (not self.projects or project in self.projects)

    def rate_on(self, day: date, person: str, role: str | None) -> RateCard | None:
        """The card that prices an hour of this person in this role, whatever the project, line or category."""
        for wanted in (("person",), ("role",), ("sow",)):
            for card in self.rates:
                fits = card.named == wanted and day in card.days and card.factor is None
                if fits and (not card.person or card.person == person) and (not card.role or card.role == role):
                    return card
        return None

    def exemption_of(self, category: Category | None, line: str, text: str, day: date | None) -> Exemption | None:
        """The first exemption that fits; an excluded category is one too."""
        if category in self.non_billable:
            return Exemption(category)
        return next((one for one in self.exemptions if one.fits(category, line, text, day)), None)

    def pays_for(self, category: Category) -> bool:
        """Whether the client pays for this kind of work."""
        return category not in self.non_billable

    def treats_alike(self, kinds: Iterable[Category]) -> bool:
        """Whether payment, prices and limits are the same whichever of these kinds of work a row is."""
        return len({self._treatment(kind) for kind in kinds}) < 2

    def _treatment(self, kind: Category) -> tuple[object, ...]:
        cards = tuple(card for card in self.rates if card.category is kind)
        covered = self.retainer is not None and kind in self.retainer.categories
        counted = tuple((kind in cap.only, kind in cap.without, cap.scope == "category"
                         and Category.read(cap.subject) is kind) for cap in self.caps)  # fmt: skip
        exempt = tuple(one for one in self.exemptions if one.category is kind)
        return self.pays_for(kind), cards, covered, counted, exempt

    @property
    def named(self) -> str:
        """The SOW as a sentence names it, with its amendment: PF-003 (amendment 1)."""
        return f"{self.id} (amendment {self.version})" if self.version else self.id
