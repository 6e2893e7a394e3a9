"""Tabs that come, go, change or are copied, and the spreadsheet's own properties."""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.google.batch.kind import Kind, inside
from sandbox.google.blocks import JSON
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.formats import kept_format
from sandbox.google.masks import Mask, names, required, with_defaults, written
from sandbox.google.tab import Tab

OWN = ("hidden", "rightToLeft", "tabColor", "tabColorStyle")
GRID = ("frozenRowCount", "frozenColumnCount", "hideGridlines", "rowGroupControlAfter", "columnGroupControlAfter")


def free_id(taken: set[int]) -> int:
    """An id nobody has."""
    while (found := secrets.randbelow(2**31)) in taken or found == 0:
        continue
    return found


def new_tab(book: Book, told: JSON) -> Tab:
    """A tab as its properties want it; ids and titles that are taken are refused."""
    sheet_id = told.get("sheetId")
    taken = {tab.id for tab in book.tabs}
    if sheet_id is not None and (sheet_id in taken or sheet_id < 0):
        raise invalid(f"Sheet with id {sheet_id} already exists. Please choose another id.")
    title = told.get("title") or free_title(book)
    refuse_title(book, title, None)
    tab = Tab(free_id(taken) if sheet_id is None else sheet_id, title)
    give(tab, told, {})
    return tab


def free_title(book: Book) -> str:
    """Sheet and the first number that is free."""
    number = len(book.tabs) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def refuse_title(book: Book, title: str, own: Tab | None) -> None:
    """Refuse a title that another tab has, or none at all."""
    other = book.titled(title)
    if other is not None and other is not own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if not title:
        raise invalid("The sheet name cannot be empty.")


def give(tab: Tab, told: JSON, mask: Mask) -> None:
    """Properties into a tab, as far as the mask goes."""
    kept = kept_format(told)
    own_mask = with_defaults(mask, OWN)
    if own_mask is not None:
        tab.properties = {
            key: value for key, value in written(tab.properties, _only(kept, OWN), own_mask).items() if value
        }
    if names(mask, "gridProperties"):
        inner = mask.get("gridProperties", {})
        wish = told.get("gridProperties") or {}
        rows = wish.get("rowCount") if names(inner, "rowCount") else None
        columns = wish.get("columnCount") if names(inner, "columnCount") else None
        grid_mask = with_defaults(inner, GRID)
        if grid_mask is not None:
            given = _only(kept.get("gridProperties", {}), GRID)
            tab.grid = {key: value for key, value in written(tab.grid, given, grid_mask).items() if value}
        _resize(tab, rows, columns)


def _only(told: JSON, keys: tuple[str, ...]) -> JSON:
    return {key: told[key] for key in keys if key in told}


def _resize(tab: Tab, rows: int | None, columns: int | None) -> None:
    new_rows = tab.row_count if rows is None else rows
    new_columns = tab.column_count if columns is None else columns
    if new_rows < 1 or new_columns < 1:
        raise invalid("gridProperties.rowCount and gridProperties.columnCount must be greater than 0.")
    if new_rows * new_columns > 10_000_000:
        raise invalid(
            "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
        )
    for key, count, what in (("frozenRowCount", new_rows, "rows"), ("frozenColumnCount", new_columns, "columns")):
        if tab.grid.get(key, 0) >= count:
            raise invalid(f"You can't freeze all visible {what} on the sheet.")
    tab.resize(new_rows, new_columns)


def add_sheet(book: Book, told: JSON) -> JSON:
    """A new tab, at its index or at the end."""
    wish = told.get("properties") or {}
    tab = new_tab(book, wish)
    index = wish.get("index")
    at = len(book.tabs) if index is None else _index(book, index)
    book.tabs.insert(at, tab)
    return {"addSheet": {"properties": tab.told_properties(at)}}


def _index(book: Book, index: int) -> int:
    if not 0 <= index <= len(book.tabs):
        raise invalid(f"index[{index}] must be between 0 and {len(book.tabs)}.")
    return index


def delete_sheet(book: Book, told: JSON) -> JSON:
    """A tab goes, with its names and metadata; the last one stays."""
    tab = book.tab(told.get("sheetId"))
    if sum(not other.properties.get("hidden") for other in book.tabs if other is not tab) == 0:
        raise invalid("You can't remove all the sheets in a document.")
    book.tabs.remove(tab)
    book.named = [one for one in book.named if (one["range"].get("sheetId") or 0) != tab.id]
    book.metadata = [one for one in book.metadata if sheet_of(one) != tab.id]
    return {}


