"""Hits are counted code by code, strictly and with the second choice."""

from service.domain.category import Category
from service.domain.score import Case, by_label, confusions, score

CASES = [
    Case(Category.DES, Category.DES),
    Case(Category.DES, Category.DEV, Category.DES),
    Case(Category.DEV, Category.DEV),
    Case(Category.MTG, Category.PM),
    Case(Category.QA, None),
]


def test_a_second_choice_is_acceptable_but_not_strict() -> None:
    assert score(CASES) == (5, 4, 2, 3)
    assert str(score(CASES).share(3)) == "0.600"


def test_each_category_that_occurs_has_its_own_counts() -> None:
    assert {label.code: tuple(one) for label, one in by_label(CASES).items()} == {
        "DES": (2, 2, 1, 2),
        "DEV": (1, 1, 1, 1),
        "QA": (1, 0, 0, 0),
        "MTG": (1, 1, 0, 0),
    }


def test_what_was_taken_for_what_is_told() -> None:
    assert confusions(CASES) == [(Category.DES, Category.DEV, 1), (Category.MTG, Category.PM, 1)]


def test_nothing_of_nothing_is_nothing() -> None:
    assert str(score([]).share(0)) == "0"
