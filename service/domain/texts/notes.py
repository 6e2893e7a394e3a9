"""Notes in plain words, and the entries that they seem to speak of. Nobody is billed for a note: people confirm."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.phrase import Phrase, Saying, joined, phrase
from service.domain.spelling import normal

SHORTEST = 4
"""A word of a client's name says which client is meant from this length on."""


class Line(NamedTuple):
    """One line of notes, and where it stands."""

    tab: str
    row: int
    text: str


class Part(NamedTuple):
    """A piece of a line that speaks of one piece of work."""

    words: str
    """As they stand in the line."""
    text: str
    """The work alone, without its time."""
    hours: Decimal | None = None
    client: str = ""
    project: str = ""
    why: str = ""
    """What a person has to settle; blank where the piece is clear."""


class Noted(NamedTuple):
    """A line, read: its day, its parts, and the total that it states itself."""

    line: Line
    day: dt.date | None = None
    parts: tuple[Part, ...] = ()
    total: Decimal | None = None
    why: str = ""
    """What is unclear about the line as a whole."""
    reader: str = "grammar"


class Known(NamedTuple):
    """What helps to read notes: the week they are of, and the names that may be meant."""

    week: dt.date | None = None
    """Any day of the week; None where nobody has said which week it is."""
    clients: tuple[tuple[str, ...], ...] = ()
    """The names of each client, the one to write first."""
    projects: tuple[tuple[str, str], ...] = ()
    """Client and project."""
    people: tuple[str, ...] = ()


class Proposal(NamedTuple):
    """One entry that a person may confirm, beside the words it came from."""

    key: str
    date: dt.date | None
    person: str
    client: str
    project: str
    description: str
    hours: Decimal | None
    words: str
    check: Saying
    place: Saying
    may_be_confirmed: bool = True


def proposals(read: Iterable[Noted], known: Known, person: str) -> Iterator[Proposal]:
    """Every part of every line, with what has to be settled about it; a key is the same while its words are."""
    met: dict[str, int] = {}
    for noted, sums in with_sums(read):
        for part in noted.parts:
            words = "\n".join((str(noted.day), person, noted.line.text, part.words))
            met[words] = met.get(words, 0) + 1
            client, project = named(part, known)
            yield Proposal(
                hashlib.sha256(f"{words}\n{met[words]}".encode()).hexdigest()[:12],
                noted.day, person, client, project, part.text, part.hours, part.words,
                told(part.why, noted.why, sums), phrase("{tab}, line {row}", tab=noted.line.tab, row=noted.line.row),
            )  # fmt: skip


def told(*sentences: Saying) -> Saying:
    """Those of the sentences that say something, as one."""
    said = [one for one in sentences if one]
    return joined(" ", said) if said else ""


def with_sums(read: Iterable[Noted]) -> Iterator[tuple[Noted, Saying]]:
    """Lines, each with a sentence where its parts do not add up to the total that it, or its day, states."""
    lines = list(read)
    for index, noted in enumerate(lines):
        if noted.parts:
            yield noted, sum_of_line(noted) or sum_of_day(lines, index)
    # a line that holds a total alone has no part of its own to say it beside


def sum_of_line(noted: Noted) -> Saying:
    """What is wrong with a line's own total; blank where nothing is, or where it states none."""
    return difference([noted], noted.total, phrase("the line")) if noted.total is not None else ""


def sum_of_day(lines: Sequence[Noted], index: int) -> Saying:
    """What is wrong with the total that stands alone below the lines of a day."""
    day = lines[index].day
    below = (noted for noted in lines[index + 1 :] if noted.day == day and not noted.parts and noted.total is not None)
    total = next(below, None)
    if total is None:
        return ""
    above = [noted for noted in lines[: lines.index(total)] if noted.day == day and noted.parts]
    return difference(above, total.total, phrase("line {row}", row=total.line.row))


def difference(lines: Iterable[Noted], total: Decimal | None, says: Saying) -> Saying:
    """A sentence where parts and total differ."""
    worked = [part.hours for noted in lines for part in noted.parts]
    added = sum((hours for hours in worked if hours is not None), Decimal(0))
    if total is None or (added == total and None not in worked):
        return ""
    return phrase("The parts add up to {added} h, {line} says {total} h.", added=figure(added), line=says,
                  total=figure(total))  # fmt: skip


def figure(hours: Decimal) -> str:
    """Hours as short as they can be written exactly enough to be compared."""
    return f"{hours.quantize(Decimal('0.01')).normalize():f}"


def named(part: Part, known: Known) -> tuple[str, str]:
    """The client and project that a part names; a single word of a client's name will do where no other has it."""
    text = f" {normal(part.words)} "
    client = part.client or next((names[0] for names in known.clients if any(holds(text, name) for name in names)), "")
    client = client or by_word(text, known)
    projects = [(owner, project) for owner, project in known.projects if not client or owner == client]
    project = part.project or next((project for _, project in projects if holds(text, project)), "")
    owners = {owner for owner, name in projects if name == project}
    if not client and len(owners) == 1:
        client = next(iter(owners))
    of_client = [name for owner, name in known.projects if owner == client]
    return client, project or (of_client[0] if client and len(of_client) == 1 else "")


def holds(text: str, name: str) -> bool:
    """Whether a name stands in a text as whole words."""
    return bool(normal(name)) and f" {normal(name)} " in text


def by_word(text: str, known: Known) -> str:
    """The only client of whose name a word stands in the text; blank where none is, or several are."""
    words = set(text.split())
    found = {
        names[0]
        for names in known.clients
        for word in normal(names[0]).split()
        if len(word) >= SHORTEST and word in words
    }
    return found.pop() if len(found) == 1 else ""


PROPOSED = "Proposed entries"
CONFIRMED = "Confirmed entries"
COLUMNS: dict[str, Phrase] = {
    "confirm": phrase("Confirm"), "date": phrase("Date"), "person": phrase("Person"), "client": phrase("Client"),
    "project": phrase("Project"), "description": phrase("Description"), "hours": phrase("Hours"),
    "words": phrase("From these words"), "check": phrase("To settle"), "place": phrase("Where"), "key": phrase("Key"),
}  # fmt: skip
"""Our key and the header of each column of the tab of proposals, in order."""


class Stood(NamedTuple):
    """A row of the tab of proposals, as people have left it."""

    ticked: bool
    proposal: Proposal

    @property
    def lacks(self) -> Phrase:
        """What it has to say before it can be an entry; blank where it says all."""
        said = self.proposal
        open_ones = (("date", said.date), ("hours", said.hours), ("person", said.person))
        return joined(phrase(" and "), [COLUMNS[key] for key, value in open_ones if not value])
