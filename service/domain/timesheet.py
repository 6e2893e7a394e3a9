"""Entries in the order in which they are judged, each with who did it and under which SOW."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from service.domain.agency import Agency, Client, Person, Project, by_name, folded
from service.domain.approval import Approval, Billed, code_billed
from service.domain.bill import Bill
from service.domain.booking import line_of
from service.domain.bookkeeping import Remark
from service.domain.category import Category
from service.domain.description import Description
from service.domain.entry import Entry, judging_order
from service.domain.money import ZERO, half_up, step_of
from service.domain.period import Period
from service.domain.sow import Exemption, Sow

K = TypeVar("K")


class Work(NamedTuple):
    """An entry with what it was attributed to; None where nothing fits, and a rule will say so."""

    entry: Entry
    person: Person | None = None
    client: Client | None = None
    project: Project | None = None
    sow: Sow | None = None
    rivals: tuple[Sow, ...] = ()
    """SOWs of equal priority that cover the row as well."""
    role: str | None = None
    category: Category | None = None
    """What the row shows: a person's choice, else the proposal."""
    settled: bool = False
    """Whether a person chose the category: only then may it touch money."""
    line: str = ""
    """The id of the SOW's line that it is booked on."""

    @property
    def id(self) -> str:
        """The row id."""
        return self.entry.id

    @property
    def meant_for_billing(self) -> bool:
        """Whether anybody is to pay: not marked otherwise, not the agency's own, not excluded by a settled category."""
        if self.entry.billable is False or (self.client is not None and self.client.own):
            return False
        return self.entry.billable is True or self.exemption is None

    @property
    def exemption(self) -> Exemption | None:
        """What the SOW says about work that the client does not pay for, where it fits; only a settled category may."""
        if self.sow is None:
            return None
        category = self.category if self.settled else None
        return self.sow.exemption_of(category, self.line, self.entry.description, self.entry.date)

    @property
    def sow_pays(self) -> bool:
        """Whether the SOW pays for the category shown; yes where either is unknown."""
        return self.sow is None or self.category is None or self.sow.pays_for(self.category)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the rows: the agency, its SOWs, the day, and what was decided before."""

    agency: Agency
    sows: tuple[Sow, ...]
    today: date
    period: Period
    """The month being billed."""
    descriptions: Mapping[str, Description] = field(default_factory=dict)
    """By row id."""
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    billed: Mapping[str, Billed] = field(default_factory=dict)
    invoiced: Mapping[str, Billed] = field(default_factory=dict)
    """By fingerprint: what open rows say and an invoice bills already, under the id of another row."""
    chosen: Mapping[str, Category] = field(default_factory=dict)
    """Categories that a person put into the cell, by row id."""
    arrivals: Mapping[str, int] = field(default_factory=dict)
    """The order in which rows came to us, by row id."""
    missing_partners: Mapping[str, str] = field(default_factory=dict)
    """What QuickBooks lacks, as a sentence by SOW id."""
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    """What QuickBooks, or the way there, says about rows, by row id."""
    gone: Mapping[str, Billed] = field(default_factory=dict)
    """By row id: what an invoice bills and the sheet no longer holds."""
    changed_headers: Mapping[str, str] = field(default_factory=dict)
    """By tab: how its header differs from the one agreed at set-up, as a sentence."""


@dataclass(frozen=True, slots=True)
class Timesheet:
    """Works in judging order (already invoiced ones first), the facts, and, once priced, a bill for each."""

    works: tuple[Work, ...]
    facts: Facts
    bills: Mapping[str, Bill] = field(default_factory=dict)
    _views: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out of the works once, for every rule that asks."""

    def __iter__(self) -> Iterator[Work]:
        return iter(self.works)

    def work(self, row_id: str) -> Work:
        """The work of a row."""
        return self._by_id[row_id]

    def find(self, row_id: str) -> Work | None:
        """The work of a row; None where there is no such row."""
        return self._by_id.get(row_id)

    def grouped(self, key: Callable[[Work], K | None]) -> dict[K, list[Work]]:
        """Works by a key, in judging order; those without a key are left out."""
        groups: dict[K, list[Work]] = self._once(key, lambda: _groups(self.works, key))
        return groups

    def open(self) -> Sequence[Work]:
        """Works that are not on an invoice yet and so can still be judged."""
        billed = self.facts.billed
        works: Sequence[Work] = self._once("open", lambda: [work for work in self.works if work.id not in billed])
        return works

    def billable(self) -> Sequence[Work]:
        """Open works with hours that somebody is to pay for."""
        works: Sequence[Work] = self._once(
            "billable", lambda: [work for work in self.open() if work.entry.worked > 0 and work.meant_for_billing]
        )
        return works

    def timed(self) -> Sequence[Work]:
        """Open works that say when they began and ended."""
        works: Sequence[Work] = self._once(
            "timed",
            lambda: [work for work in self.open() if work.entry.start is not None and work.entry.end is not None],
        )
        return works

    def _once(self, name: object, make: Callable[[], Any]) -> Any:
        if name not in self._views:
            self._views[name] = make()
        return self._views[name]

    @property
    def _by_id(self) -> dict[str, Work]:
        works: dict[str, Work] = self._once("by id", lambda: {work.id: work for work in self.works})
        return works

    def description(self, work: Work) -> Description | None:
        """What the text was found to say, if anybody has read it."""
        return self.facts.descriptions.get(work.id)

    def stake(self, work: Work) -> Decimal:
        """The money that hangs on the row; before rows are priced, what it would be worth."""
        return self.bills[work.id].amount if self.bills else self.worth(work)

    def worth(self, work: Work) -> Decimal:
        """The raw hours at the rate of the card, whether or not the row is billed."""
        if work.sow is None or work.entry.date is None:
            return ZERO
        card = work.sow.rate_on(work.entry.date, work.person.id if work.person else "", work.role)
        return half_up(work.entry.worked * card.rate, step_of(work.sow.currency)) if card else ZERO

    def priced(self, bills: Mapping[str, Bill]) -> "Timesheet":
        """The same timesheet with bills."""
        return replace(self, bills=bills)

    def part(self, works: Iterable[Work]) -> "Timesheet":
        """Some of the works, in the order in which they stand here."""
        return Timesheet(tuple(works), self.facts, self.bills)


