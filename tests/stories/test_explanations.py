"""Every amount of the sample month can be worked out again by hand, from the sentences beside it alone."""

import random
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from service.domain.invoicing.drafting import drafts
from service.domain.judging.verdict import Status
from service.domain.phrase import Saying
from service.domain.terms.cap import Cap
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.reports.row import Row, wanted
from tests.domain.invoicing.charges import HOURLY, all_of, under
from tests.month import Month

D = Decimal
CENT = D("0.01")
LOGGED = re.compile(r"([\d.]+) h logged(?:, ([\d.]+) h after rounding (up|nearest) to ([\d.]+) h)?\.")
WRITTEN_DOWN = re.compile(
    r"([\d.]+) h of ([\d.]+) past the ([\d.]+) h .*\(.*; ([\d.]+) h used before\): written down\."
)
COVERED = re.compile(r".+: ([\d.]+) h left of the month; ([\d.]+) h in the fee, ([\d.]+) h past it\.")
PRICED = re.compile(r"([\d.]+) h x ([\d,.]+) \w{3} \(.+\) = ([\d,.]+) \w{3}\.")
LINE = re.compile(r"([\d.]+) h x ([\d,.]+) USD = ([\d,.]+) USD\.")
UNPAID = re.compile(r"An expense of ([\d,.]+) \w{3} is not billed: .+\.")
SPENT = re.compile(r"([\d,.]+) \w{3} spent on \w+(?:, ([\d,.]+) \w{3} with (\d+) % on top)?\.")
UNITS = re.compile(r"([\d.]+) \w+ x ([\d,.]+) \w{3} = ([\d,.]+) \w{3}\.")
PAST_LIMIT = re.compile(
    r"([\d,.]+) \w{3} of ([\d,.]+) \w{3} is past the limit (?:for \w+ )?of ([\d,.]+) \w{3} "
    r"(?:an item|a \w+ \(([\d,.]+) \w{3} used\)) and not billed\."
)
PAST_CAP = re.compile(
    r"([\d,.]+) \w{3} of ([\d,.]+) \w{3} past the ([\d,.]+) \w{3} .*; ([\d,.]+) \w{3} used before\): written down\."
)
TOGETHER = re.compile(r"([\d,.]+) \w{3} for the hours \+ ([\d,.]+) \w{3} for the expense = ([\d,.]+) \w{3}\.")
SENTENCES = re.compile(r"(?<=\.) (?=[\dA-Z])")
BEGINNINGS = (UNPAID, SPENT, UNITS)
"""How the sentences about an expense begin."""
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


def worked_out(steps: Iterable[Saying]) -> Decimal:
    """The amount of a row, sentence by sentence; each figure in a sentence has to follow from those before it."""
    hours = amount = D(0)
    told = [str(step) for step in steps]
    begins = next((at for at, step in enumerate(told) if any(one.fullmatch(step) for one in BEGINNINGS)), len(told))
    for step in told[:begins]:
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
        elif found := PAST_CAP.fullmatch(step):
            amount = left_of(amount, found)
    spent = spent_in(told[begins:])
    for found in filter(None, map(TOGETHER.fullmatch, told)):
        assert [number(one) for one in found.groups()] == [amount, spent, amount + spent], found[0]
    return amount + spent


def left_of(amount: Decimal, found: re.Match[str]) -> Decimal:
    """What a limit on money leaves of an amount."""
    past, whole, limit, used = (number(one or "0") for one in found.groups())
    assert whole == amount and past == amount - max(D(0), limit - used), found[0]
    return amount - past


def spent_in(steps: Iterable[str]) -> Decimal:
    """What the expense of a row comes to: its price, then each limit that takes something off."""
    amount = D(0)
    for step in steps:
        if found := SPENT.fullmatch(step):
            amount = number(found[1]) if found[2] is None else number(found[2])
            share = 1 + D(found[3] or 0) / 100
            assert amount == cents(number(found[1]) * share), step
        elif found := UNITS.fullmatch(step):
            amount = number(found[3])
            assert amount == cents(D(found[1]) * number(found[2])), step
        elif found := PAST_LIMIT.fullmatch(step) or PAST_CAP.fullmatch(step):
            amount = left_of(amount, found)
        elif UNPAID.fullmatch(step):
            amount = D(0)
    return amount


