"""Decisions about tabs are kept by book and tab; rows are remembered by what they bill."""

from collections.abc import Iterator

import pytest

from service.adapters.store.store import Store
from service.adapters.tabs.rowids import Known


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    kept = Store.at(database)
    yield kept
    kept.engine.dispose()


def test_decisions_are_kept_by_book_and_tab_until_they_are_taken_back(store: Store) -> None:
    store.decide("book", {"Log": {"hours": "Hours", "dates": "day first"}, "May": {"read": "yes"}})
    store.decide("book", {"Log": {"hours": "Hours Rounded", "dates": ""}})
    assert store.decisions("book") == {"Log": {"hours": "Hours Rounded"}, "May": {"read": "yes"}}
    assert store.decisions("another") == {}


def test_rows_are_remembered_as_they_were_last_seen(store: Store) -> None:
    memory = store.recollection("sheet")
    memory.keep_rows([Known("r_1", "k", "Fix menu"), Known("r_2", "k", "Footer"), Known("r_3", "other", "x")])
    memory.keep_rows([Known("r_2", "k", "Footer, edited"), Known("r_1", "k", "Fix menu")])
    assert sorted(memory.rows_like(["k"])) == [Known("r_1", "k", "Fix menu"), Known("r_2", "k", "Footer, edited")]
    assert store.recollection("another sheet").rows_like(["k"]) == []
