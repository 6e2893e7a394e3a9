"""Rows turned into columns: a question that every row is asked costs least when a whole column is asked at once."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import compress, repeat
from operator import not_
from typing import Any, NamedTuple

from service.domain.hours.entry import Entry, Problem
from service.domain.hours.pricetag import PriceTag
from service.domain.hours.work import Work
from service.domain.terms.agency import Client, Person, Project

CALLED = {"date": "dates", "person": "names", "project": "named_projects", "hours": "hours"}
"""Columns by what an entry calls one of their cells."""


class Columns(NamedTuple):
    """The same rows, column by column, in the same order."""

    works: Sequence[Work]
    persons: Sequence[Person | None]
    clients: Sequence[Client | None]
    projects: Sequence[Project | None]
    ids: Sequence[str]
    dates: Sequence[date | None]
    names: Sequence[str]
    named_projects: Sequence[str]
    texts: Sequence[str]
    hours: Sequence[Decimal | None]
    starts: Sequence[time | None]
    ends: Sequence[time | None]
    billable: Sequence[bool | None]
    expenses: Sequence[Decimal | None]
    problems: Sequence[tuple[Problem, ...]]
    price_tags: Sequence[PriceTag | None]
    reasons: Sequence[str]
    pauses: Sequence[Decimal | None]

    @classmethod
    def of(cls, works: Sequence[Work]) -> "Columns":
        """The columns of some rows."""
        whose = dict(zip(Work._fields, _turned(works, Work), strict=True))
        cells = dict(zip(Entry._fields, _turned(whose["entry"], Entry), strict=True))
        return cls(
            works, whose["person"], whose["client"], whose["project"], cells["id"], cells["date"], cells["person"],
            cells["project"], cells["description"], cells["hours"], cells["start"], cells["end"], cells["billable"],
            cells["expense"], cells["problems"], cells["price_tag"], cells["reason"],
            cells["pause"],
        )  # fmt: skip

    def called(self, name: str) -> Sequence[object]:
        """The column of cells that an entry holds under this name."""
        known = CALLED.get(name)
        cells: Sequence[object] = getattr(self, known) if known else [getattr(work.entry, name) for work in self.works]
        return cells

    def holding(self, column: Sequence[object]) -> list[Work]:
        """The rows whose cell in this column holds something."""
        return list(compress(self.works, column))

    def lacking(self, column: Sequence[object]) -> list[Work]:
        """The rows whose cell in this column holds nothing."""
        return [] if all(column) else list(compress(self.works, map(not_, column)))


def _turned(rows: Sequence[Any], kind: type[Any]) -> Iterable[Sequence[Any]]:
    return zip(*rows, strict=True) if rows else repeat((), len(kind._fields))
