"""The requests that give a tab our columns: headers, marks, choices, colours, protection, widths."""

from collections.abc import Iterator, Sequence
from typing import Any

from service.adapters.cells.grid import Tab, letters
from service.adapters.sheets.answer import COLUMN_KEY
from service.adapters.sheets.edits import categories
from service.adapters.sheets.standing import Standing, spans
from service.adapters.tabs.block import BY_FLAG, BY_STATUS, FORMATS, WIDTHS, header_note
from service.adapters.tabs.columns import Column, our_columns
from service.names import status_name
from service.words import say

JSON = dict[str, Any]


def block_requests(standing: Standing, approvers: Sequence[str], account: str) -> Iterator[JSON]:
    """Everything that a tab needs to have our block, in one batch with the rest."""
    tab, fresh = standing.tab, standing.fresh
    columns = [column for column in our_columns() if column.key in fresh]
    if columns:
        yield from room_for(tab, max(fresh.values()) + 1)
        yield header_request(tab, standing.layout.header, fresh[columns[0].key], columns)
        for column in columns:
            yield from column_requests(tab, standing.layout.header, column, fresh[column.key])
        yield from choices(standing)
        yield from colours(standing)
        yield from frozen(tab, standing.layout.header + 1)
        yield from warnings(tab, [fresh[column.key] for column in columns if not column.is_managers])
    if approvers:
        yield from guard(tab, standing.places["approve"], approvers, account)


def room_for(tab: Tab, width: int) -> Iterator[JSON]:
    """More columns, where the tab has too few."""
    if width > tab.width:
        yield {"appendDimension": {"sheetId": tab.id, "dimension": "COLUMNS", "length": width - tab.width}}


MOST_FROZEN = 5
"""Rows that may stay in view: more would leave little room for hours on a small screen."""


def frozen(tab: Tab, rows: int) -> Iterator[JSON]:
    """The header row stays where it is when people sort, where it stands near the top and no merged cell crosses."""
    crossed = any(block.top < rows < block.bottom for block in tab.merges)
    if tab.frozen < rows <= MOST_FROZEN and not crossed:
        properties = {"sheetId": tab.id, "gridProperties": {"frozenRowCount": rows}}
        yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}


def header_request(tab: Tab, header: int, start: int, columns: Sequence[Column]) -> JSON:
    """Our headers, each with its note."""
    cells = [
        {
            "userEnteredValue": {"stringValue": column.header},
            "note": header_note(column),
            "userEnteredFormat": {"textFormat": {"bold": True}},
        }
        for column in columns
    ]
    place = {"sheetId": tab.id, "rowIndex": header, "columnIndex": start}
    fields = "userEnteredValue,note,userEnteredFormat.textFormat.bold"
    return {"updateCells": {"start": place, "fields": fields, "rows": [{"values": cells}]}}


def column_requests(tab: Tab, header: int, column: Column, place: int) -> Iterator[JSON]:
    """The mark of a column, its width, and what its cells look like and take."""
    across = {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    below = {"sheetId": tab.id, "startRowIndex": header + 1, "startColumnIndex": place, "endColumnIndex": place + 1}
    mark = {
        "metadataKey": COLUMN_KEY,
        "metadataValue": column.key,
        "visibility": "DOCUMENT",  # the script in the sheet reads it too
        "location": {"dimensionRange": across},
    }
    yield {"createDeveloperMetadata": {"developerMetadata": mark}}
    hidden = column.key == "row_id"
    properties = {"pixelSize": WIDTHS[column.key], "hiddenByUser": hidden}
    yield {"updateDimensionProperties": {"range": across, "properties": properties, "fields": "pixelSize,hiddenByUser"}}
    if column.key in FORMATS:
        form = {"numberFormat": {"type": "NUMBER", "pattern": FORMATS[column.key]}}
        cell = {"userEnteredFormat": form}
        yield {"repeatCell": {"range": below, "cell": cell, "fields": "userEnteredFormat.numberFormat"}}


def choices(standing: Standing) -> Iterator[JSON]:
    """The categories to choose from, beside rows that hold something; rows to come get them with their first word."""
    place = standing.fresh.get("category")
    if place is None:
        return
    allowed = categories()
    for first, last in spans(standing.rows):
        area = {"sheetId": standing.tab.id, "startRowIndex": first - 1, "endRowIndex": last}
        cells = {**area, "startColumnIndex": place, "endColumnIndex": place + 1}
        yield {"setDataValidation": {"range": cells, "rule": allowed}}


def colours(standing: Standing) -> Iterator[JSON]:
    """Rules that colour our cells, made anew when Flags or Status is; they follow a row wherever it is sorted.

    Where statuses get the words of another language, the rules for these are added to those that are there.
    """
    is_made = bool({"flags", "status"} & standing.fresh.keys())
    if not is_made and not (standing.is_renamed and {"flags", "status"} <= standing.places.keys()):
        return
    first = standing.header + 1
    flags, status = (f"${letters(standing.places[key])}{first}" for key in ("flags", "status"))
    tests = [(f'={status}={quoted(status_name(one))}', tint) for one, tint in BY_STATUS]
    tests += [(f'=LEFT({flags},1)="{symbol}"', tint) for symbol, tint in BY_FLAG]
    wanted = (test for test in tests if is_made or test[0] not in standing.tab.colours)
    for index, (formula, tint) in enumerate(wanted):
        yield {"addConditionalFormatRule": {"index": index, "rule": colour_rule(standing, formula, tint)}}


def quoted(text: str) -> str:
    """A text as a formula holds it."""
    return '"' + text.replace('"', '""') + '"'


def colour_rule(standing: Standing, formula: str, tint: str) -> JSON:
    """One colour for the rows of our block that meet a formula."""
    ranges = [
        {
            "sheetId": standing.tab.id,
            "startRowIndex": standing.header,
            "startColumnIndex": left,
            "endColumnIndex": right + 1,
        }
        for left, right in spans(sorted(standing.places.values()))
    ]
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    look = {"backgroundColorStyle": {"rgbColor": rgb(tint)}}
    return {"ranges": ranges, "booleanRule": {"condition": condition, "format": look}}


def rgb(tint: str) -> JSON:
    """A colour as parts of one."""
    red, green, blue = (int(tint[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return {"red": red, "green": green, "blue": blue}


def warnings(tab: Tab, places: Sequence[int]) -> Iterator[JSON]:
    """A word of warning to whoever types in a column that Tickmark fills."""
    for left, right in spans(sorted(places)):
        area = {"sheetId": tab.id, "startColumnIndex": left, "endColumnIndex": right + 1}
        warning = {"range": area, "description": say("columns.warned"), "warningOnly": True}
        yield {"addProtectedRange": {"protectedRange": warning}}


def guard(tab: Tab, place: int, approvers: Sequence[str], account: str) -> Iterator[JSON]:
    """Approve for the approvers alone, and for us: made, or brought in line with the list of approvers."""
    known, wanted = tab.guards.get(place), {who.casefold() for who in approvers}
    editors = {"users": sorted({*approvers, *filter(None, [account])})}
    if known is not None and set(known.editors) == wanted:
        return
    if known is None or not known.is_ours:
        area = {"sheetId": tab.id, "startColumnIndex": place, "endColumnIndex": place + 1}
        protection = {"range": area, "description": say("columns.guarded"), "editors": editors}
        yield {"addProtectedRange": {"protectedRange": protection}}
    else:
        change = {"protectedRangeId": known.id, "editors": editors}
        yield {"updateProtectedRange": {"protectedRange": change, "fields": "editors"}}
