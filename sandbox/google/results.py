"""What cells come to: values as they are, formulas worked out once a revision."""

from __future__ import annotations

from sandbox.google.book import Book
from sandbox.google.cells import Failure, Formula, Plain, Result
from sandbox.google.formula_text import Reference, Side, copied
from sandbox.google.formulas import result, tree
from sandbox.google.functions import Range
from sandbox.google.patterns import general, shown, shown_text
from sandbox.google.tab import Tab

_DEFAULT_PATTERN = {"PERCENT": "0.00%", "CURRENCY": '"$"#,##0.00', "SCIENTIFIC": "0.00E+00", "NUMBER": "#,##0.00"}


class Standing:
    """The ground under a formula: its book and its tab."""

    def __init__(self, book: Book, tab: Tab) -> None:
        self.book = book
        self.tab = tab

    def _meant(self, found: Reference) -> Tab | None:
        if found.tab is None:
            return self.tab
        return self.book.titled(found.tab.strip("'").replace("''", "'"))

    def one(self, found: Reference) -> Result:
        """The result of one cell."""
        tab = self._meant(found)
        if tab is None or found.top is None or found.left is None or not _inside(tab, found.top, found.left):
            return Failure("REF", "Reference does not exist.")
        return effective(self.book, tab, found.top.at, found.left.at)

    def many(self, found: Reference) -> Range:
        """The results of a range, cut to what the tab holds."""
        tab = self._meant(found)
        if tab is None:
            return Range([[Failure("REF", "Unresolved sheet name.")]])
        tops = sorted((found.top.at if found.top else 0, found.bottom.at if found.bottom else tab.row_count - 1))
        sides = sorted((found.left.at if found.left else 0, found.right.at if found.right else tab.column_count - 1))
        rows = range(tops[0], min(tops[1] + 1, len(tab.rows)))
        return Range([[effective(self.book, tab, row, at) for at in range(sides[0], sides[1] + 1)] for row in rows])


def _inside(tab: Tab, row: Side, column: Side) -> bool:
    return row.at < tab.row_count and column.at < tab.column_count


def effective(book: Book, tab: Tab, row: int, column: int) -> Result:
    """What a cell comes to."""
    value = tab.cell(row, column).value
    return calculated(book, tab, row, column, value) if isinstance(value, Formula) else value


def calculated(book: Book, tab: Tab, row: int, column: int, formula: Formula) -> Result:
    """What a formula comes to where it stands."""
    key = (tab.id, row, column)
    known = book.results
    if key not in known:
        known[key] = Failure("REF", "Circular dependency detected.")
        known[key] = _result(book, tab, formula)
    return known[key]


def _result(book: Book, tab: Tab, formula: Formula) -> Result:
    try:
        found = result(formula.text, Standing(book, tab))
        unknown = isinstance(found, Failure) and found.type == "NAME" and formula.saved is not None
        return formula.saved if unknown else found
    except (RecursionError, ArithmeticError, ValueError):
        return Failure("NUM", "The result of this formula is out of range.")


def holds(book: Book, tab: Tab, formula: str, down: int, right: int) -> bool:
    """Whether a formula written for the first cell of a range is true `down` and `right` of it."""
    if tree(formula) is None:
        return False
    value = result(copied(formula, down, right), Standing(book, tab))
    return bool(value) and not isinstance(value, Failure | str)


def display(book: Book, value: Result, number_format: dict[str, str] | None) -> str:
    """What a cell shows for a result."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Failure):
        return value.shown
    pattern = "" if number_format is None else number_format.get("pattern", "")
    if isinstance(value, str):
        return shown_text(value, pattern) if "@" in pattern else value
    ways = book.ways
    pattern = pattern or default_pattern(book, number_format)
    return shown(value, pattern, ways) if pattern else general(value, ways)


def default_pattern(book: Book, number_format: dict[str, str] | None) -> str:
    """The pattern of a format that names only its type."""
    kind = "" if number_format is None else number_format.get("type", "")
    ways = book.ways
    of_locale = {"DATE": ways.date, "TIME": ways.time, "DATE_TIME": ways.moment}
    return of_locale.get(kind) or _DEFAULT_PATTERN.get(kind, "")


def number_format_of(cell_format: dict[str, dict[str, str]] | None) -> dict[str, str] | None:
    """The number format inside a cell format."""
    return None if cell_format is None else cell_format.get("numberFormat")


__all__ = ["Plain", "calculated", "default_pattern", "display", "effective", "holds", "number_format_of"]
