"""The order in which rows came to us: it stays as it is however people sort their sheet."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Engine, Integer, String, Table, insert, select
from sqlalchemy.exc import IntegrityError

from service.adapters.store.engine import for_reading
from service.adapters.store.ledger import chunks
from service.adapters.store.listed import one_of
from service.adapters.store.tables import metadata

arrival = Table(
    "arrival",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("row_id", String(40), nullable=False, unique=True),
)
"""Each row once, numbered as it was first kept."""


class Arrivals:
    """Who came first among rows of the same day."""

    engine: Engine

    def arrivals(self, rows: Iterable[str]) -> dict[str, int]:
        """The place of each row that was kept before."""
        query = select(arrival).where(one_of(arrival.c.row_id, rows))
        with for_reading(self.engine).connect() as connection:
            return {row.row_id: row.place for row in connection.execute(query)}

    def keep_arrivals(self, rows: Sequence[str]) -> None:
        """Number the rows that are new, in this order; another run that numbers the same ones at once goes first."""
        known = self.arrivals(rows)
        new = [row for row in dict.fromkeys(rows) if row not in known]
        try:
            with self.engine.begin() as connection:
                for some in chunks(new):
                    connection.execute(insert(arrival), [{"row_id": row} for row in some])
        except IntegrityError:
            self.keep_arrivals(rows)
