"""Trains the second opinion; it takes the package that requirements-meaning.txt names.

    python -m service.adapters.offline.meaning_training tests/data/descriptions/learned.csv

The settings were chosen by leaving out one author of learned.csv after another, as those of the words were.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from service.adapters.offline.meaning import MEANINGS, Encoder, encoder
from service.adapters.offline.model import UNIT
from service.adapters.offline.training import Line, answer, lines_of
from service.domain.category import Category

STEPS = 300
STEP = 8.0
STRETCH = 4.0
"""Directions of short texts lie close together: seen from their middle they are stretched."""
DECAY = 1e-4
SPREAD = 0.1
"""The share of each answer that goes to all categories alike."""


def trained(lines: Sequence[Line], encode: Encoder) -> str:
    """The weights that these lines make, as JSON."""
    places = np.array([encode(line.text) for line in lines], dtype=float)
    middle = places.mean(axis=0)
    weights, bias = _descent((places - middle) * STRETCH, np.array([answer(line, SPREAD) for line in lines]))
    weights = weights * STRETCH
    learned = {"bias": _wholes(bias - middle @ weights), "weights": [_wholes(row) for row in weights.T]}
    version = hashlib.sha256(json.dumps(learned).encode()).hexdigest()[:8]
    return json.dumps({"version": version, **learned}, separators=(",", ":")) + "\n"


def _descent(places: Any, answers: Any) -> tuple[Any, Any]:
    weights, bias = np.zeros((places.shape[1], len(Category))), np.zeros(len(Category))
    for _ in range(STEPS):
        scores = places @ weights + bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        wrong = (powers / powers.sum(axis=1, keepdims=True) - answers) / len(places)
        weights -= STEP * (places.T @ wrong + DECAY * weights)
        bias -= STEP * wrong.sum(axis=0)
    return weights, bias


def _wholes(row: Any) -> list[int]:
    return [round(float(weight) * UNIT) for weight in row]


if __name__ == "__main__":
    MEANINGS.write_text(trained(lines_of(Path(sys.argv[1])), encoder()), encoding="utf-8")
