"""Connections to the database behind the ledger: SQLite for one process, PostgreSQL for several."""

from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
)
from sqlalchemy.pool import StaticPool

IN_MEMORY = ("sqlite://", "sqlite:///:memory:")
KEPT, MORE = 2, 13
"""Connections that a process keeps open, and how many more it may open for a while: a small database has few."""

LONGEST_PAUSE = 15
"""Seconds that a process may leave a transaction lying about: one that is frozen in the middle of it (Cloud Run takes
the CPU away between requests) would keep its rows from everybody else for as long as it sleeps."""

def connect(url: str) -> Engine:
    """No error of it tells what was to be written. A database in memory is one connection, whoever asks for it."""
    if url in IN_MEMORY:
        kind: dict[str, Any] = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        kind = {} if url.startswith("sqlite") else {"pool_pre_ping": True, "pool_size": KEPT, "max_overflow": MORE}
    engine = create_engine(url, hide_parameters=True, **kind)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _patient)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _awake)
    return engine


def for_reading(engine: Engine) -> Engine:
    """The same database for looking only: on SQLite, such transactions do not wait for those that write."""
    return engine.execution_options(only_reads=True)


def _patient(connection: Any, _record: Any) -> None:
    """Durable and patient settings for a SQLite connection; transactions begin when we say so."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _awake(connection: Any, _record: Any) -> None:
    """PostgreSQL ends the session of whoever falls asleep in a transaction, and frees what it holds."""
    connection.execute(f"SET idle_in_transaction_session_timeout = '{LONGEST_PAUSE}s'")
    connection.commit()


def _begin(connection: Connection) -> None:
    """Whoever may write takes the lock at once: a lock that is asked for halfway can be refused."""
    reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
