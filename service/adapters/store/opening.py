"""The database opened: its tables are those of this release, or are made so."""

from pathlib import Path

from sqlalchemy import Column, Engine, MetaData, String, Table, insert, inspect, select, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from service.adapters.store.engine import connect, for_reading
from service.adapters.store.schema import NEWEST, metadata
from service.faults import SettingFault

# Neither sentence repeats the address: it may hold a password.
NO_ADDRESS = "DATABASE_URL is no address of a database: set it to one such as sqlite:///tickmark.db."
NOT_OPENED = "The database that DATABASE_URL names cannot be opened: see that it is there and may be written to."
BEHIND = (
    "The database is {found}, and this release needs its tables at step {newest}: "
    "run `python -m service migrate` with a role that may change tables, then start again."
)

MIGRATIONS = Path(__file__).parent / "migrations"

version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Where Alembic notes the last step that a database has taken."""


def open_database(url: str, migrates: bool = True) -> Engine:
    """An engine whose tables are those of this release, or are made so where that is allowed. Raises SettingFault."""
    try:
        engine = connect(url)
        if migrates:
            bring_up_to_date(engine)
        else:
            check(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise SettingFault(NO_ADDRESS) from problem
    except OperationalError as problem:
        raise SettingFault(NOT_OPENED) from problem
    return engine


def bring_up_to_date(engine: Engine) -> None:
    """An empty database gets today's tables at once; an earlier one takes the steps that it lacks."""
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
