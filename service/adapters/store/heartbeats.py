"""Which processes carry work at this moment: each says so again and again, by the database's clock."""

from sqlalchemy import BigInteger, Column, Engine, String, Table, delete, select

from service.adapters.store.clock import epoch
from service.adapters.store.engine import for_reading
from service.adapters.store.ledger import adding_to
from service.adapters.store.tables import metadata

executor_heartbeat = Table(
    "executor_heartbeat",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""When each process was last heard of, in seconds since 1970."""

c = executor_heartbeat.c
FORGOTTEN = 24 * 3600


class Heartbeats:
    """The processes that share this database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def beat(self, who: str) -> None:
        """Say that this process lives."""
        with self._engine.begin() as connection:
            adding = adding_to(connection, executor_heartbeat).values(id=who, at=epoch())
            connection.execute(adding.on_conflict_do_update(index_elements=["id"], set_={"at": epoch()}))

    def alive(self, within: int) -> frozenset[str]:
        """Who was heard of in the last so many seconds."""
        query = select(c.id).where(c.at > epoch() - within)
        with for_reading(self._engine).connect() as connection:
            return frozenset(connection.scalars(query))

    def stop(self, who: str) -> None:
        """Say that this process carries nothing any more; those that died long ago are forgotten with it."""
        with self._engine.begin() as connection:
            connection.execute(delete(executor_heartbeat).where((c.id == who) | (c.at < epoch() - FORGOTTEN)))
