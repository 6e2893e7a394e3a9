"""The database behind the ledger: SQLite for one process, PostgreSQL for several."""

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import StaticPool

from service.faults import SettingFault

# Neither sentence repeats the address: it may hold a password.
NO_ADDRESS = "DATABASE_URL is no address of a database: set it to one such as sqlite:///tickmark.db."
NOT_OPENED = "The database that DATABASE_URL names cannot be opened: see that it is there and may be written to."
BEHIND = (
    "The database is {found}, and this release needs its tables at step {newest}: "
    "run `python -m service migrate` with a role that may change tables, then start again."
)
IN_MEMORY = ("sqlite://", "sqlite:///:memory:")
KEPT, MORE = 2, 13
"""Connections that a process keeps open, and how many more it may open for a while: a small database has few."""

LONGEST_PAUSE = 15
"""Seconds that a process may leave a transaction lying about: one that is frozen in the middle of it (Cloud Run takes
the CPU away between requests) would keep its rows from everybody else for as long as it sleeps."""

MIGRATIONS = Path(__file__).parent / "migrations"

version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Where Alembic notes the last step that a database has taken."""


def open_database(url: str, migrates: bool = True) -> Engine:
    """An engine whose tables are those of this release, or are made so where that is allowed. Raises SettingFault."""
    try:
        engine = _engine(url)
        if migrates:
            bring_up_to_date(engine)
        else:
            check(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise SettingFault(NO_ADDRESS) from problem
    except OperationalError as problem:
        raise SettingFault(NOT_OPENED) from problem
    return engine


def _engine(url: str) -> Engine:
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


def bring_up_to_date(engine: Engine) -> None:
    """An empty database gets today's tables at once; an earlier one takes the steps that it lacks."""
    from service.adapters.store.schema import NEWEST, metadata

    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7221)"))  # processes that start together take turns
        known = set(inspect(connection).get_table_names())
        if version.name in known and connection.scalar(select(version.c.version_num)) == NEWEST:
            return
        if not known & set(metadata.tables):
            metadata.create_all(connection)
            version.create(connection, checkfirst=True)
            connection.execute(insert(version).values(version_num=NEWEST))
            return
    migrate(engine)


def check(engine: Engine) -> None:
    """Change nothing. Raises SettingFault where the tables are not those of this release."""
    from service.adapters.store.schema import NEWEST

    with for_reading(engine).connect() as connection:
        there = version.name in inspect(connection).get_table_names()
        found = connection.scalar(select(version.c.version_num)) if there else None
    if found != NEWEST:
        raise SettingFault(BEHIND.format(found=f"at step {found}" if found else "empty", newest=NEWEST))


def migrate(engine: Engine) -> None:
    """Every step that the database has not taken yet, oldest first."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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
