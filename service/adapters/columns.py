"""The columns of a timesheet, as declared in sheets_schema/timesheet.csv, found in a tab by their headers."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from service.adapters.grid import Cell, Tab, at

SCHEMA = Path(__file__).resolve().parents[2] / "sheets_schema"
SEARCHED = 50
"""A header row is looked for this far down."""

LIKE_ENOUGH = 90
"""How alike (0 to 100) a misspelt header must be to be taken for a known one; what was taken is shown at set-up."""

SHORTEST = 5
FIRST_NAMES = {"first name", "first names", "given name", "vorname", "prénom", "nombre"}
LAST_NAMES = {"last name", "surname", "family name", "nachname", "nom de famille", "apellido"}


class Column(NamedTuple):
    """One declared column: its key, its header, whose it is, and the other headers it goes by."""

    key: str
    header: str
    owner: str
    filled_by: str
    meaning: str
    names: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        """Whether the column belongs to our block."""
        return self.owner == "ours"

    @property
    def is_managers(self) -> bool:
        """Whether a person is meant to write in it."""
        return "manager" in self.filled_by


@lru_cache(maxsize=1)
def declared() -> tuple[Column, ...]:
    """Every column of the schema, in its order."""
    with (SCHEMA / "timesheet.csv").open(encoding="utf-8", newline="") as file:
        return tuple(column_of(row) for row in csv.DictReader(file))


def column_of(row: Mapping[str, str]) -> Column:
    """One row of the schema; the header comes first among the names, and of two columns the earlier name wins."""
    names = (word(name) for name in (row["header"], *row["also_called"].split("|")))
    return Column(
        row["key"], row["header"], row["owner"], row["filled_by"], row["meaning"], tuple(name for name in names if name)
    )


@lru_cache(maxsize=1)
def our_columns() -> tuple[Column, ...]:
    """The columns of our block, in their order."""
    return tuple(column for column in declared() if column.is_ours)


@lru_cache(maxsize=1)
def our_tabs() -> tuple[str, ...]:
    """The titles of the tabs that Tickmark makes."""
    with (SCHEMA / "tabs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["title"] for row in csv.DictReader(file))


@lru_cache(maxsize=2)
def ranks(ours: bool) -> Mapping[str, tuple[int, str]]:
    """Names of headers, each with its rank among the names of its column and that column's key."""
    found: dict[str, tuple[int, str]] = {}
    for column in declared():
        if column.is_ours is ours:
            for rank, name in enumerate(column.names):
                found.setdefault(name, (rank, column.key))
    return found


def word(text: str) -> str:
    """A header as it is compared: composed, lower case, one space between words, no marks around it."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\ufeff", "").casefold().split()).strip(" :*.")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table of a tab is: its header row and its columns by key, all counted from 0."""

    header: int
    team: Mapping[str, int]
    ours: Mapping[str, int]
    written: Mapping[str, str]
    """The headers of the team's columns as they stand there, by key."""
    last_name: int | None = None
    """The second of two columns that hold a person's name."""
    repairs: int = 0
    """Headers that were misspelt."""

    @property
    def has_hours(self) -> bool:
        """Whether a row can say how long: by its hours, or by start and end."""
        return "hours" in self.team or {"start", "end"} <= self.team.keys()

    @property
    def is_timesheet(self) -> bool:
        """Whether the columns suffice for entries."""
        return "date" in self.team and self.has_hours

    @property
    def has_block(self) -> bool:
        """Whether every column of ours is there."""
        return len(self.ours) == len(our_columns())

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns of ours that are not there."""
        return tuple(column for column in our_columns() if column.key not in self.ours)


def find_layout(tab: Tab) -> Layout | None:
    """The row of the first fifty that names most columns, and among them date and hours; None where none does."""
    best: Layout | None = None
    for index, cells in enumerate(tab.rows[:SEARCHED]):
        layout = read_header(index, cells, tab.marks)
        if layout.is_timesheet and (best is None or weight(layout) > weight(best)):
            best = layout
    return best


def weight(layout: Layout) -> int:
    """How much a row looks like a header."""
    return 2 * (len(layout.team) + len(layout.ours)) - layout.repairs


def read_header(index: int, cells: Sequence[Cell], marks: Mapping[str, int]) -> Layout:
    """What a row would mean as a header."""
    words = {place: word(cell.value) for place, cell in enumerate(cells) if isinstance(cell.value, str) and cell.value}
    ours = our_places(words, marks)
    theirs = {place: text for place, text in words.items() if text and place not in ours.values()}
    team = best_places((ranks(ours=False).get(text), place) for place, text in theirs.items())
    repaired = misspelt(theirs, team) if team else {}
    team |= repaired
    first, last = named(theirs, FIRST_NAMES), named(theirs, LAST_NAMES)
    joins = first is not None and last is not None and ("person" not in team or "person" in repaired)
    if first is not None and joins:
        team["person"] = first
    written = {key: str(at(cells, place).value).strip() for key, place in team.items()}
    if last is not None and joins:
        written["person"] += f" + {str(at(cells, last).value).strip()}"
    return Layout(index, team, ours, written, last if joins else None, len(repaired))


def best_places(found: Iterable[tuple[tuple[int, str] | None, int]]) -> dict[str, int]:
    """For each key the column whose name ranks highest, and of equal ones the leftmost."""
    best: dict[str, tuple[int, int]] = {}
    for match, place in found:
        if match is not None:
            rank, key = match
            best[key] = min(best.get(key, (rank, place)), (rank, place))
    return {key: place for key, (_, place) in best.items()}


def our_places(words: Mapping[int, str], marks: Mapping[str, int]) -> dict[str, int]:
    """Our columns: as marked, else by header where a Row ID column vouches that the block is ours.

    Teams have columns called Status or Amount too. Our block was put to the right of theirs, so the rightmost is ours.
    """
    found = dict(marks)
    names = ranks(ours=True)
    for place in sorted(words):
        if words[place] in names and place not in marks.values():
            key = names[words[place]][1]
            if key not in marks:
                found[key] = place
    return found if "row_id" in found else dict(marks)


def named(words: Mapping[int, str], names: set[str]) -> int | None:
    """The first column whose header is one of these names."""
    return next((place for place, text in words.items() if text in names), None)


def misspelt(words: Mapping[int, str], known: Mapping[str, int]) -> dict[str, int]:
    """Columns whose header is nearly a name of one that is still missing. A question mark makes it another column."""
    missing = {name: key for name, (_, key) in ranks(ours=False).items() if key not in known and len(name) >= SHORTEST}
    taken = set(known.values())
    found: dict[str, int] = {}
    for place, text in unknown(words, taken):
        match = process.extractOne(text, missing.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        if match:
            found.setdefault(missing[match[0]], place)
    return found


def unknown(words: Mapping[int, str], taken: set[int]) -> Iterator[tuple[int, str]]:
    """Headers that nothing was made of and that are long enough to be misspelt."""
    names = ranks(ours=False)
    for place, text in words.items():
        if place not in taken and text not in names and len(text) >= SHORTEST and not text.endswith("?"):
            yield place, text
