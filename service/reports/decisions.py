"""The decisions of the Review tab: each with the rows it settles, a box for what was asked, and room for an answer."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from service.domain.hours.reading import Reading, Value
from service.domain.judging.finding import Finding
from service.domain.mail import Mail
from service.domain.money import ZERO, half_up, hundredths, money
from service.names import rule_title
from service.reports.asking import context, mail, sentences
from service.reports.matters import Matter, stake
from service.reports.row import Row, flag
from service.words import heads, is_head, put, say

ASKED, ANSWER = 2, 6
"""The columns in which people tick and write, from 0."""

MOST_ROWS = 200
BELOW = "   "
"""What a line below a decision begins with."""


class Said(NamedTuple):
    """What a person put beside a decision in Review."""

    asked: bool | None
    """The box; None where there is none."""
    answer: str
    row: int = 0
    """The number of the row in the tab."""


class Told(NamedTuple):
    """Lines of the tab, and what is special about some of their cells, by row from 0 within them."""

    lines: tuple[tuple[Value, ...], ...]
    headings: tuple[int, ...]
    mails: Mapping[tuple[int, int], Mail]
    places: Mapping[tuple[int, int], tuple[str, int]]
    answers: frozenset[tuple[int, int]]


def head() -> tuple[str, ...]:
    """The heads of the table."""
    return heads("decisions.head")


def decisions(
    matters: Sequence[Matter],
    waiting: Sequence[Matter],
    drafts: Sequence[tuple[str, Finding]],
    said: Mapping[str, Said],
    title: str,
) -> Told:
    """The table: what needs a decision, of rows and of drafts, and then what was asked and waits for an answer."""
    writer = _Writer(said, title)
    rows = len({row.work.id for matter in matters for row in matter.rows})
    count = len(matters) + len(drafts)
    writer.head(say("decisions.open", count=count, rows=rows) if count else say("decisions.none"))
    writer.put(head(), heading=True)
    for matter in matters:
        writer.matter(matter, asked=False)
    for sow, finding in drafts:
        writer.put(_draft_line(sow, finding), heading=True)
        writer.put((f"{BELOW}{flag(finding)}", put(finding.message)))
    if waiting:
        writer.head(say("decisions.waiting", count=len(waiting)))
        for matter in waiting:
            writer.matter(matter, asked=True)
    return writer.told()


def said_in(lines: Sequence[Sequence[Value]]) -> dict[str, Said]:
    """What stands beside the decisions of a Review tab, by their titles."""
    wanted = head()
    start = next((at for at, line in enumerate(lines) if is_head(line, "decisions.head")), None)
    found: dict[str, Said] = {}
    for number, line in enumerate(lines[start + 1 :], start + 2) if start is not None else ():
        padded = [*line, *[None] * (len(wanted) - len(line))]
        box, answer = padded[ASKED], str(padded[ANSWER] or "").strip()
        if isinstance(box, bool) or answer:
            found[str(padded[0])] = Said(box if isinstance(box, bool) else None, answer, number)
    return found


def saying(reading: Reading, title: str, within: Container[int] | None = None) -> dict[str, Said]:
    """What stands beside the decisions of the Review tab as it was read; `within` are the rows to look at."""
    told = said_in(reading.own_tabs.get(title, ()))
    return {name: said for name, said in told.items() if within is None or said.row in within}


class _Writer:
    """Lines as they come, with the places of what is special."""

    def __init__(self, said: Mapping[str, Said], title: str) -> None:
        self._said, self._title = said, title
        self._lines: list[tuple[Value, ...]] = []
        self._headings: list[int] = []
        self._mails: dict[tuple[int, int], Mail] = {}
        self._places: dict[tuple[int, int], tuple[str, int]] = {}
        self._answers: set[tuple[int, int]] = set()
        self._rows = 0

    def told(self) -> Told:
        return Told(tuple(self._lines), tuple(self._headings), self._mails, self._places, frozenset(self._answers))

    def put(self, line: tuple[Value, ...], *, heading: bool = False) -> int:
        if heading:
            self._headings.append(len(self._lines))
        self._lines.append(line)
        return len(self._lines) - 1

    def head(self, text: str) -> None:
        self.put(())
        self.put((text,), heading=True)

    def matter(self, matter: Matter, *, asked: bool) -> None:
        answerable = matter.takes_an_answer and not asked
        said = self._said.get(matter.title, Said(None, ""))
        box = asked if matter.whom else None
        at = self.put(_heading_line(matter, box, said.answer if answerable else "", asked), heading=True)
        if matter.whom and not asked:
            self._mails[at, 1] = mail(matter, self._title)
        if answerable:
            self._answers.add((at, ANSWER))
        for row, findings in matter.lines[: max(0, MOST_ROWS - self._rows)]:
            here = self.put(_row_line(row, findings))
            self._places[here, 0] = (row.work.entry.tab, row.work.entry.row)
            self._rows += 1


def _heading_line(matter: Matter, box: bool | None, answer: str, asked: bool) -> tuple[Value, ...]:
    rows = matter.rows
    hours = half_up(sum((row.work.entry.worked for row in rows), ZERO))
    currencies = {row.currency for row in rows if row.currency}
    return (
        matter.title, "" if asked else act(matter), box, hours, matter.stake, "/".join(sorted(currencies)) or None,
        answer or None,
    )  # fmt: skip


def _draft_line(sow: str, finding: Finding) -> tuple[Value, ...]:
    title = rule_title(finding.code, finding.name)
    return f"{sow}: {title}", put(finding.suggestion) or None, None, None, finding.stake


def act(matter: Matter) -> str:
    """What settles a matter, in a few words."""
    if matter.whom or matter.takes_an_answer:
        way = "askOrAnswer" if matter.whom and matter.takes_an_answer else "ask" if matter.whom else "answer"
        return say(f"decisions.{way}", whom=matter.whom, rows=len(matter.rows))
    return put(matter.findings[0].suggestion) if matter.findings else matter.points[0].row.trouble


def _row_line(row: Row, findings: Sequence[Finding]) -> tuple[Value, ...]:
    """A place to go to, and beside it, over all columns that are left, the sentences: nobody has to scroll for them."""
    entry, at = row.work.entry, stake(row)
    hours = "" if entry.hours is None else f"{hundredths(entry.hours)} h"
    place = " · ".join(filter(None, (row.place, hours, money(at, row.currency) if at else "")))
    flags = ", ".join(f"{one.level.symbol} {one.code}" for one in findings)
    told = " ".join(filter(None, (flags, sentences(row, findings))))
    return f"{BELOW}{place}", " · ".join(filter(None, (told, context(row)))) or None


def places(matter: Matter) -> str:
    """Where its rows stand: the dearest by name, the others counted."""
    first, more = matter.rows[0].place, len(matter.rows) - 1
    return say("review.more", first=first, count=more) if more else first


def at_stake(matter: Matter) -> str:
    """The money that hangs on a matter; blank where none does."""
    return next((money(matter.stake, row.currency) for row in matter.rows if row.currency and matter.stake), "")
