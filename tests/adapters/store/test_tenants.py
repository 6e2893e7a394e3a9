"""Each agency has a ledger of its own, and nothing of one is ever in the other's."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from service.adapters.store.keys import Met
from service.adapters.store.store import Store
from service.adapters.store.tables import metadata

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SHEET = "a-sheet-that-both-could-name"


def counted(store: Store) -> dict[str, int]:
    """How many rows each table of the ledger holds."""
    with store.engine.connect() as connection:
        return {
            t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in metadata.sorted_tables
        }


def test_two_agencies_never_meet(tmp_path: Path) -> None:
    ours, theirs = (Store.at(f"sqlite:///{tmp_path / name}.db") for name in ("ours", "theirs"))
    empty = counted(theirs)
    ours.register(SHEET, "pm@ours.example", NOW)
    ours.decide(SHEET, {"March": {"date": "A"}})
    assert ours.begin_request("pm@ours.example", "key", "print", NOW).met is Met.NEW
    ours.end_request("pm@ours.example", "key", 200, b"ours alone")

    assert counted(ours) != empty
    assert counted(theirs) == empty
    assert (ours.is_registered(SHEET), theirs.is_registered(SHEET)) == (True, False)
    assert theirs.registered() == []
    assert theirs.begin_request("pm@ours.example", "key", "print", NOW).met is Met.NEW
    for store in (ours, theirs):
        store.engine.dispose()
