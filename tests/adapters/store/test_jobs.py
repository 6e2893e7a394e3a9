"""Which jobs were lost by whoever carried them, and which only wait for their turn."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from service.adapters.store.store import Store
from service.domain.job import DELIVER

NOON = datetime(2026, 10, 2, 12, tzinfo=UTC)
LATE = timedelta(minutes=15)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    kept = Store.at(database)
    yield kept
    kept.engine.dispose()


@pytest.mark.parametrize(
    ("due", "done", "lost"),
    [
        # minutes before noon at which jobs were due; those that were done a minute ago; those that are lost
        ((40, 30, 20, 10), (), (40, 30, 20)),  # nothing moves
        ((40, 39, 38, 20), (40,), ()),  # a long queue that moves
        ((40, 39, 20), (20,), (40, 39)),  # overtaken by far
        ((5, 4), (), ()),  # nothing is late
    ],
)
def test_a_job_is_lost_where_work_goes_on_past_it_or_nowhere(
    store: Store, due: tuple[int, ...], done: tuple[int, ...], lost: tuple[int, ...]
) -> None:
    jobs = {one: store.plan(DELIVER, str(one), NOON - timedelta(minutes=one)) for one in due}
    for one in done:
        store.finish(jobs[one].id, NOON - timedelta(minutes=1))
    assert [int(job.subject) for job in store.stranded(NOON, LATE)] == list(lost)
    assert store.planned(DELIVER) == {str(one) for one in due if one not in done}
