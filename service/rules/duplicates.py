"""DUP: the same work twice, or an invoiced row changed afterwards."""

from collections.abc import Callable, Iterator

from service.domain.approval import code_billed
from service.domain.check import Level, Terms
from service.domain.entry import fingerprint, normal
from service.domain.finding import Flag
from service.domain.money import exact
from service.domain.timesheet import Timesheet, Work
from service.rules.rule import rule

Ask = Callable[[Work], Terms]


@rule("DUP001", "duplicate-row", Level.BLOCK)
def duplicate_row(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The same person, date, project, hours, start and text stand in an earlier row.

    date       | person | hours | text              | finding
    2026-09-09 | Ines   | 2.00  | Fare table import |
    2026-09-09 | Ines   | 2.00  | Fare table import | DUP001
    2026-09-09 | Ines   | 2.00  | Seat map import   |
    """
    for first, second in _pairs(sheet):
        if first.id not in sheet.facts.billed:
            yield Flag(
                second.id,
                f"The same {exact(second.entry.worked)} h stand in {first.entry.place}.",
                "Delete this row, or say in the text how the two differ.",
                sheet.stake(first),
            )


@rule("DUP003", "already-invoiced-work", Level.BLOCK, fixed=True)
def already_invoiced_work(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Exactly this work is on an invoice already.

    date       | person | hours | text              | billed | finding
    2026-09-09 | Ines   | 3.50  | Fare table import | 1043   |
    2026-09-09 | Ines   | 3.50  | Fare table import |        | DUP003
    2026-09-10 | Ines   | 1.00  | Seat map import   | 1043   |
    2026-09-10 | Ines   | 1.00  | Seat map import   | 1044   |
    """
    here = {second.id: first for first, second in _pairs(sheet) if first.id in sheet.facts.billed}
    for work in sheet.open():
        first = here.get(work.id)
        billed = sheet.facts.billed[first.id] if first else sheet.facts.invoiced.get(content_of(work))
        if billed is not None and work.entry.worked:
            where = first.entry.place if first else "another row or spreadsheet"
            yield Flag(
                work.id,
                f"The same {exact(work.entry.worked)} h are on {billed.invoice} already, billed from {where}.",
                "Delete this row, or say in the text how the two differ.",
                billed.amount,
            )


@rule("DUP004", "invoiced-row-edited", Level.BLOCK, fixed=True)
def invoiced_row_edited(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """An invoiced row no longer says what was billed; the invoice keeps the old figures.

    date       | person | hours | text              | billed     | finding
    2026-09-09 | Ines   | 6.00  | Fare table import | 1043: 4.00 | DUP004
    2026-09-09 | Tomas  | 6.00  | Fare table import | 1044       |
    """
    for work in sheet:
        billed = sheet.facts.billed.get(work.id)
        if billed is not None and code_billed(work.entry, billed) is None:
            yield Flag(
                work.id,
                f"The row was changed after {exact(billed.hours + billed.in_fee)} h of it went on {billed.invoice}; "
                f"now it says {exact(work.entry.worked)} h.",
                "Put the row back as it was, and log what is new in a row of its own.",
            )


def content_of(work: Work) -> str:
    """The fingerprint of a row as it stands."""
    return fingerprint(work.entry, work.sow.id if work.sow else "", work.category.code if work.category else "")


def _pairs(sheet: Timesheet) -> Iterator[tuple[Work, Work]]:
    """Each later open row with the first row that says the same."""
    seen: dict[object, Work] = {}
    for work in sheet:
        entry = work.entry
        if entry.date is None or entry.hours is None or not entry.hours:
            continue
        who = work.person.id if work.person else normal(entry.person)
        what = work.project.id if work.project else normal(entry.project)
        same = (entry.date, who, what, entry.hours, entry.start, normal(entry.description))
        first = seen.setdefault(same, work)
        if first is not work and work.id not in sheet.facts.billed:
            yield first, work
