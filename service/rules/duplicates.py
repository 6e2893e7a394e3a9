"""DUP: the same work twice, or an invoiced row changed afterwards."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from service.domain.hours.approval import Billed, code_billed
from service.domain.hours.entry import Entry, fingerprint
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, half_up, hundredths, plain
from service.domain.phrase import Phrase, phrase
from service.domain.spelling import normal
from service.domain.terms.check import Level
from service.rules.reach import person_day, whole_sheet
from service.rules.rule import Ask, rule

DIGITS = re.compile(r"\d+")
TELL_APART = phrase("Delete this row, or say in the text how the two differ.")
ELSEWHERE = phrase("another row or spreadsheet")
NEIGHBOURS = 20
"""How many earlier rows of one person, day, project and length a row is held against: a bound for made-up sheets."""


@rule("DUP001", "duplicate-row", Level.BLOCK, reach=person_day)
def duplicate_row(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The same person, date, project, hours, start and text stand in an earlier row.

    date       | person | hours | text              | finding
    2026-09-09 | Ines   | 2.00  | Fare table import |
    2026-09-09 | Ines   | 2.00  | Fare table import | DUP001
    2026-09-09 | Ines   | 2.00  | Seat map import   |

    date       | person | hours | expense | text                | finding
    2026-09-10 | Ines   |       | 12.00   | Parking at the port |
    2026-09-10 | Ines   |       | 12.00   | Parking at the port | DUP001
    2026-09-10 | Ines   |       | 9.00    | Parking at the port |
    """
    for first, second in _pairs(sheet):
        if first.id not in sheet.facts.billed:
            yield Flag(
                second.id,
                phrase(
                    "The same {hours_or_expenses} stand in {place}.",
                    hours_or_expenses=_size(second.entry), place=first.entry.place,
                ),
                TELL_APART,
                sheet.stake(first) or first.entry.expense or ZERO,
            )  # fmt: skip


