"""What changes after hours were logged or billed: a price, the hours, the client; and the last evening of a month."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.desk import Desk
from service.domain.period import Period, month_of
from service.domain.terms.ratecard import RateCard
from service.review import review
from tests.rules.engagement import TERM
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at

OWEN = Act("owen@row.example", "tick")
DAY = date(2026, 9, 12)
ONE_ROW = """
    date       | person | project | hours | text
    2026-09-12 | Ines   | Kiosk   | 5.00  | Kiosk screens
"""


def dearer(store: Store) -> Desk:
    """The desk from the day on that the hours of the kiosk cost 146.00 and no longer 140.00."""
    rates = (
        RateCard(Decimal(140), Period(TERM.first, date(2026, 9, 14))),
        RateCard(Decimal(146), Period(date(2026, 9, 15), TERM.last)),
    )
    desk = desk_at(store)
    return replace(desk, sows=tuple(replace(one, rates=rates) if one.id == "PF-007" else one for one in desk.sows))


@pytest.fixture
def billed(store: Store) -> tuple[PaperSheet, PaperBooks]:
    """Five hours on an invoice, at 140.00."""
    sheet, books = PaperSheet(ONE_ROW), PaperBooks()
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    bill(desk_at(store), sheet, store, books)
    assert [one.subtotal for one in books.made] == [Decimal(700)]
    return sheet, books


def test_a_correction_after_a_new_rate_takes_the_rate_of_its_day(store: Store) -> None:
    sheet = PaperSheet(ONE_ROW)
    sheet.edit(2, hours=Decimal(6))
    review(dearer(store), sheet)
    assert sheet.says(2, "amount") == "840.00"


def test_what_is_invoiced_keeps_its_figures_and_a_correction_is_flagged(
    store: Store, billed: tuple[PaperSheet, PaperBooks]
) -> None:
    sheet, books = billed
    sheet.edit(2, hours=Decimal(6))
    bill(dearer(store), sheet, store, books)
    assert (sheet.says(2, "amount"), len(books.made), sheet.says(2, "status")) == ("700.00", 1, "Changed")
    assert "DUP004" in sheet.says(2, "flags")


def test_a_row_that_goes_to_another_client_after_its_invoice_is_not_billed_there(
    store: Store, billed: tuple[PaperSheet, PaperBooks]
) -> None:
    sheet, books = billed
    sheet.edit(2, client="Orchard Bank", project="Login")
    bill(dearer(store), sheet, store, books)
    assert (len(books.made), sheet.says(2, "status"), sheet.says(2, "invoice")) == (1, "Changed", "INV-1")


def test_the_last_evening_of_a_month_is_in_it_though_the_server_has_the_day_before(store: Store) -> None:
    night = datetime(2026, 9, 30, 22, 30, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))
    assert (night.day, night.hour) == (1, 0)
    sheet, books = PaperSheet(ONE_ROW.replace("2026-09-12", "2026-09-30")), PaperBooks()
    desk = replace(desk_at(store), now=night, month=month_of(DAY))
    review(desk, sheet)
    sheet.put(2, "approve", True)
    review(desk, sheet, OWEN)
    bill(desk, sheet, store, books)
    assert [one.subtotal for one in books.made] == [Decimal(700)]
    assert [export.period for export in store.made()] == ["2026-09"]
