"""What the collector is told, and that it is on again however the making ends."""

import gc
from collections.abc import Iterator

import pytest

from service.collector import SELDOM, lasting


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """The process goes on with what it had."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_while_something_lasting_is_made_nobody_looks_and_afterwards_seldom() -> None:
    assert lasting(gc.isenabled) is False
    assert (gc.get_threshold(), gc.isenabled()) == (SELDOM, True)
    assert gc.get_freeze_count() > 0


def test_a_making_that_fails_leaves_the_collector_on() -> None:
    with pytest.raises(ZeroDivisionError):
        lasting(lambda: 1 // 0)
    assert gc.isenabled()
