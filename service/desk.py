"""What both walks have in front of them, and the look they take: a reading, attributed, priced and judged."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from service.answering import Questions
from service.describing import Readings, describe
from service.domain.bookkeeping import Remark, remarks_in
from service.domain.category import Category
from service.domain.hours.approval import Approval, Billed
from service.domain.hours.attribution import assemble, described
from service.domain.hours.copies import Known, rightful
from service.domain.hours.description import Description
from service.domain.hours.entry import Entry
from service.domain.hours.header import changed_headers
from service.domain.hours.reading import Changes, Reading, Shown, Written
from service.domain.hours.reason import Answer
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.invoicing.export import Export
from service.domain.memory import Remembered, RunLine
from service.domain.period import Period, month_of
from service.domain.terms.agency import Agency
from service.domain.terms.sow import Sow
from service.domain.texts.decision import Decision
from service.domain.texts.reader import Progress, Reader
from service.domain.texts.spending import Budget, Spending
from service.names import category_names, read_category
from service.rules.duplicates import content_of
from service.rules.judge import Judged, judge, judge_again
from service.surroundings import Others, with_others


class Sheet(Protocol):
    """A workbook, wherever it lies. What it reads names it, as the ledger knows it."""

    def read(self) -> Reading:
        """Everything in it, in one read."""

    def write(self, changes: Changes) -> Written:
        """All changes in one write."""


class Memory(Readings, Questions, Others, Protocol):
    """What was decided before, and what is to be kept."""

    def approvals(self, rows: Iterable[str]) -> Mapping[str, Approval]:
        """The newest word on each row."""

    def say(self, words: Sequence[Approval]) -> None:
        """Append words on rows."""

    def categories(self, rows: Iterable[str]) -> Mapping[str, Remembered]:
        """What stood in the Category cells."""

    def remember_categories(self, seen: Mapping[str, Remembered]) -> None:
        """Keep what stands in the Category cells now."""

    def keep_decisions(self, new: Sequence[Decision]) -> None:
        """Keep what people decided about categories."""

    def spending(self, month: str) -> Sequence[Spending]:
        """What reading has cost in a month."""

    def billed(self, rows: Iterable[str]) -> Mapping[str, Billed]:
        """Rows that an invoice holds."""

    def billed_as(self, fingerprints: Iterable[str]) -> Mapping[str, Billed]:
        """Contents that an invoice holds, under whatever id."""

    def arrivals(self, rows: Iterable[str]) -> Mapping[str, int]:
        """The order in which rows came to us."""

    def keep_arrivals(self, rows: Sequence[str]) -> None:
        """Number rows that are new, in this order."""

    def lost(self, book: str, present: Collection[str]) -> Mapping[str, Billed]:
        """Rows that an invoice of this workbook bills and that do not stand in it any more."""

    def headers(self, book: str) -> Mapping[str, Mapping[str, str]]:
        """The headers that were agreed for the columns of each tab."""

    def agree_headers(self, book: str, tabs: Mapping[str, Mapping[str, str]]) -> None:
        """Take the headers of these tabs for the agreed ones."""

    def keep_answers(self, answers: Sequence[Answer]) -> None:
        """Append who let which finding pass, and why."""

    def fees(self) -> Mapping[str, Decimal]:
        """What is billed already beside whole rows (fees, discounts, carried hours), with the money of each."""

    def made(self) -> Sequence[Export]:
        """Exports that stand in QuickBooks, newest first."""

    def versions(self, sheet: str) -> Mapping[str, int]:
        """What the ledger says of the rows of a spreadsheet, by version."""

    def shown(self, sheet: str, versions: Mapping[str, int], moved: Collection[str] = ()) -> None:
        """Note what a sheet shows after a write that rests on these versions, but for rows that had moved."""

    def doubt_sheet(self, sheet: str) -> None:
        """Note that a write got no answer: it may still be carried out, so the sheet is looked at again after that."""

    def runs(self, book: str) -> Sequence[RunLine]:
        """What was run on a workbook, newest first."""

    def log_run(self, book: str, title: str, line: RunLine, found: Mapping[str, Any] | None = None) -> None:
        """Append one line to the run log, with what the review found; the title is how people call it today."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The agency's papers, its memory, its reader, and the day."""

    agency: Agency
    sows: tuple[Sow, ...]
    memory: Memory
    reader: Reader
    now: datetime
    """With the agency's time zone."""
    month: Period | None = None
    """The month to bill; None takes the one that most rows lie in."""
    deadline_seconds: float = 600
    progress: Progress | None = None
    missing_partners: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    """What QuickBooks, or the way there, says about rows, by row id."""
    only: Mapping[str, Container[int]] | None = None
    """The rows to describe and to write, by tab; all are judged, and None means that all are written too."""
    limit: Decimal | None = None
    """US dollars that reading may cost in a month; None where nobody is paid for it."""

    def is_meant(self, entry: Entry) -> bool:
        """Whether a row is among those to describe and to write."""
        return self.only is None or entry.row in self.only.get(entry.tab, ())


