"""Layouts of the exports of known programs, as declared in sheets_schema/layouts.csv."""

import csv
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from service.adapters.tabs.columns import SCHEMA, word

CURRENCY = re.compile(r"\s*\([a-z]{0,4}\)$")
"""What programs put behind a header: the currency of the account, or an empty pair of brackets."""


class Known(NamedTuple):
    """One generation of one program's export."""

    tool: str
    generation: str
    marks: frozenset[str]
    """Headers that no other layout has together."""
    headers: tuple[str, ...]
    """As the program writes them."""
    columns: Mapping[str, tuple[str, ...]]
    """Headers by key where words alone would mislead; of several the first that is filled counts."""
    dates: str
    """The order of its dates, where the program always writes the same."""
    unit: str
    """In what its durations are counted, where that is not hours."""
    refused: str
    """Why it holds no entries; empty for an export of entries."""

    @property
    def name(self) -> str:
        """Tool and generation, for people."""
        return f"{self.tool} ({self.generation})"


@lru_cache(maxsize=1)
def known_layouts() -> tuple[Known, ...]:
    """Every layout, those with most marks first."""
    with (SCHEMA / "layouts.csv").open(encoding="utf-8", newline="") as file:
        found = [known_of(row) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda known: -len(known.marks)))


def known_of(row: Mapping[str, str]) -> Known:
    """One line of the file."""
    pairs = (pair.partition("=") for pair in row["columns"].split(";") if pair)
    columns = {key: tuple(bare(name) for name in names.split("/")) for key, _, names in pairs}
    marks = frozenset(bare(mark) for mark in row["marks"].split("|"))
    headers = tuple(row["headers"].split("|"))
    return Known(row["tool"], row["generation"], marks, headers, columns, row["dates"], row["unit"], row["refused"])


def bare(header: str) -> str:
    """A header as layouts compare it: without the currency behind it."""
    text = word(header)
    return CURRENCY.sub("()", text) if "amount" in text or "rate" in text else text


@lru_cache(maxsize=4096)
def known_by(headers: Collection[str]) -> Known | None:
    """The layout whose marks are all among these headers, and most of whose other headers are too."""
    names = {bare(header) for header in headers}
    fitting = (known for known in known_layouts() if known.marks <= names)
    return max(fitting, key=lambda known: (len(known.marks), len(names & {*map(bare, known.headers)})), default=None)
