"""What counts with the rows of a workbook and stands elsewhere: on invoices, or waiting in other spreadsheets."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from service.domain.hours.attribution import assemble
from service.domain.hours.elsewhere import Elsewhere, Waiting
from service.domain.hours.timesheet import Facts, Timesheet, Work
from service.domain.judging.finding import Finding, blocks
from service.domain.period import Period
from service.domain.spelling import normal
from service.rules.judge import STOPPING, Judged


class Others(Protocol):
    """What the ledger knows of work that does not stand in the workbook at hand."""

    def elsewhere(self, present: Collection[str], clients: Collection[str], days: Period) -> Sequence[Elsewhere]:
        """What invoices bill of other rows than these: all of these clients, and whatever was done on these days."""

    def waiting(self, book: str, present: Collection[str], clients: Collection[str], days: Period) -> Sequence[Waiting]:
        """Open rows of other registered spreadsheets: all of these clients, and whatever was done on these days."""

    def keep_waiting(self, book: str, rows: Iterable[Waiting], among: Collection[str] | None = None) -> None:
        """Keep what open rows of a registered spreadsheet say now; `among` are the rows looked at, None means all."""

    def arrivals(self, rows: Iterable[str]) -> Mapping[str, int]:
        """The order in which rows came to us."""


def with_others(sheet: Timesheet, others: Others, book: str) -> Facts:
    """The facts of a timesheet with all that counts beside its rows: of the same clients, or of the same days."""
    facts = sheet.facts
    dates = [work.entry.date for work in sheet if work.entry.date is not None]
    if not dates:
        return facts
    clients = {work.client.id for work in sheet if work.client is not None}
    present, days = {work.id for work in sheet}, Period(min(dates), max(dates))
    facts = replace(facts, elsewhere=tuple(others.elsewhere(present, clients, days)))
    waiting = others.waiting(book, present, clients, days) if book else ()
    return _with_waiting(sheet, facts, waiting, others) if waiting else facts


def _with_waiting(sheet: Timesheet, facts: Facts, waiting: Sequence[Waiting], others: Others) -> Facts:
    """Rows that wait elsewhere, each attributed like a row of the workbook; what stands in both counts here alone."""
    facts = replace(
        facts,
        chosen={**facts.chosen, **{one.entry.id: one.category for one in waiting if one.category is not None}},
        arrivals={**facts.arrivals, **others.arrivals([one.entry.id for one in waiting])},
    )
    here = {_said(work) for work in sheet}
    works = assemble([one.entry for one in waiting], facts).works
    return replace(facts, waiting=tuple(work for work in works if _said(work) not in here))


def _said(work: Work) -> tuple[object, ...]:
    """What two rows have in common that are one piece of work, typed into two spreadsheets."""
    entry = work.entry
    who = work.person.id if work.person else normal(entry.person)
    what = work.project.id if work.project else normal(entry.project)
    return who, entry.date, what, entry.hours, entry.start, normal(entry.description)


def left_waiting(judged: Judged) -> Iterator[Waiting]:
    """The rows of a workbook that count in others as long as no invoice bills them: read, and there once."""
    for work in judged.sheet.open():
        entry = work.entry
        if entry.date is None or not (entry.hours or entry.expense) or _is_stopped(judged.of(work.id)):
            continue
        yield Waiting(entry, work.category if work.settled else None, work.client.id if work.client else "")


def _is_stopped(findings: Sequence[Finding]) -> bool:
    return blocks(one for one in findings if one.code[:3] in STOPPING)
