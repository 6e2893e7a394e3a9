"""A person at the sheet: what people do with their hands, held to what they are allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google import lines
from sandbox.google.batch.protections import protect as protect_range
from sandbox.google.batch.sorting import sort_block
from sandbox.google.batch.tabs import KINDS, refuse_title
from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block, grid_json
from sandbox.google.book import Book, fitted
from sandbox.google.cells import Cell, Formula, Plain
from sandbox.google.conditions import accepts
from sandbox.google.errors import PROTECTED, ApiError, invalid
from sandbox.google.formula_text import copied
from sandbox.google.notation import column_index
from sandbox.google.protection import closed
from sandbox.google.tab import Tab
from sandbox.google.writing import entered

Act = Callable[[Book, JSON, str], None]


def _allowed(tab: Tab, block: Block, who: str) -> None:
    if closed(tab, block, who) is not None:
        raise ApiError(403, PROTECTED)


def _tab(book: Book, wish: JSON) -> Tab:
    tab = book.titled(str(wish.get("tab", "")))
    if tab is None:
        raise invalid(f"There is no tab {wish.get('tab')!r}.")
    return tab


def _whole(wish: JSON, key: str, default: int | None = None) -> int:
    found = wish.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise invalid(f"'{key}' must be a number from 1 on.")
    return found


def edit(book: Book, wish: JSON, who: str) -> None:
    """Type into cells, or paste a block of values from a cell on; true and false tick a box."""
    tab, found = book.corners(str(wish.get("range", "")))
    block = fitted(tab, found)
    values = wish.get("values")
    if values is None:
        values = [[wish.get("value")] * block.width] * block.height
    height, width = len(values), max(map(len, values), default=0)
    target = Block(block.top, block.left, block.top + height, block.left + width)
    _allowed(tab, target, who)
    tab.resize(max(tab.row_count, target.bottom), max(tab.column_count, target.right))
    for row, cells in enumerate(values, block.top):
        tab.put(row, {at: _typed(book, tab.cell(row, at), value) for at, value in enumerate(cells, block.left)})


def _typed(book: Book, cell: Cell, value: Any) -> Cell:
    typed = entered(book, cell._replace(runs=None), value, "USER_ENTERED")
    rule = cell.validation
    result: Plain = None if isinstance(typed.value, Formula) else typed.value
    if rule and rule.get("strict") and not isinstance(typed.value, Formula) and not accepts(book, rule, result):
        raise invalid("The data you entered violates the data validation rules set on this cell.")
    return typed


def sort(book: Book, wish: JSON, who: str) -> None:
    """Sort a range by one of its columns: a number from 1, or a letter."""
    tab, block = book.area(str(wish.get("range", "")))
    column = wish.get("column", 1)
    at = column_index(column) if isinstance(column, str) else column - 1
    if not block.left <= at < block.right:
        raise invalid("The column to sort by must lie inside the range.")
    _allowed(tab, block, who)
    sort_block(book, tab, block, [(at, not wish.get("ascending", True))])


def _insert(dimension: str) -> Act:
    def act(book: Book, wish: JSON, _who: str) -> None:
        tab, at, count = _tab(book, wish), _whole(wish, "at"), _whole(wish, "count", 1)
        if at > tab.length(dimension) + 1:
            raise invalid(f"The tab ends at {tab.length(dimension)}.")
        lines.insert(book, tab, dimension, at - 1, count, inherit=at > 1)

    return act


def _delete(dimension: str) -> Act:
    def act(book: Book, wish: JSON, who: str) -> None:
        tab, first = _tab(book, wish), _whole(wish, "first")
        last = min(_whole(wish, "last", first), tab.length(dimension))
        if first > last or last - first + 1 >= tab.length(dimension):
            raise invalid("Some of the tab has to stay.")
        _allowed(tab, tab.whole.with_span(dimension, first - 1, last), who)
        lines.delete(book, tab, dimension, first - 1, last)

    return act


def move_column(book: Book, wish: JSON, who: str) -> None:
    """Let a column stand where another one stands now; what lies between makes room."""
    tab, column, to = _tab(book, wish), _whole(wish, "column"), _whole(wish, "to")
    if max(column, to) > tab.column_count:
        raise invalid(f"The tab ends at {tab.column_count}.")
    _allowed(tab, tab.whole.with_span(COLUMNS, column - 1, column), who)
    lines.move(book, tab, COLUMNS, column - 1, column, to - 1 if to <= column else to)


def copy_row(book: Book, wish: JSON, who: str) -> None:
    """Copy a row over another one, with everything that stands in it."""
    tab, source, to = _tab(book, wish), _whole(wish, "row") - 1, _whole(wish, "to") - 1
    tab.resize(max(tab.row_count, to + 1), tab.column_count)
    _allowed(tab, Block(to, 0, to + 1, tab.column_count), who)
    cells = tab.row(source, 0, tab.column_count)
    width = max(len(cells), len(tab.row(to, 0, tab.column_count)))
    tab.put(to, {at: _copy(cells[at] if at < len(cells) else None, to - source) for at in range(width)})


def _copy(cell: Cell | None, down: int) -> Cell:
    if cell is None:
        return Cell()
    if isinstance(cell.value, Formula):
        return cell._replace(value=Formula(copied(cell.value.text, down, 0)))
    return cell


def rename_tab(book: Book, wish: JSON, _who: str) -> None:
    """Another title for a tab."""
    tab = _tab(book, wish)
    title = str(wish.get("title") or wish.get("to") or "")
    refuse_title(book, title, tab)
    tab.title = title


def delete_tab(book: Book, wish: JSON, who: str) -> None:
    """A tab goes."""
    tab = _tab(book, wish)
    _allowed(tab, tab.whole, who)
    KINDS["deleteSheet"](book, {"sheetId": tab.id})


def protect(book: Book, wish: JSON, who: str) -> None:
    """Protect a range, or a whole tab, for the people on a list and whoever protects it."""
    tab, block = book.area(str(wish.get("range") or wish.get("tab") or ""))
    told = {
        "description": wish.get("description"),
        "warningOnly": bool(wish.get("warningOnly")),
        "editors": {"users": list(wish.get("editors") or [])},
    }
    protect_range(tab, told, grid_json(tab.id, block), who)


def note(book: Book, wish: JSON, who: str) -> None:
    """Put a note on a cell, or take it away."""
    tab, block = book.area(str(wish.get("range", "")))
    _allowed(tab, block, who)
    cell = tab.cell(block.top, block.left)
    tab.put(block.top, {block.left: cell._replace(note=str(wish.get("note") or "") or None)})


ACTS: dict[str, Act] = {
    "edit": edit,
    "sort": sort,
    "insertRows": _insert(ROWS),
    "deleteRows": _delete(ROWS),
    "insertColumns": _insert(COLUMNS),
    "deleteColumns": _delete(COLUMNS),
    "moveColumn": move_column,
    "copyRow": copy_row,
    "renameTab": rename_tab,
    "deleteTab": delete_tab,
    "protect": protect,
    "note": note,
}
