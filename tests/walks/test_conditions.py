"""An edit of start, task or tags takes a tick back where it moves money, and only there."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.desk import Desk
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.ratecard import Multiplier
from service.domain.terms.sow import ScopeLine
from service.review import review
from tests.rules.engagement import SOWS
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at

OWEN = Act("owen@row.example", "tick")
ROWS = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
"""
DEARER = (
    Multiplier("evening", Decimal("1.5"), starts=time(18), ends=time(23)),
    Multiplier("urgent", Decimal(2), only_if="urgent"),
    Multiplier("long weeks", Decimal("1.25"), after_hours=Decimal(40), after_window="week"),
)
LINES = (ScopeLine("PF01", "Fares"), ScopeLine("PF09", "All else", default=True))
MARKS = [
    # what is edited after the tick, what the status is then
    ({"start": time(11), "end": time(13)}, "Ready"),
    ({"start": time(18), "end": time(20)}, "Changed"),
    ({"tags": ("urgent",)}, "Changed"),
    ({"tags": ("blue",)}, "Ready"),
    ({"task": "PF09 urgent call"}, "Changed"),
    ({"task": "PF09 another call"}, "Ready"),
    ({"task": "PF01"}, "Changed"),
]


@pytest.mark.parametrize(("cells", "status"), MARKS)
def test_an_edit_after_the_tick(store: Store, cells: dict[str, object], status: str) -> None:
    sheet = PaperSheet(ROWS)
    sheet.edit(2, start=time(9), end=time(11), task="PF09 call")
    desk = replace(desk_at(store), sows=tuple(replace(sow, multipliers=DEARER, lines=LINES) for sow in SOWS))
    review(desk, sheet)
    sheet.put(2, "approve", True)
    review(desk, sheet, OWEN)
    assert sheet.says(2, "status") == "Ready"
    sheet.edit(2, **cells)
    review(desk, sheet)
    assert sheet.says(2, "status") == status
    assert ("start, end, task or tags" in sheet.note(2, "status")) == (status == "Changed")


@pytest.mark.parametrize("hours", ["2.00", ""])
def test_another_price_of_its_expense_takes_a_tick_back_too(store: Store, hours: str) -> None:
    sheet = PaperSheet(ROWS.replace("2.00 ", f"{hours:5}"))
    sheet.edit(2, task="train", expense=Decimal(40))

    def agreed(markup: str) -> Desk:
        costs = Expenses({"train": ExpenseTerms("train", Decimal(markup))})
        return replace(desk_at(store), sows=tuple(replace(sow, expenses=costs) for sow in SOWS))

    review(agreed("0.1"), sheet)
    sheet.put(2, "approve", True)
    review(agreed("0.1"), sheet, OWEN)
    assert sheet.says(2, "status") == "Ready"
    review(agreed("0.15"), sheet)
    assert sheet.says(2, "status") == "Changed"
    assert "the SOW now says" in sheet.note(2, "status")
    assert "cost + 15 %" in sheet.note(2, "status")


def test_what_was_ticked_at_such_terms_is_billed_at_them(store: Store) -> None:
    sheet, books = PaperSheet(ROWS), PaperBooks()
    sheet.edit(2, start=time(18), end=time(20), tags=("urgent",), task="PF01")
    desk = replace(desk_at(store), sows=tuple(replace(sow, multipliers=DEARER, lines=LINES) for sow in SOWS))
    review(desk, sheet)
    sheet.put(2, "approve", True)
    review(desk, sheet, OWEN)
    bill(desk, sheet, store, books)
    assert ([str(one.subtotal) for one in books.made], sheet.says(2, "status")) == (["560.00"], "Drafted")
