"""However many values are looked for, they are one parameter of one statement, in each database."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, String, Table, event, insert, select

from service.adapters.store.engine import connect
from service.adapters.store.listed import one_of

words = Table("words", MetaData(), Column("word", String(40), primary_key=True))
KEPT = ("plain", "it's", 'a "quote"', "{braces,comma}", "back\\slash", "größer", "%s :x", "NULL", "")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], set()),
        (KEPT, set(KEPT)),
        (["plain", "plain", "Plain", "' OR 1=1 --"], {"plain"}),
        ([*map(str, range(40_000)), "it's"], {"it's"}),
    ],
    ids=["none", "all", "some", "more than any statement has places for"],
)
def test_what_is_among_many_is_found_by_one_statement(database: str, asked: list[str], found: set[str]) -> None:
    engine, said = connect(database), list[tuple[str, int]]()
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, told, *_: said.append((sql, len(told))))
    with engine.connect() as connection:
        words.create(connection)
        connection.execute(insert(words), [{"word": word} for word in KEPT])
        said.clear()
        assert set(connection.scalars(select(words.c.word).where(one_of(words.c.word, asked)))) == found
        assert set(connection.scalars(select(words.c.word).where(one_of(words.c.word, ["plain"])))) == {"plain"}
    engine.dispose()
    assert len(said) == 2 and len(set(said)) == 1 and said[0][1] == 1
