"""Every amount of the sample month can be worked out again by hand, from the sentences beside it alone."""

import random
import re
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from service.reports.row import Row
from tests.month import Month

D = Decimal
CENT = D("0.01")
LOGGED = re.compile(r"([\d.]+) h logged(?:, ([\d.]+) h after rounding (up|nearest) to ([\d.]+) h)?\.")
WRITTEN_DOWN = re.compile(
    r"([\d.]+) h of ([\d.]+) past the ([\d.]+) h .*\(.*; ([\d.]+) h used before\): written down\."
)
COVERED = re.compile(r".+: ([\d.]+) h left of the month; ([\d.]+) h in the fee, ([\d.]+) h past it\.")
PRICED = re.compile(r"([\d.]+) h x ([\d,.]+) USD \(.+\) = ([\d,.]+) USD\.")
LINE = re.compile(r"([\d.]+) h x ([\d,.]+) USD = ([\d,.]+) USD\.")
BROUGHT = re.compile(r".+, row \d+: ([\d.]+) h, ([\d,.]+) USD\.")
FEE = re.compile(r".+ for October 2026: ([\d,.]+) USD\.")


def number(text: str) -> Decimal:
    return D(text.replace(",", ""))


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def rounded(hours: Decimal, direction: str | None, step: str | None) -> Decimal:
    """Hours as the sentence says they are rounded; without a word of it, to two decimals."""
    if direction is None or step is None:
        return cents(hours)
    how = ROUND_CEILING if direction == "up" else ROUND_HALF_UP
    return (hours / D(step)).quantize(D(1), how) * D(step)


def worked_out(steps: tuple[str, ...]) -> Decimal:
    """The amount of a row, sentence by sentence; each figure in a sentence has to follow from those before it."""
    hours = amount = D(0)
    for step in steps:
        if found := LOGGED.fullmatch(step):
            hours = rounded(D(found[1]), found[3], found[4])
            assert found[2] is None or D(found[2]) == hours, step
        elif found := WRITTEN_DOWN.fullmatch(step):
            past, whole, limit, used = (D(one) for one in found.groups())
            assert whole == hours and past == hours - max(D(0), limit - used), step
            hours -= past
        elif found := COVERED.fullmatch(step):
            left, covered, past = (D(one) for one in found.groups())
            assert covered == min(left, hours) and past == hours - covered, step
            hours = past
        elif found := PRICED.fullmatch(step):
            assert D(found[1]) == hours and number(found[3]) == cents(hours * number(found[2])), step
            amount = number(found[3])
    return amount


@pytest.fixture(scope="module")
def priced(month: Month) -> list[Row]:
    """Rows with an amount, as they were reviewed before anything was billed."""
    return [row for row in month.reviewed.rows if row.bill.amount]


def test_twenty_rows_at_random_are_worked_out_again(priced: list[Row]) -> None:
    for row in random.Random(2026).sample(priced, 20):
        assert worked_out(row.bill.steps) == row.bill.amount, (row.work.entry.place, row.bill.steps)


def test_so_is_every_row_that_a_limit_or_a_retainer_has_touched(priced: list[Row]) -> None:
    touched = [row for row in priced if len(row.bill.steps) > 2]
    assert len(touched) >= 5
    for row in touched:
        assert worked_out(row.bill.steps) == row.bill.amount, (row.work.entry.place, row.bill.steps)


def lines(month: Month) -> list[dict[str, Any]]:
    return [line for invoice in month.answers["billing"]["invoices"] for line in invoice["lines"]]


def test_every_line_of_an_invoice_is_worked_out_again_from_its_rows(month: Month) -> None:
    seen = lines(month)
    assert len(seen) > 10
    for line in seen:
        first, *rows = line["how"]
        if fee := FEE.fullmatch(first):
            assert number(fee[1]) == number(line["amount"])
            continue
        found = LINE.fullmatch(first)
        assert found, first
        brought = [BROUGHT.match(row) for row in rows]
        parts = [(D(one[1]), number(one[2])) for one in brought if one]
        assert number(found[3]) == cents(D(found[1]) * number(found[2])) == number(line["amount"])
        assert sum(hours for hours, _ in parts) == D(found[1]) == D(line["quantity"])
        assert sum(money for _, money in parts) == number(line["amount"])
