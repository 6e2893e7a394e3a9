"""Which questions about rows were asked of whom, until they are answered or taken back."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Column, Engine, String, Table, and_, delete, insert, or_, select

from service.adapters.store.engine import for_reading
from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata
from service.domain.judging.asked import Asked

question_asked = Table(
    "question_asked",
    metadata,
    Column("row_id", String(40), primary_key=True),
    Column("code", String(10), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("whom", String(200), nullable=False),
    Column("who", String(254), nullable=False),
    Column("at", Moment, nullable=False),
)
"""The newest question about each finding of a row."""

MOST = 300
"""Pairs that one statement may name."""


class Questions:
    """Questions that wait for an answer."""

    engine: Engine

    def asked(self, rows: Iterable[str]) -> list[Asked]:
        """What was asked about these rows."""
        wanted = set(rows)
        with for_reading(self.engine).connect() as connection:
            found = [Asked(*row) for row in connection.execute(select(question_asked))]
        return [one for one in found if one.row_id in wanted]

    def keep_asked(self, asked: Sequence[Asked]) -> None:
        """Keep questions, each in the place of an older one about the same."""
        self.take_back([(one.row_id, one.code) for one in asked])
        if asked:
            with self.engine.begin() as connection:
                connection.execute(insert(question_asked), [one._asdict() for one in asked])

    def take_back(self, pairs: Collection[tuple[str, str]]) -> None:
        """Forget questions, by row and code."""
        named = sorted(pairs)
        cells = question_asked.c
        with self.engine.begin() as connection:
            for start in range(0, len(named), MOST):
                some = (and_(cells.row_id == row, cells.code == code) for row, code in named[start : start + MOST])
                connection.execute(delete(question_asked).where(or_(*some)))
