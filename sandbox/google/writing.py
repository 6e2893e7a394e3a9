"""Values as the values methods write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, Block
from sandbox.google.book import Book, fitted
from sandbox.google.cells import Cell, Value
from sandbox.google.errors import invalid, violations
from sandbox.google.notation import Corners, column_name, written
from sandbox.google.protection import guard
from sandbox.google.tab import Tab
from sandbox.google.typed import typed

LONGEST_TEXT = 50_000


@dataclass(slots=True)
class Written:
    """What one write did: the cells it set, and the block it filled."""

    tab: Tab
    block: Block
    cells: set[tuple[int, int]] = field(default_factory=set)

    def told(self, book_id: str) -> JSON:
        """The UpdateValuesResponse; counts of nothing are left out."""
        counts = {
            "updatedRows": len({row for row, _ in self.cells}),
            "updatedColumns": len({column for _, column in self.cells}),
            "updatedCells": len(self.cells),
        }
        told = {"spreadsheetId": book_id, "updatedRange": written(self.tab.title, self.block)}
        return {**told, **{key: count for key, count in counts.items() if count}}


def lists_of(values: Any, where: str) -> list[list[Any]]:
    """Values as a list of lists, or the refusal Google's parser words."""
    kind = "(type.googleapis.com/google.protobuf.ListValue)"
    if values is None:
        return []
    if not isinstance(values, list):
        raise violations([(where, f"Invalid value at '{where}' {kind}, {_quoted(values)}")])
    wrong = [
        (f"{where}[{at}]", f"Invalid value at '{where}[{at}]' {kind}, {_quoted(one)}")
        for at, one in enumerate(values)
        if not isinstance(one, list)
    ]
    if wrong:
        raise violations(wrong)
    return values


def _quoted(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def write(
    book: Book, place: tuple[Tab, Corners], values: list[list[Any]], major: str, option: str, who: str
) -> Written:
    """Write values from the first cell of a range on; one that names a single cell has no end."""
    tab, found = place
    block = fitted(tab, found)
    if major == COLUMNS:
        values = turned(values)
    target = _target(tab, found, block, values)
    guard(tab, target, who)
    done = Written(tab, target)
    for row, cells in enumerate(values, block.top):
        changes = _changes(book, tab, row, block.left, cells, option)
        tab.put(row, changes)
        done.cells.update((row, column) for column in changes)
    return done


def turned(columns: list[list[Any]]) -> list[list[Any]]:
    """Columns as rows; what a short column does not say stays as it is."""
    height = max(map(len, columns), default=0)
    return [[column[row] if row < len(column) else None for column in columns] for row in range(height)]


def _target(tab: Tab, found: Corners, block: Block, values: Sequence[list[Any]]) -> Block:
    height, width = len(values), max(map(len, values), default=0)
    single = (
        found.bottom is not None and found.right is not None and found.on(1, 1)[2:] == (block.top + 1, block.left + 1)
    )
    limit = Block(block.top, block.left, tab.row_count, tab.column_count) if single else block
    text = written(tab.title, found.on(tab.row_count, tab.column_count))
    if block.top + height > limit.bottom:
        raise invalid(f"Requested writing within range [{text}], but tried writing to row [{limit.bottom + 1}]")
    if block.left + width > limit.right:
        raise invalid(
            f"Requested writing within range [{text}], but tried writing to column [{column_name(limit.right)}]"
        )
    return Block(block.top, block.left, block.top + max(height, 1), block.left + max(width, 1))


def _changes(book: Book, tab: Tab, row: int, left: int, values: list[Any], option: str) -> dict[int, Cell]:
    changes = {}
    for column, value in enumerate(values, left):
        if value is None:
            continue
        if isinstance(value, list | dict):
            kind = "list_value" if isinstance(value, list) else "struct_value"
            raise invalid(f"Invalid values[{row}][{column - left}]: {kind} {{\n}}\n")
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise invalid("Your input contains more than the maximum of 50000 characters in a single cell.")
        changes[column] = entered(book, tab.cell(row, column), value, option)
    return changes


def entered(book: Book, cell: Cell, value: Any, option: str) -> Cell:
    """A cell after a value was put into it, as it is or as a person types it."""
    own = cell.format or {}
    number_format = own.get("numberFormat")
    if option != "USER_ENTERED" or not isinstance(value, str):
        return cell._replace(value=None if value == "" and isinstance(value, str) else value)
    if number_format is not None and number_format.get("type") == "TEXT":
        return cell._replace(value=value or None)
    made, implied = typed(value, book.ways)
    if implied is None or number_format is not None:
        return cell._replace(value=made)
    return cell._replace(value=made, format=shared({**own, "numberFormat": implied}))


_SHARED: dict[str, JSON] = {}


def shared(told: JSON) -> JSON:
    """One object for all formats that say the same, so that many cells share it."""
    if len(_SHARED) > 10_000:
        _SHARED.clear()
    return _SHARED.setdefault(repr(told), told)


def clear(tab: Tab, block: Block, who: str) -> None:
    """Take the values out of a block; formats, notes and validations stay."""
    guard(tab, block, who)
    for row in range(block.top, min(block.bottom, len(tab.rows))):
        cells = enumerate(tab.row(row, block.left, block.right), block.left)
        tab.put(
            row, {at: cell._replace(value=None) for at, cell in cells if cell is not None and cell.value is not None}
        )


__all__ = ["Value", "Written", "clear", "entered", "lists_of", "shared", "write"]
