"""The columns of a timesheet, as declared in sheets_schema/timesheet.csv, and where they stand in a tab."""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from service import words
from service.domain.phrase import Saying
from service.names import header_names
from service.words import say

SCHEMA = Path(__file__).resolve().parents[3] / "sheets_schema"
PRICED = ("rate", "price", "currency")
"""Columns of money beside the hours: what stands in them is compared with the SOW and makes no row an entry."""
SEARCHED = 50
"""A header row is looked for this far down."""


class Column(NamedTuple):
    """One declared column: its key, its header, whose it is, and the other headers it goes by."""

    key: str
    header: str
    owner: str
    filled_by: str
    names: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """What stands in it, in a few words."""
        return say(f"columns.{self.key}")

    @property
    def is_ours(self) -> bool:
        """Whether the column belongs to our block."""
        return self.owner == "ours"

    @property
    def is_managers(self) -> bool:
        """Whether a person is meant to write in it."""
        return "manager" in self.filled_by


def declared() -> tuple[Column, ...]:
    """Every column of the schema, in its order, under the headers of the language that is spoken."""
    return _declared(words.FOLDER, say.language)


@lru_cache(maxsize=8)
def _declared(folder: Path, language: str) -> tuple[Column, ...]:
    del folder, language  # which decide what headers are called
    with (SCHEMA / "timesheet.csv").open(encoding="utf-8", newline="") as file:
        return tuple(column_of(row) for row in csv.DictReader(file))


def column_of(row: Mapping[str, str]) -> Column:
    """One row of the schema. Its header comes first among the names, then that of any other language."""
    header, *others = header_names(row["key"])
    names = (word(name) for name in (header, *others, *row["also_called"].split("|")))
    known = tuple(dict.fromkeys(name for name in names if name))
    return Column(row["key"], header, row["owner"], row["filled_by"], known)


def our_columns() -> tuple[Column, ...]:
    """The columns of our block, in their order."""
    return tuple(column for column in declared() if column.is_ours)


@lru_cache(maxsize=1)
def our_tabs() -> tuple[str, ...]:
    """The titles by which reports know the tabs that Tickmark makes: the English ones."""
    with (SCHEMA / "tabs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["title"] for row in csv.DictReader(file))


def ranks(ours: bool) -> Mapping[str, tuple[int, str]]:
    """Names of headers, each with its rank among the names of its column and that column's key."""
    return _ranks(words.FOLDER, say.language, ours)


@lru_cache(maxsize=16)
def _ranks(folder: Path, language: str, ours: bool) -> Mapping[str, tuple[int, str]]:
    """Of columns that share a name it is the one whose header it is, else the earlier one's."""
    found: dict[str, tuple[int, str]] = {}
    columns = [column for column in _declared(folder, language) if column.is_ours is ours]
    for column in columns:
        found.setdefault(column.names[0], (0, column.key))
    for column in columns:
        for rank, name in enumerate(column.names):
            found.setdefault(name, (rank, column.key))
    return found


@lru_cache(maxsize=8192)
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
    second: Mapping[str, int] = field(default_factory=dict)
    """Columns that speak where the first one of their key is blank."""
    rivals: Mapping[int, str] = field(default_factory=dict)
    """Headers of other columns that may hold the hours, by place."""
    program: str = ""
    """The program whose export this is, where that is known."""
    refused: str = ""
    """Why that export holds no entries."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """What the header says about notation: the order of dates, the unit of hours."""
    people: Mapping[int, str] = field(default_factory=dict)
    """Columns of which each holds the hours of one person, by place."""
    decided: Mapping[str, str] = field(default_factory=dict)
    """What a person decided about this tab."""
    why_read_only: Saying = ""
    """Why nothing of ours can be written beside this table; empty where it can."""

    @property
    def has_hours(self) -> bool:
        """Whether a row can say how long: by its hours or minutes, or from when to when."""
        team = self.team.keys()
        return bool(team & {"hours", "minutes", "span"}) or {"start", "end"} <= team or bool(self.people)

    @property
    def is_timesheet(self) -> bool:
        """Whether the columns suffice for entries."""
        return "date" in self.team and self.has_hours

    @property
    def has_block(self) -> bool:
        """Whether every column of ours is there, or none can ever be."""
        return len(self.ours) == len(our_columns()) or bool(self.why_read_only)

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns of ours that are not there."""
        return tuple(column for column in our_columns() if column.key not in self.ours)
