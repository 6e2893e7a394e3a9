"""Whose work a row is: its person, client, project, SOW, role and category."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.approval import Approval, Billed, code_billed
from service.domain.hours.booking import line_of
from service.domain.hours.entry import Entry, fingerprint
from service.domain.hours.timesheet import Facts, Timesheet, Work, place_in_order
from service.domain.terms.agency import Agency, Client, Project, by_name, folded
from service.domain.terms.sow import Sow


class Register(NamedTuple):
    """Where to look up whose work a row is, so that no row has to go through all of them."""

    projects: Mapping[str, Mapping[str, Project]]
    """By client id and folded name."""
    sows: Mapping[str, Sequence[Sow]]
    """By client id."""


def assemble(entries: Iterable[Entry], facts: Facts) -> Timesheet:
    """Entries attributed and put in judging order; what is on an invoice comes first and is frozen."""
    register = _register(facts)
    works = [attribute(entry, facts, register) for entry in entries]
    return Timesheet(tuple(sorted(works, key=lambda work: place_in_order(work, facts))), facts)


def edited(sheet: Timesheet, facts: Facts, entries: Iterable[Entry], gone: Iterable[str] = ()) -> Timesheet:
    """The timesheet after an edit: what `entries` say now, without the rows that are gone.

    Rows of which the facts say something new have to be among the entries; all others stay as they are.
    """
    register = _register(facts)
    new = [attribute(entry, facts, register) for entry in entries]
    known = (sheet.find(row) for row in dict.fromkeys([*(work.id for work in new), *gone]))
    return sheet.replacing([work for work in known if work is not None], new, facts)


def _register(facts: Facts) -> Register:
    papers: dict[str, list[Sow]] = {}
    for sow in facts.sows:
        papers.setdefault(sow.client, []).append(sow)
    return Register({client.id: by_name(client.projects) for client in facts.agency.clients}, papers)


def attribute(entry: Entry, facts: Facts, register: Register) -> Work:
    """The entry with its person, client, project, SOW, role and category."""
    agency = facts.agency
    person = agency.person(entry.person)
    project = _project(entry, agency, register.projects)
    client = agency.client(entry.client) if entry.client else agency.client_of(project.client) if project else None
    if project is None and client is not None and not entry.project and len(client.projects) == 1:
        project = client.projects[0]
    if client is None or (project is not None and project.client != client.id):
        project = None
    sow, rivals = _sow(entry, client, project, register.sows)
    role = person.role_on(entry.date) if person and entry.date else None
    line = line_of(entry, sow) if sow else None
    booked = line.id if line else ""
    return _with_category(Work(entry, person, client, project, sow, rivals, role, None, False, booked, False), facts)


def described(sheet: Timesheet, facts: Facts) -> Timesheet:
    """The same works with what `facts` say of their texts by now, which is all that they say anew."""
    return Timesheet(tuple(_with_category(work, facts) for work in sheet.works), facts)


def _with_category(work: Work, facts: Facts) -> Work:
    """The work with the category that a person chose, an invoice billed, or its text was found to tell of."""
    entry = work.entry
    said, chosen = facts.descriptions.get(entry.id), facts.chosen.get(entry.id)
    category = chosen or (said.category if said else None)
    if entry.id in facts.billed:
        category = _category_billed(entry, facts.billed[entry.id], category)
    settled = chosen is not None or _is_approved(entry, facts.approvals.get(entry.id), work.sow, category)
    return work._replace(category=category, settled=settled, chosen=chosen is not None)


def _is_approved(entry: Entry, word: Approval | None, sow: Sow | None, category: Category | None) -> bool:
    """Whether somebody has said yes to the row with exactly this category in it."""
    if word is None or word.kind != "yes" or sow is None or category is None:
        return False
    return word.fingerprint == fingerprint(entry, sow.id, category.code)


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
    entry: Entry, client: Client | None, project: Project | None, sows: Mapping[str, Sequence[Sow]]
) -> tuple[Sow | None, tuple[Sow, ...]]:
    """The SOW in force with the highest priority, in the version of that day, and others of the same priority."""
    if client is None or project is None or entry.date is None:
        return None, ()
    versions = [sow.on(entry.date) for sow in sows.get(client.id, ())]
    covering = [sow for sow in versions if sow.covers(client.id, project.id, entry.date)]
    if not covering:
        return None, ()
    highest = max(sow.priority for sow in covering)
    first, *rivals = [sow for sow in covering if sow.priority == highest]
    return first, tuple(rivals)
