"""Where an append goes: below the table it finds in its range."""

from __future__ import annotations

from sandbox.google.blocks import Block
from sandbox.google.tab import Tab


def _holds(tab: Tab, row: int, column: int) -> bool:
    if row < 0 or column < 0 or row >= len(tab.rows):
        return False
    cells = tab.rows[row]
    cell = cells[column] if column < len(cells) else None
    return cell is not None and cell.value is not None


def _in_row(tab: Tab, row: int, left: int, right: int) -> bool:
    return any(_holds(tab, row, column) for column in range(left, right))


def last_filled(tab: Tab, block: Block) -> tuple[int, int] | None:
    """The last cell of a block that holds a value: the lowest row, and in it the rightmost."""
    for row in range(min(block.bottom, len(tab.rows)) - 1, block.top - 1, -1):
        for column in range(min(block.right, len(tab.rows[row])) - 1, block.left - 1, -1):
            if _holds(tab, row, column):
                return row, column
    return None


def table_around(tab: Tab, row: int, column: int) -> Block:
    """The block around a cell that grows while values stand at its edge, corners included."""
    top, left, bottom, right = row, column, row + 1, column + 1
    grown = True
    while grown:
        grown = False
        while _in_row(tab, top - 1, left - 1, right + 1):
            top, grown = top - 1, True
        while _in_row(tab, bottom, left - 1, right + 1):
            bottom, grown = bottom + 1, True
        if any(_holds(tab, at, left - 1) for at in range(top - 1, bottom + 1)):
            left, grown = left - 1, True
        if any(_holds(tab, at, right) for at in range(top - 1, bottom + 1)):
            right, grown = right + 1, True
    return Block(top, left, bottom, right)


def table_in(tab: Tab, block: Block) -> Block | None:
    """The last table a range touches."""
    found = last_filled(tab, block)
    return None if found is None else table_around(tab, *found)
