"""Whoever takes part in the comparison says the same of every row; peers that are not installed are left out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench import engines, frames, limit, log, loop, ours, plain
from tests.bench.log import Log, Verdict

ROWS = log.made(12_000, 3)
RIGHT = plain.judged(ROWS)
PEERS = (loop.judged, frames.pandas_groups, frames.polars_columns, frames.duckdb_windows, engines.cel, engines.zen,
         engines.rule_engine, engines.business_rules, engines.json_logic)  # fmt: skip


def test_the_product_says_what_the_plain_way_says() -> None:
    assert list(plain.differences(ours.judged(ROWS, ours.facts(12_000)), RIGHT)) == []
    assert all(any(column) for column in RIGHT), "the rows have to have something of everything"


def test_the_limit_in_c_says_the_same(tmp_path: Path) -> None:
    judge = limit.built(tmp_path)
    if judge is None:
        pytest.skip("there is no C compiler here")
    assert list(plain.differences(limit.judged(judge, ROWS), RIGHT)) == []


@pytest.mark.parametrize("judge", PEERS, ids=lambda judge: judge.__name__)
def test_a_peer_says_the_same(judge: Callable[[Log], Verdict]) -> None:
    try:
        said = judge(ROWS)
    except ModuleNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed here: make bench brings it")
    assert list(plain.differences(said, RIGHT)) == []
