"""What stands in a row's Amount is what the lines of the draft bill of it, hours and expense alike."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings

from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.invoice import Share
from service.domain.pricing import price
from service.domain.terms.sow import Sow
from tests.domain.pricing.test_invariants import Rows, rows, sheet_under, terms

CENT = Decimal("0.01")


@settings(max_examples=80, deadline=None)
@given(terms(), rows)
def test_the_lines_bill_of_a_row_what_its_amount_says(sow: Sow, logged: Rows) -> None:
    """To the cent a line: money is rounded once for all rows of a line, and the last of them take the odd ones."""
    sheet = sheet_under(sow, logged)
    sheet = sheet.priced(price(sheet))
    ready = {work.id: "seen" for work in sheet if work.meant_for_billing and not sheet.bills[work.id].held}
    shares: dict[str, list[Share]] = defaultdict(list)
    for line in (line for draft in drafts(sheet, ready) for line in draft.lines):
        assert line.steps or not line.amount, line
        for share in line.shares:
            shares[share.claim].append(share)
    for row in ready:
        bill, own = sheet.bills[row], shares[row]
        assert abs(sum((one.amount for one in own), Decimal(0)) - bill.total) <= CENT * len(own), (bill.told, own)
        assert bool(sum((one.expense for one in own), Decimal(0))) == bool(bill.expense and bill.expense.amount)
