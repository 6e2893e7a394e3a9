"""A run that ends: a part that breaks or takes too long is a goal that is missed, and the next one has its turn."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from tests.bench.board import Line, Part
from tests.bench.checks import Wrong

LONGEST = 15 * 60.0
"""Seconds for all parts together."""

A_PART = 5 * 60.0
"""Seconds for one of them."""


def measured(parts: Mapping[str, Callable[[], Part]], longest: float = LONGEST) -> Iterator[Part]:
    """Each part as it was measured, or what kept it from that. After a wrong answer nothing more is timed."""
    ends = time.monotonic() + longest
    for name, part in parts.items():
        left = ends - time.monotonic()
        try:
            yield within(min(A_PART, left), part) if left > 0 else _unmeasured(name, "The time for all parts was over.")
        except Wrong as answer:
            yield _unmeasured(name, f"Two disagree, so nothing more was timed: {answer}.")
            return
        except Exception as trouble:  # whatever it is, the others are measured
            yield _unmeasured(name, f"{type(trouble).__name__}: {trouble}")


def within(seconds: float, part: Callable[[], Part]) -> Part:
    """A part that may take so long. Raises TimeoutError."""
    with _alarm(seconds):
        return part()


def _unmeasured(name: str, why: str) -> Part:
    said = " ".join(why.replace("|", "/").split())
    return Part(name.capitalize(), "This part did not come to its end.", (Line("measured", said, "yes", False),))


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it took longer than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
