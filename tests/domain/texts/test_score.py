"""Hits are counted code by code, strictly and loosely, and held against what the reader promised."""

from decimal import Decimal

from service.domain.category import Category
from service.domain.texts.score import (
    Case,
    by_label,
    calibration_error,
    confusions,
    macro_f1,
    matrix,
    reliability,
    score,
)

DES, DEV, QA, PM, MTG = Category.DES, Category.DEV, Category.QA, Category.PM, Category.MTG
CASES = [
    # label, first choice, second choice, other labels, confidence
    Case(DES, DES, None, (), Decimal("0.9")),
    Case(DES, DEV, DES, (), Decimal("0.55")),
    Case(DEV, DEV, None, (), Decimal("0.95")),
    Case(MTG, PM, None, (PM,), Decimal("0.5")),
    Case(QA, None),
]


def test_a_first_choice_may_be_right_or_acceptable_and_a_second_one_named() -> None:
    assert score(CASES)._asdict() == {"cases": 5, "answered": 4, "strict": 2, "acceptable": 3, "named": 3}
    assert str(score(CASES).share(3)) == "0.600"


def test_each_category_that_occurs_has_its_own_counts() -> None:
    assert {label.code: tuple(one) for label, one in by_label(CASES).items()} == {
        "DES": (2, 2, 1, 1, 2),
        "DEV": (1, 1, 1, 1, 1),
        "QA": (1, 0, 0, 0, 0),
        "MTG": (1, 1, 0, 1, 0),
    }


def test_macro_f1_is_the_mean_over_the_labels_however_many_texts_each_has() -> None:
    # DES: one of two found, never named elsewhere: 2/3. DEV: found, but one more was called so: 2/3. QA and MTG: 0.
    assert str(macro_f1(CASES)) == "0.333"


def test_what_was_taken_for_what_is_told() -> None:
    assert confusions(CASES) == [(DES, DEV, 1), (MTG, PM, 1)]
    assert matrix(CASES)[QA, None] == 1 and matrix(CASES)[DES, DES] == 1


def test_promises_are_held_against_facts_in_tenths() -> None:
    assert [tuple(map(str, band)) for band in reliability(CASES)] == [
        ("0.5", "2", "0.525", "0.000"),
        ("0.9", "2", "0.925", "1.000"),
    ]
    assert str(calibration_error(reliability(CASES))) == "0.300"


def test_nothing_of_nothing_is_nothing() -> None:
    assert (str(score([]).share(0)), macro_f1([]), calibration_error([])) == ("0", 0, 0)
