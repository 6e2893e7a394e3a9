"""Hints that were heard, each once, until somebody has looked."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.adapters.quickbooks.hints import Hint
from service.adapters.store.clock import epoch
from service.adapters.store.connection import event_table

REMEMBERED = 30 * 24 * 3600
"""Intuit repeats an event for days; after a month it is told as a new one, and looked into once more."""
AT_ONCE = 500

c = event_table.c


class HintBox:
    """The events of webhooks in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, hints: Iterable[Hint]) -> int:
        """Write down what is new; how many were."""
        with self._engine.begin() as connection:
            connection.execute(delete(event_table).where(c.heard_at <= epoch() - REMEMBERED))
            return sum(_kept(connection, hint) for hint in dict.fromkeys(hints))

    def waiting(self) -> list[Hint]:
        """What nobody has looked into yet, oldest first."""
        columns = (c.event_sha, c.doc_type, c.document_id)
        query = select(*columns).where(c.looked_at.is_(None)).order_by(c.heard_at, c.event_sha).limit(AT_ONCE)
        with self._engine.connect() as connection:
            return [Hint(*row) for row in connection.execute(query)]

    def looked(self, hints: Iterable[Hint]) -> None:
        """Somebody has read these documents again."""
        with self._engine.begin() as connection:
            for hint in hints:
                connection.execute(update(event_table).where(c.event_sha == hint.event).values(looked_at=epoch()))


def _kept(connection: Connection, hint: Hint) -> bool:
    if connection.execute(select(c.event_sha).where(c.event_sha == hint.event)).first():
        return False
    values = {"event_sha": hint.event, "doc_type": hint.doc_type, "document_id": hint.document_id}
    try:
        with connection.begin_nested():
            connection.execute(insert(event_table).values(heard_at=epoch(), **values))
    except IntegrityError:
        return False  # told twice at the same moment
    return True
