"""PROPOSE: notes in plain words, what they seem to say, and what people have confirmed of it as ordinary entries.

Run twice it changes nothing. Nobody is billed for a proposal: the tab they stand in is no timesheet, and only a tick
of a person makes an entry of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from service.domain.hours.comparison import Imported
from service.domain.hours.entry import Entry
from service.domain.hours.logged import Logged, Told
from service.domain.hours.reading import Changes, Reading, Report
from service.domain.texts.notes import PROPOSED, Known, Line, Noted, Proposal, Stood, proposals, told
from service.importing import Logbook, bring_in
from service.reports.proposals import proposed_tab
from service.words import put, say

SOURCE = "the notes"


class Page(Protocol):
    """Where notes stand, with the tab of what is proposed."""

    def read(self) -> tuple[Sequence[Line], Mapping[str, Stood], Reading]:
        """The lines, what stands in the tab of proposals by key, and the timesheets beside them."""

    def write(self, changes: Changes) -> None:
        """The tab of proposals as it is to be."""


class NotesReader(Protocol):
    """Whoever reads notes."""

    @property
    def problem(self) -> str:
        """Why some lines were read by their form alone; blank where none were."""

    def read(self, lines: Sequence[Line], known: Known) -> Sequence[Noted]:
        """Every line that says something, in order."""


class Proposed(NamedTuple):
    """What a run came to."""

    rows: tuple[Stood, ...]
    confirmed: Imported | None
    refused: tuple[Stood, ...]
    problem: str = ""


def propose(
    page: Page, reader: NotesReader, by_form: NotesReader, logbook: Logbook, known: Known, who: str
) -> Proposed:
    """Read notes, keep what people have written beside them, and make entries of what they have ticked."""
    lines, stood, reading = page.read()
    found = [*proposals(reader.read(lines, known), known, who), *splits(reading.entries, by_form, known)]
    rows = tuple(merged(found, stood))
    refused = tuple(row for row in rows if row.ticked and row.lacks)
    report = proposed_tab(settled(row) for row in rows)
    if differs(report, reading):
        page.write(Changes(reports=(report,)))
    ticked = [row.proposal for row in rows if row.ticked and not row.lacks]
    imported = bring_in(Confirmed(ticked), logbook) if ticked else None
    return Proposed(rows, imported, refused, reader.problem)


def merged(found: Iterable[Proposal], stood: Mapping[str, Stood]) -> Iterator[Stood]:
    """Proposals as people have left them; of those whose notes are gone, the confirmed ones stay."""
    keys = set()
    for proposal in found:
        keys.add(proposal.key)
        before = stood.get(proposal.key)
        if before is None:
            yield Stood(False, proposal)
        else:
            kept = before.proposal._replace(check=proposal.check, may_be_confirmed=proposal.may_be_confirmed)
            yield Stood(before.ticked and proposal.may_be_confirmed, kept)
    yield from (row for key, row in stood.items() if key not in keys and row.ticked)


def settled(row: Stood) -> Stood:
    """A row as it is shown: a tick that holds, or one that is taken back with a sentence."""
    if not row.ticked:
        return row
    mark = say("notes.lacking", lacks=put(row.lacks)) if row.lacks else say("notes.confirmed")
    return Stood(not row.lacks, row.proposal._replace(check=mark))


def splits(entries: Iterable[Entry], reader: NotesReader, known: Known) -> Iterator[Proposal]:
    """Entries whose text holds several tasks, each with its time: how they would be parted. Nobody ticks these:
    a person parts the row, for otherwise its hours would stand twice."""
    for entry in entries:
        if sum(char.isdigit() for char in entry.description) < 2:
            continue
        noted = reader.read([Line(entry.tab, entry.row, entry.description)], known)
        parts = [part for one in noted for part in one.parts]
        if len(parts) < 2 or any(part.hours is None for part in parts):
            continue
        whole = Noted(Line(entry.tab, entry.row, entry.description), entry.date, tuple(parts), entry.hours)
        for proposal in proposals([whole], known, entry.person):
            yield proposal._replace(
                client=entry.client, project=entry.project, place=entry.place, may_be_confirmed=False,
                check=told(say("notes.split", row=entry.row, tab=entry.tab), proposal.check),
            )  # fmt: skip


class Confirmed(NamedTuple):
    """What people have ticked, told like the entries of a tracker."""

    proposals: Sequence[Proposal]

    def told(self) -> Told:
        """Each under the name of the words it came from."""
        return Told(SOURCE, tuple(logged_of(proposal) for proposal in self.proposals))


def logged_of(proposal: Proposal) -> Logged:
    """A confirmed proposal as an entry."""
    return Logged(
        f"note-{proposal.key}", proposal.date, proposal.person, proposal.client, proposal.project, "",
        proposal.description, proposal.hours,
    )  # fmt: skip


def differs(report: Report, reading: Reading) -> bool:
    """Whether the tab of proposals has to be written."""
    there = reading.own_tabs.get(PROPOSED)
    width = len(report.rows[0])
    wanted = [tuple(value or None for value in row) for row in report.rows]
    return (
        there is None or [tuple(value or None for value in (*row, *[None] * width)[:width]) for row in there] != wanted
    )
