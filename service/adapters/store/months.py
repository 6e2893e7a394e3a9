"""What reviews have found over time, and what was run, for the pages that look back."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, case, func, select

from service.adapters.store import tables
from service.adapters.store.engine import for_reading
from service.domain.memory import RunLine

MOST = 60


class Found(NamedTuple):
    """What one review of a workbook came to, as docs of the review say it."""

    book: str
    sheet: str
    """How it was called then."""
    at: datetime
    facts: dict[str, Any]


class Months:
    """Reviews and runs of all sheets."""

    engine: Engine

    def found(self) -> list[Found]:
        """The newest review of each workbook."""
        table = tables.review_summary
        by_title = case((table.c.book == "", table.c.sheet), else_="")  # kept by an early release
        newest = select(func.max(table.c.id)).group_by(table.c.book, by_title)
        return self._reviews(select(table).where(table.c.id.in_(newest)).order_by(table.c.sheet))

    def found_before(self, book: str, last: int = MOST) -> list[Found]:
        """The last reviews of a workbook, oldest first."""
        table = tables.review_summary
        query = select(table).where(table.c.book == book).order_by(table.c.id.desc()).limit(last)
        return self._reviews(query)[::-1]

    def all_runs(self, last: int = 20) -> list[tuple[str, RunLine]]:
        """The newest lines of every run log, each with its sheet."""
        query = select(tables.run_log).order_by(tables.run_log.c.id.desc()).limit(last)
        with for_reading(self.engine).connect() as connection:
            return [(row.sheet, RunLine(row.at, row.who, row.what, row.result)) for row in connection.execute(query)]

    def _reviews(self, query: Any) -> list[Found]:
        with for_reading(self.engine).connect() as connection:
            return [Found(row.book, row.sheet, row.at, json.loads(row.facts)) for row in connection.execute(query)]
