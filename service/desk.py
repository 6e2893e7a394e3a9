"""What both walks have in front of them, and the look they take: a reading, attributed, priced and judged."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from service.domain.agency import Agency
from service.domain.approval import Approval, Billed
from service.domain.category import Category
from service.domain.copies import rightful
from service.domain.description import Ask, Description
from service.domain.entry import Entry, normal
from service.domain.export import Export
from service.domain.memory import Remembered, RunLine
from service.domain.money import exact
from service.domain.period import Period, month_of
from service.domain.reading import Changes, Reading, Shown, Written
from service.domain.sow import Sow
from service.domain.timesheet import Facts, Timesheet, Work, assemble
from service.rules.duplicates import content_of
from service.rules.judge import Judged, judge

Progress = Callable[[int, int], None]


class Sheet(Protocol):
    """A workbook, wherever it lies. What it reads names it, as the ledger knows it."""

    def read(self) -> Reading:
        """Everything in it, in one read."""

    def write(self, changes: Changes) -> Written:
        """All changes in one write."""


class Reader(Protocol):
    """Whoever reads texts and says what is in them."""

    @property
    def problem(self) -> str:
        """Why texts went unread; blank where none did."""

    @property
    def version(self) -> str:
        """Who reads and how; an answer holds for one version only."""

    def describe(
        self,
        asks: Sequence[Ask],
        deadline_seconds: float,
        progress: Progress | None = None,
        people: Sequence[str] = (),
    ) -> Mapping[str, Description]:
        """Descriptions by key; what could not be read is absent. `people` are never named to the reader."""


class Memory(Protocol):
    """What was decided before, and what is to be kept."""

    def approvals(self, rows: Iterable[str]) -> Mapping[str, Approval]:
        """The newest word on each row."""

    def say(self, words: Sequence[Approval]) -> None:
        """Append words on rows."""

    def categories(self, rows: Iterable[str]) -> Mapping[str, Remembered]:
        """What stood in the Category cells."""

    def remember_categories(self, seen: Mapping[str, Remembered]) -> None:
        """Keep what stands in the Category cells now."""

    def descriptions(self, keys: Iterable[str]) -> Mapping[str, Description]:
        """Texts that were read before."""

    def keep_descriptions(self, new: Mapping[str, Description]) -> None:
        """Keep what was read now."""

    def billed(self, rows: Iterable[str]) -> Mapping[str, Billed]:
        """Rows that an invoice holds."""

    def billed_as(self, fingerprints: Iterable[str]) -> Mapping[str, Billed]:
        """Contents that an invoice holds, under whatever id."""

    def arrivals(self, rows: Iterable[str]) -> Mapping[str, int]:
        """The order in which rows came to us."""

    def keep_arrivals(self, rows: Sequence[str]) -> None:
        """Number rows that are new, in this order."""

    def fees(self) -> Mapping[str, Decimal]:
        """What is billed already beside whole rows (fees, discounts, carried hours), with the money of each."""

    def made(self) -> Sequence[Export]:
        """Exports that stand in QuickBooks, newest first."""

    def wanted(self, sheet: str) -> Mapping[str, int]:
        """Rows of a spreadsheet that do not show yet what the ledger says, with the version that is wanted."""

    def shown(self, sheet: str, versions: Mapping[str, int]) -> None:
        """Note which versions a sheet shows by now."""

    def runs(self, sheet: str) -> Sequence[RunLine]:
        """What was run on a sheet, newest first."""

    def log_run(self, sheet: str, line: RunLine) -> None:
        """Append one line to the run log."""


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

    @property
    def sheet(self) -> Timesheet:
        """The priced timesheet."""
        return self.judged.sheet


def look(desk: Desk, reading: Reading) -> Look:
    """Attribute, describe, price and judge."""
    ids = [entry.id for entry in reading.entries]
    approvals, billed = desk.memory.approvals(ids), desk.memory.billed(ids)
    reading = rightful(reading, billed)
    facts = Facts(
        agency=desk.agency,
        sows=desk.sows,
        today=desk.now.date(),
        period=desk.month or busiest_month(reading.entries, desk.now.date()),
        approvals={row: word._replace(at=word.at.astimezone(desk.now.tzinfo)) for row, word in approvals.items()},
        billed=billed,
        arrivals=desk.memory.arrivals(ids),
        missing_partners=desk.missing_partners,
    )
    described, left, read_now = _descriptions(desk, assemble(reading.entries, facts))
    facts = replace(facts, descriptions=described, chosen=_chosen(desk, reading, described))
    sheet = assemble(reading.entries, facts)
    facts = replace(facts, invoiced=desk.memory.billed_as({content_of(work) for work in sheet.open()}))
    judged = judge(Timesheet(sheet.works, facts))
    return Look(reading, judged, desk.reader.problem if left else "", left, read_now)


def again(desk: Desk, seen: Look, words: Mapping[str, Approval]) -> Look:
    """The same look with newer approvals; nothing is read or described anew."""
    facts = seen.sheet.facts
    newer = replace(
        facts,
        approvals={**facts.approvals, **words},
        missing_partners=desk.missing_partners or facts.missing_partners,
    )
    return seen._replace(judged=judge(Timesheet(seen.sheet.works, newer)))


def busiest_month(entries: Iterable[Entry], today: date) -> Period:
    """The month that most rows lie in, of those not after today; the running month where there are none."""
    months = Counter(month_of(entry.date) for entry in entries if entry.date and entry.date <= today)
    return max(months, key=lambda month: (months[month], month), default=month_of(today))


def description_key(ask: Ask, version: str) -> str:
    """A name for a question: texts that read the same, under the same project, are the same question."""
    hours = ask.hours if any(char.isdigit() for char in ask.text) else ""
    return hashlib.sha256("\n".join((version, ask.client, ask.project, normal(ask.text), hours)).encode()).hexdigest()


def _descriptions(desk: Desk, sheet: Timesheet) -> tuple[dict[str, Description], int, int]:
    """Descriptions by row id, from memory or from the reader; how many texts remain unread, and how many were read."""
    asks = {work.id: _ask(work, desk.agency) for work in sheet if _worth_reading(work)}
    keys = {row: description_key(ask, desk.reader.version) for row, ask in asks.items()}
    known = dict(desk.memory.descriptions(set(keys.values())))
    fresh = (row for row, key in keys.items() if key not in known and row not in sheet.facts.billed)
    new = {keys[row]: replace(asks[row], key=keys[row]) for row in fresh}
    if new:
        people = [name for person in desk.agency.people for name in (person.name, *person.aliases)]
        found = desk.reader.describe(list(new.values()), desk.deadline_seconds, desk.progress, people)
        desk.memory.keep_descriptions(found)
        known.update(found)
    left = len(new.keys() - known.keys())
    return {row: known[key] for row, key in keys.items() if key in known}, left, len(new) - left


def _worth_reading(work: Work) -> bool:
    """Whether a text is worth a question: readable, with words in it."""
    return bool(normal(work.entry.description)) and work.entry.hours is not None and work.entry.date is not None


def _ask(work: Work, agency: Agency) -> Ask:
    entry = work.entry
    others = tuple(project.name for client in agency.clients if not client.own for project in client.projects)
    return Ask(
        key=work.id,
        client=work.client.name if work.client else entry.client,
        project=work.project.name if work.project else entry.project,
        text=entry.description,
        hours=exact(entry.worked),
        projects=others,
    )


def _chosen(desk: Desk, reading: Reading, described: Mapping[str, Description]) -> dict[str, Category]:
    """Categories that a person put into the cell: what is neither our last word nor what we would write."""
    seen = desk.memory.categories([entry.id for entry in reading.entries])
    chosen: dict[str, Category] = {}
    for entry in reading.entries:
        category = Category.read(entry.category) if entry.category else None
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
    return f": {category.value}, " in note
