"""How well texts were put into categories, counted code by code, never as one figure alone."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.money import half_up

THREE_PLACES = Decimal("0.001")


class Case(NamedTuple):
    """A text whose category is known, and what a reader made of it; None where it gave no answer."""

    label: Category
    first: Category | None
    second: Category | None = None


class Score(NamedTuple):
    """Counts over cases: how many there were, were answered, were right at first, or with the second choice."""

    cases: int
    answered: int
    strict: int
    acceptable: int

    def share(self, right: int) -> Decimal:
        """Of all cases, those counted in `right`, as a share with three decimals; nothing of nothing is 0."""
        return half_up(Decimal(right) / self.cases, THREE_PLACES) if self.cases else Decimal(0)


def score(cases: Iterable[Case]) -> Score:
    """The counts over all cases."""
    seen = list(cases)
    return Score(
        len(seen),
        sum(case.first is not None for case in seen),
        sum(case.first is case.label for case in seen),
        sum(case.label in (case.first, case.second) for case in seen),
    )


def by_label(cases: Iterable[Case]) -> dict[Category, Score]:
    """The counts of each category that occurs."""
    seen = list(cases)
    return {label: score(case for case in seen if case.label is label) for label in Category if _occurs(label, seen)}


def confusions(cases: Iterable[Case]) -> list[tuple[Category, Category, int]]:
    """What was taken for what, most often first."""
    wrong = Counter(
        (case.label, case.first) for case in cases if case.first is not None and case.first is not case.label
    )
    return [(label, taken, count) for (label, taken), count in wrong.most_common()]


def _occurs(label: Category, cases: Iterable[Case]) -> bool:
    return any(case.label is label for case in cases)
