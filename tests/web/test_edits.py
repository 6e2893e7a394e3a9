"""Edits that find no room are one job for the clock, which sees all of them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from service.approving import Act
from service.domain.job import SHOW
from service.web.edits import LATER, SOON, Edits, Later
from service.web.turnstile import Allowance, Turnstile
from tests.web.test_addon import Counter

TICK = Act("ana@row.example", "tick", {"March": range(2, 3)})
NONE = Allowance(burst=0, a_minute=1, at_once=1)
WIDE = Allowance(burst=9, a_minute=9, at_once=9)


@pytest.fixture
def counter(environment: dict[str, str]) -> Iterator[Counter]:
    made = Counter(environment)
    yield made
    made.wiring.store.engine.dispose()


def test_a_sheet_that_has_had_its_share_is_left_to_the_clock_once(counter: Counter) -> None:
    edits, store = Edits(counter.wiring, Turnstile({"house": WIDE, "looks": NONE})), counter.wiring.store
    began = store.now()
    assert [edits.heard("s", TICK, is_last=True) for _ in range(5)] == [LATER] * 5
    assert store.due(began) == []
    assert planned(counter) == [(SHOW, "s")]


def test_an_edit_for_which_there_is_no_room_comes_again_and_the_last_time_it_is_left_to_the_clock(
    counter: Counter,
) -> None:
    full, spent = Turnstile({"house": WIDE._replace(at_once=0), "looks": WIDE}), Turnstile(line=lambda: 30.5)
    for turnstile, wait in ((full, 2), (spent, 31)):
        edits = Edits(counter.wiring, turnstile)
        assert edits.heard("s", TICK, is_last=False) == {"message": "", "wait": wait}
    assert planned(counter) == []
    assert edits.heard("s", TICK, is_last=True) == LATER
    assert planned(counter) == [(SHOW, "s")]


def planned(counter: Counter) -> list[tuple[str, str]]:
    store = counter.wiring.store
    return [(job.kind, job.subject) for job in store.due(store.now() + timedelta(minutes=1))]


def test_a_look_that_has_not_begun_sees_what_comes_now_and_one_that_may_have_begun_does_not() -> None:
    planned: list[str] = []
    now = [0.0]
    later = Later(planned.append, lambda: now[0])
    for moment, expected in ((0.0, 1), (SOON - 1, 1), (SOON, 2), (SOON + 1, 2)):
        now[0] = moment
        later.leave("s")
        assert planned == ["s"] * expected
    later.leave("other")
    assert planned[-1] == "other"
