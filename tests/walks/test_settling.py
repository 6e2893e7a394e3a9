"""An approval settles the category that it was given for: from then on prices and caps go by it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from service.adapters.store.store import Store
from service.approving import Act
from service.desk import Desk
from service.domain.cap import Cap
from service.domain.category import Category
from service.domain.description import Description
from service.domain.period import Period
from service.domain.ratecard import RateCard
from service.domain.sow import Sow
from service.review import Review, review
from tests.rules.engagement import AGENCY, NOW
from tests.walks.desk import PaperBooks, PaperReader, PaperSheet, bill

D = Decimal
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OWEN = Act("owen@row.example", "tick")
HALF = Sow(
    "S", "Ferries", "penhallow", YEAR, "EUR",
    rates=(RateCard(D(100), YEAR), RateCard(D(0), YEAR, category=Category.TRV, factor=D("0.5"))),
    non_billable=frozenset({Category.ADM}),
)  # fmt: skip
TRIP = """
    date       | person | hours | text
    2026-09-03 | Ines   | 3.00  | Ferry to the island pier
    2026-09-04 | Ines   | 2.00  | Ferry back to the mainland
"""
TRAVEL = PaperReader({
    "Ferry to the island pier": Description(Category.TRV, 0.95),
    "Ferry back to the mainland": Description(Category.TRV, 0.95),
})  # fmt: skip


def desk(store: Store, terms: Sow = HALF, reader: PaperReader = TRAVEL) -> Desk:
    return Desk(AGENCY, (terms,), store, reader, NOW)


def ticked(store: Store, sheet: PaperSheet, *rows: int, terms: Sow = HALF) -> Review:
    for row in rows:
        sheet.put(row, "approve", True)
    return review(desk(store, terms), sheet, OWEN)


def test_a_tick_settles_the_proposed_category_and_its_price_stands_from_then_on(store: Store) -> None:
    sheet = PaperSheet(TRIP)
    review(desk(store), sheet)
    assert (sheet.says(2, "amount"), "Provisional" in sheet.note(2, "amount")) == ("300.00", True)
    sheet.put(2, "reason", "mail of 2 September")
    sheet.put(3, "reason", "mail of 2 September")
    ticked(store, sheet, 2)
    assert (sheet.says(2, "amount"), sheet.says(2, "status")) == ("150.00", "Ready")
    assert (sheet.says(3, "amount"), "Provisional" in sheet.note(2, "amount")) == ("200.00", False)
    writes = sheet.writes
    review(desk(store), sheet)
    assert sheet.writes == writes, "nothing is left to say: the tick was stored at the price that holds with it"


def test_what_is_billed_is_what_stood_in_the_sheet_after_the_tick(store: Store) -> None:
    sheet, books = PaperSheet(TRIP), PaperBooks()
    review(desk(store), sheet)
    for row in (2, 3):
        sheet.put(row, "reason", "mail of 2 September")
    ticked(store, sheet, 2, 3)
    bill(desk(store), sheet, store, books)
    assert [one.subtotal for one in books.made] == [D("250.00")]
    assert [sheet.says(row, "status") for row in (2, 3)] == ["Drafted", "Drafted"]


def test_an_approved_row_keeps_its_amount_when_nobody_describes_texts_any_more(store: Store) -> None:
    sheet = PaperSheet(TRIP)
    review(desk(store), sheet)
    sheet.put(2, "reason", "mail of 2 September")
    ticked(store, sheet, 2)
    seen = review(desk(store, reader=PaperReader(version="paper 2", problem="Claude is switched off.")), sheet)
    assert next((row.status.value, row.bill.amount) for row in seen.rows) == ("Ready", D(150))


def test_a_tick_that_runs_into_a_cap_of_the_category_is_taken_back_with_the_amount_as_it_was(store: Store) -> None:
    held = replace(HALF, caps=(Cap("travel", "category", D(2), "month", "block", subject="TRV"),))
    sheet = PaperSheet(TRIP)
    review(desk(store, held), sheet)
    sheet.put(2, "reason", "mail of 2 September")
    ticked(store, sheet, 2, terms=held)
    assert sheet.note(2, "status").startswith("Tick taken back: CAP004")
    assert (sheet.says(2, "approve"), sheet.says(2, "amount")) == ("False", "300.00")
    writes = sheet.writes
    review(desk(store, held), sheet)
    assert sheet.writes == writes


def test_an_unticked_row_is_provisional_again(store: Store) -> None:
    sheet = PaperSheet(TRIP)
    review(desk(store), sheet)
    sheet.put(2, "reason", "mail of 2 September")
    ticked(store, sheet, 2)
    sheet.put(2, "approve", False)
    review(desk(store), sheet, OWEN)
    assert (sheet.says(2, "amount"), sheet.says(2, "status")) == ("300.00", "Needs approval")


def test_a_yes_to_work_that_is_not_paid_for_bills_it_because_that_is_what_was_said(store: Store) -> None:
    reader = PaperReader({"Ferry to the island pier": Description(Category.ADM, 0.95)})
    sheet = PaperSheet(TRIP)
    review(desk(store, reader=reader), sheet)
    sheet.put(2, "reason", "CAT002: the client pays for it, mail of 2 September")
    sheet.put(2, "approve", True)
    seen = review(desk(store, reader=reader), sheet, OWEN)
    assert (seen.rows[0].status.value, seen.rows[0].bill.amount) == ("Ready", D(300))
