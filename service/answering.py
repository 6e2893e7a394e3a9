"""What a person put beside the decisions of Review: reasons for all rows of one, and whom somebody was asked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

from service.domain.hours.reading import Cell, Reading
from service.domain.judging.asked import Asked
from service.reports.decisions import Said
from service.reports.matters import Matter, open_matters, waiting_matters
from service.reports.row import Row
from service.rules.duplicates import content_of
from service.words import day_of, say


class Questions(Protocol):
    """Which questions about rows wait for an answer."""

    def asked(self, rows: Iterable[str]) -> Sequence[Asked]:
        """What was asked about these rows."""

    def keep_asked(self, asked: Sequence[Asked]) -> None:
        """Keep questions, each in the place of an older one about the same."""

    def take_back(self, pairs: Collection[tuple[str, str]]) -> None:
        """Forget questions, by row and code."""


class Answered(NamedTuple):
    """What is to be kept of it."""

    reasons: tuple[Cell, ...] = ()
    """What goes into Reason cells, with a note that says who answered and when."""
    asked: tuple[Asked, ...] = ()
    taken_back: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.reasons or self.asked or self.taken_back)

    def read_into(self, reading: Reading) -> Reading:
        """The reading as it will be once the reasons stand in their cells."""
        said = {(cell.tab, cell.row): str(cell.value) for cell in self.reasons}
        entries = (one._replace(reason=said.get((one.tab, one.row), one.reason)) for one in reading.entries)
        return replace(reading, entries=tuple(entries))


NOTHING = Answered()


def answered(rows: Sequence[Row], said: Mapping[str, Said], who: str, now: datetime) -> Answered:
    """What an approver said beside decisions, as far as it is about rows that are not their own."""
    matters = open_matters(rows)
    asked = [one for matter in matters for one in _asked(matter, said.get(matter.title), who, now)]
    return Answered(
        tuple(_joined(cell for one in matters for cell in _reasons(one, said.get(one.title), who, now))),
        tuple(asked),
        frozenset(_taken_back(rows, said)),
    )


def _asked(matter: Matter, said: Said | None, who: str, now: datetime) -> Iterator[Asked]:
    if said is not None and said.asked and matter.whom:
        for point in matter.points:
            yield Asked(*point.pair, content_of(point.row.work), matter.whom, who, now)


def _taken_back(rows: Sequence[Row], said: Mapping[str, Said]) -> Iterator[tuple[str, str]]:
    """Questions whose box somebody has emptied, or that an undo took out of the tab."""
    for matter in waiting_matters(rows):
        if any(title in said and said[title].asked is False for title in (matter.title, matter.before)):
            yield from (point.pair for point in matter.points)


def _reasons(matter: Matter, said: Said | None, who: str, now: datetime) -> Iterator[Cell]:
    """The answer behind its code in the Reason cell of each row; nobody answers for their own hours."""
    if said is None or not said.answer or not matter.takes_an_answer:
        return
    text = " ".join(said.answer.replace(";", ",").split())
    theirs = [row for row in matter.rows if not is_own(row, who)]
    note = say("decisions.note", who=who, day=day_of(now), year=now.year, rows=len(theirs))
    for row in theirs:
        reason = "; ".join(filter(None, (row.work.entry.reason, f"{matter.findings[0].code}: {text}")))
        yield Cell(row.work.entry.tab, row.work.entry.row, "reason", reason, note)


def _joined(cells: Iterable[Cell]) -> Iterable[Cell]:
    """One cell for each row: a row may belong to two matters that are answered at once."""
    found: dict[tuple[str, int], Cell] = {}
    for cell in cells:
        known = found.get((cell.tab, cell.row))
        text = str(cell.value) if known is None else f"{known.value}; {str(cell.value).rpartition('; ')[2]}"
        found[cell.tab, cell.row] = cell._replace(value=text)
    return found.values()


def is_approver(who: str, approvers: Iterable[str]) -> bool:
    """Whether somebody is among the approvers."""
    return bool(who) and who.casefold() in {one.casefold() for one in approvers}


def is_own(row: Row, who: str) -> bool:
    """Whether somebody logged a row."""
    return row.work.person is not None and who.casefold() in {one.casefold() for one in row.work.person.emails}
