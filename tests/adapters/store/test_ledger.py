"""Two runs that look at one moment keep the same things, and neither fails."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import DBAPIError

from service.adapters.store.store import Store
from service.adapters.store.tables import review_summary, run_log
from service.domain.category import Category
from service.domain.hours.description import Description
from service.domain.memory import Remembered, RunLine

NOON = datetime(2026, 10, 2, 12, tzinfo=UTC)


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


def test_runs_and_findings_stay_with_their_spreadsheet_whatever_its_title(store: Store) -> None:
    def ran(book: str, title: str, what: str) -> None:
        store.log_run(book, title, RunLine(NOON, "", what, ""), {"what": what})

    with store.engine.begin() as connection:
        early = {"sheet": "Hours", "at": NOON, "facts": "{}"}
        connection.execute(insert(review_summary).values(**early))
        connection.execute(insert(run_log).values(sheet="Hours", at=NOON, who="", what="early", result=""))
    ran("one", "Hours", "a")
    ran("one", "Hours 2026", "b")
    ran("two", "Hours 2026", "c")
    assert [line.what for line in store.runs("one")] == ["b", "a", "early"]
    assert [(found.book, found.sheet, found.facts["what"]) for found in store.found()] == [
        ("one", "Hours 2026", "b"),
        ("two", "Hours 2026", "c"),
    ]
    assert len(store.found_before("one")) == 3
