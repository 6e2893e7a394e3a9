"""How well texts were put into categories, counted code by code, never as one figure alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.money import ZERO, half_up

THREE_PLACES = Decimal("0.001")
BANDS = 10


class Case(NamedTuple):
    """A text whose category is known, and what a reader made of it; None where it gave no answer."""

    label: Category
    first: Category | None
    second: Category | None = None
    also: tuple[Category, ...] = ()
    """Other labels that two people might give it."""
    confidence: Decimal = ZERO
    """From 0 to 1: how sure the reader was of its first choice."""

    @property
    def is_right(self) -> bool:
        """Whether the first choice is the label itself."""
        return self.first is self.label


class Score(NamedTuple):
    """Counts over cases: how many there were, were answered, were right at first, would do, or named the label."""

    cases: int
    answered: int
    strict: int
    acceptable: int
    """The first choice is the label or one of the others that the text may have."""
    named: int
    """The label is the first or the second choice."""

    def share(self, right: int) -> Decimal:
        """Of all cases, those counted in `right`, as a share with three decimals; nothing of nothing is 0."""
        return share(right, self.cases)


class Band(NamedTuple):
    """Answers given with about the same confidence: how many, how sure on average, and how many were right."""

    lowest: Decimal
    answers: int
    stated: Decimal
    right: Decimal


def score(cases: Iterable[Case]) -> Score:
    """The counts over all cases."""
    seen = list(cases)
    return Score(
        len(seen),
        sum(case.first is not None for case in seen),
        sum(case.is_right for case in seen),
        sum(case.first in (case.label, *case.also) for case in seen),
        sum(case.label in (case.first, case.second) for case in seen),
    )


def by_label(cases: Iterable[Case]) -> dict[Category, Score]:
    """The counts of each category that occurs."""
    seen = list(cases)
    return {label: score(case for case in seen if case.label is label) for label in labels(seen)}


def labels(cases: Iterable[Case]) -> list[Category]:
    """The categories that occur as labels, in their usual order."""
    found = {case.label for case in cases}
    return [category for category in Category if category in found]


def macro_f1(cases: Sequence[Case]) -> Decimal:
    """The mean over all labels that occur of F1, which is high only where a label is found and not found elsewhere."""
    found = labels(cases)
    return half_up(sum((_f1(label, cases) for label in found), ZERO) / len(found), THREE_PLACES) if found else ZERO


def _f1(label: Category, cases: Sequence[Case]) -> Decimal:
    hits = sum(case.first is label and case.is_right for case in cases)
    named = sum((case.first is label) + (case.label is label) for case in cases)
    return Decimal(2 * hits) / named


def matrix(cases: Sequence[Case]) -> Counter[tuple[Category, Category | None]]:
    """How often each label was taken for what; None where there was no answer."""
    return Counter((case.label, case.first) for case in cases)


def confusions(cases: Iterable[Case]) -> list[tuple[Category, Category, int]]:
    """What was taken for what, most often first."""
    wrong = Counter((case.label, case.first) for case in cases if case.first is not None and not case.is_right)
    return [(label, taken, count) for (label, taken), count in wrong.most_common()]


def reliability(cases: Iterable[Case]) -> list[Band]:
    """The answers by tenths of confidence: what was promised, and what was kept."""
    bands: dict[int, list[Case]] = {}
    for case in cases:
        if case.first is not None:
            bands.setdefault(min(int(case.confidence * BANDS), BANDS - 1), []).append(case)
    return [_band(number, bands[number]) for number in sorted(bands)]


def _band(number: int, cases: Sequence[Case]) -> Band:
    stated = half_up(sum((case.confidence for case in cases), ZERO) / len(cases), THREE_PLACES)
    right = share(sum(case.is_right for case in cases), len(cases))
    return Band(Decimal(number) / BANDS, len(cases), stated, right)


def calibration_error(bands: Sequence[Band]) -> Decimal:
    """How far promise and fact lie apart on average, each band counting by its answers."""
    answers = sum(band.answers for band in bands)
    apart = sum((abs(band.stated - band.right) * band.answers for band in bands), ZERO)
    return half_up(apart / answers, THREE_PLACES) if answers else ZERO


def share(part: int, whole: int) -> Decimal:
    """A part of a whole with three decimals; nothing of nothing is 0."""
    return half_up(Decimal(part) / whole, THREE_PLACES) if whole else ZERO
