"""A spreadsheet as typed cells, wherever it came from: what reading rules are written against, once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from service.domain.hours.reading import Value

QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
"""Parts of a number format that are shown as they stand, or say only how: texts, colours, locales, fillers."""


class Cell(NamedTuple):
    """One cell: its kind, its value, and the note behind it.

    The kinds are empty, text, number, bool, error, and date, time, datetime: serial days, told apart by number format.
    """

    kind: str = "empty"
    value: Value = None
    note: str = ""


EMPTY = Cell()


class Block(NamedTuple):
    """A rectangle of cells, from 0, ends not included."""

    top: int
    bottom: int
    left: int
    right: int


class Guard(NamedTuple):
    """A protected column: the number of its protection and who may edit it all the same."""

    id: int
    editors: tuple[str, ...]
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a workbook; rows are ragged, and what is missing is empty."""

    title: str
    rows: Sequence[Sequence[Cell]]
    id: int = 0
    width: int = 0
    """Columns that exist, filled or not."""
    height: int = 0
    """Rows that exist, filled or not."""
    hidden: bool = False
    frozen: int = 0
    """Rows at the top that stay in view and that a sort leaves alone."""
    merges: tuple[Block, ...] = ()
    tables: tuple[Block, ...] = ()
    delimited: bool = False
    """Whether the rows come from delimited text, where an unquoted separator shifts a row's cells."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """Columns of ours by key, as marked in the workbook itself, whatever their header says by now."""
    guards: Mapping[int, Guard] = field(default_factory=dict)
    """Protected columns, by column number from 0."""
    displayed: Sequence[tuple[str, ...]] = ()
    """What each row looks like, where that was asked for."""
    colours: frozenset[str] = frozenset()
    """The formulas by which cells of it are coloured."""
    charts: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    """What is drawn over the cells, by id, each as it was told."""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, both from 0; empty beyond the end."""
        return at(self.rows[row], column) if row < len(self.rows) else EMPTY


def at(row: Sequence[Cell], column: int) -> Cell:
    """The cell of a row in a column from 0; empty beyond the row's end."""
    return row[column] if 0 <= column < len(row) else EMPTY


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing: empty, spaces, or an unticked box."""
    value = cell.value
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def figure(number: object) -> Decimal:
    """A number of a workbook as the fifteen digits a spreadsheet keeps: 0.1 + 0.2 is 0.3, as people see it."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.15g}")


@lru_cache(maxsize=1024)
def kind_of(pattern: str) -> str:
    """What a number format makes of a number: number, date, time (also a duration) or datetime."""
    bare = QUOTED.sub("", pattern.casefold().split(";")[0])
    if not bare or bare == "general" or (re.search(r"[0#?]", bare) and ":" not in bare):
        return "number"
    has_time = bool(re.search(r"h|s|\[m", bare))
    has_date = bool(re.search(r"[yd]|mmm", bare)) or ("m" in bare and not has_time)
    if has_date and has_time:
        return "datetime"
    return "date" if has_date else "time" if has_time else "number"


def letters(column: int) -> str:
    """The name of a column counted from 0: A, B … Z, AA."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(65 + rest) + name, column - 1
    return name


def place_name(title: str) -> str:
    """A tab's title as ranges quote it."""
    return "'" + title.replace("'", "''") + "'"
