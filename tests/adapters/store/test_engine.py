"""How the database behind the ledger is opened."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from service.adapters.store import engine as connecting
from service.adapters.store.opening import open_database, version
from service.adapters.store.schema import NEWEST
from service.commands.serving import migrate
from service.faults import SettingFault
from service.settings import Settings
from service.wiring import Wiring
from tests.postgres import Cluster


def test_a_start_that_may_not_change_tables_says_what_they_lack(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wiring = Wiring(Settings.read({"DATABASE_URL": database, "MIGRATE_AT_START": "no"}))
    with pytest.raises(SettingFault, match="The database is empty, and this release needs its tables at step"):
        _ = wiring.store
    assert migrate(wiring, None) == 0  # type: ignore[arg-type]  # it has no options
    assert "The tables are those of this release." in capsys.readouterr().out
    with wiring.store.engine.begin() as connection:
        connection.execute(update(version).values(version_num="0009"))
    with pytest.raises(SettingFault, match=f"is at step 0009, .* at step {NEWEST}: run `python -m service migrate`"):
        open_database(database, migrates=False)
    wiring.store.engine.dispose()


def test_who_falls_asleep_in_a_transaction_keeps_nobody_waiting(
    postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "LONGEST_PAUSE", 1)
    engine = open_database(postgres.fresh())
    sleeper = engine.connect()
    sleeper.execute(update(version).values(version_num="asleep"))
    with engine.begin() as other:
        other.execute(update(version).values(version_num="awake"))
    with pytest.raises(DBAPIError):
        sleeper.commit()
    sleeper.invalidate()
    engine.dispose()
