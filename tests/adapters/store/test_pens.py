"""One run at a time writes in a spreadsheet, whichever process it is in."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from service.adapters.store.pens import Pen
from service.adapters.store.store import Store
from service.faults import SheetBusy

NOON = datetime(2026, 10, 2, 12, tzinfo=UTC)


class Clock:
    """A clock that goes on while somebody waits."""

    def __init__(self) -> None:
        self.now = NOON

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: str, clock: Clock) -> Iterator[Store]:
    kept = Store.at(database, lambda: clock.now)
    yield kept
    kept.engine.dispose()


def test_of_sixteen_who_take_a_pen_one_has_it(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        had = list(pool.map(lambda who: store.take_pen("book", f"{who}", Pen.length), range(16)))
    assert sum(had) == 1
    assert store.take_pen("another book", "17", Pen.length)


def test_a_second_run_waits_for_the_first_and_says_so_where_it_waits_in_vain(store: Store, clock: Clock) -> None:
    with Pen(store, "book"):
        with pytest.raises(SheetBusy, match="Another run is writing in this sheet"), Pen(store, "book", clock.sleep):
            pass
    waited = clock.now - NOON
    assert timedelta(seconds=29) < waited < timedelta(seconds=31)
    with Pen(store, "book", clock.sleep):
        assert clock.now - NOON == waited


def test_what_a_dead_process_held_is_free_when_its_time_is_over(store: Store, clock: Clock) -> None:
    store.take_pen("book", "dead", timedelta(seconds=10))
    with Pen(store, "book", clock.sleep):
        assert timedelta(seconds=10) <= clock.now - NOON < timedelta(seconds=11)
        store.lay_down_pen("book", "dead")
        assert not store.take_pen("book", "third", Pen.length)
