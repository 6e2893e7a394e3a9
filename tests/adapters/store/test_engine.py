"""How the database behind the ledger is opened."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from service.adapters.store import engine as opening
from service.adapters.store.engine import open_database, version
from tests.postgres import Cluster


def test_who_falls_asleep_in_a_transaction_keeps_nobody_waiting(
    postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LONGEST_PAUSE", 1)
    engine = open_database(postgres.fresh())
    sleeper = engine.connect()
    sleeper.execute(update(version).values(version_num="asleep"))
    with engine.begin() as other:
        other.execute(update(version).values(version_num="awake"))
    with pytest.raises(DBAPIError):
        sleeper.commit()
    sleeper.invalidate()
    engine.dispose()
