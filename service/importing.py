"""IMPORT: a tracker's entries, one read of the tab they are kept in, one write of what differs.

Run twice it changes nothing. Nothing is ever removed: what the tracker has lost is marked and left to people.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from service.domain.hours.comparison import Comparison, Imported, clash_mark, compare, gone_mark
from service.domain.hours.logged import Additions, Edit, Kept, Logged, Told
from service.words import put


class Tracker(Protocol):
    """Whoever tells what was logged."""

    def told(self) -> Told:
        """All entries of the days that were asked for."""


class Logbook(Protocol):
    """The tab in which an import keeps its rows."""

    def read(self) -> Sequence[Kept]:
        """Its rows, in their order; none where there is no such tab yet."""

    def write(self, additions: Additions) -> Sequence[int]:
        """Put everything in place at once; the rows (as they were read) that had changed meanwhile and wait."""


def bring_in(tracker: Tracker, logbook: Logbook) -> Imported:
    """One import: told, compared, written."""
    told = tracker.told()
    found = compare(logbook.read(), told)
    additions = additions_for(found)
    return Imported(found, tuple(logbook.write(additions)), True) if additions else Imported(found)


def additions_for(found: Comparison) -> Additions:
    """What has to be written so that the tab says what the tracker says, and what a person wrote stays."""
    edits = [Edit(row, _under(row, entry), entry.version) for row, entry in found.edited]
    edits += [Edit(row, row.now._replace(id=_under(row, entry).id), entry.version) for row, entry in found.settled]
    edits += [_marked(row, put(clash_mark(found.source))) for row, _ in found.clashing]
    edits += [_marked(row, put(gone_mark(found.source))) for row in found.gone]
    wanted = [edit for edit in edits if _differs(edit)]
    return Additions(found.new, tuple(sorted(wanted, key=lambda edit: edit.row.row)))


def _under(row: Kept, entry: Logged) -> Logged:
    """An entry under the name that the tracker gives it, else under the one its row has."""
    return entry if entry.id else entry._replace(id=row.id)


def _marked(row: Kept, state: str) -> Edit:
    return Edit(row, row.now._replace(id=row.id), row.version, state)


def _differs(edit: Edit) -> bool:
    row = edit.row
    before: Mapping[str, object] = {"id": row.id, "version": row.version, "state": row.state}
    after = {"id": edit.entry.id, "version": edit.version, "state": edit.state}
    return before != after or row.now.content != edit.entry.content
