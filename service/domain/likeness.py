"""Texts that look alike: the cosine of their runs of three characters."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.domain.entry import normal


class Likeness(NamedTuple):
    """Known texts, and which of them a new one is most like."""

    holding: Mapping[str, Sequence[tuple[int, int]]]
    """For each run, the texts it stands in and how often."""
    lengths: Sequence[float]

    @classmethod
    def to(cls, texts: Sequence[str]) -> "Likeness":
        """Ready to be compared with these texts; each goes by its number."""
        holding: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for run, count in runs_of(text).items():
                holding[run].append((number, count))
        return cls(holding, [length_of(runs_of(text)) for text in texts])

    def nearest(self, text: str, most: int) -> list[tuple[float, int]]:
        """The likeness and the number of the known texts that share anything with this one, the most alike first."""
        runs = runs_of(text)
        shared: Counter[int] = Counter()
        for run, count in runs.items():
            for number, other in self.holding.get(run, ()):
                shared[number] += count * other
        own = length_of(runs)
        alike = ((product / (own * self.lengths[number]), number) for number, product in shared.items())
        return sorted(alike, key=lambda pair: (-pair[0], pair[1]))[:most]


@lru_cache(maxsize=50_000)
def runs_of(text: str) -> Counter[str]:
    """How often each run of three characters stands in a text, its ends included."""
    shown = f" {normal(text)} "
    return Counter(shown[start : start + 3] for start in range(len(shown) - 2))


def length_of(runs: Counter[str]) -> float:
    """The length of a text as a vector."""
    return math.sqrt(sum(count * count for count in runs.values()))
