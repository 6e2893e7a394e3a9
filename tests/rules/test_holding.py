"""What a price holds back, a rule blocks: no row is billed whose bill says that it is held."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from service.domain.judging.finding import blocks
from service.domain.terms.cap import Cap
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow
from service.rules.judge import judge
from tests.domain.pricing.terms import YEAR
from tests.domain.pricing.test_invariants import Rows, rows, sheet_under, terms


@settings(max_examples=80, deadline=None)
@given(terms(), rows)
def test_whatever_a_limit_holds_back_has_a_finding_that_blocks_it(sow: Sow, logged: Rows) -> None:
    judged = judge(sheet_under(sow, logged))
    for work in judged.sheet:
        bill = judged.sheet.bills[work.id]
        past = [over.cap.id for over in bill.over if over.cap.action == "block" and over.excess > 0]
        if past or bill.held:
            assert blocks(judged.of(work.id)), (past, bill.told, judged.of(work.id))


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("month", "warn: It is offered to the next window."),
        ("term", "block: No window is left to offer it to: the row is held."),
    ],
)
def test_a_cap_that_carries_holds_what_no_window_is_left_for_and_says_so(window: str, said: str) -> None:
    cap = Cap("ines", "person", Decimal(8), window, "carry", subject="ines")
    sow = Sow("S", "S", "penhallow", YEAR, "EUR", rates=(RateCard(Decimal(100), YEAR),), caps=(cap,))
    logged = [(date(2026, 9, day), "Ines", "Booking site", Decimal(5), None, None, None) for day in (1, 2)]
    (found,) = [one for one in judge(sheet_under(sow, logged)).of("r_3") if one.code == "CAP001"]
    level, _, outcome = said.partition(": ")
    assert str(found.level) == level
    assert str(found.message).endswith(outcome)
