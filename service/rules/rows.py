"""ROW: the row can be read."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.hours.entry import Entry, Problem
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.money import hundredths
from service.domain.terms.agency import Agency, Project, folded, nearest
from service.domain.terms.check import Level
from service.rules.rule import Ask, rule

MEASURES = ("hours", "start", "end", "pause", "expense", "billable")


@rule("ROW001", "required-cell-missing", Level.BLOCK, fixed=True, columns=("date", "person", "project", "hours"))
def required_cell_missing(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A cell that a bill cannot do without is empty, or shows a sheet error.

    Reads `columns`. A project may stay empty where the client has only one.

        date       | person | hours | text              | finding
        2026-09-03 |        | 2.50  | Fare table import | ROW001
        2026-09-03 | Ines   | #REF! | Fare table import | ROW001
        2026-09-03 | Ines   | 2.50  | Fare table import |
    """
    for work, columns in _gappy(sheet, terms):
        entry = work.entry
        empty = [column for column in columns if _is_empty(work, column)]
        broken = [problem.column for problem in entry.problems if _holds_nothing(problem)]
        if missing := list(dict.fromkeys([*empty, *broken])):
            yield Flag(work.id, f"No {_listed(missing)} in this row.", f"Fill in the {_listed(missing)}.")


def _gappy(sheet: Timesheet, terms: Ask) -> Iterator[tuple[Work, tuple[str, ...]]]:
    """Open rows with a problem or an empty cell, with the columns that must be filled there."""
    rows = sheet.columns()
    asked = {"hours", *(column for settled in terms.anywhere(sheet) for column in settled["columns"])}
    gaps = [work for column in sorted(asked) for work in rows.lacking(rows.called(column))]
    for work in {work.id: work for work in (*sheet.troubled(), *gaps)}.values():
        yield work, terms(work)["columns"]


@rule("ROW002", "unreadable-date", Level.BLOCK, fixed=True)
def unreadable_date(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The date does not exist, or can be read in two ways.

    date       | person | hours | text              | finding
    31/06/2026 | Ines   | 2.50  | Fare table import | ROW002
    2026-06-30 | Ines   | 2.50  | Fare table import |
    """
    for work, problem in _problems(sheet, ("date",)):
        yield _said(work, problem, "Write the date as 2026-09-30.")


@rule("ROW003", "unreadable-hours", Level.BLOCK, fixed=True)
def unreadable_hours(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The hours, or a time, amount or mark beside them, are in no known notation, or can be read in two ways.

    date       | person | hours       | text              | finding
    2026-09-03 | Ines   | 2 and a bit | Fare table import | ROW003
    2026-09-03 | Ines   | 2.25        | Fare table import |
    """
    for work, problem in _problems(sheet, MEASURES):
        yield _said(work, problem, "Write the hours as 2.5 or 2:30.")


@rule("ROW004", "negative-hours", Level.BLOCK, allow_corrections=False)
def negative_hours(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Hours are below zero.

    Reads `allow_corrections`: whether such a row may take back an earlier one.

        date       | person | hours | text              | finding
        2026-09-07 | Ines   | -1.50 | Take back Monday  | ROW004
        2026-09-07 | Ines   | 0.00  | Nothing to report |
    """
    for work in sheet.unpaid():
        if work.entry.worked < 0 and not terms(work)["allow_corrections"]:
            yield Flag(
                work.id,
                f"{hundredths(work.entry.worked)} h is below zero: work cannot be taken back by a row of its own.",
                "Correct the row it is meant to take back.",
                -sheet.worth(work),
            )


@rule("ROW005", "unknown-person", Level.BLOCK, fixed=True, suggest_from=Decimal("0.9"))
def unknown_person(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Nobody on the people list goes by this name, or the cell names several people.

    The nearest name is proposed, never applied.

    Reads `suggest_from`, a likeness from 0 to 1.

        date       | person     | hours | text              | finding
        2026-09-03 | Ines Hallo | 4.00  | Fare table import | ROW005
        2026-09-03 | Ines       | 4.00  | Fare table import |
    """
    for work, problem in _problems(sheet, ("person",)):
        yield _said(work, problem, "Give each person a row.")
    names = [name for person in sheet.facts.agency.people for name in (person.name, *person.aliases)]
    for work in sheet.unsettled():
        if work.person is None and work.entry.person:
            close = nearest(work.entry.person, names, terms(work)["suggest_from"])
            yield Flag(
                work.id,
                f"Nobody on the people list is called “{work.entry.person}”.",
                f"Write {close}?" if close else "Add the person to agency.yaml, or correct the name.",
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
            yield _unknown(work, "client", work.entry.client, [c.name for c in sheet.facts.agency.clients], likeness)
        elif work.entry.project and work.project is None:
            yield _elsewhere(work, sheet.facts.agency) or _unknown(
                work, "project", work.entry.project, [project.name for project in _projects(work, sheet)], likeness
            )


@rule("ROW007", "changed-header", Level.BLOCK, fixed=True)
def changed_header(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The header of the tab is not the one that was agreed when the tab was set up.

    tab   | header                                | date       | person | hours | text        | finding
    Sept  | The hours stood under Hours, now Est. | 2026-09-07 | Ines   | 1.50  | Fare import | ROW007
    Other |                                       | 2026-09-07 | Ines   | 1.50  | Seat import |
    """
    for work in sheet.open() if sheet.facts.changed_headers else ():
        changed = sheet.facts.changed_headers.get(work.entry.tab)
        if changed is not None:
            yield Flag(work.id, changed, "Put the header back, or run “Set up this sheet” if the new one is right.")


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
    wrong = f"{project.name} is a project of {client.name} and not of {work.client.name}."
    return Flag(work.id, wrong, "Correct the client or the project.")


def _unknown(work: Work, kind: str, text: str, names: list[str], likeness: Decimal) -> Flag:
    owner = f" of {work.client.name}" if kind == "project" and work.client else ""
    close = nearest(text, names, likeness)
    return Flag(
        work.id,
        f"There is no {kind}{owner} called “{text}”.",
        f"Write {close}?" if close else f"Add the {kind} to its client.yaml, or correct the name.",
    )


def _is_empty(work: Work, column: str) -> bool:
    entry: Entry = work.entry
    if any(problem.column == column for problem in entry.problems):
        return False  # said by the problem itself
    if column == "hours":
        return entry.hours is None and entry.expense is None
    if column == "project":
        return not entry.project and work.project is None
    return not getattr(entry, column)


def _said(work: Work, problem: Problem, usual: str) -> Flag:
    """A problem as a flag, with what is usual for its column where it says no remedy of its own."""
    return Flag(work.id, problem.message, problem.remedy or usual)


def _holds_nothing(problem: Problem) -> bool:
    """Whether a cell holds no value at all: it is empty, or shows a sheet error such as #REF!."""
    return not problem.text or problem.text.startswith("#")


def _problems(sheet: Timesheet, columns: tuple[str, ...]) -> Iterator[tuple[Work, Problem]]:
    for work in sheet.troubled():
        for problem in work.entry.problems:
            if problem.column in columns and not _holds_nothing(problem):
                yield work, problem


def _listed(names: list[str]) -> str:
    return " and no ".join(names) if len(names) < 3 else ", ".join(names)
