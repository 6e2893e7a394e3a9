"""A file that a tracker has exported, read like any timesheet. It tells no ids, and may be a part of what there is."""

from collections.abc import Iterator
from pathlib import Path

from service.adapters.workbooks.tables import TableFile
from service.domain.hours.entry import Entry
from service.domain.hours.logged import Logged, Told, clean
from service.domain.hours.reading import Reading
from service.faults import WorkbookFault
from service.words import put

UNREAD = "{place} of the file was not taken over: {why}"
NOTHING = "There are no time entries in {path}. {why}"


class Export:
    """One file of one tracker."""

    def __init__(self, path: Path, source: str) -> None:
        self._path, self._source = path, source

    def told(self) -> Told:
        """Every row that could be read; the others are named. Raises WorkbookFault."""
        reading = TableFile(self._path).read()
        if not reading.tabs:
            why = " ".join(put(refused.message) for refused in reading.refused[:1])
            raise WorkbookFault(NOTHING.format(path=self._path, why=why).strip())
        logged = tuple(logged_of(entry) for entry in reading.entries if is_read(entry))
        days = [entry.date for entry in logged if entry.date is not None]
        return Told(self._source, logged, min(days, default=None), max(days, default=None), left=tuple(unread(reading)))


def is_read(entry: Entry) -> bool:
    """Whether a row says all that an entry needs."""
    return entry.date is not None and entry.hours is not None and not entry.problems


def unread(reading: Reading) -> Iterator[str]:
    """What stays behind, each with its reason."""
    for entry in reading.entries:
        if not is_read(entry):
            said = (f"{put(one.message)} {put(one.remedy)}" for one in entry.problems)
            why = next(said, "its date or its hours are missing.")
            yield UNREAD.format(place=f"Row {entry.row}", why=why)
    yield from (UNREAD.format(place=f"The tab {refused.tab}", why=put(refused.message)) for refused in reading.refused)


def logged_of(entry: Entry) -> Logged:
    """One row of the file."""
    words = (entry.person, entry.client, entry.project, entry.task, entry.description)
    person, client, project, task, description = map(clean, words)
    return Logged(
        "", entry.date, person, client, project, task, description,
        entry.hours, entry.start, entry.end, entry.billable,
    )  # fmt: skip
