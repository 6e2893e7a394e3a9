"""One key, one answer: to the same request the same bytes, to another one a refusal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from service.adapters.store.keys import KEPT, LONGEST, Answer, Met
from service.adapters.store.store import Store

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    kept = Store.at(database)
    yield kept
    kept.engine.dispose()


def met(store: Store, fingerprint: str = "f", caller: str = "jo", later: timedelta = timedelta()) -> Met:
    return store.begin_request(caller, "k", fingerprint, NOW + later).met


def test_the_same_request_gets_the_same_bytes(store: Store) -> None:
    assert met(store) is Met.NEW
    assert met(store) is Met.RUNNING
    store.end_request("jo", "k", 200, b'{"message": "done"}')
    store.end_request("jo", "k", 200, b"another answer")
    assert store.begin_request("jo", "k", "f", NOW) == Answer(Met.DONE, 200, b'{"message": "done"}')


def test_a_key_is_for_one_request_of_one_caller(store: Store) -> None:
    met(store)
    assert met(store, fingerprint="g") is Met.OTHER
    assert met(store, fingerprint="g", caller="mo") is Met.NEW


@pytest.mark.parametrize(
    ("ended", "later", "then"),
    [
        (False, LONGEST, Met.NEW),  # its process died
        (False, LONGEST - timedelta(seconds=1), Met.RUNNING),
        (True, KEPT, Met.DONE),
        (True, KEPT + timedelta(seconds=1), Met.NEW),
    ],
)
def test_how_long_a_key_is_kept(store: Store, ended: bool, later: timedelta, then: Met) -> None:
    met(store)
    if ended:
        store.end_request("jo", "k", 200, b"{}")
    assert met(store, later=later) is then


def test_a_request_that_failed_may_be_made_again(store: Store) -> None:
    met(store)
    store.drop_request("jo", "k")
    assert met(store) is Met.NEW
