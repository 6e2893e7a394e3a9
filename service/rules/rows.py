"""ROW: the row can be read."""

from collections.abc import Iterator

from service.domain.hours.entry import Entry, Problem
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.money import hundredths
from service.domain.phrase import Phrase, Saying, joined, phrase
from service.domain.terms.check import Level
from service.rules.rule import Ask, rule

MEASURES = ("hours", "start", "end", "pause", "expense", "billable")
NAMES = {
    "date": phrase("date"),
    "person": phrase("person"),
    "client": phrase("client"),
    "project": phrase("project"),
    "task": phrase("task"),
    "description": phrase("description"),
    "hours": phrase("hours"),
    "start": phrase("start"),
    "end": phrase("end"),
    "pause": phrase("pause"),
    "billable": phrase("billable"),
    "expense": phrase("expense"),
}
"""What the columns of a team are called in a sentence."""
AND_NO, AND_THE = phrase(" and no "), phrase(" and the ")


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
            yield Flag(
                work.id,
                phrase("No {cells} in this row.", cells=_listed(missing, AND_NO)),
                phrase("Fill in the {cells}.", cells=_listed(missing, AND_THE)),
            )


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
    for work, problem in unreadable(sheet, ("date",)):
        yield told(work, problem, phrase("Write the date as 2026-09-30."))


@rule("ROW003", "unreadable-hours", Level.BLOCK, fixed=True)
def unreadable_hours(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The hours, or a time, amount or mark beside them, are in no known notation, or can be read in two ways.

    date       | person | hours       | text              | finding
    2026-09-03 | Ines   | 2 and a bit | Fare table import | ROW003
    2026-09-03 | Ines   | 2.25        | Fare table import |
    """
    for work, problem in unreadable(sheet, MEASURES):
        yield told(work, problem, phrase("Write the hours as 2.5 or 2:30."))


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
                phrase(
                    "{hours} h is below zero: work cannot be taken back by a row of its own.",
                    hours=hundredths(work.entry.worked),
                ),
                phrase("Correct the row it is meant to take back."),
                -sheet.worth(work),
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
            remedy = phrase("Put the header back, or run “Set up this sheet” if the new one is right.")
            yield Flag(work.id, changed, remedy)


def _is_empty(work: Work, column: str) -> bool:
    entry: Entry = work.entry
    if any(problem.column == column for problem in entry.problems):
        return False  # said by the problem itself
    if column == "hours":
        return entry.hours is None and entry.expense is None
    if column == "project":
        return not entry.project and work.project is None
    return not getattr(entry, column)


def told(work: Work, problem: Problem, usual: Saying) -> Flag:
    """A problem as a flag, with what is usual for its column where it says no remedy of its own."""
    return Flag(work.id, problem.message, problem.remedy or usual)


def _holds_nothing(problem: Problem) -> bool:
    """Whether a cell holds no value at all: it is empty, or shows a sheet error such as #REF!."""
    return not problem.text or problem.text.startswith("#")


def unreadable(sheet: Timesheet, columns: tuple[str, ...]) -> Iterator[tuple[Work, Problem]]:
    """Cells of these columns that hold something else than they should, each with its row."""
    for work in sheet.troubled():
        for problem in work.entry.problems:
            if problem.column in columns and not _holds_nothing(problem):
                yield work, problem


def _listed(columns: list[str], both: Saying) -> Phrase:
    """Columns by their names, with `both` between two of them."""
    return joined(both if len(columns) < 3 else ", ", [NAMES.get(column, column) for column in columns])
