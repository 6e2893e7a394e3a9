"""What reading costs is summed to the last fraction of a cent, and said in one sentence."""

from decimal import Decimal

import pytest

from service.domain.texts.spending import Budget, Spending


def budget(*money: str, limit: str = "10") -> Budget:
    lines = (Spending("2026-11", "descriptions", "small", 3, 1, 2, 3, 4, Decimal(one)) for one in money)
    return Budget("2026-11", Decimal(limit), tuple(lines))


SAID = [
    # money, limit, what is said
    ([], "10", "Claude, 2026-11: 0.00 of 10.00 USD."),
    (["0.004"], "10", "Claude, 2026-11: less than 0.01 of 10.00 USD."),
    (["0.004", "0.013"], "10", "Claude, 2026-11: 0.02 of 10.00 USD."),
    (["7.99"], "10", "Claude, 2026-11: 7.99 of 10.00 USD."),
    (["8"], "10", "Claude, 2026-11: 8.00 of 10.00 USD: four fifths of the limit are spent."),
    (["10"], "10", "Claude, 2026-11: 10.00 of 10.00 USD: the limit is reached, and nothing more is read"),
    ([], "0", "Claude, 2026-11: 0.00 of 0.00 USD: the limit is reached"),
]


@pytest.mark.parametrize(("money", "limit", "said"), SAID)
def test_a_month_is_said_in_a_sentence(money: list[str], limit: str, said: str) -> None:
    assert str(budget(*money, limit=limit).told).startswith(said)


def test_what_is_left_is_never_less_than_nothing() -> None:
    assert (budget("4").left, budget("14").left, budget("1", "2").requests) == (Decimal(6), Decimal(0), 6)
