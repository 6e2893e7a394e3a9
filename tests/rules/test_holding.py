"""What a price holds back, a rule blocks: no row is billed whose bill says that it is held."""

from hypothesis import given, settings

from service.domain.judging.finding import blocks
from service.domain.terms.sow import Sow
from service.rules.judge import judge
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
