"""A cell: what a person or a program put into it."""

from __future__ import annotations

from typing import Any, NamedTuple

JSON = dict[str, Any]


class Formula(NamedTuple):
    """A formula as typed, with its equals sign, and what it came to in the file it was loaded from."""

    text: str
    saved: str | float | int | bool | None = None


class Failure(NamedTuple):
    """The result of a formula that has none."""

    type: str
    message: str = ""

    @property
    def shown(self) -> str:
        """What the cell shows."""
        return _SHOWN.get(self.type, "#ERROR!")


_SHOWN = {
    "NAME": "#NAME?",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "ERROR": "#ERROR!",
}

Plain = str | float | int | bool | None
Value = Plain | Formula
Result = Plain | Failure


class Cell(NamedTuple):
    """Value, format, note, validation and the rarer things of one cell; a cell is replaced, never changed."""

    value: Value = None
    format: JSON | None = None
    note: str | None = None
    validation: JSON | None = None
    runs: list[JSON] | None = None


EMPTY = Cell()

Row = tuple[Cell | None, ...]


def extended(value: Value | Failure) -> JSON | None:
    """A value as an ExtendedValue; None for an empty cell."""
    if value is None:
        return None
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, Failure):
        told = {"type": value.type}
        return {"errorValue": {**told, "message": value.message} if value.message else told}
    return {"numberValue": value}


def from_extended(told: JSON | None) -> Value:
    """The value an ExtendedValue holds; a formulaValue without "=" is text that is not a formula."""
    if not told:
        return None
    if "formulaValue" in told:
        return Formula(str(told["formulaValue"]))
    if "stringValue" in told:
        return str(told["stringValue"]) or None
    if "boolValue" in told:
        return bool(told["boolValue"])
    number = told.get("numberValue")
    return number if isinstance(number, int | float) else None


def trimmed(cells: list[Cell | None]) -> Row:
    """A row without the empty cells at its end; cells that hold nothing count as empty."""
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == EMPTY):
        end -= 1
    return tuple(cells[:end])
