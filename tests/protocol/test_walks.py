"""Walks of chance through the protocol: nothing billed twice, nothing lost, whatever happens in whatever order."""

import os

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.protocol.bugs import BUGS, ELSEWHERE, Bug
from tests.protocol.deeds import DEEDS, Told
from tests.protocol.walk import walk, walk_of

WALKS = int(os.environ.get("TICKMARK_WALKS", "1000"))
"""A night's run may set more."""
PARTS = 8
"""Tests that the walks are shared among, so that several processes can take them on."""

SHORTEST, LONGEST = 17, 52
"""How much is done in each; beginning and coming to rest take as long again."""

LONGEST_SEARCH = 60
"""Seeds in which a mistake must show."""
ACTIONS = 60


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_walk_breaks_a_promise(part: int) -> None:
    told = [walk(seed, length_of(seed)) for seed in range(part, WALKS, PARTS)]
    assert {one.seed: one.violations for one in told if one.violations} == {}
    counts = {name: sum(getattr(one, name) for one in told) for name in ("documents", "kills", "edits", "voids")}
    print(f"{len(told)} walks: {counts}")
    assert min(counts.values()) >= WALKS // PARTS // 8, "a walk in which nothing happens proves nothing"


def length_of(seed: int) -> int:
    """How much is done in a walk: they end everywhere, so that whatever was just done is what comes to rest."""
    return SHORTEST + 7 * seed % (LONGEST - SHORTEST + 1)


def caught(bug: Bug) -> Told | None:
    """The first walk that shows a mistake."""
    for seed in range(LONGEST_SEARCH):
        told = walk(seed, ACTIONS, bug.weather, bug.timers, bug.seeded, {**DEEDS, **bug.busy})
        if bug.breaks & {one.name for one in told.violations}:
            return told
    return None


@pytest.mark.slow
@pytest.mark.parametrize("bug", BUGS, ids=[bug.number for bug in BUGS])
def test_a_mistake_is_caught(bug: Bug) -> None:
    told = caught(bug)
    assert told is not None, f"nobody notices: {bug.what}"
    print(f"{bug.number} ({bug.what}): {told.violations[0].name}, walk {told.seed}")
    if not bug.timers_are_the_bug:
        right = walk(told.seed, ACTIONS, bug.weather, bug.timers, None, {**DEEDS, **bug.busy})
        assert right.violations == [], "the same walk breaks a promise without the mistake"


def test_every_mistake_of_the_list_is_seeded_or_has_its_reason() -> None:
    seeded = {bug.number.rstrip("ab") for bug in BUGS}
    assert seeded | set(ELSEWHERE) == {str(number) for number in range(1, 44)}
    assert not seeded & set(ELSEWHERE)
    assert len(seeded) >= 25


@settings(max_examples=20, phases=(Phase.explicit, Phase.generate, Phase.shrink))
@given(st.integers(0, 10**6), st.lists(st.sampled_from(sorted(DEEDS)), min_size=10, max_size=40))
def test_no_order_of_deeds_breaks_a_promise(seed: int, deeds: list[str]) -> None:
    assert walk_of(seed, deeds).violations == []
