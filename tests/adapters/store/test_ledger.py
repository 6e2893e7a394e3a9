"""Two runs that look at one moment keep the same things, and neither fails."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from service.adapters.store.store import Store
from service.domain.category import Category
from service.domain.description import Description
from service.domain.memory import Remembered


class Early(Store):
    """A run that looked before another one wrote."""

    def descriptions(self, keys: Iterable[str]) -> dict[str, Description]:
        del keys
        return {}

    def categories(self, rows: Iterable[str]) -> dict[str, Remembered]:
        del rows
        return {}

    def is_registered(self, spreadsheet_id: str) -> bool:
        del spreadsheet_id
        return False


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    kept = Early.at(database)
    yield kept
    kept.engine.dispose()


def test_what_another_run_kept_meanwhile_is_no_error(store: Store) -> None:
    for confidence in (0.9, 0.5):
        store.keep_descriptions({"k": Description(Category.DEV, confidence)})
        store.remember_categories({"r_1": Remembered("Development", confidence == 0.5)})
        store.register("sheet", "jo@agency.example", datetime(2026, 10, 5, tzinfo=UTC))
    late = Store(store.engine)
    assert late.descriptions(["k"])["k"].confidence == 0.9
    assert late.categories(["r_1"]) == {"r_1": Remembered("Development", chosen=True)}
    assert late.is_registered("sheet")


def test_categories_that_are_known_already_are_not_written_again(store: Store) -> None:
    late = Store(store.engine)
    late.remember_categories({"r_1": Remembered("Development", chosen=False)})
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    late.remember_categories({"r_1": Remembered("Development", chosen=False)})
    assert [one.split()[0] for one in said if not one.startswith("BEGIN")] == ["SELECT"]


def test_an_error_of_the_database_tells_nothing_of_what_was_to_be_written(store: Store) -> None:
    with pytest.raises(DBAPIError) as caught, store.engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "Fare table import"})
    assert "Fare" not in str(caught.value)
