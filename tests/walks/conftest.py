"""A fresh ledger for each test."""

from collections.abc import Iterator

import pytest

from service.adapters.store.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    kept = Store.at("sqlite://")
    yield kept
    kept.engine.dispose()
