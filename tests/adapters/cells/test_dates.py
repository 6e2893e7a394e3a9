"""A date is read as it is meant, or asked about."""

from datetime import date

import pytest

from service.adapters.cells.dates import Order, read_date, settled
from service.adapters.cells.grid import Cell
from service.domain.hours.entry import Problem
from tests.adapters.tabs.drawn import cell

SEPTEMBER_4 = date(2026, 9, 4)

CLEAR = [
    # as typed, what it means
    ("2026-09-04", SEPTEMBER_4),
    ("2026/9/4", SEPTEMBER_4),
    ("2026-09-04 08:30", SEPTEMBER_4),
    ("2026-09-04T08:30:00", SEPTEMBER_4),
    ("20260904", SEPTEMBER_4),
    ("  2026-09-04 ", SEPTEMBER_4),
    ("@2026-09-04", SEPTEMBER_4),
    ("23/09/2026", date(2026, 9, 23)),
    ("09/23/2026", date(2026, 9, 23)),
    ("04.09.2026", SEPTEMBER_4),
    ("05/05/2026", date(2026, 5, 5)),
    ("4 Sep 2026", SEPTEMBER_4),
    ("4-Sep-26", SEPTEMBER_4),
    ("04/Sep/2026", SEPTEMBER_4),
    ("Sept 4, 2026", SEPTEMBER_4),
    ("September 4th, 2026", SEPTEMBER_4),
    ("4. September 2026", SEPTEMBER_4),
    ("4 de septiembre de 2026", SEPTEMBER_4),
    ("Fri 4 Sep 2026", SEPTEMBER_4),
    ("Friday, 2026-09-04", SEPTEMBER_4),
    ("Mo, 23.09.2026", date(2026, 9, 23)),
    ("10/09/2006", "asked"),
]


@pytest.mark.parametrize(("typed", "meant"), CLEAR)
def test_a_date_that_can_be_read_one_way_is_read(typed: str, meant: date | str) -> None:
    answer = read_date(cell(typed), "date", None)
    assert answer == meant or (meant == "asked" and isinstance(answer, Problem))


ASKED = [
    # as typed, a word of the question
    ("04/09/2026", "4 September or 9 April"),
    ("3/9/26", "3 September or 9 March"),
    ("31.06.2026", "does not exist"),
    ("14/15/2026", "does not exist"),
    ("30/02/2026", "does not exist"),
    ("2026-011-04", "is not a date"),
    ("2026-09-5x", "is not a date"),
    ("2026", "is not a date"),
    ("12/Sep", "has no year"),
    ("9 October", "has no year"),
    ("(1-14)-09", "is more than one day"),
    ("7/9-10", "is more than one day"),
    ("KW37", "is more than one day"),
    ("week 2", "is more than one day"),
    ("each day", "is more than one day"),
    ("#46269", "is not a date"),
    ("~7:30", "is not a date"),
    ("☑", "is not a date"),
    ("!#REF!", "an error of the spreadsheet"),
    ("2026-09-30T23:40:00Z", "another zone"),
]


@pytest.mark.parametrize(("typed", "asked"), ASKED)
def test_a_date_that_cannot_be_read_is_asked_about(typed: str, asked: str) -> None:
    answer = read_date(cell(typed), "date", None)
    assert isinstance(answer, Problem)
    assert asked in str(answer.message)
    assert answer.column == "date"


ORDERS = [
    # the column, the spreadsheet's locale, the order
    (["04/09/2026", "23/09/2026"], "en_US", Order.DAY),
    (["04/09/2026", "09/23/2026"], "en_GB", Order.MONTH),
    (["04/09/2026", "23/09/2026", "09/23/2026"], "en_GB", None),
    (["04/09/2026", "05/09/2026"], "en_US", Order.MONTH),
    (["04/09/2026", "05/09/2026"], "en_GB", Order.DAY),
    (["04/09/2026", "05/09/2026"], "de_DE", Order.DAY),
    (["04/09/2026", "05/09/2026"], "en_CA", None),
    (["04/09/2026", "05/09/2026"], "", None),
    (["04/09/2026", "@2026-09-23"], "", None),
    (["04/09/2026", "2026-09-23"], "", None),
    (["04/09/2026", "31/31/2026"], "", None),
    ([], "", None),
]


@pytest.mark.parametrize(("column", "locale", "order"), ORDERS)
def test_the_order_is_settled_for_the_whole_column(column: list[str], locale: str, order: Order | None) -> None:
    assert settled(map(cell, column), locale) is order


@pytest.mark.parametrize(
    ("order", "meant"), [(Order.DAY, SEPTEMBER_4), (Order.MONTH, date(2026, 4, 9))], ids=["day first", "month first"]
)
def test_a_settled_order_decides(order: Order, meant: date) -> None:
    assert read_date(cell("04/09/2026"), "date", order) == meant


@pytest.mark.parametrize("empty", [Cell(), Cell("text", "  "), Cell("text", "-"), Cell("text", "null")])
def test_an_empty_date_is_neither_read_nor_asked(empty: Cell) -> None:
    assert read_date(empty, "date", None) is None
