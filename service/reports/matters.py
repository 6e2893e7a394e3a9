"""What a person has to settle, each matter with all rows that one answer settles, the most money at stake first.

What was typed is asked of whoever typed it, all of it at once; what a contract says of several rows is one matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from service.domain.judging.asked import Asked
from service.domain.judging.finding import Finding, Risk, blocks, unanswered
from service.domain.judging.verdict import Status
from service.domain.money import ZERO
from service.domain.terms.check import Level
from service.names import rule_title, status_name
from service.reports.row import Row
from service.words import day_of, put, say

TYPED = ("ROW", "DUP", "TIM", "TXT", "CAT", "PRJ003", "PRJ004")
"""Codes, or how they begin, of what was typed in a row: nobody knows better than whoever logged it."""

OF_A_TAB = ("ROW007",)
OPEN = (Status.NEEDS_FIX, Status.NEEDS_APPROVAL, Status.CHANGED, Status.ERROR)


class Asks(Enum):
    """Who can say what a matter waits for."""

    NOBODY = ""
    AUTHOR = "author"
    PAPERS = "papers"
    CLIENT = "client"

    @property
    def is_outside(self) -> bool:
        """Whether they have no part in the spreadsheet."""
        return self is Asks.CLIENT


class Point(NamedTuple):
    """One thing that asks for a person on one row; without a finding, the row's invoice is in trouble."""

    row: Row
    finding: Finding | None

    @property
    def pair(self) -> tuple[str, str]:
        """What a question about it is kept under."""
        return self.row.work.id, self.finding.code if self.finding else ""

    @property
    def asked(self) -> Asked | None:
        """The question that was asked about it."""
        return next((one for one in self.row.asked if one.code == self.pair[1]), None)


@dataclass(frozen=True)
class Matter:
    """One thing to settle: what about, whom to ask where the answer is not the manager's own, and on which rows."""

    title: str
    """What it is known by in Review: no two have the same."""
    points: tuple[Point, ...]
    whom: str = ""
    address: str = ""
    before: str = ""
    """What it was known by before somebody was asked."""
    asks: Asks = Asks.NOBODY

    @cached_property
    def rows(self) -> list[Row]:
        """The rows, each once, the most money at stake first."""
        found = {point.row.work.id: point.row for point in self.points}
        return sorted(found.values(), key=lambda row: (-stake(row), row.work.entry.tab, row.work.entry.row))

    @cached_property
    def stake(self) -> Decimal:
        """The money that hangs on it, each row's once."""
        return sum((stake(row) for row in self.rows), ZERO)

    @property
    def findings(self) -> list[Finding]:
        """What the rules say."""
        return [point.finding for point in self.points if point.finding is not None]

    @property
    def takes_an_answer(self) -> bool:
        """Whether one sentence lets all its rows pass: one rule speaks, and all it asks for is a reason."""
        codes = {point.pair[1] for point in self.points}
        return len(codes) == 1 and len(self.findings) == len(self.points) and not blocks(self.findings)

    @cached_property
    def lines(self) -> list[tuple[Row, list[Finding]]]:
        """The rows, each with what it is about there."""
        found: dict[str, list[Finding]] = {point.row.work.id: [] for point in self.points}
        for point in self.points:
            if point.finding is not None:
                found[point.row.work.id].append(point.finding)
        return [(row, found[row.work.id]) for row in self.rows]


def open_matters(rows: Iterable[Row]) -> list[Matter]:
    """What nobody has settled and nobody was asked about, the most money at stake first.

    A row that waits for somebody's answer asks for nothing else until it has come.
    """
    points = [point for row in rows if not row.asked for point in _points(row)]
    return _together((_named(point), point) for point in points)


def waiting_matters(rows: Iterable[Row]) -> list[Matter]:
    """What somebody was asked about, by whom and since when."""
    points = [(point, point.asked) for row in rows for point in _points(row)]
    return _together((_since(point, asked), point) for point, asked in points if asked is not None)


