"""Rows and columns: inserted, appended, deleted, moved, hidden and sized."""

from __future__ import annotations

from sandbox.google import lines as moving
from sandbox.google.batch.kind import Kind, allowed, inside, lines, span
from sandbox.google.blocks import JSON, ROWS
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.formats import lean
from sandbox.google.masks import required, written
from sandbox.google.results import display, effective


def insert_dimension(book: Book, told: JSON) -> JSON:
    """Empty lines before others."""
    found = inside(told, "range")
    tab = book.tab(found.get("sheetId"))
    dimension, start, end = span(tab, found)
    edge = tab.length(dimension)
    inherit = bool(told.get("inheritFromBefore"))
    if inherit and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at index 0.")
    if start > edge or (start == edge and not inherit):
        raise invalid(
            f"range.startIndex[{start}] must be less than the grid size ({edge}) if inheritFromBefore is false."
        )
    moving.insert(book, tab, dimension, start, end - start, inherit)
    return {}


def append_dimension(book: Book, told: JSON) -> JSON:
    """Empty lines at the end."""
    tab = book.tab(told.get("sheetId"))
    length = told.get("length") or 0
    if length < 1:
        raise invalid("length must be greater than 0.")
    rows = tab.row_count + (length if told.get("dimension") == ROWS else 0)
    columns = tab.column_count + (length if told.get("dimension") == "COLUMNS" else 0)
    if rows * columns > 10_000_000:
        raise invalid(
            "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
        )
    tab.resize(rows, columns)
    return {}


def delete_dimension(book: Book, told: JSON) -> JSON:
    """Lines go; one of them has to stay."""
    found = inside(told, "range")
    tab = book.tab(found.get("sheetId"))
    dimension, start, end = span(tab, found)
    edge = tab.length(dimension)
    if start >= edge:
        raise invalid(f"Cannot delete a {dimension[:-1].lower()} that doesn't exist. Tried to delete index {start}.")
    end = min(end, edge)
    if end - start >= edge:
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    allowed(tab, lines(tab, dimension, start, end))
    moving.delete(book, tab, dimension, start, end)
    return {}


def move_dimension(book: Book, told: JSON) -> JSON:
    """Lines stand before another line afterwards."""
    found = inside(told, "source")
    tab = book.tab(found.get("sheetId"))
    dimension, start, end = span(tab, found)
    to = told.get("destinationIndex") or 0
    if end > tab.length(dimension) or to > tab.length(dimension) or start < to < end:
        raise invalid(f"destinationIndex[{to}] is not a place where these {dimension.lower()} can go.")
    moving.move(book, tab, dimension, start, end, to)
    return {}


def update_dimension_properties(book: Book, told: JSON) -> JSON:
    """Size and visibility of lines."""
    mask = required(told.get("fields"))
    found = inside(told, "range")
    tab = book.tab(found.get("sheetId"))
    dimension, start, end = span(tab, found)
    edge = tab.length(dimension)
    if start >= edge:
        raise invalid(f"range.startIndex[{start}] must be less than the grid size ({edge}).")
    given = {key: value for key, value in lean(told.get("properties") or {}).items() if key != "developerMetadata"}
    known = tab.lines[dimension]
    for at in range(start, min(end, edge)):
        made = written(known.get(at, {}), given, mask)
        if made:
            known[at] = made
        else:
            known.pop(at, None)
    return {}


def auto_resize(book: Book, told: JSON) -> JSON:
    """Columns as wide as their longest text, as far as a text tells without a font; rows as usual."""
    found = inside(told, "dimensions")
    tab = book.tab(found.get("sheetId"))
    dimension, start, end = span(tab, found)
    for at in range(start, min(end, tab.length(dimension))):
        kept = {key: value for key, value in tab.lines[dimension].get(at, {}).items() if key != "pixelSize"}
        if dimension != ROWS:
            texts = (display(book, effective(book, tab, row, at), None) for row in range(len(tab.rows)))
            kept["pixelSize"] = 21 + 6 * max(map(len, texts), default=0)
        tab.lines[dimension][at] = kept
    return {}


KINDS: dict[str, Kind] = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "autoResizeDimensions": auto_resize,
    "updateDimensionProperties": update_dimension_properties,
}
