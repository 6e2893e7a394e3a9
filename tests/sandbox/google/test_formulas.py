"""Formulas that the sandbox knows are worked out; others keep their text and show #NAME?."""

from typing import Any

import pytest

from sandbox.google.blocks import after_delete, after_insert
from sandbox.google.formula_text import after_lines, copied, moves
from sandbox.google.locales import locale_of
from sandbox.google.patterns import general, shown
from tests.sandbox.google.sheet import Sheet

FORMULAS = [
    # formula (A1 is 2, B1 is 0.5, C1 is the text h, D1 is empty), result
    ("=A1+B1*2", 3),
    ("=(A1+B1)*2", 5),
    ("=-A1^2", 4),
    ("=A1&C1", "2h"),
    ("=A1>B1", True),
    ('=C1="H"', True),
    ("=A1<>2", False),
    ("=SUM(A1:C1)", 2.5),
    ("=SUM(A1:1)", 2.5),
    ("=sum(A1,B1,3)", 5.5),
    ('=IF(A1>1,"yes",1/0)', "yes"),
    ("=IF(D1,1,2)", 2),
    ("=LEN(C1)+LEN(D1)", 1),
    ("=ROUND(2.345,2)", 2.35),
    ("=ROUND(A1/3,1)", 0.7),
    ("=50%", 0.5),
    ("=D1", 0),
    ("=1/D1", "#DIV/0!"),
    ("=C1*2", "#VALUE!"),
    ("=VLOOKUP(A1,A:B,2)", "#NAME?"),
    ("=no such thing", "#NAME?"),
    ("=A5", "#REF!"),
    ("='Log'!A1", 2),
    ("=Gone!A1", "#REF!"),
    ("=ZZ99", "#REF!"),
]


@pytest.mark.parametrize(("formula", "result"), FORMULAS)
def test_a_formula_comes_to_its_result_and_keeps_its_text(sheet: Sheet, formula: str, result: Any) -> None:
    sheet.write("Log!A1", [[2, 0.5, "h"]])
    sheet.write("Log!A5", [[formula]], "USER_ENTERED")
    assert sheet.read("Log!A5", valueRenderOption="UNFORMATTED_VALUE") == [[result]]
    assert sheet.read("Log!A5", valueRenderOption="FORMULA") == [[formula]]


def test_a_result_follows_the_cells_it_rests_on(sheet: Sheet) -> None:
    sheet.write("Log!A1", [[1, "=A1*2", "=B1+1"]], "USER_ENTERED")
    assert sheet.read("Log") == [["1", "2", "3"]]
    sheet.person("edit", range="Log!A1", value="10")
    assert sheet.read("Log") == [["10", "20", "21"]]


def test_a_sparkline_shows_no_value(sheet: Sheet) -> None:
    formula = '=SPARKLINE(A1:B1,{"charttype","bar"})'
    sheet.write("Log!A1", [[1, 2, formula]], "USER_ENTERED")
    assert sheet.read("Log") == [["1", "2"]]
    assert sheet.read("Log", valueRenderOption="FORMULA") == [[1, 2, formula]]


MOVED = [
    # formula, rows down, columns right, how it reads then
    ("=A1+$B$2", 2, 1, "=B3+$B$2"),
    ("=SUM(A$1:A3)", 1, 0, "=SUM(A$1:A4)"),
    ('="A1"&A1', 1, 0, '="A1"&A2'),
    ("=A1", -1, 0, "=#REF!"),
    ("=SUM(A:A)", 3, 1, "=SUM(B:B)"),
    ("=Log!A1", 1, 1, "=Log!B2"),
]


@pytest.mark.parametrize(("formula", "down", "right", "expected"), MOVED)
def test_references_go_along_with_a_copy(formula: str, down: int, right: int, expected: str) -> None:
    assert copied(formula, down, right) == expected


MOVING = [
    # formula, whether a copy further down reads differently, and one further to the right
    ("=$L2>0", True, False),
    ("=A$1=B$1", False, True),
    ("=SUM($A$1:$B2)", True, False),
    ('="A1"', False, False),
    ("=SUM($A:$B)", False, False),
    ("=LEN(A1", True, True),
]


@pytest.mark.parametrize(("formula", "down", "right"), MOVING)
def test_only_references_without_a_dollar_tell_copies_apart(formula: str, down: bool, right: bool) -> None:
    assert moves(formula) == (down, right)


SHIFTED = [
    # formula, first line, lines that come in (or go, when negative), how it reads then
    ("=A1+A5", 2, 1, "=A1+A6"),
    ("=SUM(A1:A5)", 2, 2, "=SUM(A1:A7)"),
    ("=SUM(A1:A5)", 2, -2, "=SUM(A1:A3)"),
    ("=A3", 2, -1, "=#REF!"),
    ("=Other!A5", 2, 1, "=Other!A5"),
]


@pytest.mark.parametrize(("formula", "at", "count", "expected"), SHIFTED)
def test_references_follow_inserted_and_deleted_rows(formula: str, at: int, count: int, expected: str) -> None:
    def shift(start: int, end: int) -> tuple[int, int] | None:
        return after_insert(start, end, at, count) if count > 0 else after_delete(start, end, at, at - count)

    assert after_lines(formula, True, "Log", "ROWS", shift) == expected


SHOWN = [
    # number, pattern, what people see
    (0.3125, "[h]:mm", "7:30"),
    (1.5, "[h]:mm", "36:00"),
    (46083, "ddd d mmm yyyy", "Mon 2 Mar 2026"),
    (46083.25, "yyyy-mm-dd hh:mm:ss", "2026-03-02 06:00:00"),
    (0.1, "h:mm am/pm", "2:24 AM"),
    (-5.5, "#,##0.00;(#,##0.00)", "(5.50)"),
    (0, '0.00;-0.00;"-"', "-"),
    (1234.5, '#,##0.00 "h"', "1,234.50 h"),
    (0.055, "0.0%", "5.5%"),
    (12345, "0.00E+00", "1.23E+04"),
    (7, "0.##", "7"),
    (1.005, "0.00", "1.01"),
]


@pytest.mark.parametrize(("number", "pattern", "expected"), SHOWN)
def test_a_number_is_shown_by_its_pattern(number: float, pattern: str, expected: str) -> None:
    assert shown(number, pattern, locale_of("en_US")) == expected


GENERAL = [
    # number, what people see without a pattern
    (1 / 1024, "0.0009765625"),
    (1 / 3, "0.3333333333"),
    (0.1 + 0.2, "0.3"),
    (100000, "100000"),
    (1234567.891, "1234567.891"),
    (1e20, "1E+20"),
]


@pytest.mark.parametrize(("number", "expected"), GENERAL)
def test_a_number_without_a_pattern_has_ten_digits_at_most(number: float, expected: str) -> None:
    assert general(number, locale_of("en_US")) == expected