def sheet_of(metadata: JSON) -> int | None:
    """The tab metadata hangs on; None when it hangs on the spreadsheet."""
    location = metadata["location"]
    if location.get("spreadsheet"):
        return None
    found = location.get("dimensionRange", location)
    return int(found.get("sheetId") or 0)


def duplicate_sheet(book: Book, told: JSON) -> JSON:
    """A copy of a tab in the same spreadsheet."""
    source = book.tab(told.get("sourceSheetId"))
    title = told.get("newSheetName") or copy_title(book, source.title)
    refuse_title(book, title, None)
    taken = {tab.id for tab in book.tabs}
    wanted = told.get("newSheetId")
    if wanted in taken:
        raise invalid(f"Sheet with id {wanted} already exists. Please choose another id.")
    copy = copied_tab(source, free_id(taken) if wanted is None else wanted, title)
    at = _index(book, told.get("insertSheetIndex") or 0)
    book.tabs.insert(at, copy)
    return {"duplicateSheet": {"properties": copy.told_properties(at)}}


def copy_title(book: Book, title: str) -> str:
    """Copy of, and a number where that is taken too."""
    wanted, number = f"Copy of {title}", 1
    while book.titled(wanted):
        number += 1
        wanted = f"Copy of {title} {number}"
    return wanted


def copied_tab(source: Tab, sheet_id: int, title: str) -> Tab:
    """A tab with the same content under another id."""
    copy = source.copy()
    copy.id, copy.title = sheet_id, title
    copy.rules = [
        {**rule, "ranges": [{**grid, "sheetId": sheet_id} for grid in rule.get("ranges", [])]} for rule in source.rules
    ]
    copy.protected = [
        {**one, "protectedRangeId": free_id(set()), "range": {**one.get("range", {}), "sheetId": sheet_id}}
        for one in source.protected
    ]
    copy.tables = [
        {**one, "tableId": str(free_id(set())), "range": {**one["range"], "sheetId": sheet_id}} for one in source.tables
    ]
    copy.charts = [{**_on(chart, source.id, sheet_id), "chartId": free_id(set())} for chart in source.charts]
    if source.basic_filter:
        copy.basic_filter = {
            **source.basic_filter,
            "range": {**source.basic_filter.get("range", {}), "sheetId": sheet_id},
        }
    return copy


def _on(told: Any, source: int, sheet_id: int) -> Any:
    """A chart of one tab as a chart of its copy."""
    if isinstance(told, list):
        return [_on(one, source, sheet_id) for one in told]
    if not isinstance(told, dict):
        return told
    area = {"startRowIndex", "startColumnIndex", "rowIndex", "columnIndex"} & told.keys()
    moved = {"sheetId": sheet_id} if area and (told.get("sheetId") or 0) == source else {}
    return {**{key: _on(value, source, sheet_id) for key, value in told.items()}, **moved}


def update_sheet_properties(book: Book, told: JSON) -> JSON:
    """Title, place, size, visibility and colour of a tab."""
    mask = required(told.get("fields"))
    wish = inside(told, "properties")
    tab = book.tab(wish.get("sheetId"))
    if names(mask, "title") and (mask or "title" in wish):
        refuse_title(book, wish.get("title") or "", tab)
        tab.title = wish["title"]
    give(tab, wish, mask)
    if all(other.properties.get("hidden") for other in book.tabs):
        raise invalid("You can't hide all the sheets in a document.")
    if names(mask, "index") and wish.get("index") is not None:
        _reorder(book, tab, wish["index"])
    return {}


def _reorder(book: Book, tab: Tab, index: int) -> None:
    """An index counts places before the move: past two others is index 2, not 1."""
    before = book.tabs.index(tab)
    at = _index(book, index)
    book.tabs.remove(tab)
    book.tabs.insert(at - 1 if at > before else at, tab)


def update_spreadsheet_properties(book: Book, told: JSON) -> JSON:
    """Title, locale, zone and recalculation of the spreadsheet."""
    mask = required(told.get("fields"))
    wish: dict[str, Any] = inside(told, "properties")
    for key, attribute in (
        ("title", "title"),
        ("locale", "locale"),
        ("timeZone", "time_zone"),
        ("autoRecalc", "recalculation"),
    ):
        if names(mask, key) and (mask or key in wish):
            if not wish.get(key):
                raise invalid(f"properties.{key} cannot be empty.")
            setattr(book, attribute, wish[key])
    return {}


KINDS: dict[str, Kind] = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