@rule("DUP002", "near-duplicate-row", Level.ACKNOWLEDGE, reach=person_day, similarity=Decimal("0.9"))
def near_duplicate_row(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The same person, date, project and hours stand in an earlier row, with a text much like it or at the same time.

    Reads `similarity`, from 0 to 1. Texts with different numbers in them, and rows at different times of the day, are
    different work.

        date       | person | start | end   | hours | text               | finding
        2026-09-09 | Ines   |       |       | 2.00  | Fare table import  |
        2026-09-09 | Ines   |       |       | 2.00  | Fare tables import | DUP002
        2026-09-09 | Ines   |       |       | 2.00  | Seat map import    |
        2026-09-10 | Petra  | 09:00 | 11:00 | 2.00  | Ferry icons        |
        2026-09-10 | Petra  | 09:00 | 11:00 | 2.00  | Colours of seats   | DUP002
        2026-09-10 | Petra  | 14:00 | 16:00 | 2.00  | Ferry icons        |
        2026-09-11 | Tomas  |       |       | 2.00  | Ticket PF-101 done |
        2026-09-11 | Tomas  |       |       | 2.00  | Ticket PF-102 done |
    """
    for works in _twins(sheet):
        for place, work in enumerate(works[1:], 1):
            if work.id in sheet.facts.billed:
                continue
            like = terms(work)["similarity"]
            before = works[max(0, place - NEIGHBOURS) : place]
            first = next((other for other in before if _alike(other.entry, work.entry, like)), None)
            if first is not None:
                yield Flag(
                    work.id,
                    phrase(
                        "Much like {place}: the same {hours_or_expenses}, “{text}”.",
                        place=first.entry.place, hours_or_expenses=_size(work.entry), text=first.entry.description,
                    ),
                    phrase("Delete one of the two, or say in Reason why both count."),
                    sheet.stake(work) or work.entry.expense or ZERO,
                )  # fmt: skip


@rule("DUP003", "already-invoiced-work", Level.BLOCK, fixed=True, reach=person_day)
def already_invoiced_work(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Exactly this work is on an invoice already.

    date       | person | hours | text              | billed | finding
    2026-09-09 | Ines   | 3.50  | Fare table import | 1043   |
    2026-09-09 | Ines   | 3.50  | Fare table import |        | DUP003
    2026-09-10 | Ines   | 1.00  | Seat map import   | 1043   |
    2026-09-10 | Ines   | 1.00  | Seat map import   | 1044   |
    """
    here = {second.id: first for first, second in _pairs(sheet) if first.id in sheet.facts.billed}
    invoiced = sheet.facts.invoiced
    for work in sheet.open() if here or invoiced else ():
        first = here.get(work.id)
        billed = sheet.facts.billed[first.id] if first else invoiced.get(content_of(work)) if invoiced else None
        if billed is not None and (work.entry.worked or work.entry.expense):
            yield Flag(
                work.id,
                phrase(
                    "The same {hours_or_expenses} are on {invoice} already, billed from {place}.",
                    hours_or_expenses=_size(work.entry), invoice=billed.invoice,
                    place=first.entry.place if first else ELSEWHERE,
                ),
                TELL_APART,
                billed.amount,
            )  # fmt: skip


@rule("DUP004", "invoiced-row-edited", Level.BLOCK, fixed=True)
def invoiced_row_edited(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """An invoiced row no longer says what was billed; the invoice keeps the old figures.

    date       | person | hours | text              | billed     | finding
    2026-09-09 | Ines   | 6.00  | Fare table import | 1043: 4.00 | DUP004
    2026-09-09 | Tomas  | 6.00  | Fare table import | 1044       |
    """
    for work in sheet if sheet.facts.billed else ():
        billed = sheet.facts.billed.get(work.id)
        if billed is not None and code_billed(work.entry, billed) is None:
            was = billed.hours + billed.in_fee
            more = max(ZERO, work.entry.worked - was)
            yield Flag(
                work.id,
                phrase(
                    "The row was changed after {billed} h of it went on {invoice}; now it says {hours} h.",
                    billed=hundredths(was), invoice=billed.invoice, hours=hundredths(work.entry.worked),
                ),
                phrase(
                    "Put the row back as it was, and log the {more} h more in a row of its own."
                    if more
                    else "Put the row back as it was, and log what is new in a row of its own.",
                    more=hundredths(more),
                ),
                half_up(billed.amount * more / billed.hours) if billed.hours else ZERO,
                risk=Risk.UNBILLED,
                numbers=(("billed", was), ("hours in the row", work.entry.worked)),
            )  # fmt: skip


@rule("DUP005", "invoiced-row-missing", Level.WARN, reach=whole_sheet)
def invoiced_row_missing(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """Rows that an invoice bills are gone from the sheet; the invoice stays as it is.

    date       | person | hours | text              | billed | gone | finding
    2026-09-09 | Ines   | 3.50  | Fare table import | 1043   | yes  | DUP005
    2026-09-09 | Tomas  | 3.50  | Fare table import | 1043   |      |
    """
    lost: dict[str, list[Billed]] = defaultdict(list)
    for billed in sheet.facts.gone.values():
        lost[str(billed.invoice)].append(billed)
    for invoice, rows in sorted(lost.items()):
        hours = sum((billed.hours + billed.in_fee for billed in rows), ZERO)
        yield Flag(
            invoice,
            phrase(
                "{rows} {rows?row:rows} of {invoice}, {hours} h, {rows?is:are} gone from the sheet.",
                rows=len(rows), invoice=rows[0].invoice, hours=hundredths(hours),
            ),
            phrase("Nothing changes on the invoice. Put the rows back, or credit them in QuickBooks."),
            sum((billed.amount for billed in rows), ZERO),
            clause=rows[0].sow,
        )  # fmt: skip


def content_of(work: Work) -> str:
    """The fingerprint of a row as it stands."""
    return fingerprint(work.entry, work.sow.id if work.sow else "", work.category.code if work.category else "")


def _pairs(sheet: Timesheet) -> Iterator[tuple[Work, Work]]:
    """Each later open row with the first row that says the same."""
    for works in _twins(sheet):
        seen: dict[object, Work] = {}
        for work in works:
            first = seen.setdefault((work.entry.start, normal(work.entry.description)), work)
            if first is not work and work.id not in sheet.facts.billed:
                yield first, work


def _twins(sheet: Timesheet) -> Sequence[list[Work]]:
    """Rows of one person, day and project with the same hours, wherever there are two or more."""
    return sheet.once("twins", lambda: tuple(_found_twins(sheet)))


def _found_twins(sheet: Timesheet) -> Iterator[list[Work]]:
    for works in sheet.grouped(person_day).values():
        projects: dict[str, list[Work]] = defaultdict(list)
        for work in works if len({id(work.project) for work in works}) < len(works) else ():
            projects[work.project.id if work.project else normal(work.entry.project)].append(work)
        for same in projects.values():
            yield from _same_hours(same) if len(same) > 1 else ()


def _same_hours(works: list[Work]) -> Iterator[list[Work]]:
    """Rows with the same hours; of those that have none, rows with the same expense."""
    sizes: dict[object, list[Work]] = defaultdict(list)
    for work in works:
        if work.entry.hours or work.entry.expense:
            sizes[work.entry.hours or (work.entry.expense,)].append(work)
    return (same for same in sizes.values() if len(same) > 1)


def _size(entry: Entry) -> Phrase:
    """The hours of a row, or the expense that it carries instead."""
    if entry.hours:
        return phrase("{hours} h", hours=hundredths(entry.worked))
    return phrase("{sum} of expenses", sum=plain(entry.expense or ZERO))


def _alike(one: Entry, other: Entry, enough: Decimal) -> bool:
    """Whether two rows of one person, day, project and length look like one piece of work typed twice."""
    first, second = normal(one.description), normal(other.description)
    if first == second and one.start == other.start:
        return False  # a duplicate, which is another rule's word
    if one.start is not None and other.start is not None:
        return (one.start, one.end) == (other.start, other.end)
    if DIGITS.findall(first) != DIGITS.findall(second):
        return False
    if 2 * min(len(first), len(second)) < enough * (len(first) + len(second)):
        return False
    likeness = SequenceMatcher(None, first, second, autojunk=False)
    return all(Decimal(str(ratio())) >= enough for ratio in (likeness.quick_ratio, likeness.ratio))