def _groups(works: Iterable[Work], key: Callable[[Work], K | None]) -> dict[K, list[Work]]:
    groups: dict[K, list[Work]] = defaultdict(list)
    for work in works:
        group = key(work)
        if group is not None:
            groups[group].append(work)
    return groups


def assemble(entries: Iterable[Entry], facts: Facts) -> Timesheet:
    """Entries attributed and put in judging order; what is on an invoice comes first and is frozen."""
    ordered = sorted(entries, key=lambda entry: judging_order(entry, facts.arrivals))
    frozen = [entry for entry in ordered if entry.id in facts.billed]
    fresh = [entry for entry in ordered if entry.id not in facts.billed]
    projects = {client.id: by_name(client.projects) for client in facts.agency.clients}
    return Timesheet(tuple(attribute(entry, facts, projects) for entry in [*frozen, *fresh]), facts)


def attribute(entry: Entry, facts: Facts, projects: Mapping[str, Mapping[str, Project]]) -> Work:
    """The entry with its person, client, project, SOW, role and category."""
    agency = facts.agency
    person = agency.person(entry.person)
    project = _project(entry, agency, projects)
    client = agency.client(entry.client) if entry.client else agency.client_of(project.client) if project else None
    if project is None and client is not None and not entry.project and len(client.projects) == 1:
        project = client.projects[0]
    if client is None or (project is not None and project.client != client.id):
        project = None
    sow, rivals = _sow(entry, client, project, facts.sows)
    role = person.role_on(entry.date) if person and entry.date else None
    described = facts.descriptions.get(entry.id)
    chosen = facts.chosen.get(entry.id)
    category = chosen or (described.category if described else None)
    if entry.id in facts.billed:
        category = _category_billed(entry, facts.billed[entry.id], category)
    line = line_of(entry, sow) if sow else None
    booked = line.id if line else ""
    return Work(entry, person, client, project, sow, rivals, role, category, chosen is not None, booked)


def _category_billed(entry: Entry, billed: Billed, now: Category | None) -> Category | None:
    """The category that an invoiced row was billed with, whatever its text is found to say by now."""
    code = code_billed(entry, billed, now.code if now else "")
    return now if code is None else Category[code] if code else None


def _project(entry: Entry, agency: Agency, projects: Mapping[str, Mapping[str, Project]]) -> Project | None:
    """The project the row names: within its client where it names one, else the only one of that name."""
    client = agency.client(entry.client)
    if client is not None:
        return projects[client.id].get(folded(entry.project))
    if entry.client or not entry.project:
        return None
    named = [names[folded(entry.project)] for names in projects.values() if folded(entry.project) in names]
    return named[0] if len(named) == 1 else None


def _sow(
    entry: Entry, client: Client | None, project: Project | None, sows: Sequence[Sow]
) -> tuple[Sow | None, tuple[Sow, ...]]:
    """The SOW in force with the highest priority, in the version of that day, and others of the same priority."""
    if client is None or project is None or entry.date is None:
        return None, ()
    versions = [sow.on(entry.date) for sow in sows]
    covering = [sow for sow in versions if sow.covers(client.id, project.id, entry.date)]
    if not covering:
        return None, ()
    highest = max(sow.priority for sow in covering)
    first, *rivals = [sow for sow in covering if sow.priority == highest]
    return first, tuple(rivals)
