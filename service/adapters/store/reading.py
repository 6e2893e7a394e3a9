"""What reading texts has cost, and batches of texts whose results are still to come."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Engine, Integer, Row, String, Table, Text, delete, insert, select, update

from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata
from service.domain.texts.spending import Spending
from service.domain.texts.underway import Underway

spending = Table(
    "reading_spending",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", String(7), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("model", String(80), nullable=False),
    Column("requests", Integer, nullable=False),
    Column("input", Integer, nullable=False),
    Column("output", Integer, nullable=False),
    Column("cache_read", Integer, nullable=False),
    Column("cache_write", Integer, nullable=False),
    Column("money", String(30), nullable=False),
)
"""Append only, so that several instances may write at once; a month is the sum of its lines."""

reading_batch = Table(
    "reading_batch",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("parts", Text, nullable=False),
    Column("people", Text, nullable=False),
)
"""Batches handed in, with what is needed to read their results after a restart."""


class Readings:
    """Money and batches of the reader of texts."""

    engine: Engine

    def spending(self, month: str) -> list[Spending]:
        """What was spent in a month, a line for each purpose and model."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(spending).where(spending.c.month == month)).all()
        sums: dict[tuple[str, str], Spending] = {}
        for row in rows:
            line = _line(row)
            key = (line.purpose, line.model)
            sums[key] = _joined(sums[key], line) if key in sums else line
        return list(sums.values())

    def note_spending(self, lines: Sequence[Spending]) -> None:
        """Add to what was spent."""
        if lines:
            rows = [{**line._asdict(), "money": f"{line.money:f}"} for line in lines]
            with self.engine.begin() as connection:
                connection.execute(insert(spending), rows)

    def batches(self) -> list[Underway]:
        """Batches whose results nobody has taken yet, the oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(reading_batch).order_by(reading_batch.c.at)).all()
        return [Underway(row.id, row.at, json.loads(row.parts), tuple(json.loads(row.people))) for row in rows]

    def keep_batch(self, batch: Underway) -> None:
        """Remember a batch that is about to be handed in."""
        row = {"id": batch.id, "at": batch.at, "parts": json.dumps(batch.parts), "people": json.dumps(batch.people)}
        with self.engine.begin() as connection:
            connection.execute(insert(reading_batch), row)

    def name_batch(self, number: str, name: str) -> None:
        """Note the name that Claude gave to a batch."""
        with self.engine.begin() as connection:
            connection.execute(update(reading_batch).where(reading_batch.c.id == number).values(id=name))

    def end_batch(self, number: str) -> None:
        """Forget a batch whose results were taken."""
        with self.engine.begin() as connection:
            connection.execute(delete(reading_batch).where(reading_batch.c.id == number))


def _line(row: Row[Any]) -> Spending:
    figures = (row.requests, row.input, row.output, row.cache_read, row.cache_write)
    return Spending(row.month, row.purpose, row.model, *figures, Decimal(row.money))


def _joined(one: Spending, other: Spending) -> Spending:
    return Spending(
        one.month,
        one.purpose,
        one.model,
        one.requests + other.requests,
        one.input + other.input,
        one.output + other.output,
        one.cache_read + other.cache_read,
        one.cache_write + other.cache_write,
        one.money + other.money,
    )
