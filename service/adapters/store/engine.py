"""The database behind the ledger: SQLite for one process, PostgreSQL for several."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from service.adapters.store.tables import metadata
from service.faults import SettingFault

# Neither sentence repeats the address: it may hold a password.
NO_ADDRESS = "DATABASE_URL is no address of a database: set it to one such as sqlite:///tickmark.db."
NOT_OPENED = "The database that DATABASE_URL names cannot be opened: see that it is there and may be written to."


def open_database(url: str) -> Engine:
    """An engine whose tables exist; SQLite waits, and no error tells what was written. Raises SettingFault."""
    try:
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _patient)
        metadata.create_all(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise SettingFault(NO_ADDRESS) from problem
    except OperationalError as problem:
        raise SettingFault(NOT_OPENED) from problem
    return engine


def _patient(connection: Any, _record: Any) -> None:
    """Durable and patient settings for a SQLite connection."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