class Look(NamedTuple):
    """A reading with all that follows from it."""

    reading: Reading
    judged: Judged
    unread: str
    """Why some texts were not described."""
    left: int
    """How many texts still wait to be described."""
    read_now: int = 0
    """How many were described in this look."""
    budget: Budget | None = None
    """What reading has cost in the running month; None where it costs nothing."""

    @property
    def sheet(self) -> Timesheet:
        """The priced timesheet."""
        return self.judged.sheet


def look(desk: Desk, reading: Reading) -> Look:
    """Attribute, describe, price and judge."""
    ids = [entry.id for entry in reading.entries]
    billed, approvals = desk.memory.billed(ids), desk.memory.approvals(ids)  # in this order: what dies leaves a word
    reading = rightful(reading, Known(billed, approvals, [sow.id for sow in desk.sows]))
    facts = Facts(
        agency=desk.agency,
        sows=desk.sows,
        today=desk.now.date(),
        period=desk.month or busiest_month(reading.entries, desk.now.date()),
        approvals={row: word.seen_from(desk.now.tzinfo) for row, word in approvals.items()},
        billed=billed,
        arrivals=desk.memory.arrivals(ids),
        missing_partners=desk.missing_partners,
        gone=desk.memory.lost(reading.book, ids) if reading.book else {},
        changed_headers=changed_headers(reading.tabs, desk.memory.headers(reading.book)) if reading.book else {},
        remarks={**{row: remarks_in(one.flag) for row, one in billed.items() if one.flag}, **desk.remarks},
    )
    meant = None if desk.only is None else {entry.id for entry in reading.entries if desk.is_meant(entry)}
    texts = assemble(reading.entries, facts)
    said = describe(texts, desk.reader, desk.memory, desk.deadline_seconds, desk.progress, meant)
    facts = replace(facts, descriptions=said.by_row, chosen=_chosen(desk, reading, said.by_row))
    sheet = described(texts, facts)
    invoiced = desk.memory.billed_as({content_of(work) for work in sheet.open()})
    late = {one.row_id for one in invoiced.values()}.intersection(ids).difference(billed)
    if late and desk.memory.billed(late):
        return look(desk, reading)  # another run has claimed rows since we asked: they are no copies of themselves
    facts = replace(with_others(sheet, desk.memory, reading.book), invoiced=invoiced)
    judged = judge(Timesheet(sheet.works, facts))
    return Look(reading, judged, desk.reader.problem if said.left else "", said.left, said.read_now, _budget(desk))


def again(desk: Desk, seen: Look, words: Mapping[str, Approval]) -> Look:
    """The same look with newer approvals; nothing is read or described anew."""
    facts = seen.sheet.facts
    newer = replace(
        facts,
        approvals={**facts.approvals, **words},
        missing_partners=desk.missing_partners or facts.missing_partners,
    )
    if newer.missing_partners != facts.missing_partners:
        return seen._replace(judged=judge(Timesheet(seen.sheet.works, newer)))
    entries = [work.entry for row in words if (work := seen.sheet.find(row)) is not None]
    return seen._replace(judged=judge_again(seen.judged, newer, entries))


def busiest_month(entries: Iterable[Entry], today: date) -> Period:
    """The month that most rows lie in, of those not after today; the running month where there are none."""
    months = Counter(month_of(entry.date) for entry in entries if entry.date and entry.date <= today)
    return max(months, key=lambda month: (months[month], month), default=month_of(today))


def _budget(desk: Desk) -> Budget | None:
    """What reading has cost in the running month."""
    month = f"{desk.now:%Y-%m}"
    return None if desk.limit is None else Budget(month, desk.limit, tuple(desk.memory.spending(month)))


def _chosen(desk: Desk, reading: Reading, described: Mapping[str, Description]) -> dict[str, Category]:
    """Categories that a person put into the cell: what is neither our last word nor what we would write."""
    seen = desk.memory.categories([entry.id for entry in reading.entries])
    chosen: dict[str, Category] = {}
    for entry in reading.entries:
        category = read_category(entry.category) if entry.category else None
        if category is None:
            continue
        last, said = seen.get(entry.id), described.get(entry.id)
        if last is not None:
            ours = last.category == category.value and not last.chosen
        else:
            ours = (said is not None and said.category is category) or _copied(entry, category, reading)
        if not ours:
            chosen[entry.id] = category
    return chosen


def _copied(entry: Entry, category: Category, reading: Reading) -> bool:
    """Whether the cell came with a copied row: the note behind it says that we proposed what stands in it."""
    note = reading.shown.get((entry.tab, entry.row), {}).get("category", Shown()).note
    return any(f": {name}, " in note for name in category_names(category))
