"""Merged cells."""

from __future__ import annotations

from sandbox.google.batch.kind import Kind, allowed, target
from sandbox.google.blocks import JSON, Block
from sandbox.google.book import Book
from sandbox.google.cells import EMPTY
from sandbox.google.errors import invalid
from sandbox.google.tab import Tab


def merge_cells(book: Book, told: JSON) -> JSON:
    """One merge, or one for each row or column; only the first value stays."""
    tab, block = target(book, told.get("range"))
    allowed(tab, block)
    for known in tab.merges:
        if known.meets(block) and not block.covers(known):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [known for known in tab.merges if not block.covers(known)]
    for merge in _pieces(block, told.get("mergeType") or "MERGE_ALL"):
        if merge.height * merge.width > 1:
            _keep_first(tab, merge)
            tab.merges.append(merge)
    return {}


def _pieces(block: Block, kind: str) -> list[Block]:
    if kind == "MERGE_ROWS":
        return [Block(row, block.left, row + 1, block.right) for row in range(block.top, block.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Block(block.top, column, block.bottom, column + 1) for column in range(block.left, block.right)]
    return [block]


def _keep_first(tab: Tab, merge: Block) -> None:
    """The first value there is moves to the first cell; the others go, formats stay."""
    filled = [(row, column, cell) for row, column, cell in tab.filled(merge) if cell.value is not None]
    for row, column, cell in filled:
        tab.put(row, {column: cell._replace(value=None)})
    if filled:
        first = tab.cell(merge.top, merge.left)
        kept = filled[0][2] if first is EMPTY else first._replace(value=filled[0][2].value)
        tab.put(merge.top, {merge.left: kept})


def unmerge_cells(book: Book, told: JSON) -> JSON:
    """Merges that lie wholly inside the range go."""
    tab, block = target(book, told.get("range"))
    allowed(tab, block)
    for known in tab.merges:
        if known.meets(block) and not block.covers(known):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [known for known in tab.merges if not block.covers(known)]
    return {}


KINDS: dict[str, Kind] = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
