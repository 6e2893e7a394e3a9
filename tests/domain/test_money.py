"""Figures are rounded half up to the smallest sum of their currency."""

from decimal import Decimal

import pytest

from service.domain.money import CENT, FOUR_PLACES, figure, half_up, hundredths, money, step_of

SUMS = [
    # currency, exact sum, rounded, as it is shown
    ("EUR", "1861.075", "1861.08", "1,861.08"),
    ("EUR", "0.125", "0.13", "0.13"),
    ("EUR", "-0.125", "-0.13", "-0.13"),
    ("EUR", "-0.004", "0", "0.00"),
    ("USD", "1000", "1000", "1,000.00"),
    ("JPY", "11666.25", "11666", "11,666"),
    ("JPY", "4666.5", "4667", "4,667"),
    ("KWD", "92.5875", "92.588", "92.588"),
    ("KWD", "5", "5", "5.000"),
]


@pytest.mark.parametrize(("currency", "exact", "rounded", "shown"), SUMS)
def test_a_sum_is_rounded_and_shown_in_the_decimals_of_its_currency(
    currency: str, exact: str, rounded: str, shown: str
) -> None:
    assert half_up(Decimal(exact), step_of(currency)) == Decimal(rounded)
    assert figure(Decimal(exact), currency) == shown
    assert money(Decimal(exact), currency) == f"{shown} {currency}"


def test_half_up_is_the_same_for_the_steps_that_are_cut_at_once_as_for_any_other() -> None:
    for number in range(-3000, 3000, 7):
        value = Decimal(number) / 8000
        for quick, slow in ((CENT, Decimal("0.01")), (FOUR_PLACES, Decimal("0.0001"))):
            assert slow is not quick
            assert str(half_up(value, quick)) == str(half_up(value, slow))


@pytest.mark.parametrize(("hours", "told"), [("7.50", "7.5"), ("8.00", "8"), ("21.5833", "21.58"), ("0.0667", "0.07")])
def test_logged_hours_are_told_with_two_decimals_at_most(hours: str, told: str) -> None:
    assert hundredths(Decimal(hours)) == told
