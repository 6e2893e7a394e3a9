"""Requests by their caller's own key: the same request gets the same answer, and its work is done once."""

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Engine, delete, select, update

from service.adapters.store.ledger import adding_to
from service.adapters.store.watch_tables import idempotency_key

KEPT = timedelta(days=30)
LONGEST = timedelta(minutes=15)
"""A request that has run for longer belongs to a process that died, and may be made again."""

k = idempotency_key.c


class Met(Enum):
    """What a request with a key meets."""

    NEW = "new"
    RUNNING = "running"
    OTHER = "other"
    DONE = "done"


class Answer(NamedTuple):
    """What is known under a key; status and body where there is an answer already."""

    met: Met
    status: int = 0
    body: bytes = b""


class Keys:
    """Answers by caller and key."""

    engine: Engine

    def begin_request(self, caller: str, key: str, fingerprint: str, now: datetime) -> Answer:
        """Take a key for a request, or tell what is known under it."""
        asked = {"caller": caller, "key": key, "fingerprint": fingerprint, "created_at": now}
        values = {**asked, "status": 0, "response": b""}
        with self.engine.begin() as connection:
            connection.execute(delete(idempotency_key).where(k.created_at < now - KEPT))
            adding = adding_to(connection, idempotency_key).on_conflict_do_nothing()
            if connection.execute(adding.returning(k.id), values).first() is not None:
                return Answer(Met.NEW)
            known = connection.execute(select(idempotency_key).where(self._one(caller, key)).with_for_update()).one()
            if known.fingerprint != fingerprint:
                return Answer(Met.OTHER)
            if known.status:
                return Answer(Met.DONE, known.status, known.response)
            if now - known.created_at < LONGEST:
                return Answer(Met.RUNNING)
            connection.execute(update(idempotency_key).where(k.id == known.id).values(created_at=now))
            return Answer(Met.NEW)

    def end_request(self, caller: str, key: str, status: int, body: bytes) -> None:
        """Keep the answer that a request got."""
        with self.engine.begin() as connection:
            unanswered = update(idempotency_key).where(self._one(caller, key), k.status == 0)
            connection.execute(unanswered.values(status=status, response=body))

    def drop_request(self, caller: str, key: str) -> None:
        """Forget a request that got no answer."""
        with self.engine.begin() as connection:
            connection.execute(delete(idempotency_key).where(self._one(caller, key), k.status == 0))

    def _one(self, caller: str, key: str) -> ColumnElement[bool]:
        return (k.caller == caller) & (k.key == key)
