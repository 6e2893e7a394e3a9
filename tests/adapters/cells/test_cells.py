"""Clock times, yes and no, money and texts; and nothing that a cell holds makes a reader raise."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.cells.clock import read_clock
from service.adapters.cells.dates import Order, read_date, settled
from service.adapters.cells.grid import Cell, is_blank
from service.adapters.cells.hours import notation, read_hours
from service.adapters.cells.plain import Money, read_money, read_text, read_yes, shown
from service.domain.hours.entry import Problem
from tests.adapters.tabs.drawn import cell, tab, workbook

CLOCKS = [
    ("9:00", time(9)), ("09:30:15", time(9, 30, 15)), ("9am", time(9)), ("9:30 PM", time(21, 30)), ("12am", time(0)),
    ("9.30", time(9, 30)), ("9h30", time(9, 30)), ("14 Uhr", time(14)), ("2026-09-04 08:15", time(8, 15)),
    ("2026-09-04T08:15:00Z", time(8, 15)), ("~7:30", time(7, 30)), ("#9", time(9)), ("#9.5", time(9, 30)),
    ("", None), ("-", None),
    ("25:00", "asked"), ("9:75", "asked"), ("13pm", "asked"), ("soon", "asked"), ("#0.375", "asked"),
    ("~25:00", "asked"), ("☑", "asked"), ("!#N/A", "asked"), ("@2026-09-04", "asked"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), CLOCKS)
def test_a_time_of_day_is_read_or_asked_about(typed: str, meant: time | str | None) -> None:
    answer = read_clock(cell(typed), "start")
    assert answer == meant or (meant == "asked" and isinstance(answer, Problem))


ANSWERS = [
    ("yes", True), ("Y", True), ("TRUE", True), ("x", True), ("☑", True), ("Billable", True), ("ja", True), ("1", True),
    ("no", False), ("☐", False), ("non-billable", False), ("nein", False), ("0", False), ("#1", True), ("#0", False),
    ("", None), ("n/a", None), ("maybe", "asked"), ("#7", "asked"), ("!#REF!", "asked"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), ANSWERS)
def test_yes_and_no_are_read_or_asked_about(typed: str, meant: bool | str | None) -> None:
    answer = read_yes(cell(typed), "billable")
    assert answer is meant or (meant == "asked" and isinstance(answer, Problem))


AMOUNTS = [
    ("#120", Money(Decimal(120))), ("120.50", Money(Decimal("120.50"))), ("120€", Money(Decimal(120), "EUR")),
    ("€ 1.250,00", Money(Decimal(1250), "EUR")), ("1,250.00 USD", Money(Decimal(1250), "USD")),
    ("US Dollars - USD 50", Money(Decimal(50), "USD")), ("-20", Money(Decimal(-20))),
    ("1'200.00", Money(Decimal(1200))),
    ("", None), ("$50", "asked"), ("1,250", "asked"), ("1.250", "asked"), ("free", "asked"), ("50 quid", "asked"),
    ("1.2.3,4.5", "asked"), ("☑", "asked"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), AMOUNTS)
def test_money_is_read_or_asked_about(typed: str, meant: Money | str | None) -> None:
    answer = read_money(cell(typed), "expense")
    assert answer == meant or (meant == "asked" and isinstance(answer, Problem))


TEXTS = [
    ("Fix menu", "Fix menu"), ("#72014", "72014"), ("@2026-09-04", "2026-09-04"), ("☑", "TRUE"), ("!#REF!", "#REF!"),
    ("null", ""), ("-", ""), ("N/A", ""), ("=1+1", "=1+1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "text"), TEXTS)
def test_a_text_is_kept_as_typed(typed: str, text: str) -> None:
    assert read_text(cell(typed)) == text


def test_spaces_around_a_text_are_kept() -> None:
    assert read_text(Cell("text", "  two  words ")) == "  two  words "


DAYLIKE = st.from_regex(r"[0-9]{0,5}[ ./,:;hm'–-]{0,2}[0-9]{0,5}[ ./,:;hmapsz€-]{0,3}[0-9]{0,5}", fullmatch=True)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9).map(Decimal)
CELLS = st.one_of(
    st.builds(Cell, st.just("text"), st.text() | DAYLIKE),
    st.builds(Cell, st.sampled_from(["number", "date", "time", "datetime"]), NUMBERS),
    st.builds(Cell, st.just("bool"), st.booleans()),
    st.builds(Cell, st.just("error"), st.sampled_from(["#REF!", "#N/A", "#DIV/0!"])),
    st.just(Cell()),
)

READERS: list[tuple[str, Callable[[Cell], object], type]] = [
    ("date", lambda c: read_date(c, "date", settled([c], "en_GB")), date),
    ("date, month first", lambda c: read_date(c, "date", Order.MONTH), date),
    ("hours", lambda c: read_hours(c, "hours", notation([c])), Decimal),
    ("clock", lambda c: read_clock(c, "start"), time),
    ("yes", lambda c: read_yes(c, "billable"), bool),
    ("money", lambda c: read_money(c, "expense"), Money),
    ("text", read_text, str),
    ("shown", shown, str),
]


@pytest.mark.parametrize(("read", "kind"), [pytest.param(read, kind, id=name) for name, read, kind in READERS])
@given(anything=CELLS)
def test_no_cell_makes_a_reader_raise(read: Callable[[Cell], object], kind: type, anything: Cell) -> None:
    assert isinstance(read(anything), (kind, Problem, type(None)))


@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_every_row_that_is_not_blank_is_in_one_place(rows: list[list[Cell]]) -> None:
    header = tab("Date | Hours | Person | Description | Approve | Row ID")
    read = workbook(type(header)("Log", [*header.rows, *rows])).reading
    filled = {i + 2 for i, row in enumerate(rows) if not all(map(is_blank, row))}
    if not read.refused:
        places = [entry.row for entry in read.entries] + [row.row for row in read.skipped]
        assert sorted(places) == sorted(filled | {1})
