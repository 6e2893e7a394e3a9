"""How often Python looks for cycles: a reading makes millions of small objects and not one of them."""

import gc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SELDOM = (100_000, 50, 50)
"""Objects until the young ones are looked through, and how many such looks until the older ones are."""


def look_seldom() -> None:
    """For this process, from now on. At Python's own pace the looks take longer than reading a big sheet does."""
    gc.set_threshold(*SELDOM)


def lasting(make: Callable[[], T]) -> T:
    """What is made once and stays: the collector looks through none of it, neither meanwhile nor later."""
    gc.disable()
    try:
        return make()
    finally:
        gc.freeze()
        look_seldom()
        gc.enable()
