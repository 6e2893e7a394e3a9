"""The decisions of the Review tab: each with the rows it settles, a box for what was asked, and room for an answer."""

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import quote

from service.domain.hours.reading import Reading, Value
from service.domain.judging.finding import Finding
from service.domain.money import ZERO, half_up, money
from service.reports.matters import Matter, stake
from service.reports.row import Row, flag
from service.words import heads, say

ASKED, ANSWER = 2, 9
"""The columns in which people tick and write, from 0."""

MOST_ROWS = 200
MOST_QUOTED = 20
LONGEST = 1500


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
    links: Mapping[tuple[int, int], str]
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
    if waiting:
        writer.head(say("decisions.waiting", count=len(waiting)))
        for matter in waiting:
            writer.matter(matter, asked=True)
    return writer.told()


def said_in(lines: Sequence[Sequence[Value]]) -> dict[str, Said]:
    """What stands beside the decisions of a Review tab, by their titles."""
    wanted = head()
    start = next((at for at, line in enumerate(lines) if tuple(line[: len(wanted)]) == wanted), None)
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
        self._links: dict[tuple[int, int], str] = {}
        self._places: dict[tuple[int, int], tuple[str, int]] = {}
        self._answers: set[tuple[int, int]] = set()
        self._rows = 0

    def told(self) -> Told:
        return Told(tuple(self._lines), tuple(self._headings), self._links, self._places, frozenset(self._answers))

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
        if matter.address and not asked:
            self._links[at, 1] = mail(matter, self._title)
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
        None, None, None, answer or None, _codes(matter),
    )  # fmt: skip


def _draft_line(sow: str, finding: Finding) -> tuple[Value, ...]:
    return (
        f"{sow}: {finding.title}", finding.suggestion or None, None, None, finding.stake, None, None, None, None, None,
        f"{flag(finding)}. {finding.message}",
    )  # fmt: skip


def act(matter: Matter) -> str:
    """What settles a matter, in a few words."""
    if matter.whom or matter.takes_an_answer:
        way = "askOrAnswer" if matter.whom and matter.takes_an_answer else "ask" if matter.whom else "answer"
        return say(f"decisions.{way}", whom=matter.whom, rows=len(matter.rows))
    return matter.findings[0].suggestion if matter.findings else matter.points[0].row.trouble


def _codes(matter: Matter) -> str:
    """Which rules speak, each once, the gravest first."""
    flags = sorted(matter.findings, key=lambda one: -one.level)
    return ", ".join(dict.fromkeys(f"{one.level.symbol} {one.title}" for one in flags))


def _row_line(row: Row, findings: Sequence[Finding]) -> tuple[Value, ...]:
    entry = row.work.entry
    # Rounded, for a third of an hour never reads back as it was written, and the tab would be written each time.
    hours: Decimal | None = None if entry.hours is None else half_up(entry.hours)
    return (
        f"   {entry.place}", _flag(findings), None, hours, stake(row), row.currency or None,
        str(entry.date or "") or None, entry.person or None, entry.project or entry.client or None, None,
        " ".join(_sentences(row, findings)) or None,
    )  # fmt: skip


def _flag(findings: Sequence[Finding]) -> str | None:
    """The flag to begin with, and how many more there are."""
    more = f" +{len(findings) - 1}" if len(findings) > 1 else ""
    return f"{flag(findings[0])}{more}" if findings else None


def _sentences(row: Row, findings: Sequence[Finding]) -> Iterator[str]:
    for one in findings:
        yield f"{one.message} {one.suggestion}".strip()
    if not findings:
        yield row.trouble


def mail(matter: Matter, title: str) -> str:
    """The address of a mail that asks whoever logged the rows; the manager's own program opens and sends it."""
    lines = [f"{row.work.entry.place}: {' '.join(_sentences(row, findings))}" for row, findings in matter.lines]
    body = quote("\n".join([f"{title}:", "", *lines]))
    if len(body) > LONGEST:  # a browser hands over no more to the mail program
        body = quote("\n".join([f"{title}:", "", *(row.work.entry.place for row in matter.rows[:MOST_QUOTED])]))
    return f"mailto:{quote(matter.address, safe='@')}?subject={quote(say('decisions.mail'))}&body={body}"


def places(matter: Matter) -> str:
    """Where its rows stand: the dearest by name, the others counted."""
    first, more = matter.rows[0].work.entry.place, len(matter.rows) - 1
    return say("review.more", first=first, count=more) if more else first


def at_stake(matter: Matter) -> str:
    """The money that hangs on a matter; blank where none does."""
    return next((money(matter.stake, row.currency) for row in matter.rows if row.currency and matter.stake), "")
