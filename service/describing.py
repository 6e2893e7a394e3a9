"""What the texts of a timesheet say: remembered, decided by people, or read now."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, Protocol

from service.domain.category import Category
from service.domain.hours.approval import Approval
from service.domain.hours.description import Ask, Description
from service.domain.hours.entry import fingerprint
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.money import exact
from service.domain.spelling import normal
from service.domain.terms.agency import Agency
from service.domain.texts.decision import Decision, decision_key, settled
from service.domain.texts.reader import Progress, Reader

COSTLY = Decimal(1000)
"""From this much money on, in whatever currency, a row is worth a second reading."""

DECIDED = 0.99
"""How likely a category is that people have chosen for exactly this text."""


class Readings(Protocol):
    """What was read and decided before."""

    def descriptions(self, keys: Iterable[str]) -> Mapping[str, Description]:
        """Texts that were read before."""

    def keep_descriptions(self, new: Mapping[str, Description]) -> None:
        """Keep what was read now."""

    def decided(self, keys: Iterable[str]) -> Mapping[str, Sequence[Decision]]:
        """What people decided about exactly these texts."""


class Described(NamedTuple):
    """What the texts were found to say."""

    by_row: Mapping[str, Description]
    left: int = 0
    """How many texts still wait to be read; some of them may be described offline until then."""
    read_now: int = 0


def describe(
    sheet: Timesheet,
    reader: Reader,
    memory: Readings,
    seconds: float,
    progress: Progress | None = None,
    only: Collection[str] | None = None,
) -> Described:
    """Every text worth reading, each answered by people, by memory or by the reader, in this order.

    `only` names the rows about which the reader may be asked; None means all.
    """
    agency = sheet.facts.agency
    projects = _projects(agency)
    asks = {work.id: ask_about(work, projects) for work in sheet if is_worth_reading(work)}
    decided = _decided(asks, memory)
    keys = {row: description_key(ask, reader.version) for row, ask in asks.items()}
    known = dict(memory.descriptions(set(keys.values())))
    open_rows = (row for row in keys if only is None or row in only)
    fresh = [row for row in open_rows if keys[row] not in known and row not in decided]
    unread = [row for row in fresh if row not in sheet.facts.billed]
    new = {keys[row]: replace(asks[row], key=keys[row], costly=_is_costly(sheet, row)) for row in unread}
    if new:
        people = [name for person in agency.people for name in (person.name, *person.aliases)]
        found = reader.describe(list(new.values()), seconds, progress, people)
        memory.keep_descriptions({key: said for key, said in found.items() if not said.is_for_now})
        known.update(found)
    left = sum(key not in known or known[key].is_for_now for key in new)
    answers = {row: _answer(decided.get(row), known.get(key)) for row, key in keys.items()}
    said = {row: _as_approved(sheet.work(row), answer, sheet) for row, answer in answers.items()}
    return Described({row: one for row, one in said.items() if one is not None}, left, len(new) - left)


def description_key(ask: Ask, version: str) -> str:
    """A name for a question: texts that read the same, under the same project, are the same question."""
    hours = ask.hours if any(map(str.isdigit, ask.text)) else ""
    parts = (version, ask.client, ask.project, normal(ask.text), hours, *ask.labels, *ask.exclusions)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_worth_reading(work: Work) -> bool:
    """Whether a text is worth a question: readable, with words in it."""
    return bool(normal(work.entry.description)) and work.entry.hours is not None and work.entry.date is not None


def ask_about(work: Work, projects: tuple[str, ...]) -> Ask:
    """The question that a row asks, as cheap as any: few of them are ever put to a reader."""
    entry = work.entry
    return Ask(
        key=work.id,
        client=work.client.name if work.client else entry.client,
        project=work.project.name if work.project else entry.project,
        text=entry.description,
        hours=exact(entry.worked),
        projects=projects,
        exclusions=work.sow.scope.exclusions if work.sow else (),
        labels=tuple(filter(None, (entry.task, *entry.tags))),
    )


def _is_costly(sheet: Timesheet, row: str) -> bool:
    """Whether so much money hangs on a row that its text is worth a second reading."""
    return sheet.stake(sheet.work(row)) >= COSTLY


def _projects(agency: Agency) -> tuple[str, ...]:
    return tuple(project.name for client in agency.clients if not client.own for project in client.projects)


def _decided(asks: Mapping[str, Ask], memory: Readings) -> dict[str, Category]:
    """Categories that people have chosen for exactly these texts, as far as they agree."""
    keys = {row: decision_key(ask.client, ask.project, ask.text) for row, ask in asks.items()}
    decisions = memory.decided(set(keys.values()))
    found = {row: settled(decisions[key]) for row, key in keys.items() if key in decisions}
    return {row: category for row, category in found.items() if category is not None}


def _answer(decided: Category | None, read: Description | None) -> Description | None:
    """What people chose goes before what was read; of what was read, all but the category stays."""
    if decided is None or (read is not None and read.category is decided):
        return read
    return _by_people(decided, read)


def _by_people(category: Category, read: Description | None) -> Description:
    chosen = Description(category) if read is None else replace(read, category=category)
    second = None if chosen.second_category is category else chosen.second_category
    return replace(chosen, confidence=DECIDED, second_category=second, source="memory")


def _as_approved(work: Work, said: Description | None, sheet: Timesheet) -> Description | None:
    """What is approved as it stands keeps the category it was approved with, or none, whatever is known by now."""
    word = sheet.facts.approvals.get(work.id)
    if word is None or word.kind != "yes" or _says(work, said.category.code if said else "", word):
        return said
    if _says(work, "", word):
        return None
    approved = next((category for category in Category if _says(work, category.code, word)), None)
    return said if approved is None else _by_people(approved, said)


def _says(work: Work, code: str, word: Approval) -> bool:
    return fingerprint(work.entry, work.sow.id if work.sow else "", code) == word.fingerprint
