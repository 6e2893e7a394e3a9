"""What a change order adds is added to each limit that it lifts, and limits over agreements and projects hold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.pricing import price
from service.domain.terms.cap import Cap, ChangeOrder
from service.domain.terms.sow import Sow
from tests.domain.pricing.test_pricing import PLAIN, sheet_of

HOURS = Cap("pool", "sow", Decimal(10), "term", "block")
WARNED = replace(HOURS, id="pool-80", limit=Decimal(8), action="acknowledge")
ORDER = ChangeOrder("X", hours=Decimal(4), signed=date(2026, 9, 1), lifts=("pool", "pool-80"))
TABLE = """
    date       | person | hours | text
    2026-09-07 | Ines   | 8.00  | first
    2026-09-08 | Ines   | 8.00  | second
"""


def held(sow: Sow) -> Decimal:
    """The hours that are held of the sixteen."""
    return sum((bill.held for bill in price(sheet_of(TABLE, sow)).values()), Decimal(0))


@pytest.mark.parametrize(
    ("caps", "orders", "hours"),
    [
        # which caps, which order, what is held of 16 h
        ((HOURS,), (), 6),
        ((HOURS,), (ORDER,), 2),
        ((WARNED, HOURS), (ORDER,), 2),
        ((WARNED, HOURS), (ORDER._replace(signed=None),), 6),
    ],
)
def test_an_order_lifts_a_cap_and_its_threshold_without_being_used_up_twice(
    caps: tuple[Cap, ...], orders: tuple[ChangeOrder, ...], hours: int
) -> None:
    assert held(replace(PLAIN, caps=caps, change_orders=orders)) == hours


@pytest.mark.parametrize(
    ("cap", "hours"),
    [
        (replace(HOURS, scope="agreement", subject="M-1"), 6),
        (replace(HOURS, scope="agreement", subject="M-2"), 0),
        (replace(HOURS, projects=("elsewhere",)), 0),
    ],
)
def test_a_cap_counts_only_what_it_names(cap: Cap, hours: int) -> None:
    assert held(replace(PLAIN, agreement="M-1", caps=(cap,))) == hours
