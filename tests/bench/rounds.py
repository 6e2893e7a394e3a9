"""Honest timing on a machine that does other things: contestants take turns, and only ratios within a round count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median, quantiles
from typing import NamedTuple

Act = Callable[[], object]


class Ratio(NamedTuple):
    """How many times as long one takes as another: the median of the rounds, and their quartiles."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{figure(self.middle)} x ({figure(self.low)} to {figure(self.high)})"


class Rounds(NamedTuple):
    """Seconds of processor time by contestant, a figure a round."""

    seconds: Mapping[str, list[float]]

    def ratio(self, one: str, other: str) -> Ratio:
        """How many times as long `one` takes as `other`, in the rounds that both took part in."""
        found = [ours / theirs for ours, theirs in zip(self.seconds[one], self.seconds[other], strict=False)]
        low, _, high = quantiles(found, n=4, method="inclusive") if len(found) > 1 else (found[0],) * 3
        return Ratio(median(found), low, high)

    def milliseconds(self, one: str) -> float:
        """The median of a contestant's rounds."""
        return median(self.seconds[one]) * 1000


def figure(ratio: float) -> str:
    """A ratio with as many digits as can be believed."""
    return f"{ratio:.2f}" if ratio < 3 else f"{ratio:.1f}" if ratio < 20 else f"{ratio:,.0f}"


@contextmanager
def no_collector() -> Iterator[None]:
    """The garbage collector off, and all that is there by now left out of its next walk."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def spent(act: Act) -> float:
    """The processor time of one go; what it made is let go of outside of it."""
    gc.collect()
    began = time.process_time()
    kept = act()
    took = time.process_time() - began
    del kept
    return took


def turns(contestants: Mapping[str, Act], rounds: Mapping[str, int] | int) -> Rounds:
    """Let all of them take turns: one go to warm up, then as many as each is given."""
    wanted = dict.fromkeys(contestants, rounds) if isinstance(rounds, int) else dict(rounds)
    with no_collector():
        for act in contestants.values():
            act()
        took = [
            (name, spent(act))
            for turn in range(max(wanted.values()))
            for name, act in contestants.items()
            if turn < wanted[name]
        ]
    return Rounds({name: [seconds for one, seconds in took if one == name] for name in contestants})
