"""What stands below the header of a tab, column by column."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

from service.adapters.cells.grid import EMPTY, Cell, Tab, at
from service.adapters.cells.plain import read_text
from service.adapters.tabs.columns import Layout

T = TypeVar("T")
Row = Sequence[Cell]
TEXTUAL = {str, type(None)}


class Body:
    """The cells below the header by their columns; rows are counted from 0, and `height` is their number."""

    def __init__(self, tab: Tab, layout: Layout) -> None:
        self.tab, self.layout = tab, layout
        self.body = tab.rows[layout.header + 1 :]
        self.height = len(self.body)
        self._columns = list(zip_longest(*self.body, fillvalue=EMPTY))

    def column(self, key: str) -> Sequence[Cell]:
        """The cells of a column below the header; empty ones where there is no such column."""
        place = self.layout.team.get(key)
        return self.at_place(place)

    def at_place(self, place: int | None) -> Sequence[Cell]:
        """The cells of the column at a place."""
        if place is None or place >= len(self._columns):
            return (EMPTY,) * self.height
        return self._columns[place]

    def cell(self, key: str, offset: int) -> Cell:
        """One cell, by its row from 0 below the header."""
        place = self.layout.team.get(key)
        return EMPTY if place is None else at(self.body[offset], place)

    def each(self, key: str, read: Callable[[Cell], T]) -> list[T | None]:
        """A column read cell by cell, equal cells once."""
        if key not in self.layout.team:
            return [None] * self.height
        return list(once_each(self.column(key), read))


class Memo(dict[Cell, T]):
    """What cells were read as; a cell that is new is read when it is first asked for."""

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> T:
        self[cell] = found = self._read(cell)
        return found


def once_each(cells: Sequence[Cell], read: Callable[[Cell], T]) -> list[T]:
    """Every cell read, equal cells once."""
    return list(map(Memo(read).__getitem__, cells))


def texts(cells: Sequence[Cell]) -> list[str]:
    """The cells as texts, equal ones once."""
    values = [cell[1] for cell in cells]
    if set(map(type, values)) <= TEXTUAL:
        memo = {value: read_text(Cell("text", value)) for value in set(values)}
        return [memo[value] for value in values]
    return [read_text(cell) for cell in cells]
