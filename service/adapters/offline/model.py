"""The trained model: how much each feature speaks for each category, and what a text's features say together."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from service.adapters.offline.features import features
from service.domain.category import Category

SHIPPED = Path(__file__).parent / "model.json"
UNIT = 100
"""Weights are kept as whole hundredths: they are small and read the same everywhere."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and category."""

    version: str
    bias: Sequence[float]
    weights: Mapping[str, Sequence[int]]
    """By feature: the number of a category and a weight in hundredths, in turn."""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Model":
        """The model in a JSON object."""
        if data["categories"] != [category.code for category in Category]:
            raise ValueError("The model was trained for other categories: train it again.")
        return cls(data["version"], [weight / UNIT for weight in data["bias"]], data["weights"])

    def shares(self, text: str) -> list[tuple[Category, float]]:
        """How likely each category is, the likeliest first; together they make 1."""
        seen = features(text)
        scores = [0] * len(self.bias)
        for feature in seen:
            weights = iter(self.weights.get(feature, ()))
            for number, weight in zip(weights, weights, strict=True):
                scores[number] += weight
        scale = UNIT * math.sqrt(len(seen))
        likely = softmax([bias + score / scale for bias, score in zip(self.bias, scores, strict=True)])
        return ranked(likely)


def ranked(shares: Sequence[float]) -> list[tuple[Category, float]]:
    """Shares by category, the largest first."""
    return sorted(zip(Category, shares, strict=True), key=lambda pair: -pair[1])


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as shares of 1."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@cache
def shipped() -> Model:
    """The model that comes with the service."""
    return Model.read(json.loads(SHIPPED.read_text(encoding="utf-8")))
