"""Conditions of validations, filters and conditional formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.book import Book
from sandbox.google.cells import Result
from sandbox.google.typed import typed

JSON = dict[str, Any]


def operands(book: Book, condition: JSON) -> list[Any]:
    """The values of a condition, read as a person would type them."""
    return [typed(str(value.get("userEnteredValue", "")), book.ways)[0] for value in condition.get("values", [])]


def met(book: Book, condition: JSON, value: Result) -> bool:
    """Whether a value meets a condition; one that is not known here is never met."""
    test = _TESTS.get(str(condition.get("type")))
    return test is not None and test(value, operands(book, condition))


def choices(condition: JSON) -> list[str] | None:
    """The options of a list; None for other conditions."""
    if condition.get("type") != "ONE_OF_LIST":
        return None
    return [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]


def accepts(book: Book, rule: JSON, value: Result) -> bool:
    """Whether a validation lets a value in; an empty cell is always let in."""
    condition = rule.get("condition", {})
    kind = condition.get("type")
    if value is None or value == "":
        return True
    if kind == "BOOLEAN":
        allowed = operands(book, condition) or [True, False]
        return any(value is one or value == one for one in allowed)
    if (listed := choices(condition)) is not None:
        return _shown(value) in listed
    return kind not in _TESTS or met(book, condition, value)


def _shown(value: Result) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _compared(test: Callable[[float, float], bool]) -> Callable[[Result, list[Any]], bool]:
    def check(value: Result, given: list[Any]) -> bool:
        one, other = _number(value), _number(given[0]) if given else None
        return one is not None and other is not None and test(one, other)

    return check


def _between(value: Result, given: list[Any]) -> bool:
    number, ends = _number(value), [_number(one) for one in given[:2]]
    if number is None or len(ends) < 2 or ends[0] is None or ends[1] is None:
        return False
    return ends[0] <= number <= ends[1]


def _text(value: Result) -> str:
    return "" if value is None else _shown(value).casefold()


def _texts(test: Callable[[str, str], bool]) -> Callable[[Result, list[Any]], bool]:
    return lambda value, given: bool(given) and test(_text(value), _text(given[0]))


def _blank(value: Result, _given: list[Any]) -> bool:
    return value is None or value == ""


_TESTS: dict[str, Callable[[Result, list[Any]], bool]] = {
    "NUMBER_GREATER": _compared(lambda one, other: one > other),
    "NUMBER_GREATER_THAN_EQ": _compared(lambda one, other: one >= other),
    "NUMBER_LESS": _compared(lambda one, other: one < other),
    "NUMBER_LESS_THAN_EQ": _compared(lambda one, other: one <= other),
    "NUMBER_EQ": _compared(lambda one, other: one == other),
    "NUMBER_NOT_EQ": _compared(lambda one, other: one != other),
    "NUMBER_BETWEEN": _between,
    "NUMBER_NOT_BETWEEN": lambda value, given: _number(value) is not None and not _between(value, given),
    "DATE_EQ": _compared(lambda one, other: int(one) == other),
    "DATE_BEFORE": _compared(lambda one, other: one < other),
    "DATE_AFTER": _compared(lambda one, other: one >= other + 1),
    "DATE_ON_OR_BEFORE": _compared(lambda one, other: one < other + 1),
    "DATE_ON_OR_AFTER": _compared(lambda one, other: one >= other),
    "DATE_BETWEEN": _between,
    "DATE_IS_VALID": lambda value, _given: _number(value) is not None,
    "TEXT_CONTAINS": _texts(lambda one, other: other in one),
    "TEXT_NOT_CONTAINS": _texts(lambda one, other: other not in one),
    "TEXT_STARTS_WITH": _texts(lambda one, other: one.startswith(other)),
    "TEXT_ENDS_WITH": _texts(lambda one, other: one.endswith(other)),
    "TEXT_EQ": _texts(lambda one, other: one == other),
    "TEXT_NOT_EQ": _texts(lambda one, other: one != other),
    "BLANK": _blank,
    "NOT_BLANK": lambda value, given: not _blank(value, given),
}
