"""Limits count what was billed from other workbooks, and forget it when the invoice dies."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.hours.reading import Reading
from service.domain.period import Period
from service.review import review
from tests.rules.cells import NOW
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at

OWEN = Act("owen@row.example", "tick")


class Other(PaperSheet):
    """Another spreadsheet, with rows of its own."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.entries = [one._replace(id=f"{one.id}0") for one in self.entries]

    def read(self) -> Reading:
        return replace(super().read(), book="other", title="Other")


def registered(store: Store, *books: str) -> None:
    """Somebody has set these spreadsheets up."""
    for book in books:
        store.register(book, "owen@row.example", NOW)


FIRST = """
    date       | person | project | hours | text
    2026-09-01 | Petra  | Kiosk   | 10.00 | Screens of the kiosk
    2026-09-02 | Petra  | Kiosk   | 10.00 | Icons of the kiosk
    2026-09-03 | Petra  | Kiosk   | 10.00 | Colours of the kiosk
"""
SECOND = """
    date       | person | project  | hours | text
    2026-09-03 | Petra  | Kiosk    | 4.00  | Fonts of the kiosk
    2026-09-03 | Petra  | Crew app | 1.00  | Icons of the rota
"""


def billed(store: Store, sheet: PaperSheet) -> None:
    """Tick every row and draft it."""
    review(desk_at(store), sheet)
    for row in (2, 3, 4):
        sheet.put(row, "approve", True)
    review(desk_at(store), sheet, OWEN)
    bill(desk_at(store), sheet, store, PaperBooks())


def told(store: Store) -> list[str]:
    """What the second spreadsheet shows: hours billed and written down, and the codes beside them."""
    return [
        " ".join([f"{row.bill.billed} + {row.bill.written_down}", *(one.code for one in row.findings)])
        for row in review(desk_at(store), Other(SECOND)).rows
    ]


def test_what_one_spreadsheet_has_billed_uses_the_limits_and_days_of_another(store: Store) -> None:
    assert told(store) == ["4.00 + 0", "0 + 0"]
    billed(store, PaperSheet(FIRST))
    assert told(store) == ["2.00 + 2.00 CAP007 CAP005 TIM005", "0 + 0 TIM005"]
    (made,) = store.made()
    store.void(made, "Deleted in QuickBooks.", datetime(2026, 10, 6, tzinfo=UTC))
    assert told(store) == ["4.00 + 0", "0 + 0"]


def test_a_row_that_is_gone_from_its_own_sheet_still_uses_the_limit(store: Store) -> None:
    sheet = PaperSheet(FIRST)
    billed(store, sheet)
    sheet.entries = [*sheet.entries[1:], *(one._replace(row=5) for one in Other(SECOND).entries[:1])]
    last = review(desk_at(store), sheet).rows[-1]
    assert (last.bill.billed, last.bill.written_down) == (2, 2)


def test_other_clients_are_asked_about_only_for_the_days_at_hand(store: Store) -> None:
    billed(store, PaperSheet(FIRST))
    days = Period(date(2026, 9, 2), date(2026, 9, 3))
    assert [one.trace.day.day for one in store.elsewhere((), {"orchard"}, days)] == [2, 3]
    assert [one.trace.day.day for one in store.elsewhere(("r_3",), {"penhallow"}, days)] == [1, 3]
    (made,) = store.made()
    assert store.aside(made.id).elsewhere((), {"penhallow"}, days) == []


def test_rows_that_wait_in_one_spreadsheet_keep_their_place_in_another(store: Store) -> None:
    registered(store, "paper", "other")
    review(desk_at(store), PaperSheet(FIRST))
    assert told(store) == ["2.00 + 2.00 CAP007 CAP005 TIM005", "0 + 0 TIM005"]
    assert review(desk_at(store), PaperSheet(FIRST)).rows[-1].bill.billed == 10, "what was first there stays whole"


def test_a_row_waits_until_it_is_gone_or_billed_and_never_counts_twice(store: Store) -> None:
    registered(store, "paper", "other")
    sheet = PaperSheet(FIRST)
    billed(store, sheet)
    assert told(store)[0] == "2.00 + 2.00 CAP007 CAP005 TIM005", "the ten hours of the day count once"
    sheet.edit(4, hours=Decimal(1))
    review(desk_at(store), sheet)
    fewer = PaperSheet(FIRST)
    fewer.entries = fewer.entries[:1]
    review(desk_at(store), fewer)
    assert told(store)[0].startswith("2.00 + 2.00"), "an invoice bills what is gone from the sheet"


def test_a_row_that_was_copied_into_two_spreadsheets_counts_once_in_each(store: Store) -> None:
    registered(store, "paper", "other")
    review(desk_at(store), PaperSheet(FIRST))
    assert [row.bill.billed for row in review(desk_at(store), Other(FIRST)).rows] == [10, 10, 10]


@pytest.mark.parametrize("books", [(), ("paper",), ("other",)], ids=str)
def test_only_registered_spreadsheets_wait_for_each_other(store: Store, books: tuple[str, ...]) -> None:
    registered(store, *books)
    review(desk_at(store), PaperSheet(FIRST))
    assert told(store) == ["4.00 + 0", "0 + 0"]
