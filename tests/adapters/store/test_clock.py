"""One clock for all processes: the database's."""

import time

import pytest
from sqlalchemy import create_engine, make_url, select

from service.adapters.store.clock import epoch


def test_the_database_tells_the_time_in_seconds() -> None:
    with create_engine("sqlite://").connect() as connection:
        told = connection.execute(select(epoch())).scalar_one()
    assert abs(told - time.time()) < 5


@pytest.mark.parametrize(("database", "words"), [("sqlite", "strftime"), ("postgresql", "clock_timestamp")])
def test_each_database_is_asked_in_its_own_words(database: str, words: str) -> None:
    dialect = make_url(f"{database}://").get_dialect()()
    assert words in str(select(epoch() + 60).compile(dialect=dialect))
