"""Blocks of cells: half-open rectangles, and what inserting and deleting lines does to them."""

from __future__ import annotations

from typing import Any, NamedTuple

JSON = dict[str, Any]

ROWS, COLUMNS = "ROWS", "COLUMNS"


class Block(NamedTuple):
    """Rows top..bottom and columns left..right, ends not included; every side is known."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies inside."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other: Block) -> bool:
        """Whether two blocks share a cell."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def covers(self, other: Block) -> bool:
        """Whether the other block lies wholly inside."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def cut(self, other: Block) -> Block | None:
        """What two blocks share."""
        if not self.meets(other):
            return None
        return Block(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )

    def moved(self, down: int, right: int) -> Block:
        """The same block elsewhere."""
        return Block(self.top + down, self.left + right, self.bottom + down, self.right + right)

    def span(self, dimension: str) -> tuple[int, int]:
        """Start and end along rows or columns."""
        return (self.top, self.bottom) if dimension == ROWS else (self.left, self.right)

    def with_span(self, dimension: str, start: int, end: int) -> Block:
        """The block with another start and end along one dimension."""
        if dimension == ROWS:
            return Block(start, self.left, end, self.right)
        return Block(self.top, start, self.bottom, end)


def after_insert(start: int, end: int, at: int, count: int) -> tuple[int, int]:
    """Where a span stands after `count` lines came in before line `at`; inside, it grows."""
    if at <= start:
        return start + count, end + count
    return (start, end + count) if at < end else (start, end)


def after_delete(start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
    """Where a span stands after lines first..last went; None when nothing of it is left."""
    gone_before = max(0, min(start, last) - first)
    gone_inside = max(0, min(end, last) - max(start, first))
    new_start = start - gone_before
    new_end = new_start + (end - start) - gone_inside
    return (new_start, new_end) if new_end > new_start else None


def after_move(index: int, first: int, last: int, to: int) -> int:
    """Where line `index` stands after lines first..last were moved before line `to`."""
    count = last - first
    if first <= index < last:
        return index - first + (to if to <= first else to - count)
    if last <= index < to:
        return index - count
    if to <= index < first:
        return index + count
    return index


def grid_json(sheet_id: int, block: Block) -> JSON:
    """A block as a GridRange with all four sides; a sheetId of 0 is left out, as everywhere."""
    told: JSON = {"sheetId": sheet_id} if sheet_id else {}
    told.update(
        startRowIndex=block.top, endRowIndex=block.bottom, startColumnIndex=block.left, endColumnIndex=block.right
    )
    return told


def without_zero_sheet(grid: JSON) -> JSON:
    """A GridRange or DimensionRange without its sheetId when that is 0."""
    return {key: value for key, value in grid.items() if value is not None and (key != "sheetId" or value)}


def kept_grid(sheet_id: int, grid: JSON) -> JSON:
    """A GridRange as it was given: sides that were left open stay open."""
    sides = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    told: JSON = {"sheetId": sheet_id} if sheet_id else {}
    return {**told, **{side: grid[side] for side in sides if grid.get(side) is not None}}


def block_of(grid: JSON, rows: int, columns: int) -> Block:
    """A GridRange on a tab of that size; missing sides are the edges, far sides are cut to the grid."""
    return Block(
        grid.get("startRowIndex") or 0,
        grid.get("startColumnIndex") or 0,
        min(_side(grid, "endRowIndex", rows), rows),
        min(_side(grid, "endColumnIndex", columns), columns),
    )


def _side(grid: JSON, key: str, edge: int) -> int:
    value = grid.get(key)
    return edge if value is None else int(value)
