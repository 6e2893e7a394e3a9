"""Texts that look alike: the cosine of their runs of three characters."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.domain.spelling import normal

COMMON = 10
"""A run that stands in more than one of so many texts tells little, and would make every text a candidate."""
FEW = 50
"""So few texts are compared with all their runs; and in a collection of no more, every run tells something."""


class Likeness(NamedTuple):
    """Known texts, and which of them a new one is most like."""

    runs: Sequence[Counter[str]]
    holding: Mapping[str, Sequence[int]]
    """For each telling run, the texts it stands in."""

    @classmethod
    def to(cls, texts: Sequence[str]) -> "Likeness":
        """Ready to be compared with these texts; each goes by its number."""
        runs = [runs_of(text) for text in texts]
        holding: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(runs):
            for run in own:
                holding[run].append(number)
        most = max(FEW, len(texts) // COMMON)
        return cls(runs, {run: numbers for run, numbers in holding.items() if len(numbers) <= most})

    def nearest(self, text: str, most: int) -> list[tuple[float, int]]:
        """The likeness and the number of the known texts that share anything with this one, the most alike first."""
        own = runs_of(text)
        shared: Counter[int] = Counter()
        for run in own:
            shared.update(self.holding.get(run, ()))
        candidates = (number for number, _ in shared.most_common(FEW))
        alike = [(likeness(own, self.runs[number]), number) for number in candidates]
        return sorted(alike, key=lambda pair: (-pair[0], pair[1]))[:most]


@lru_cache(maxsize=50_000)
def runs_of(text: str) -> Counter[str]:
    """How often each run of three characters stands in a text, its ends included."""
    shown = f" {normal(text)} "
    return Counter(shown[start : start + 3] for start in range(len(shown) - 2))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The cosine of two texts: 1 for the same runs as often, 0 for none in common."""
    shared = sum(count * other[run] for run, count in one.items())
    return shared / (length_of(one) * length_of(other))


def length_of(runs: Counter[str]) -> float:
    """The length of a text as a vector."""
    return math.sqrt(sum(count * count for count in runs.values()))
