"""A flood at one sheet, in small: nothing breaks, the others are looked after, and Google hears little of it."""

from __future__ import annotations

import pytest
import requests

from tests.load.crowds import FLOOD, OTHERS, Crowds
from tests.load.stage import Stage
from tests.load.traffic import play, statuses
from tests.postgres import Cluster

SECONDS = 2.0
MOST_READS = 50
"""Far fewer than the flood's calls: they share looks."""

pytestmark = pytest.mark.slow


def test_two_hundred_calls_a_second_break_nothing_and_harm_nobody_else(postgres: Cluster) -> None:
    with Stage(2, postgres) as stage:
        before = len(requests.get(f"{stage.root}/__journal?service=sheets", timeout=60).text.splitlines())
        crowds = Crowds(stage, SECONDS)
        answers = play(stage.port, crowds.flood(198) + crowds.others(2))
        after = len(requests.get(f"{stage.root}/__journal?service=sheets", timeout=60).text.splitlines())
    flood = statuses(one for one in answers if one.call.crowd == FLOOD)
    others = statuses(one for one in answers if one.call.crowd == OTHERS)
    assert set(flood) <= {200, 202, 429}, flood
    assert flood[202] + flood[429] > 200
    assert set(others) <= {200, 202}, others
    assert others[200] > 0
    assert after - before < MOST_READS