def stake(row: Row) -> Decimal:
    """The most money that any finding of the row puts at stake."""
    return max((finding.stake for finding in row.findings if finding.risk is not Risk.NONE), default=ZERO)


def _points(row: Row) -> Iterator[Point]:
    """What on a row asks for a person: findings that hold it, and those that want a reason nobody has given."""
    if row.status not in OPEN:
        return
    asking = [one for one in row.findings if blocks([one]) or unanswered([one])]
    yield from (Point(row, one) for one in asking)
    if not asking and row.status is not Status.NEEDS_APPROVAL:
        yield Point(row, row.loud[0] if row.loud else None)


def _together(named: Iterable[tuple[Matter, Point]]) -> list[Matter]:
    found: dict[str, Matter] = {}
    points: dict[str, list[Point]] = defaultdict(list)
    for matter, point in named:
        known = found.setdefault(matter.title, matter)
        found[matter.title] = known if known.whom else replace(known, whom=matter.whom, asks=matter.asks)
        points[matter.title].append(point)
    matters = [replace(matter, points=tuple(points[title])) for title, matter in found.items()]
    return sorted(matters, key=lambda one: (-one.stake, -_gravity(one), one.title))


def _gravity(matter: Matter) -> Level:
    return max((finding.level for finding in matter.findings), default=Level.BLOCK)


def _named(point: Point) -> Matter:
    """The matter that a point belongs to, without its points."""
    row, finding = point
    if finding is None:
        return Matter(say("decisions.quickbooks", what=row.invoice or status_name(row.status)), ())
    if finding.code in OF_A_TAB:
        return Matter(say("decisions.header", tab=row.work.entry.tab), ())
    if finding.code.startswith(TYPED):
        return _of_the_author(row)
    if finding.code == "INV003":
        return Matter(say("decisions.changed", paper=_paper(row)), ())
    whom, asks = _whom(row, finding)
    return Matter(_contract(row, finding), (), whom, asks=asks)


def _of_the_author(row: Row) -> Matter:
    """Whoever logged the row; somebody nobody knows goes by what is written there."""
    person, entry = row.work.person, row.work.entry
    if person is not None:
        return Matter(person.name, (), person.name, next(iter(person.emails), ""), asks=Asks.AUTHOR)
    if entry.person.strip():
        return Matter(f"“{entry.person.strip()}”", (), f"“{entry.person.strip()}”", asks=Asks.AUTHOR)
    whoever = say("decisions.whoever", tab=entry.tab)
    return Matter(say("decisions.nobody", tab=entry.tab), (), whoever, asks=Asks.AUTHOR)


def _contract(row: Row, finding: Finding) -> str:
    """The paper, and what of it is broken: a limit in the words of the paper, or the name of the rule."""
    if finding.code == "CAP006" and row.work.client:
        return f"{row.work.client.name}: {_about(finding)}"
    who = f", {row.work.person.name}" if finding.code.startswith("STF") and row.work.person else ""
    return f"{_paper(row)}: {_about(finding)}{who}"


def _about(finding: Finding) -> str:
    return put(finding.about) or rule_title(finding.code, finding.name)


def _paper(row: Row) -> str:
    work = row.work
    project = work.project.name if work.project else work.entry.project or work.entry.tab
    return work.sow.id if work.sow else project


def _whom(row: Row, finding: Finding) -> tuple[str, Asks]:
    """Whom to ask where no reason of the manager's lets the row pass: the client for a limit, else the papers."""
    if finding.level is not Level.BLOCK:
        return "", Asks.NOBODY
    client = row.work.client.name if row.work.client else ""
    if finding.code.startswith(("CAP", "RET")) and client:
        return client, Asks.CLIENT
    return say("decisions.papers"), Asks.PAPERS


def _since(point: Point, asked: Asked) -> Matter:
    """The question that a point waits under."""
    title = _named(point).title
    return Matter(say("decisions.asked", title=title, day=day_of(asked.at)), (), asked.whom, "", title)
