"""Hours are read as they are meant, or asked about."""

from decimal import Decimal

import pytest

from service.adapters.cells.grid import Cell
from service.adapters.cells.hours import Notation, notation, read_hours
from service.domain.hours.entry import Problem
from service.domain.money import half_up
from tests.adapters.tabs.drawn import cell

PLAIN = Notation()
COMMAS = Notation(frozenset(","))

CLEAR = [
    # as typed, hours
    ("1.5", "1.5"), ("7,5", "7.5"), ("7", "7"), (".5", "0.5"), (",25", "0.25"), ("8h", "8"), ("8 hrs", "8"),
    ("1.5h", "1.5"), ("1,5 Std", "1.5"), ("3.25 hours", "3.25"), ("+2", "2"),
    ("#7.5", "7.5"), ("#-2", "-2"), ("#31.5", "31.5"), ("#0", "0"),
    ("7:30", "7.5"), ("07:30", "7.5"), ("01:30:00", "1.5"), ("0:15", "0.25"), ("26:00", "26"), ("7:30 h", "7.5"),
    ("~7:30", "7.5"), ("~0:45", "0.75"), ("~26:00", "26"),
    ("1h30", "1.5"), ("1h 30m", "1.5"), ("1h 20", Decimal(4) / 3),
    ("1 h 20 min", Decimal(4) / 3), ("1h", "1"), ("30m", "0.5"), ("90 min", "1.5"),
    ("1H30M", "1.5"), ("45 minutes", "0.75"),
    ("0.383333", "0.383333"), ("4.319999999999999", "4.319999999999999"),
    ("1.250,0", "1250"), ("1,250.5", "1250.5"), ("1'250.5", "1250.5"), ("2.125", "2.125"), ("0,125", "0.125"),
    ("13-14:30", "1.5"), ("8:15-12:00", "3.75"), ("8:15 – 12:00", "3.75"), ("9am-11am", "2"), ("9:00 to 10:15", "1.25"),
    ("22:50-00:20", "1.5"), ("-2", "-2"), ("-1:30", "-1.5"), ("2:10-3:40", "1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "hours"), CLEAR)
def test_hours_that_can_be_read_one_way_are_read(typed: str, hours: str | Decimal) -> None:
    assert read_hours(cell(typed), "hours", PLAIN) == Decimal(hours)


ASKED = [
    # as typed, a word of the question
    ("2 and a bit", "not a length of time"),
    ("half an hour", "not a length of time"),
    ("1:5", "not a length of time"),
    ("1:75", "not a length of time"),
    ("1h75", "not a length of time"),
    ("1.5h20", "not a length of time"),
    ("1 250", "not a length of time"),
    ("1.5.2", "not a length of time"),
    ("120€", "not a length of time"),
    ("#DIV", "not a length of time"),
    ("☑", "not a length of time"),
    ("1,250", "a thousands mark"),
    ("9-12", "in two ways"),
    ("9:00-5:00", "in two ways"),
    ("11:00-1:00", "in two ways"),
    ("@2026-09-04", "is a date"),
    ("!#REF!", "an error of the spreadsheet"),
]


@pytest.mark.parametrize(("typed", "asked"), ASKED)
def test_hours_that_cannot_be_read_are_asked_about(typed: str, asked: str) -> None:
    answer = read_hours(cell(typed), "hours", PLAIN)
    assert isinstance(answer, Problem)
    assert asked in str(answer.message)


def test_what_is_wrong_and_what_to_do_are_two_things_even_where_the_cell_holds_sentences() -> None:
    answer = read_hours(cell("2 hrs. Or more."), "hours", PLAIN)
    assert isinstance(answer, Problem)
    assert answer.message == "“2 hrs. Or more.” is not a length of time."
    assert answer.remedy == "Write hours as 1.5 or 1:30."


MARKS = [
    # typed, the rest of the column, hours or None for a question
    ("1,250", ["7,5"], Decimal("1.25")),
    ("1,250", ["7.5"], None),
    ("1,250", ["7,5", "7.5"], None),
    ("1.500", ["7,5"], None),
    ("1.500", ["7.5"], Decimal("1.5")),
]


@pytest.mark.parametrize(("typed", "others", "hours"), MARKS)
def test_three_digits_behind_a_mark_are_read_as_the_column_writes(
    typed: str, others: list[str], hours: Decimal | None
) -> None:
    answer = read_hours(cell(typed), "hours", notation(map(cell, [typed, *others])))
    assert answer == hours or (hours is None and isinstance(answer, Problem))


MINUTES = [
    # the column, whether 30 in it is asked about
    (["#90", "#30", "#45"], True),
    (["90", "30", "", "15"], True),
    (["#30"], True),
    (["#8", "#8", "#30"], False),
    (["#90", "#30", "#7.5"], False),
    (["90", "30", "1:30"], False),
    (["#8", "#4"], False),
]


@pytest.mark.parametrize(("column", "asked"), MINUTES)
def test_a_column_of_whole_numbers_above_24_may_be_minutes(column: list[str], asked: bool) -> None:
    answer = read_hours(cell("#30"), "hours", notation(map(cell, column)))
    assert isinstance(answer, Problem) is asked


def test_minutes_keep_the_cent_that_hangs_on_their_last_digit() -> None:
    answer = read_hours(cell("0:50"), "hours", PLAIN)
    assert isinstance(answer, Decimal)
    assert half_up(answer * Decimal("100.05")) == Decimal("83.38")


def test_a_comma_column_reads_its_own_thousands() -> None:
    assert read_hours(cell("1.250,5"), "hours", COMMAS) == Decimal("1250.5")


@pytest.mark.parametrize("empty", [Cell(), Cell("text", ""), Cell("text", " - "), Cell("text", "n/a")])
def test_empty_hours_are_neither_read_nor_asked(empty: Cell) -> None:
    assert read_hours(empty, "hours", PLAIN) is None
