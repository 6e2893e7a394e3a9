"""A flood in small, at one sheet and at all: nobody is left without an answer, and Google hears little of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.load.crowds import FLOOD, OTHERS, Crowds
from tests.load.stage import Stage
from tests.load.traffic import AGAIN, play, statuses
from tests.postgres import Cluster

SECONDS = 2.0
MOST_READS = 50
"""Far fewer than the flood's calls: they share looks."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stage(postgres: Cluster) -> Iterator[Stage]:
    with Stage(4, postgres) as made:
        yield made


def reads(stage: Stage) -> int:
    return len(requests.get(f"{stage.root}/__journal?service=sheets", timeout=60).text.splitlines())


def test_two_hundred_calls_a_second_at_one_sheet_harm_nobody_else(stage: Stage) -> None:
    crowds, before = Crowds(stage, SECONDS), reads(stage)
    answers = play(stage.port, crowds.flood(198) + crowds.others(2))
    flood = statuses(one for one in answers if one.call.crowd == FLOOD)
    others = statuses(one for one in answers if one.call.crowd == OTHERS)
    assert set(flood) <= {200, 202, AGAIN}, flood
    assert flood[202] + flood[AGAIN] > 200
    assert set(others) <= {200, 202}, others
    assert others[200] > 0
    assert reads(stage) - before < MOST_READS


def test_two_hundred_calls_a_second_over_all_sheets_are_all_answered(stage: Stage) -> None:
    crowds, before = Crowds(stage, SECONDS), reads(stage)
    answers = play(stage.port, crowds.everybody(200))
    told = statuses(answers)
    assert set(told) <= {200, 202, AGAIN}, told
    assert told[202] + told[AGAIN] > 300, "what Google allows in a minute is spent"
    assert reads(stage) - before < MOST_READS
