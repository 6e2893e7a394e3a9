"""A tier for all hours of a window bills the same in two runs as in one: the later invoice sets the earlier right."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.hours.approval import Billed
from service.domain.hours.attribution import assemble
from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.pricing import price
from service.domain.terms.ratecard import RateCard, Step, Tier
from tests.domain.invoicing.charges import HOURLY, TERM, all_of, told, under

D = Decimal
STEPS = (Step(D(100), D(1)), Step(None, D("0.9")))
VOLUME = replace(
    HOURLY, rates=(RateCard(D(140), TERM), RateCard(D(100), TERM, role="designer")),
    tiers=(Tier("volume", STEPS, mode="volume"),),
)  # fmt: skip


class Ledger:
    """What invoices have billed so far."""

    def __init__(self) -> None:
        self.billed: dict[str, Billed] = {}
        self.claims: dict[str, Decimal] = {}

    def draft(self, sheet: Timesheet, rows: Sequence[str]) -> list[DraftInvoice]:
        """Bill these rows of a sheet, as it is priced beside what was billed before."""
        whole = assemble([work.entry for work in sheet], replace(sheet.facts, billed=self.billed))
        priced = whole.priced(price(whole))
        ready = {row: content for row, content in all_of(priced).items() if row in rows}
        made = drafts(priced, ready, self.claims)
        for share in (share for draft in made for share in draft.claims):
            if "/" in share.claim:
                self.claims[share.claim] = share.amount
            else:
                bill = priced.bills[share.claim]
                self.billed[share.claim] = Billed(
                    share.claim, share.fingerprint, "S", share.hours, share.amount, "done", "7", rounded=bill.rounded,
                    expense=share.expense,
                )  # fmt: skip
        return made


def total(made: Sequence[DraftInvoice]) -> Decimal:
    return sum((draft.total for draft in made), D(0))


HUNDRED_AND_TWENTY = """
    date       | person | hours | text
    2026-09-03 | Ines   | 60.00 | fares
    2026-09-21 | Ines   | 60.00 | seats
"""


def test_the_second_invoice_of_a_month_gives_back_what_the_first_billed_at_the_full_price() -> None:
    sheet, ledger = under(HUNDRED_AND_TWENTY, VOLUME), Ledger()
    early = under("\n".join(HUNDRED_AND_TWENTY.splitlines()[:-1]), VOLUME)
    first = ledger.draft(early, ["r_2"])
    assert told(first) == ["60 x 140.00 = 8,400.00 Senior developer · September 2026"]
    second = ledger.draft(sheet, ["r_3"])
    assert told(second) == [
        "60 x 126.00 = 7,560.00 Senior developer · past 100.00 h x 0.90 · September 2026",
        "-840.00 Volume of September 2026 · Senior developer · correction of earlier invoices",
    ]
    assert second[0].lines[1].steps == (
        "Set right here: -840.00 EUR.",
        "60 h billed at 140.00 EUR, now at 126.00 EUR (past 100.00 h x 0.90): 7,560.00 EUR instead of 8,400.00 EUR.",
    )
    assert total(first) + total(second) == D("15120.00")
    assert ledger.draft(sheet, []) == []


def test_a_correction_never_makes_an_invoice_negative_and_the_rest_comes_with_the_next() -> None:
    table = """
        date       | person | hours | text
        2026-09-03 | Ines   | 99.00 | fares
        2026-09-21 | Ines   | 2.00  | seats
        2026-10-05 | Ines   | 50.00 | tides
    """
    lines = table.splitlines()
    ledger = Ledger()
    ledger.draft(under("\n".join(lines[:3]), VOLUME), ["r_2"])
    (second,) = ledger.draft(under("\n".join(lines[:4]), VOLUME), ["r_3"])
    assert second.total == 0
    (note,) = second.notes
    assert note == "1,134.00 EUR for the volume of September 2026 is still to be given back: with the next invoice."
    (third,) = ledger.draft(under(table, VOLUME, month="2026-10"), ["r_4"])
    assert third.total == 50 * 140 - D("1134.00")


def test_a_row_that_had_a_price_of_its_own_is_left_as_it_was_billed() -> None:
    sheet = under(HUNDRED_AND_TWENTY, VOLUME)
    ledger = Ledger()
    ledger.billed["r_2"] = Billed("r_2", "seen r_2", "S", D(60), D("1234.56"), "done", "7")
    assert told(ledger.draft(sheet, ["r_3"])) == [
        "60 x 126.00 = 7,560.00 Senior developer · past 100.00 h x 0.90 · September 2026",
    ]


row = st.tuples(st.integers(1, 28), st.sampled_from(["Ines", "Petra"]), st.integers(1, 240))


@pytest.mark.parametrize("measure", ["billed_hours", "money"])
@settings(max_examples=60, deadline=None)
@given(st.lists(row, min_size=2, max_size=8), st.data())
def test_two_runs_and_a_correction_bill_what_one_run_bills(
    measure: str, rows: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    """Whatever is approved first, and also where rows appear only after the first invoice was made."""
    limit = D(100) if measure == "billed_hours" else D(9000)
    terms = replace(VOLUME, tiers=(Tier("volume", (Step(limit, D(1)), Step(None, D("0.9"))), measure, mode="volume"),))
    lines = [f"2026-09-{day:02} | {who} | {D(quarters) / 4} | row {at}" for at, (day, who, quarters) in enumerate(rows)]
    known = data.draw(st.integers(1, len(lines)))
    head = "date | person | hours | text"
    early, whole = (under("\n".join([head, *lines[:many]]), terms) for many in (known, len(lines)))
    every = all_of(whole).keys()
    first = data.draw(st.sets(st.sampled_from(sorted(all_of(early))), min_size=1, max_size=len(lines) - 1))
    ledger = Ledger()
    made = ledger.draft(early, sorted(first)) + ledger.draft(whole, sorted(every - first))
    owed = sum((D(str(note).split()[0].replace(",", "")) for draft in made for note in draft.notes), D(0))
    assert total(made) - owed == total(Ledger().draft(whole, sorted(every)))
