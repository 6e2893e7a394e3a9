"""Work as a time tracker tells it, and the row in which an import has put it."""

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

UNNAMED = "file-"
"""What the ids of entries begin with that came from a file without ids."""


def seconds_in(hours: Decimal) -> int:
    """Hours as whole seconds, finer than which no tracker tells them."""
    return int((hours * 3600).quantize(Decimal(1), ROUND_HALF_UP))


class Logged(NamedTuple):
    """One entry of a tracker. The id is the tracker's own name for it, empty where a file tells none."""

    id: str = ""
    date: dt.date | None = None
    person: str = ""
    client: str = ""
    project: str = ""
    task: str = ""
    description: str = ""
    hours: Decimal | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    billable: bool | None = None

    @property
    def content(self) -> tuple[str, ...]:
        """What it says, each part as it is compared."""
        seconds = "" if self.hours is None else str(seconds_in(self.hours))
        clock = tuple("" if at is None else at.isoformat("seconds") for at in (self.start, self.end))
        words = (self.person, self.client, self.project, self.task, self.description)
        said = tuple(unicodedata.normalize("NFC", word.strip()) for word in words)
        return (str(self.date), *said, seconds, *clock, str(self.billable))

    @property
    def version(self) -> str:
        """A short name for exactly this content."""
        return hashlib.sha256(json.dumps(self.content).encode()).hexdigest()[:12]


class Told(NamedTuple):
    """What a tracker or a file of one has told, and for which days."""

    source: str
    """The tracker's name, as people write it."""
    entries: tuple[Logged, ...]
    since: dt.date | None = None
    until: dt.date | None = None
    whole: bool = False
    """Whether these are all entries of those days, so that one that is missing is gone."""
    gone: frozenset[str] = frozenset()
    """Ids that the tracker itself calls deleted."""
    left: tuple[str, ...] = ()
    """What was not taken over, one sentence each."""

    def covers(self, day: dt.date | None) -> bool:
        """Whether a day lies within those that were asked for."""
        return day is not None and self.since is not None and self.until is not None and self.since <= day <= self.until


class Kept(NamedTuple):
    """A row that an import has written, as it stands in its tab by now."""

    row: int
    """The row number as the sheet shows it, from 1."""
    id: str
    version: str
    """What the tracker said when the row was last written."""
    state: str
    now: Logged

    @property
    def is_unnamed(self) -> bool:
        """Whether it came from a file that tells no ids."""
        return self.id.startswith(UNNAMED)

    @property
    def was_edited(self) -> bool:
        """Whether somebody has changed it in the sheet since."""
        return self.now.version != self.version


class Edit(NamedTuple):
    """A row that is to be brought in line: what it has to say by now, and what stands beside it."""

    row: Kept
    entry: Logged
    """What the cells of the team are to hold; the id in it is the one to be kept beside them."""
    version: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Additions:
    """All that an import wants to write, in one go. Nothing wanted means no request is made."""

    new: tuple[Logged, ...] = ()
    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.edits)


def unnamed_id(entry: Logged, times: int) -> str:
    """An id for an entry that has none: by its content, and how often that was met before."""
    return f"{UNNAMED}{entry.version}" + (f"-{times + 1}" if times else "")


def clean(text: str) -> str:
    """A text as a cell can hold it: one kind of line end, and nothing that no program shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")).strip()
