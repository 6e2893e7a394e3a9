"""Copying and cutting blocks of cells."""

from __future__ import annotations

from sandbox.google.batch.kind import Kind, allowed, inside, target
from sandbox.google.blocks import JSON, Block
from sandbox.google.book import Book
from sandbox.google.cells import EMPTY, Cell, Failure, Formula, Result
from sandbox.google.errors import invalid
from sandbox.google.formula_text import copied
from sandbox.google.results import effective
from sandbox.google.tab import Tab

Grid = list[list[Cell]]


def taken(tab: Tab, block: Block) -> Grid:
    """The cells of a block, row by row."""
    return [
        [tab.cell(row, column) for column in range(block.left, block.right)] for row in range(block.top, block.bottom)
    ]


def pasted(old: Cell, new: Cell, kind: str, value: Result) -> Cell:
    """A cell after another one was pasted into it; `value` is what the other comes to."""
    if kind == "PASTE_VALUES":
        return old._replace(value=value.shown if isinstance(value, Failure) else value)
    if kind == "PASTE_FORMAT":
        return old._replace(format=new.format)
    if kind == "PASTE_FORMULA":
        return old._replace(value=new.value)
    if kind == "PASTE_DATA_VALIDATION":
        return old._replace(validation=new.validation)
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        return old
    if kind == "PASTE_NO_BORDERS":
        kept = {key: told for key, told in (new.format or {}).items() if key != "borders"}
        return new._replace(format=kept or None)
    return new


def copy_paste(book: Book, told: JSON) -> JSON:
    """A block into another; a larger destination is filled with repeats of it."""
    source_tab, source = target(book, inside(told, "source"))
    tab, wish = target(book, inside(told, "destination"))
    turned = told.get("pasteOrientation") == "TRANSPOSE"
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    block = _destination(tab, wish, height, width)
    allowed(tab, block)
    cells = taken(source_tab, source)
    kind = told.get("pasteType") or "PASTE_NORMAL"
    for row in range(block.height):
        changes = {}
        for column in range(block.width):
            down, right = row % height, column % width
            from_row, from_column = (right, down) if turned else (down, right)
            place = (source.top + from_row, source.left + from_column)
            changes[block.left + column] = _copy(
                book, source_tab, place, cells[from_row][from_column], tab, (block.top + row, block.left + column), kind
            )
        tab.put(block.top + row, changes)
    if kind == "PASTE_NORMAL" and not turned:
        _copy_merges(source_tab, source, tab, block)
    return {}


def _copy(
    book: Book, source_tab: Tab, source: tuple[int, int], new: Cell, tab: Tab, to: tuple[int, int], kind: str
) -> Cell:
    value = effective(book, source_tab, *source) if kind == "PASTE_VALUES" else None
    if isinstance(new.value, Formula):
        new = new._replace(value=Formula(copied(new.value.text, to[0] - source[0], to[1] - source[1])))
    return pasted(tab.cell(*to), new, kind, value)


def _destination(tab: Tab, wish: Block, height: int, width: int) -> Block:
    """At least as large as the source; larger only by whole repeats."""
    rows = wish.height if wish.height % height == 0 else height
    columns = wish.width if wish.width % width == 0 else width
    block = Block(wish.top, wish.left, wish.top + max(rows, height), wish.left + max(columns, width))
    if block.bottom > tab.row_count or block.right > tab.column_count:
        raise invalid("The destination of the paste exceeds grid limits.")
    return block


def _copy_merges(source_tab: Tab, source: Block, tab: Tab, block: Block) -> None:
    moved = [
        merge.moved(block.top - source.top, block.left - source.left)
        for merge in source_tab.merges
        if source.covers(merge)
    ]
    tab.merges = [merge for merge in tab.merges if not any(merge.meets(one) for one in moved)] + moved


def cut_paste(book: Book, told: JSON) -> JSON:
    """A block moves elsewhere; what stood there is replaced, the source is empty."""
    source_tab, source = target(book, inside(told, "source"))
    start = inside(told, "destination")
    tab = book.tab(start.get("sheetId"))
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    block = Block(top, left, top + source.height, left + source.width)
    if block.bottom > tab.row_count or block.right > tab.column_count:
        raise invalid("The destination of the paste exceeds grid limits.")
    allowed(source_tab, source)
    allowed(tab, block)
    cells = taken(source_tab, source)
    kind = told.get("pasteType") or "PASTE_NORMAL"
    values = [
        [effective(book, source_tab, row, column) for column in range(source.left, source.right)]
        for row in range(source.top, source.bottom)
    ]
    for row in range(source.top, source.bottom):
        source_tab.put(row, dict.fromkeys(range(source.left, source.right), EMPTY))
    for at, row_cells in enumerate(cells):
        changes = {
            left + column: pasted(tab.cell(top + at, left + column), cell, kind, values[at][column])
            for column, cell in enumerate(row_cells)
        }
        tab.put(top + at, changes)
    _move_merges(source_tab, source, tab, block)
    return {}


def _move_merges(source_tab: Tab, source: Block, tab: Tab, block: Block) -> None:
    moving = [merge for merge in source_tab.merges if source.covers(merge)]
    source_tab.merges = [merge for merge in source_tab.merges if merge not in moving]
    tab.merges += [merge.moved(block.top - source.top, block.left - source.left) for merge in moving]


KINDS: dict[str, Kind] = {"copyPaste": copy_paste, "cutPaste": cut_paste}
