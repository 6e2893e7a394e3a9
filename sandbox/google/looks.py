"""How cells look in the end: their own format with the conditional formats on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.blocks import Block
from sandbox.google.book import Book
from sandbox.google.cells import Failure, Result
from sandbox.google.conditions import met
from sandbox.google.formats import overlaid
from sandbox.google.formula_text import moves
from sandbox.google.results import holds
from sandbox.google.tab import Tab

JSON = dict[str, Any]

Painter = tuple[list[Block], Callable[[int, int, Result], bool], JSON]
"""Where a rule looks, whether it holds for a cell, and the format it lays on."""


def painters(book: Book, tab: Tab) -> list[Painter]:
    """The conditional formats of a tab, the ones that count for more last."""
    return [_painter(book, tab, rule["booleanRule"], rule) for rule in reversed(tab.rules) if "booleanRule" in rule]


def _painter(book: Book, tab: Tab, rule: JSON, told: JSON) -> Painter:
    blocks = [tab.block(grid) for grid in told.get("ranges", [])]
    condition = rule.get("condition", {})
    if condition.get("type") == "CUSTOM_FORMULA":
        formula = condition["values"][0].get("userEnteredValue", "") if condition.get("values") else ""
        top = min((block.top for block in blocks), default=0)
        left = min((block.left for block in blocks), default=0)

        known: dict[tuple[int, int], bool] = {}
        goes_down, goes_right = moves(formula)

        def custom(row: int, column: int, _value: Result) -> bool:
            place = (row - top if goes_down else 0, column - left if goes_right else 0)
            if place not in known:  # most formulas hold their column with a $, and say the same all along a row
                known[place] = holds(book, tab, formula, *place)
            return known[place]

        return blocks, custom, rule.get("format", {})

    def plain(_row: int, _column: int, value: Result) -> bool:
        return not isinstance(value, Failure) and met(book, condition, value)

    return blocks, plain, rule.get("format", {})


def painted(found: list[Painter], row: int, column: int, value: Result) -> JSON | None:
    """What the rules lay over one cell; None where none holds."""
    above: JSON | None = None
    for blocks, holds_for, laid in found:
        if any(block.holds(row, column) for block in blocks) and holds_for(row, column, value):
            above = overlaid(above or {}, laid)
    return above
