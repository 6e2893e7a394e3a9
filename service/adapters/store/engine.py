"""The database behind the ledger: SQLite for one process, PostgreSQL for several."""

from typing import Any

from sqlalchemy import Engine, create_engine, event

from service.adapters.store.tables import metadata


def open_database(url: str) -> Engine:
    """An engine whose tables exist; SQLite waits for other writers instead of failing."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _patient)
    metadata.create_all(engine)
    return engine


def _patient(connection: Any, _record: Any) -> None:
    """Durable and patient settings for a SQLite connection."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
