"""ROW: the names in a row are known."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.phrase import Phrase, phrase
from service.domain.terms.agency import Agency, Project, folded, nearest
from service.domain.terms.check import Level
from service.rules.rows import told, unreadable
from service.rules.rule import Ask, rule


@rule("ROW005", "unknown-person", Level.BLOCK, fixed=True, suggest_from=Decimal("0.9"))
def unknown_person(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Nobody on the people list goes by this name, or the cell names several people.

    The nearest name is proposed, never applied.

    Reads `suggest_from`, a likeness from 0 to 1.

        date       | person     | hours | text              | finding
        2026-09-03 | Ines Hallo | 4.00  | Fare table import | ROW005
        2026-09-03 | Ines       | 4.00  | Fare table import |
    """
    for work, problem in unreadable(sheet, ("person",)):
        yield told(work, problem, phrase("Give each person a row."))
    names = [name for person in sheet.facts.agency.people for name in (person.name, *person.aliases)]
    for work in sheet.unsettled():
        if work.person is None and work.entry.person:
            close = nearest(work.entry.person, names, terms(work)["suggest_from"])
            yield Flag(
                work.id,
                phrase("Nobody on the people list is called “{name}”.", name=work.entry.person),
                _write(close) if close else phrase("Add the person to agency.yaml, or correct the name."),
            )


@rule("ROW006", "unknown-client-or-project", Level.BLOCK, fixed=True, suggest_from=Decimal("0.9"))
def unknown_client_or_project(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """No such client or project, or the project belongs to another client; the nearest name is proposed.

    Reads `suggest_from`, a likeness from 0 to 1.

        date       | person | client           | project      | hours | text        | finding
        2026-09-03 | Ines   | Penhalow Ferries | Booking site | 1.25  | Fare import | ROW006
        2026-09-03 | Ines   | Penhallow        | Boking site  | 1.25  | Fare import | ROW006
        2026-09-03 | Ines   | Penhallow        | Login        | 1.25  | Fare import | ROW006
        2026-09-03 | Ines   | Penhallow        | Booking site | 1.25  | Fare import |
    """
    for work in sheet.unsettled():
        likeness = terms(work)["suggest_from"]
        if work.entry.client and work.client is None:
            yield _unknown_client(work, [client.name for client in sheet.facts.agency.clients], likeness)
        elif work.entry.project and work.project is None:
            names = [project.name for project in _projects(work, sheet)]
            yield _elsewhere(work, sheet.facts.agency) or _unknown_project(work, names, likeness)


def _projects(work: Work, sheet: Timesheet) -> tuple[Project, ...]:
    return work.client.projects if work.client else sheet.facts.agency.projects()


def _elsewhere(work: Work, agency: Agency) -> Flag | None:
    """A project that another client has."""
    named = folded(work.entry.project)
    others = (
        (client, project) for client in agency.clients if client != work.client for project in client.projects
        if named in map(folded, (project.name, *project.aliases))
    )  # fmt: skip
    client, project = next(others, (None, None))
    if work.client is None or client is None or project is None:
        return None
    wrong = phrase(
        "{project} is a project of {owner} and not of {client}.",
        project=project.name, owner=client.name, client=work.client.name,
    )  # fmt: skip
    return Flag(work.id, wrong, phrase("Correct the client or the project."))


def _unknown_client(work: Work, names: list[str], likeness: Decimal) -> Flag:
    close = nearest(work.entry.client, names, likeness)
    return Flag(
        work.id,
        phrase("There is no client called “{name}”.", name=work.entry.client),
        _write(close) if close else phrase("Add the client to its client.yaml, or correct the name."),
    )


def _unknown_project(work: Work, names: list[str], likeness: Decimal) -> Flag:
    close = nearest(work.entry.project, names, likeness)
    return Flag(
        work.id,
        phrase(
            "There is no project of {client} called “{name}”."
            if work.client
            else "There is no project called “{name}”.",
            client=work.client.name if work.client else "", name=work.entry.project,
        ),
        _write(close) if close else phrase("Add the project to its client.yaml, or correct the name."),
    )  # fmt: skip


def _write(name: str) -> Phrase:
    return phrase("Write {name}?", name=name)
