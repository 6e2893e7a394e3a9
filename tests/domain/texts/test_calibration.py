"""Stated confidence is held against what people kept, by a curve that never falls."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.texts.calibration import ENOUGH, Curve, curve_through

Seen = list[tuple[Decimal, bool]]


def seen(*groups: tuple[str, int, int]) -> Seen:
    """(stated, kept, changed) as single decisions."""
    return [(Decimal(stated), kept) for stated, yes, no in groups for kept in [True] * yes + [False] * no]


AT = [
    # decisions, stated, supported
    ([("0.9", 40, 0)], "0.9", "0.765"),  # too few: 0.9 x 0.85
    ([("0.9", 44, 4)], "0.9", "0.765"),  # one short of enough
    ([("0.9", 45, 5)], "0.9", "0.885"),  # (45 + 1) / (50 + 2)
    ([("0.9", 45, 5)], "0.5", "0.885"),  # one block covers all
    ([("0.6", 10, 20), ("0.9", 28, 2)], "0.6", "0.344"),
    ([("0.6", 10, 20), ("0.9", 28, 2)], "0.7", "0.906"),  # between two blocks the upper one counts
    ([("0.6", 28, 2), ("0.9", 10, 20)], "0.6", "0.629"),  # a falling pair is pooled
    ([("0.6", 28, 2), ("0.9", 10, 20)], "0.9", "0.629"),
    ([("0.6", 10, 20), ("0.9", 28, 2)], "1", "0.906"),  # above the highest
]


@pytest.mark.parametrize(("groups", "stated", "supported"), AT)
def test_confidence_is_what_experience_supports(
    groups: list[tuple[str, int, int]], stated: str, supported: str
) -> None:
    assert round(curve_through(seen(*groups)).at(Decimal(stated)), 3) == Decimal(supported)


decisions = st.lists(
    st.tuples(st.integers(0, 100).map(lambda hundredths: Decimal(hundredths) / 100), st.booleans()),
    min_size=ENOUGH, max_size=200,
)  # fmt: skip


@given(decisions)
def test_the_curve_never_falls_and_stays_between_nought_and_one(pairs: Seen) -> None:
    curve = curve_through(pairs)
    shares = [curve.at(Decimal(hundredths) / 100) for hundredths in range(101)]
    assert shares == sorted(shares)
    assert all(0 < share < 1 for share in shares)


@given(decisions)
def test_the_order_of_decisions_does_not_matter(pairs: Seen) -> None:
    assert curve_through(pairs) == curve_through(sorted(pairs))


def test_without_decisions_confidence_is_discounted() -> None:
    assert Curve().at(Decimal("0.8")) == Decimal("0.680")
