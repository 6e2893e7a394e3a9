"""A database of an earlier release is carried on; a new one has the same tables."""

import importlib
import pkgutil
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, inspect

import service.adapters.store as store_room
from service.adapters.store import opening
from service.adapters.store.migrations.versions import m0001_first_tables as first
from service.adapters.store.opening import MIGRATIONS, migrate, open_database
from service.adapters.store.schema import NEWEST, metadata
from service.adapters.store.store import Store
from service.domain.invoicing.export import State

THEN = datetime(2026, 9, 30, 8, tzinfo=UTC)
EXPORT = {
    "id": 1, "export_key": "k", "marker": "tm1:m", "request_id": "q", "state": "done", "sow": "PF-003",
    "client": "penhallow", "customer_id": "7", "doc_type": "Invoice", "period": "2026-09", "currency": "JPY",
    "total": "1250", "body": "{}", "doubt": False, "created_at": THEN, "last_attempt_at": THEN,
    "quickbooks_id": "41", "number": "1042", "url": "", "flag": "",
}  # fmt: skip
CLAIM = {
    "claim_key": "r_1", "fingerprint": "f", "intent_id": 1, "hours": "2.50", "amount": "1250", "in_fee": "0",
    "active": True, "why_ended": "",
}  # fmt: skip


def earlier(url: str) -> str:
    """A database as the first releases left it, with one invoice in it."""
    engine = create_engine(url)
    first.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(first.intent).values(**EXPORT))
        connection.execute(insert(first.claim).values(**CLAIM))
    engine.dispose()
    return url


def test_what_an_earlier_release_billed_stays_billed(database: str) -> None:
    store = Store.at(earlier(database))
    (made,) = store.made()
    assert (made.state, made.total, made.number, made.marker) == (State.DONE, Decimal(1250), "1042", "tm1:m")
    billed = store.billed(["r_1"])["r_1"]
    assert (billed.hours, billed.amount, billed.number) == (Decimal("2.5"), Decimal(1250), "1042")


def test_the_steps_lead_to_the_tables_of_today(database: str) -> None:
    engine = open_database(earlier(database))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert MigrationContext.configure(connection).get_current_revision() == NEWEST


def test_a_new_database_takes_no_steps_and_says_that_it_has_taken_all(database: str) -> None:
    engine = open_database(database)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert opening.version.name in inspect(connection).get_table_names()


def test_every_table_is_among_those_that_are_made() -> None:
    told = set(metadata.tables)
    for module in pkgutil.iter_modules(store_room.__path__, f"{store_room.__name__}."):
        importlib.import_module(module.name)
    assert set(metadata.tables) == told


def test_the_last_step_is_the_one_that_is_called_the_newest() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_a_sqlite_file_survives_a_power_cut_and_waits_for_its_turn(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'ledger.db'}")
    with engine.connect() as connection:
        told = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")}  # fmt: skip
    assert told == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 60000, "foreign_keys": 1}
    with engine.begin(), sqlite3.connect(tmp_path / "ledger.db", timeout=0) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
