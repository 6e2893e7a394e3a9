"""The functions formulas may call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.google.cells import Failure, Result
from sandbox.google.locales import locale_of
from sandbox.google.patterns import general
from sandbox.google.typed import plain_number

Thunk = Callable[[], Any]

_ENGLISH = locale_of("en_US")


class Wrong(Exception):
    """A formula ended in a failure that its cell shows."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Range:
    """Results of several cells, row by row."""

    def __init__(self, rows: list[list[Result]]) -> None:
        self.rows = rows

    def first(self) -> Result:
        """The result at the top left."""
        return self.rows[0][0] if self.rows and self.rows[0] else None

    def __iter__(self) -> Iterator[Result]:
        return (value for row in self.rows for value in row)


def text_of(value: Result) -> str:
    """A value inside a text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return general(value, _ENGLISH)
    return "" if value is None else str(value)


def to_number(value: Result) -> float:
    """A value in arithmetic."""
    if isinstance(value, bool) or value is None:
        return int(value or 0)
    if isinstance(value, int | float):
        return value
    found = plain_number(value, _ENGLISH) if isinstance(value, str) else None
    if found is None:
        raise Wrong(Failure("VALUE", f"Function expects number values. But '{value}' is a text."))
    return found


def truth(value: Any) -> bool:
    """A value as a condition."""
    if isinstance(value, Range):
        value = value.first()
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise Wrong(Failure("VALUE", f"'{value}' is a text and cannot be coerced to a boolean."))
    return bool(value)


def _plain(thunk: Thunk) -> Result:
    value = thunk()
    found: Result = value.first() if isinstance(value, Range) else value
    if isinstance(found, Failure):
        raise Wrong(found)
    return found


def _values(thunks: list[Thunk]) -> Iterator[tuple[Result, bool]]:
    """Every value of the arguments, and whether it came out of a range."""
    for thunk in thunks:
        value = thunk()
        if isinstance(value, Range):
            yield from ((one, True) for one in value)
        else:
            yield value, False


def _numbers(thunks: list[Thunk]) -> list[float]:
    """What counts as a number: in ranges only numbers, elsewhere what can be read as one."""
    found: list[float] = []
    for value, ranged in _values(thunks):
        if isinstance(value, Failure):
            raise Wrong(value)
        if not ranged:
            found.append(to_number(value))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.append(value)
    return found


def _sum(thunks: list[Thunk]) -> Result:
    return sum(_numbers(thunks))


def _average(thunks: list[Thunk]) -> Result:
    found = _numbers(thunks)
    if not found:
        raise Wrong(Failure("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error."))
    return sum(found) / len(found)


def _if(thunks: list[Thunk]) -> Any:
    _between(thunks, 2, 3, "IF")
    if truth(_plain(thunks[0])):
        return thunks[1]()
    return thunks[2]() if len(thunks) > 2 else False


def _len(thunks: list[Thunk]) -> Result:
    _between(thunks, 1, 1, "LEN")
    return len(text_of(_plain(thunks[0])))


def _left(thunks: list[Thunk]) -> Result:
    _between(thunks, 1, 2, "LEFT")
    count = int(to_number(_plain(thunks[1]))) if len(thunks) > 1 else 1
    return text_of(_plain(thunks[0]))[:count]


def _round(thunks: list[Thunk]) -> Result:
    _between(thunks, 1, 2, "ROUND")
    number = Decimal(repr(float(to_number(_plain(thunks[0])))))
    places = int(to_number(_plain(thunks[1]))) if len(thunks) > 1 else 0
    return float(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _sparkline(thunks: list[Thunk]) -> Result:
    """A drawing: the cell holds no value, its text stays the formula."""
    for thunk in thunks:
        thunk()
    return ""


def _transpose(thunks: list[Thunk]) -> Range:
    """Rows become columns; what stands in braces is one row here, whatever parts it."""
    found = thunks[0]()
    rows = found.rows if isinstance(found, Range) else [[found]]
    return Range([list(column) for column in zip(*rows, strict=True)])


def _and(thunks: list[Thunk]) -> Result:
    return all(truth(value) for value, _ in _values(thunks) if value is not None)


def _or(thunks: list[Thunk]) -> Result:
    return any(truth(value) for value, _ in _values(thunks) if value is not None)


def _not(thunks: list[Thunk]) -> Result:
    _between(thunks, 1, 1, "NOT")
    return not truth(_plain(thunks[0]))


def _isblank(thunks: list[Thunk]) -> Result:
    _between(thunks, 1, 1, "ISBLANK")
    return _plain(thunks[0]) is None


def _iferror(thunks: list[Thunk]) -> Any:
    try:
        return _plain(thunks[0])
    except Wrong:
        return thunks[1]() if len(thunks) > 1 else ""


def _between(thunks: list[Thunk], least: int, most: int, name: str) -> None:
    if not least <= len(thunks) <= most:
        raise Wrong(Failure("N_A", f"Wrong number of arguments to {name}."))


FUNCTIONS: dict[str, Callable[[list[Thunk]], Any]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "MIN": lambda thunks: min(_numbers(thunks), default=0),
    "MAX": lambda thunks: max(_numbers(thunks), default=0),
    "COUNT": lambda thunks: len(_numbers(thunks)),
    "COUNTA": lambda thunks: sum(value is not None for value, _ in _values(thunks)),
    "ABS": lambda thunks: abs(to_number(_plain(thunks[0]))),
    "IF": _if,
    "IFERROR": _iferror,
    "AND": _and,
    "OR": _or,
    "NOT": _not,
    "ISBLANK": _isblank,
    "LEFT": _left,
    "LEN": _len,
    "ROUND": _round,
    "SPARKLINE": _sparkline,
    "TRANSPOSE": _transpose,
}
