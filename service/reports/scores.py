"""How well texts were put into categories, as lines for people and as an object for programs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from service.domain.category import Category
from service.domain.money import half_up
from service.domain.texts.score import (
    Case,
    Score,
    by_label,
    calibration_error,
    confusions,
    labels,
    macro_f1,
    matrix,
    reliability,
    score,
)

TENTH = Decimal("0.1")
WIDE = 5
"""Characters for a column of the matrix."""


class Trial(NamedTuple):
    """What one reader made of the texts, how long it took and what it cost."""

    reader: str
    version: str
    cases: Sequence[Case]
    seconds: Decimal
    cost: str = ""
    """In words, as far as it is known; blank where there is none."""
    remark: str = ""
    """What one has to know to read the figures."""


def told(trial: Trial) -> list[str]:
    """A trial in lines."""
    one, cases = score(trial.cases), trial.cases
    counted = f"{one.cases} texts, {one.answered} answered in {trial.seconds} s, {trial.cost or 'without cost'}."
    lines = [f"{trial.reader} ({trial.version}): {counted}", *([trial.remark] if trial.remark else [])]
    if not one.answered:
        return lines
    acceptable, named = percent(one.share(one.acceptable)), percent(one.share(one.named))
    return [
        *lines,
        headline(cases),
        f"{acceptable} are what one of two people would say, {named} with the second choice.",
        "",
        *_matrix(cases),
        "",
        *_calibration(cases),
    ]


def headline(cases: Sequence[Case]) -> str:
    """The two figures that are quoted elsewhere."""
    one = score(cases)
    return f"{percent(one.share(one.strict))} exactly right, macro-F1 {macro_f1(cases)}."


def listed(trial: Trial) -> dict[str, Any]:
    """A trial as an object."""
    cases = trial.cases
    bands = reliability(cases)
    return {
        "reader": trial.reader,
        "version": trial.version,
        **_counts(score(cases)),
        "macro_f1": str(macro_f1(cases)),
        "calibration_error": str(calibration_error(bands)),
        "calibration": [
            {"from": str(band.lowest), "answers": band.answers, "stated": str(band.stated), "right": str(band.right)}
            for band in bands
        ],
        "by_label": {label.code: _counts(one) for label, one in by_label(cases).items()},
        "confusions": [
            {"label": label.code, "taken_for": other.code, "count": count} for label, other, count in confusions(cases)
        ],
        "seconds": str(trial.seconds),
        "cost": trial.cost,
        "remark": trial.remark,
    }


def percent(part: Decimal) -> str:
    """A share of 1 as a percentage."""
    return f"{half_up(part * 100, TENTH)} %"


def _counts(one: Score) -> dict[str, Any]:
    return {
        "cases": one.cases,
        "answered": one.answered,
        "strict": str(one.share(one.strict)),
        "acceptable": str(one.share(one.acceptable)),
        "named": str(one.share(one.named)),
    }


def _matrix(cases: Sequence[Case]) -> Iterator[str]:
    """A line for each label, a column for what it was taken for, and the share that was right."""
    counts = matrix(cases)
    taken = [category for category in Category if any(case.first is category for case in cases)]
    columns: list[Category | None] = [*taken, *([None] if any(case.first is None for case in cases) else [])]
    yield "Lines: what the texts are. Columns: what they were taken for."
    yield " " * WIDE + "".join(f"{column.code if column else 'none':>{WIDE}}" for column in columns) + "  right"
    shares = by_label(cases)
    for label in labels(cases):
        cells = "".join(f"{counts[label, column] or '.':>{WIDE}}" for column in columns)
        one = shares[label]
        yield f"{label.code:{WIDE}}{cells}  {percent(one.share(one.strict)):>7}  {label.value}"


def _calibration(cases: Sequence[Case]) -> Iterator[str]:
    bands = reliability(cases)
    yield f"Confidence and facts lie {calibration_error(bands)} apart on average."
    for band in bands:
        yield f"  {band.answers:5} answers were {percent(band.stated):>7} sure, and {percent(band.right):>7} were right"
