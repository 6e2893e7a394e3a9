"""What a row says about its price is read beside the hours, in whatever language its header is."""

from decimal import Decimal

import pytest

from service.domain.hours.pricetag import PriceTag
from tests.adapters.tabs.drawn import reading


def tag(header: str, cells: str) -> PriceTag | None:
    """The price tag of one row under a header, with date and hours before them."""
    (entry,) = reading(f"Date | Hours | {header}\n2026-09-03 | 6 | {cells}").entries
    return entry.price_tag


def priced(rate: str = "", amount: str = "", currency: str = "", unread: str = "") -> PriceTag:
    return PriceTag(Decimal(rate) if rate else None, Decimal(amount) if amount else None, currency, unread)


TAGS = [
    # header, what stands below, rate, amount, currency, what could not be read
    ("Rate", "#140", priced("140")),
    ("Rate | Amount", "#140 | #840", priced("140", "840")),
    ("Hourly rate (EUR) | Billable amount (EUR)", "140.00 | 840.00", priced("140.00", "840.00", "EUR")),
    ("Amount (EURO)", "840,00", priced("", "840.00", "EUR")),
    ("Amount ()", "840", priced("", "840")),
    ("Rate (net)", "140", priced("140")),
    ("Rate", "€140/h", priced("140", "", "EUR")),
    ("Rate", "140 per hour", priced("140")),
    ("Rate", "$ 140", priced("140", "", "$")),
    ("Rate | Currency", "140 | US Dollars - USD", priced("140", "", "USD")),
    ("Rate | Currency", "$140 | CAD", priced("140", "", "CAD")),
    ("Rate | Currency", "140 | Taler", priced("140", "", "TALER")),
    ("Rate", "as agreed", priced(unread="as agreed")),
    ("Rate", "!#REF!", priced(unread="#REF!")),
    ("Stundensatz | Betrag | Währung", "140 | 1.840,50 | EUR", priced("140", "1840.50", "EUR")),
    ("Taux horaire | Montant | Devise", "140 | 840 | EUR", priced("140", "840", "EUR")),
    ("Tarifa por hora | Importe | Moneda", "140 | 840 | EUR", priced("140", "840", "EUR")),
    ("Uurtarief | Bedrag | Valuta", "140 | 840 | EUR", priced("140", "840", "EUR")),
    ("Timepris | Beløb | Valuta", "900 | 5400 | kr", priced("900", "5400", "kr")),
    ("Hodinová sazba | Částka | Měna", "900 | 5400 | Kč", priced("900", "5400", "CZK")),
    ("Stawka | Kwota | Waluta", "200 | 1200 | zł", priced("200", "1200", "PLN")),
    ("Ставка | Сумма | Валюта", "900 | 5400 | руб", priced("900", "5400", "RUB")),
    ("Rate | Currency", " | ", None),
    ("Rate", "#0", None),
    ("Cost rate | Budget", "#80 | #900", None),
]


@pytest.mark.parametrize(("header", "cells", "expected"), TAGS)
def test_a_row_says_what_it_costs(header: str, cells: str, expected: PriceTag | None) -> None:
    assert tag(header, cells) == expected


def test_a_price_beside_no_work_makes_no_entry() -> None:
    found = reading(
        "Date | Person | Hours | Rate | Amount\n2026-09-03 | Ana | 6 | #140 | #840\n2026-09-04 | Ana | | #140 | #0"
    )
    assert [entry.row for entry in found.entries] == [2]
    assert [row.row for row in found.skipped] == [1, 3]


def test_a_column_without_a_figure_says_nothing() -> None:
    found = reading("Date | Hours | Rate | Amount\n2026-09-03 | 6 | #0 | #840\n2026-09-04 | 2 | #0 | #0")
    assert [entry.price_tag for entry in found.entries] == [priced("", "840"), priced("", "0")]
