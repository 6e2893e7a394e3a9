"""Who works, for whom, and under which names they appear in a timesheet."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from service.domain.period import Period
from service.domain.terms.cap import Cap
from service.domain.terms.check import Layer


class Named(Protocol):
    """Something people write by name, or by one of its other names."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=Named)


class RoleSpan(NamedTuple):
    """A role somebody holds from one day to another, both included."""

    role: str
    days: Period


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logs hours."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    roles: tuple[RoleSpan, ...] = ()
    expected_hours: Decimal | None = None
    """Hours a week that the agency counts on; None where nobody said."""

    def role_on(self, day: date) -> str | None:
        """The role held on `day`, or None."""
        return next((span.role for span in self.roles if day in span.days), None)


@dataclass(frozen=True, slots=True)
class Project:
    """What a client calls the engagement."""

    id: str
    name: str
    client: str
    aliases: tuple[str, ...] = ()
    layer: Layer = Layer("", {})


@dataclass(frozen=True, slots=True)
class Client:
    """Who pays. `own` marks the agency itself, whose hours are never billed."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    projects: tuple[Project, ...] = ()
    quickbooks_customer: str = ""
    own: bool = False
    layer: Layer = Layer("", {})
    agreement: str = ""
    """The master agreement that its SOWs hang on, where the file names one."""
    caps: tuple[Cap, ...] = ()
    """Limits over everything that is done for it, or under one agreement, whichever SOW it falls under."""


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency: its people, its clients and its habits."""

    name: str
    currency: str = "USD"
    timezone: str = "UTC"
    week_starts: str = "monday"
    expected_hours: Decimal | None = None
    """Hours a week that somebody is expected to log; None where nobody counts."""
    people: tuple[Person, ...] = ()
    clients: tuple[Client, ...] = ()
    approvers: tuple[str, ...] = ()
    layer: Layer = Layer("agency", {})
    hours_decimals: int = 2
    hours_per_day: Decimal = Decimal(8)
    """What a day at a day rate is."""
    holidays: frozenset[date] = frozenset()
    """The agency's own days off, from its calendar and its list."""
    _names: dict[str, Mapping[str, Named]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def person(self, text: str) -> Person | None:
        """The person written as `text`, by name, alias or e-mail, whatever the case."""
        found = self._index("people", self.people).get(folded(text))
        return found if isinstance(found, Person) else None

    def client(self, text: str) -> Client | None:
        """The client written as `text`, by name, alias or id."""
        found = self._index("clients", self.clients).get(folded(text))
        return found if isinstance(found, Client) else None

    def kind_of(self, text: str) -> str:
        """What goes by this name: a `person`, a `client` or a `project`; empty where nothing does."""
        if self.person(text):
            return "person"
        if self.client(text):
            return "client"
        return "project" if any(project.name == text for project in self.projects()) else ""

    def client_of(self, client_id: str) -> Client | None:
        """The client with this id."""
        return next((client for client in self.clients if client.id == client_id), None)

    def projects(self) -> tuple[Project, ...]:
        """Every project of every client."""
        return tuple(project for client in self.clients for project in client.projects)

    def _index(self, kind: str, things: Iterable[Named]) -> Mapping[str, Named]:
        if kind not in self._names:
            self._names[kind] = by_name(things)
        return self._names[kind]


def folded(text: str) -> str:
    """`text` as names are compared: composed, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def by_name(things: Iterable[N]) -> dict[str, N]:
    """Things under every name they go by; the first to claim a name keeps it."""
    names: dict[str, N] = {}
    for thing in things:
        for text in (thing.name, thing.id, *thing.aliases, *getattr(thing, "emails", ())):
            names.setdefault(folded(text), thing)
    return names


def nearest(text: str, names: Iterable[str], at_least: Decimal) -> str | None:
    """The name most like `text`, if its likeness (0 to 1) is at least `at_least`; proposed, never applied."""
    spelt = {folded(name): name for name in names}
    close = difflib.get_close_matches(folded(text), spelt, n=1)
    if not close or Decimal(str(difflib.SequenceMatcher(None, close[0], folded(text)).ratio())) < at_least:
        return None
    return spelt[close[0]]
