"""Edits that find no room are one job for the clock, which sees all of them."""

from collections.abc import Iterator

import pytest

from service.approving import Act
from service.domain.job import SHOW
from service.web.edits import SOON, Edits, Later
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
    edits, store = Edits(counter.wiring, Turnstile({"edits": WIDE, "looks": NONE})), counter.wiring.store
    began = store.now()
    assert [edits.heard("s", TICK) for _ in range(5)] == [None] * 5
    assert store.due(began) == []
    (job,) = [one for one in [store.job(1), store.job(2)] if one]
    assert (job.kind, job.subject) == (SHOW, "s")


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


def test_more_edits_at_the_same_moment_than_threads_can_be_spared_are_told_to_come_again(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    full = {"edits": WIDE._replace(at_once=0), "person": WIDE, "sheet": WIDE}
    monkeypatch.setattr("service.web.addon.Turnstile", lambda left: Turnstile(full))
    counter = Counter(environment)
    assert counter.ask("edited", spreadsheetId="s", tab="March")[0] == 429
    assert counter.ask("explain", spreadsheetId="s")[0] == 404
    counter.wiring.store.engine.dispose()
