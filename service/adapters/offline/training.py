"""Trains the model: softmax regression by gradient descent, the same figures from the same lines every time.

    python -m service.adapters.offline.training tests/data/descriptions/learned.csv
    python -m service.adapters.offline.training tests/data/descriptions/learned.csv --leave-out

The second command writes nothing: it leaves out one author after another, and says how many of the author's lines the
model of the others gets right.
Rare features learn faster than common ones (the square of TF-IDF's weight), a little of each answer is spread over
all categories so that no line is believed wholly, and the weights are those of the later rounds on average.
The settings were chosen by leaving out one author of learned.csv after another, never by looking at unseen.csv.
"""

import csv
import hashlib
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from service.adapters.offline.features import features
from service.adapters.offline.model import SHIPPED, UNIT, Model, softmax
from service.domain.category import Category

ROUNDS = 6
STEP = 4.0
SLOWER = 0.3
"""How much shorter the step becomes with each round."""
WEIGHT = 0.15
"""Of a feature that stands in every line; the others weigh more."""
BIAS_STEP = 0.1
SPREAD = 0.2
"""The share of each answer that goes to all categories alike."""
ALSO = 0.3
"""The share that goes to the other labels which a line may have."""
SHARPER = 2.0
"""What weights are multiplied with at the end, so that the model is about as often right as it is sure."""
LEAST = 40
"""Weights below this, in hundredths, are left out."""

Weights = dict[str, list[float]]


class Line(NamedTuple):
    """A text with its label, other labels that would do, and who wrote it."""

    text: str
    label: Category
    also: tuple[Category, ...] = ()
    author: str = ""


def lines_of(path: Path) -> list[Line]:
    """The lines of a labelled file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Line(row["description"], Category[row["label"]], _also(row["also"]), row["author"])
            for row in csv.DictReader(file)
        ]


def _also(codes: str) -> tuple[Category, ...]:
    return tuple(Category[code] for code in codes.split())


def trained(lines: Sequence[Line]) -> str:
    """The model that these lines make, as JSON."""
    seen = [features(line.text) for line in lines]
    bias, weights = _descent(seen, [answer(line) for line in lines])
    kept = {feature: _kept(row) for feature, row in sorted(weights.items())}
    learned = {
        "categories": [category.code for category in Category],
        "bias": [_hundredths(weight) for weight in bias],
        "weights": {feature: row for feature, row in kept.items() if row},
    }
    version = hashlib.sha256(json.dumps(learned).encode()).hexdigest()[:8]
    return json.dumps({"version": version, **learned}, separators=(",", ":")) + "\n"


def _descent(seen: Sequence[Sequence[str]], answers: Sequence[Sequence[float]]) -> tuple[list[float], Weights]:
    weights: Weights = {feature: [0.0] * len(Category) for line in seen for feature in line}
    bias = [0.0] * len(Category)
    speeds = _speeds(seen)
    total, total_bias = {feature: list(row) for feature, row in weights.items()}, list(bias)
    order, dice = list(range(len(seen))), random.Random(1)
    for turn in range(ROUNDS):
        dice.shuffle(order)
        for number in order:
            _learn(seen[number], answers[number], bias, weights, speeds, STEP / (1 + SLOWER * turn))
        if turn >= ROUNDS // 2:
            total_bias = _sum(total_bias, bias)
            total = {feature: _sum(row, weights[feature]) for feature, row in total.items()}
    rounds = ROUNDS - ROUNDS // 2
    return [x / rounds for x in total_bias], {feature: [x / rounds for x in row] for feature, row in total.items()}


def _learn(
    seen: Sequence[str],
    answer: Sequence[float],
    bias: list[float],
    weights: Weights,
    speeds: Mapping[str, float],
    step: float,
) -> None:
    """Move the weights of one line's features towards its answer."""
    scale = math.sqrt(len(seen))
    rows = [weights[feature] for feature in seen]
    scores = [own + sum(column) / scale for own, column in zip(bias, zip(*rows, strict=True), strict=True)]
    wrong = [share - wanted for share, wanted in zip(softmax(scores), answer, strict=True)]
    for feature in seen:
        pace = step * speeds[feature] / scale
        weights[feature] = [weight - pace * miss for weight, miss in zip(weights[feature], wrong, strict=True)]
    bias[:] = [own - BIAS_STEP * step * miss for own, miss in zip(bias, wrong, strict=True)]


def _speeds(seen: Sequence[Sequence[str]]) -> dict[str, float]:
    """How fast each feature learns: the rarer, the faster."""
    counts = Counter(feature for line in seen for feature in line)
    return {feature: (WEIGHT * (math.log((len(seen) + 1) / (count + 1)) + 1)) ** 2 for feature, count in counts.items()}


def answer(line: Line, spread: float = SPREAD) -> list[float]:
    """What the model should say about a line: mostly its label, a little of its other labels and of everything."""
    shares = dict.fromkeys(Category, spread / len(Category))
    shares[line.label] += (1 - spread) * (1 - ALSO if line.also else 1)
    for other in line.also:
        shares[other] += (1 - spread) * ALSO / len(line.also)
    return list(shares.values())


def _sum(one: Iterable[float], other: Iterable[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _kept(row: Sequence[float]) -> list[int]:
    """The weights worth keeping: category and hundredths in turn."""
    wholes = ((number, _hundredths(weight)) for number, weight in enumerate(row))
    return [part for number, whole in wholes if abs(whole) >= LEAST for part in (number, whole)]


def _hundredths(weight: float) -> int:
    return round(weight * SHARPER * UNIT)


def left_out(lines: Sequence[Line]) -> Iterator[tuple[str, int, int]]:
    """Each author, how many lines are theirs, and how many of them the model of all others gets right."""
    for author in dict.fromkeys(line.author for line in lines):
        theirs = [line for line in lines if line.author == author]
        model = Model.read(json.loads(trained([line for line in lines if line.author != author])))
        yield author, len(theirs), sum(model.shares(line.text)[0][0] is line.label for line in theirs)


def main(path: str, wish: str = "") -> None:
    """Write the model, or say how it does with each author left out."""
    lines = lines_of(Path(path))
    if wish != "--leave-out":
        SHIPPED.write_text(trained(lines), encoding="utf-8")
        return
    found = list(left_out(lines))
    everybody = ("all", sum(of for _, of, _ in found), sum(right for *_, right in found))
    for name, of, right in [*found, everybody]:
        sys.stdout.write(f"{name:10} {right:4} of {of:4} right, {right / of:.1%}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
