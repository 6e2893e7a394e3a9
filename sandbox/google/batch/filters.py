"""The basic filter of a tab."""

from __future__ import annotations

from sandbox.google.batch.kind import Kind, inside, target
from sandbox.google.batch.sorting import sort_block
from sandbox.google.blocks import JSON, ROWS, Block, grid_json
from sandbox.google.book import Book
from sandbox.google.conditions import met
from sandbox.google.formats import lean
from sandbox.google.results import display, effective, number_format_of
from sandbox.google.tab import Tab


def set_basic_filter(book: Book, told: JSON) -> JSON:
    """A filter over a range; without bounds over the whole grid. Its sort is done once, its criteria hide rows."""
    wish = inside(told, "filter")
    tab, block = target(book, wish.get("range"))
    tab.basic_filter = {**lean(wish), "range": grid_json(tab.id, block)}
    rows = Block(block.top + 1, block.left, block.bottom, block.right)
    specs = [
        (spec.get("dimensionIndex") or 0, spec.get("sortOrder") == "DESCENDING") for spec in wish.get("sortSpecs") or []
    ]
    if specs:
        sort_block(book, tab, rows, specs)
    hide(tab, {row for row in range(rows.top, rows.bottom) if _hidden(book, tab, wish, row)})
    return {}


def hide(tab: Tab, hidden: set[int]) -> None:
    """Exactly these rows are hidden by the filter."""
    known = tab.lines[ROWS]
    for row in {*known, *hidden}:
        told = {key: value for key, value in known.get(row, {}).items() if key != "hiddenByFilter"}
        if row in hidden:
            told["hiddenByFilter"] = True
        if told:
            known[row] = told
        else:
            known.pop(row, None)


def criteria(wish: JSON) -> dict[int, JSON]:
    """What is filtered, by column; a spec counts for more than the older map."""
    found = {int(column): one for column, one in (wish.get("criteria") or {}).items()}
    for spec in wish.get("filterSpecs") or []:
        found[spec.get("columnIndex") or 0] = spec.get("filterCriteria") or {}
    return found


def _hidden(book: Book, tab: Tab, wish: JSON, row: int) -> bool:
    return any(_fails(book, tab, row, column, one) for column, one in criteria(wish).items())


def _fails(book: Book, tab: Tab, row: int, column: int, one: JSON) -> bool:
    value = effective(book, tab, row, column)
    if display(book, value, number_format_of(tab.cell(row, column).format)) in (one.get("hiddenValues") or []):
        return True
    condition = one.get("condition")
    return condition is not None and not met(book, condition, value)


def clear_basic_filter(book: Book, told: JSON) -> JSON:
    """No filter, and nothing hidden by it."""
    tab = book.tab(told.get("sheetId"))
    tab.basic_filter = None
    hide(tab, set())
    return {}


KINDS: dict[str, Kind] = {"setBasicFilter": set_basic_filter, "clearBasicFilter": clear_basic_filter}
