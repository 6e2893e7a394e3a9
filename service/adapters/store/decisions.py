"""What people decided about the categories of texts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Engine, Integer, Row, String, Table, Text, insert, select

from service.adapters.store.engine import for_reading
from service.adapters.store.listed import one_of
from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata
from service.domain.category import Category
from service.domain.texts.decision import Decision

category_decision = Table(
    "category_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("decided", String(3), nullable=False),
    Column("by", String(254), nullable=False),
    Column("at", Moment, nullable=False),
    Column("proposed", String(3)),
    Column("stated", String(30), nullable=False),
    Column("version", String(120), nullable=False),
)
"""Append only: a category that a person changed, or approved as it was proposed."""

MOST = 5_000
"""The newest so many teach; what was decided years ago says less about this year's texts."""


class Decisions:
    """Decisions of people about categories."""

    engine: Engine

    def lessons(self) -> list[Decision]:
        """The newest decisions, the oldest of them first."""
        query = select(category_decision).order_by(category_decision.c.id.desc()).limit(MOST)
        with self.engine.connect() as connection:
            return [_decision(row) for row in reversed(connection.execute(query).all())]

    def decided(self, keys: Iterable[str]) -> dict[str, list[Decision]]:
        """What was decided about these texts."""
        found: dict[str, list[Decision]] = {}
        query = select(category_decision).where(one_of(category_decision.c.key, keys))
        with for_reading(self.engine).connect() as connection:
            for row in connection.execute(query):
                found.setdefault(row.key, []).append(_decision(row))
        return found

    def keep_decisions(self, new: Sequence[Decision]) -> None:
        """Append decisions; none is ever changed."""
        if new:
            with self.engine.begin() as connection:
                connection.execute(insert(category_decision), [_plain(decision) for decision in new])


def _plain(decision: Decision) -> dict[str, Any]:
    codes = {"decided": decision.decided.code, "proposed": decision.proposed.code if decision.proposed else None}
    return {**decision._asdict(), **codes, "stated": str(decision.stated)}


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        key=row.key,
        text=row.text,
        client=row.client,
        project=row.project,
        decided=Category[row.decided],
        by=row.by,
        at=row.at,
        proposed=Category[row.proposed] if row.proposed else None,
        stated=Decimal(row.stated),
        version=row.version,
    )