@pytest.fixture(scope="module")
def priced(month: Month) -> list[Row]:
    """Rows with an amount, as they were reviewed before anything was billed."""
    return [row for row in month.reviewed.rows if row.bill.total]


def test_twenty_rows_at_random_are_worked_out_again(priced: list[Row]) -> None:
    for row in random.Random(2026).sample(priced, 20):
        assert worked_out(row.bill.told) == row.bill.total, (row.work.entry.place, row.bill.told)


def test_so_is_every_row_that_a_limit_or_a_retainer_has_touched(priced: list[Row]) -> None:
    touched = [row for row in priced if len(row.bill.told) > 2]
    assert len(touched) >= 5
    for row in touched:
        assert worked_out(row.bill.told) == row.bill.total, (row.work.entry.place, row.bill.told)


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


COSTS = replace(
    HOURLY,
    caps=(Cap("costs", "sow", D(690), "month", "clip", measure="money", with_expenses=True, clause="§7"),),
    expenses=Expenses(
        {
            "parking": ExpenseTerms("parking", D("0.15"), limit=D(60)),
            "train": ExpenseTerms("train", item_limit=D("80.00")),
            "mileage": ExpenseTerms("mileage", per="km", rate=D("0.425")),
        },
        limit=D(220),
    ),
)
TRIPS = """
    date       | person | hours | expense | text
    2026-09-03 | Ines   | 2.00  |         | workshop
    2026-09-03 | Ines   | 0.75  | 31.30   | parking and a talk
    2026-09-04 | Petra  |       | 22.15   | parking
    2026-09-07 | Petra  |       | 18.00   | parking past its limit
    2026-09-08 | Ines   |       | 95.50   | train
    2026-09-09 | Petra  |       | 35.28   | port and back, 84 km
    2026-09-10 | Petra  |       | 9.90    | mileage, 15 km
    2026-09-11 | Ines   |       | 14.00   | flowers
    2026-09-14 | Ines   | 2.00  |         | fares
    2026-09-15 | Ines   |       | 40.00   | train past the limit and the cap
    2026-09-16 | Ines   | 1.00  | 9.00    | mileage, 12 km
"""


def test_rows_with_expenses_are_worked_out_again_from_what_stands_in_the_sheet() -> None:
    sheet = under(TRIPS, COSTS)
    shown = [wanted(Row(work, Status.NEEDS_APPROVAL, sheet.bills[work.id], (), None))["amount"] for work in sheet]
    told = [(f"{amount:.2f}", worked_out((note or "").split("\n"))) for amount, note in shown]
    assert all(D(amount) == again for amount, again in told), told
    assert [amount for amount, _ in told] == [
        "200.00", "111.00", "24.00", "0.00", "80.00", "35.70", "6.38", "0.00", "200.00", "32.92", "0.00",
    ]  # fmt: skip


def test_lines_of_expenses_are_worked_out_again_from_their_rows() -> None:
    sheet = under(TRIPS, COSTS)
    (made,) = drafts(sheet, all_of(sheet))
    costs = [line for line in made.lines if line.kind == "expense"]
    assert [line.quantity for line in costs] == [D(99), None, None]
    for line in costs:
        first, *rows = map(str, line.steps)
        amounts = [spent_in(SENTENCES.split(row.partition(": ")[2])) for row in rows]
        found = UNITS.fullmatch(first)
        assert line.amount == (cents(D(found[1]) * number(found[2])) if found else sum(amounts)), first
        assert sum(share.amount for share in line.shares) == line.amount == sum(share.expense for share in line.shares)
    assert made.total == sum(bill.total for bill in sheet.bills.values())
