"""One tab: rows of cells, sizes, merges, rules and what else belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block, block_of
from sandbox.google.cells import EMPTY, Cell, Formula, Row, trimmed

Group = tuple[int, int, int]
"""Start, end and depth of grouped rows or columns."""


@dataclass(slots=True)
class Tab:
    """A tab. Rows and the objects in its lists are replaced, never changed, so that a copy is cheap."""

    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    rows: list[Row] = field(default_factory=list)
    grid: JSON = field(default_factory=dict)
    properties: JSON = field(default_factory=dict)
    lines: dict[str, dict[int, JSON]] = field(default_factory=lambda: {ROWS: {}, COLUMNS: {}})
    groups: dict[str, list[Group]] = field(default_factory=lambda: {ROWS: [], COLUMNS: []})
    merges: list[Block] = field(default_factory=list)
    protected: list[JSON] = field(default_factory=list)
    rules: list[JSON] = field(default_factory=list)
    tables: list[JSON] = field(default_factory=list)
    charts: list[JSON] = field(default_factory=list)
    basic_filter: JSON | None = None
    calculates: bool = False

    def copy(self) -> Tab:
        """A tab that can be changed without a trace in this one."""
        return replace(
            self,
            rows=list(self.rows),
            grid=dict(self.grid),
            properties=dict(self.properties),
            lines={dimension: dict(known) for dimension, known in self.lines.items()},
            groups={dimension: list(known) for dimension, known in self.groups.items()},
            merges=list(self.merges),
            protected=list(self.protected),
            rules=list(self.rules),
            tables=list(self.tables),
            charts=list(self.charts),
        )

    @property
    def whole(self) -> Block:
        """The grid."""
        return Block(0, 0, self.row_count, self.column_count)

    def block(self, grid: JSON) -> Block:
        """A GridRange on this tab."""
        return block_of(grid, self.row_count, self.column_count)

    def length(self, dimension: str) -> int:
        """How many rows or columns."""
        return self.row_count if dimension == ROWS else self.column_count

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        if row >= len(self.rows):
            return EMPTY
        cells = self.rows[row]
        return (cells[column] or EMPTY) if column < len(cells) else EMPTY

    def put(self, row: int, changes: dict[int, Cell]) -> None:
        """Replace some cells of a row."""
        if not changes:
            return
        self._reach(row)
        cells = list(self.rows[row])
        cells.extend([None] * (max(changes) + 1 - len(cells)))
        for column, cell in changes.items():
            cells[column] = cell
            if isinstance(cell.value, Formula):
                self.calculates = True
        self.rows[row] = trimmed(cells)
        self._let_go()

    def _reach(self, row: int) -> None:
        if row >= len(self.rows):
            self.rows.extend([()] * (row + 1 - len(self.rows)))

    def _let_go(self) -> None:
        while self.rows and not self.rows[-1]:
            self.rows.pop()

    def row(self, row: int, left: int, right: int) -> tuple[Cell | None, ...]:
        """Part of a row; shorter where nothing follows."""
        return self.rows[row][left:right] if row < len(self.rows) else ()

    def filled(self, block: Block) -> Iterator[tuple[int, int, Cell]]:
        """Every cell of a block that holds anything."""
        for row in range(block.top, min(block.bottom, len(self.rows))):
            for column, cell in enumerate(self.rows[row][block.left : block.right], block.left):
                if cell is not None:
                    yield row, column, cell

    def merge_at(self, row: int, column: int) -> Block | None:
        """The merge a cell lies in."""
        return next((merge for merge in self.merges if merge.holds(row, column)), None)

    def resize(self, rows: int, columns: int) -> None:
        """Another size of the grid; what lies outside is gone."""
        smaller = rows < self.row_count or columns < self.column_count
        self.row_count, self.column_count = rows, columns
        if smaller:
            self._cut(rows, columns)

    def _cut(self, rows: int, columns: int) -> None:
        del self.rows[rows:]
        self.rows = [cells if len(cells) <= columns else trimmed(list(cells[:columns])) for cells in self.rows]
        self._let_go()
        self.merges = [cut for merge in self.merges if (cut := merge.cut(self.whole)) and cut.height * cut.width > 1]
        for dimension in (ROWS, COLUMNS):
            end = self.length(dimension)
            self.lines[dimension] = {at: told for at, told in self.lines[dimension].items() if at < end}
            self.groups[dimension] = [(a, min(b, end), depth) for a, b, depth in self.groups[dimension] if a < end]

    def told_properties(self, index: int) -> JSON:
        """The SheetProperties."""
        grid: JSON = {"rowCount": self.row_count, "columnCount": self.column_count, **self.grid}
        return {
            "sheetId": self.id,
            "title": self.title,
            "index": index,
            "sheetType": "GRID",
            "gridProperties": grid,
            **self.properties,
        }


def line_properties(tab: Tab, dimension: str, index: int) -> dict[str, Any]:
    """Size and visibility of one row or column."""
    return {"pixelSize": 21 if dimension == ROWS else 100, **tab.lines[dimension].get(index, {})}
