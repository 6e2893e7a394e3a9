"""What each database guards: one claim a thing, one lease an export, and a trail that shows tampering."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import delete, func, select, update

from service.adapters.store.audit import broken_at
from service.adapters.store.export_tables import billing_claim, invoice_intent
from service.adapters.store.store import Store
from service.adapters.store.watch_tables import audit
from service.domain.invoicing.export import Claim, Export, State

NOW = datetime(2026, 10, 2, 9, tzinfo=UTC)
LEASE = timedelta(minutes=5)
THREADS, ROWS = 16, 40


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    kept = Store.at(database, lambda: NOW)
    yield kept
    kept.engine.dispose()


def wish(name: str) -> Export:
    return Export(name, f"tm1:{name}", f"request {name}", "D-1", "dune", "2026-09", "USD", Decimal("22.53"), realm="1")


def claim(row: str) -> Claim:
    return Claim(row, f"content of {row}", "90.10", Decimal("0.25"), Decimal("22.53"))


def reserved(store: Store, name: str = "a", *rows: str) -> Export:
    made = store.reserve(wish(name), [claim(row) for row in rows or ("r_1",)], NOW).export
    assert made is not None
    return made


def taken(store: Store, name: str = "a") -> Export:
    export = store.take(reserved(store, name).id, NOW, LEASE)
    assert export is not None
    return export


def test_of_sixteen_who_claim_the_same_rows_each_row_has_one(store: Store) -> None:
    together = Barrier(THREADS)

    def claims_all(thread: int) -> list[str]:
        together.wait()
        order = range(ROWS) if thread % 2 else reversed(range(ROWS))
        return [f"r_{row}" for row in order
                if store.reserve(wish(f"{thread}-{row}"), [claim(f"r_{row}")], NOW).export]  # fmt: skip

    with ThreadPoolExecutor(THREADS) as pool:
        won = [row for rows in pool.map(claims_all, range(THREADS)) for row in rows]
    assert sorted(won) == sorted(f"r_{row}" for row in range(ROWS))
    with store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(billing_claim)) == ROWS
        assert connection.scalar(select(func.count()).select_from(invoice_intent)) == ROWS
    assert broken_at(store.engine) is None


def test_a_draft_that_loses_one_row_claims_none(store: Store) -> None:
    reserved(store, "a", "r_1")
    lost = store.reserve(wish("b"), [claim("r_2"), claim("r_1")], NOW)
    assert (lost.export, lost.lost) == (None, frozenset({"r_1"}))
    reserved(store, "c", "r_2")


def test_of_sixteen_who_take_an_export_one_has_it(store: Store) -> None:
    number, together = reserved(store).id, Barrier(THREADS)

    def takes(_: int) -> Export | None:
        together.wait()
        return store.take(number, NOW, LEASE)

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(export is not None for export in pool.map(takes, range(THREADS))) == 1


def test_a_lease_that_ran_out_moves_nothing_once_another_has_it(store: Store) -> None:
    slow = taken(store)
    later = NOW + LEASE
    assert store.mark(slow, later) is None  # it has run out, though nobody has taken it over yet
    quick = store.take(slow.id, later, LEASE)
    assert quick is not None
    marked = store.mark(quick, later)
    assert marked is not None and marked.state is State.CREATING
    assert [store.mark(slow, NOW), store.doubt(slow, NOW), store.park(slow, "", NOW)] == [None, None, None]
    assert store.mark(quick, later) is None  # the state has moved on
    store.release(slow, None, later)
    assert store.export(slow.id).lease == quick.lease


@pytest.mark.parametrize("harm", ["a line changed", "a line taken out", "the last line taken out"])
def test_the_trail_shows_what_was_done_to_it(store: Store, harm: str) -> None:
    for name in ("a", "b", "c"):
        reserved(store, name, f"r_{name}")
    assert broken_at(store.engine) is None
    last = 3 if harm.startswith("the last") else 2
    act = update(audit).values(actor="somebody") if harm.endswith("changed") else delete(audit)
    with store.engine.begin() as connection:
        connection.execute(act.where(audit.c.seq == last))
    assert broken_at(store.engine) in (last, last + 1)
