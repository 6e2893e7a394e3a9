"""Limits on hours and money, and what is agreed beside them: thresholds, change orders, purchase orders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.period import ALWAYS, Period

NARROW_TO_WIDE = (
    "person",
    "role",
    "category",
    "line",
    "project",
    "projects",
    "agreement",
    "client",
    "sow",
    "purchase_order",
)
"""The order in which caps are judged: what a narrow one takes out never reaches a wider one."""


class Threshold(NamedTuple):
    """A point on the way to a limit that somebody wants to hear of, once."""

    at: Decimal | None = None
    """Percent of the limit; may be above 100."""
    left: Decimal | None = None
    """Hours or money left, in the cap's measure."""
    action: str = "notify"
    """What happens from there on, where the paper says more than a notice."""
    within_working_days: int = 0
    """How soon the client has to be told; 0 where the paper does not say."""


SHORT = frozenset(("day", "week", "rolling_24h"))
CHECKS = {
    "person": "person-hours-past-cap",
    "category": "sow-line-past-hours",
    "line": "sow-line-past-hours",
    "project": "project-past-cap",
    "projects": "project-past-cap",
    "agreement": "client-past-cap",
    "client": "client-past-cap",
    "sow": "sow-past-ceiling",
    "purchase_order": "sow-past-ceiling",
}
"""The check that speaks of a limit, by what the limit counts."""


@dataclass(frozen=True, slots=True)
class Cap:
    """Hours or money past which something happens."""

    id: str
    scope: str
    """What is counted together, one of NARROW_TO_WIDE."""
    limit: Decimal | None
    """None is no limit; 0 means that nothing is billable."""
    window: str
    """day, week, half_month, month, quarter, contract_month, rolling_24h or term."""
    action: str
    """What happens to the excess: notify, acknowledge, clip (billed 0), carry (offered to the next window),
    rate (billed at `over_rate`) or block (held)."""
    measure: str = "billed_hours"
    """billed_hours (after rounding), logged_hours, or money (net, before tax)."""
    subject: str = ""
    """Which person, role, category (its code), line, project, agreement or order; blank for the others."""
    called: str = field(default="", compare=False)
    """The name of a person or a project that is the subject; the others are called as they are written."""
    person: str = ""
    """Where the scope is another: only this person's hours."""
    role: str = ""
    """Where the scope is another: only hours in this role, as in "Tomas as a senior developer"."""
    projects: tuple[str, ...] = ()
    """With the scope projects: those counted together. With another: only hours on these."""
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    """Limits of single windows, by the month or day they begin with: 2026-12."""
    funded: Decimal | None = None
    """What is released so far; the lower of this and the limit counts."""
    over_rate: Decimal | None = None
    thresholds: tuple[Threshold, ...] = ()
    only: frozenset[Category] = frozenset()
    """Categories that count; blank: all."""
    without: frozenset[Category] = frozenset()
    with_expenses: bool = False
    order: int = 0
    """Breaks ties between caps of one scope."""
    kind: str = "cap"
    """cap, or estimate: a plan that nobody meant as a limit."""
    notice_days: int = 0
    """How many days before the limit is reached the client has to be told; 0 where the paper does not say."""
    clause: str = ""

    @property
    def check(self) -> str:
        """The check that speaks of it; blank for a block paid ahead, of which none does."""
        if self.scope == "role":
            return "role-hours-past-weekly-cap" if self.window in SHORT else "role-hours-past-period-cap"
        return CHECKS.get(self.scope, "")

    def stated(self, window: Period) -> Decimal | None:
        """The limit of one window as the paper states it: its own where it has one."""
        if not self.limits:
            return self.limit
        own = self.limits.get(f"{window.first:%Y-%m}") if window.first else None
        own = self.limits.get(f"{window.first:%Y-%m-%d}", own) if window.first else own
        return own if own is not None else self.limit

    def limit_of(self, window: Period) -> Decimal | None:
        """The limit of one window, and never more than is funded."""
        limit = self.stated(window)
        if self.funded is None or limit is None:
            return self.funded if limit is None else limit
        return min(limit, self.funded)


class ChangeOrder(NamedTuple):
    """Hours or money added to what was agreed; without a signature nothing may draw on it."""

    id: str
    days: Period = ALWAYS
    hours: Decimal | None = None
    money: Decimal | None = None
    line: str = ""
    signed: date | None = None
    lifts: tuple[str, ...] = ()
    """Caps (or lines) whose limit it raises."""
    outside: tuple[str, ...] = ()
    """Caps that its rows do not count towards: rows that name it among their tags or in their task."""
    clause: str = ""


class PurchaseOrder(NamedTuple):
    """A client's order that invoices have to name, with what may be billed on it."""

    number: str
    days: Period = ALWAYS
    limit: Decimal | None = None
    used: Decimal = Decimal(0)
    """What was billed on it before Tickmark."""
    projects: tuple[str, ...] = ()
