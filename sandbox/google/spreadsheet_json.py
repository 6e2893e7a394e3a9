"""A spreadsheet as spreadsheets.get tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.blocks import COLUMNS, JSON, ROWS, Block, grid_json, without_zero_sheet
from sandbox.google.book import Book
from sandbox.google.formats import DEFAULT, THEME_COLOURS
from sandbox.google.griddata import grid_data
from sandbox.google.masks import Mask, picked
from sandbox.google.tab import Tab

Areas = list[tuple[Tab, Block]]

CALLER = "tickmark@service.sandbox.example"
"""The account that every call counts as."""


def address(book: Book) -> str:
    """Where people open a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{book.id}/edit"


def properties(book: Book) -> JSON:
    """The SpreadsheetProperties."""
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": book.recalculation,
        "timeZone": book.time_zone,
        "defaultFormat": DEFAULT,
        "spreadsheetTheme": THEME_COLOURS,
    }


def told(book: Book, mask: Mask, areas: Areas | None, grid: bool) -> JSON:
    """The spreadsheet through a mask: all tabs, or those of the areas; with grid data where it is asked for."""
    whole: dict[str, Callable[[], Any]] = {
        "spreadsheetId": lambda: book.id,
        "properties": lambda: picked(properties(book), mask.get("properties", {})),
        "sheets": lambda: sheets(book, mask.get("sheets", {}), areas, grid),
        "namedRanges": lambda: picked([_named(one) for one in book.named], mask.get("namedRanges", {})),
        "spreadsheetUrl": lambda: address(book),
        "developerMetadata": lambda: picked(
            [one for one in book.metadata if one["location"].get("spreadsheet")], mask.get("developerMetadata", {})
        ),
    }
    made = {name: make() for name, make in whole.items() if not mask or name in mask}
    return {name: value for name, value in made.items() if value != []}


def _named(one: JSON) -> JSON:
    return {**one, "range": without_zero_sheet(one["range"])}


def sheets(book: Book, mask: Mask, areas: Areas | None, grid: bool) -> list[JSON]:
    """The tabs, each with the areas that lie in it."""
    shown = []
    for index, tab in enumerate(book.tabs):
        blocks = [tab.whole] if areas is None else [block for other, block in areas if other.id == tab.id]
        if blocks:
            shown.append(sheet(book, tab, index, mask, blocks if grid else None))
    return shown


def sheet(book: Book, tab: Tab, index: int, mask: Mask, blocks: list[Block] | None) -> JSON:
    """One tab."""
    parts: dict[str, Callable[[], Any]] = {
        "properties": lambda: tab.told_properties(index),
        "data": lambda: [_data(book, tab, block, mask.get("data", {})) for block in blocks or []],
        "merges": lambda: [grid_json(tab.id, merge) for merge in tab.merges],
        "conditionalFormats": lambda: [_with_ranges(rule) for rule in tab.rules],
        "protectedRanges": lambda: [protected(one) for one in tab.protected],
        "basicFilter": lambda: None if tab.basic_filter is None else _with_range(tab.basic_filter),
        "developerMetadata": lambda: [one for one in book.metadata if _of_tab(one, tab.id)],
        "rowGroups": lambda: _groups(tab, ROWS),
        "columnGroups": lambda: _groups(tab, COLUMNS),
        "charts": lambda: [without_zeros(chart) for chart in tab.charts],
        "tables": lambda: [_with_range(table) for table in tab.tables],
    }
    made = {}
    for name, make in parts.items():
        if (mask and name not in mask) or (name == "data" and blocks is None):
            continue
        value = make() if name == "data" else picked(make(), mask.get(name, {}))
        if value not in ([], None):
            made[name] = value
    return made


def _data(book: Book, tab: Tab, block: Block, mask: Mask) -> JSON:
    attached: dict[tuple[str, int], list[JSON]] = {}
    for one in book.metadata:
        found = one["location"].get("dimensionRange")
        if found and (found.get("sheetId") or 0) == tab.id:
            attached.setdefault((found["dimension"], found.get("startIndex", 0)), []).append(one)
    return grid_data(book, tab, block, mask, lambda dimension, at: attached.get((dimension, at), []))


def _of_tab(one: JSON, sheet_id: int) -> bool:
    location = one["location"]
    return location.get("locationType") == "SHEET" and (location.get("sheetId") or 0) == sheet_id


def _with_range(one: JSON) -> JSON:
    return {**one, "range": without_zero_sheet(one["range"])} if "range" in one else one


def _with_ranges(rule: JSON) -> JSON:
    return {**rule, "ranges": [without_zero_sheet(grid) for grid in rule.get("ranges", [])]}


def protected(one: JSON) -> JSON:
    """A protected range as a later reader sees it."""
    shown = _with_range(one)
    if "unprotectedRanges" in shown:
        shown = {**shown, "unprotectedRanges": [without_zero_sheet(grid) for grid in shown["unprotectedRanges"]]}
    return shown


def without_zeros(told: Any) -> Any:
    """A chart as a reader sees it: no range says that it is on the first tab."""
    if isinstance(told, dict):
        plain = without_zero_sheet(told) if "sheetId" in told else told
        return {key: without_zeros(value) for key, value in plain.items()}
    return [without_zeros(value) for value in told] if isinstance(told, list) else told


def _groups(tab: Tab, dimension: str) -> list[JSON]:
    return [group_json(tab.id, dimension, start, end, depth) for start, end, depth in tab.groups[dimension]]


def group_json(sheet_id: int, dimension: str, start: int, end: int, depth: int) -> JSON:
    """A DimensionGroup."""
    span = without_zero_sheet({"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end})
    return {"range": span, "depth": depth}
