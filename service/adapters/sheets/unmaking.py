"""Columns and tabs that we made, taken away again: what stood there before comes back, and nothing else is touched."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from service.adapters.sheets.alignment import origins, shifted, shifts
from service.adapters.sheets.pictures import undrawn
from service.adapters.sheets.setup import quoted
from service.adapters.sheets.snapshot import Snapshot
from service.adapters.sheets.standing import spans
from service.adapters.tabs.block import status_names
from service.words import everywhere

JSON = dict[str, Any]

CELL = "userEnteredValue,note,dataValidation,userEnteredFormat.numberFormat,userEnteredFormat.textFormat.bold"
"""All that set-up and reviews write into cells of our columns."""

OWN = "userEnteredValue,userEnteredFormat,dataValidation,note"
OF_COLOURS = r'=\$[A-Z]+\d+=({names})|=LEFT\(\$[A-Z]+\d+,1\)="[✖▲●]"'
"""The formulas of our colour rules, wherever the columns stand by now."""


class Gone(NamedTuple):
    """Columns on their way out."""

    image: Mapping[str, Any]
    now: Snapshot
    fresh: Mapping[str, int]
    """By key, where they stand now."""
    theirs: Collection[tuple[int, int]]
    """Cells that stay: a person has written in them."""

    @property
    def stood(self) -> Snapshot:
        """The same columns before we made them."""
        return Snapshot(self.image.get("stood") or {})


def unmade(gone: Gone) -> Iterator[JSON]:
    """Contents, formats, marks, protections, colours, widths, and at last the room that was added."""
    for key, place in gone.fresh.items():
        yield from emptied(gone, key, place)
    yield from unmarked(gone)
    yield from unprotected(gone)
    yield from uncoloured(gone)
    yield from unfrozen(gone)
    yield from shortened(gone)


def emptied(gone: Gone, key: str, place: int) -> Iterator[JSON]:
    """One column as it was, but for cells that a person has filled, which keep their header above them."""
    before = gone.image["fresh"][key]
    kept = {row for row, column in gone.theirs if column == place}
    kept |= {gone.image["header"]} if kept else set()
    rows = [row for row in range(gone.now.height) if row not in kept]
    for first, last in spans(rows):
        cells = [{"values": [gone.stood.cell(row, before)]} for row in range(first, min(last + 1, gone.stood.bottom))]
        area = {
            "sheetId": gone.now.id, "startRowIndex": first, "endRowIndex": last + 1,
            "startColumnIndex": place, "endColumnIndex": place + 1,
        }  # fmt: skip
        yield {"updateCells": {"range": area, "fields": CELL, "rows": cells}}
    look = {**gone.stood.look(before), **({"hiddenByUser": False} if kept else {})}
    across = {"sheetId": gone.now.id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    yield {"updateDimensionProperties": {"range": across, "properties": look, "fields": "pixelSize,hiddenByUser"}}


def unmarked(gone: Gone) -> Iterator[JSON]:
    """The marks by which we know columns."""
    for _, place, number in gone.now.marks():
        if place in gone.fresh.values():
            yield {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": number}}}}


def unprotected(gone: Gone) -> Iterator[JSON]:
    """Our protections of these columns."""
    places, ours = set(gone.fresh.values()), (*everywhere("columns.guarded"), *everywhere("columns.warned"))
    for one in gone.now.protected:
        area = one.get("range", {})
        covered = set(range(area.get("startColumnIndex", 0), area.get("endColumnIndex", gone.now.width)))
        if one.get("description") in ours and covered <= places:
            yield {"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}}


def uncoloured(gone: Gone) -> Iterator[JSON]:
    """Our colours, the last first, since those behind a rule move up."""
    if not {"flags", "status"} & gone.fresh.keys():
        return
    coloured = re.compile(OF_COLOURS.format(names="|".join(re.escape(quoted(name)) for name in status_names())))
    for index, rule in reversed(list(enumerate(gone.now.rules))):
        condition = rule.get("booleanRule", {}).get("condition", {})
        values = condition.get("values") or [{}]
        if coloured.fullmatch(values[0].get("userEnteredValue", "")):
            yield {"deleteConditionalFormatRule": {"sheetId": gone.now.id, "index": index}}


def unfrozen(gone: Gone) -> Iterator[JSON]:
    """The header row moves with the rest again, where it was us who stopped it."""
    before = gone.image.get("frozen")
    if before is not None and before != gone.now.frozen == gone.image["header"] + 1:
        properties = {"sheetId": gone.now.id, "gridProperties": {"frozenRowCount": before}}
        yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}


def shortened(gone: Gone) -> Iterator[JSON]:
    """Columns that were added at the edge go, as long as nothing of anybody's stands in them."""
    before = gone.image.get("width") or gone.now.width
    added = set(range(before, gone.now.width))
    if added and added <= set(gone.fresh.values()) and not any(column in added for _, column in gone.theirs):
        across = {"sheetId": gone.now.id, "dimension": "COLUMNS", "startIndex": before, "endIndex": gone.now.width}
        yield {"deleteDimension": {"range": across}}


def own_unmade(told: Mapping[str, Any], now: Snapshot | None) -> Iterable[JSON] | None:
    """A tab of ours as it was; None where a person has written in it since."""
    if now is None:
        return []
    if not all_ours(told["after"], now):
        return None
    if told["made"]:
        return [{"deleteSheet": {"sheetId": now.id}}]
    return list(own_restored(Snapshot(told["stood"]), now)) if told["stood"] else []


def all_ours(after: list[list[JSON | None]], now: Snapshot) -> bool:
    """Whether a tab holds what we put there, boxes apart, which people tick."""
    width = max([now.right, *(len(row) for row in after)])
    for row in range(max(now.bottom, len(after))):
        wrote = after[row] if row < len(after) else []
        for column in range(width):
            ours = wrote[column] if column < len(wrote) else None
            stands = now.value(row, column)
            if (stands or None) != (ours or None) and "boolValue" not in {**(ours or {}), **(stands or {})}:
                return False
    return True


def own_restored(stood: Snapshot, now: Snapshot) -> Iterator[JSON]:
    """Rows back in their places with all that hangs on them; then every cell, width and the number of rows."""
    moves = shifts(origins(now.lines(), stood.lines()), now.bottom)
    if now.height - sum(one.going for one in moves) <= max(now.bottom, stood.bottom):
        moves = []
    height = now.height + sum(one.coming - one.going for one in moves)
    yield from shifted(now.id, moves)
    if height < stood.height:
        yield {"appendDimension": {"sheetId": now.id, "dimension": "ROWS", "length": stood.height - height}}
    width = min(now.width, max(stood.right, now.right, 1))
    area = {"sheetId": now.id, "startRowIndex": 0, "startColumnIndex": 0, "endColumnIndex": width}
    cells = [{"values": [stood.cell(row, column) for column in range(width)]} for row in range(stood.bottom)]
    yield {"updateCells": {"range": area, "fields": OWN, "rows": cells}}
    for place in range(min(now.width, stood.width)):
        if stood.look(place) != now.look(place):
            across = {"sheetId": now.id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
            fields = "pixelSize,hiddenByUser"
            yield {"updateDimensionProperties": {"range": across, "properties": stood.look(place), "fields": fields}}
    yield from undrawn(stood, now, bool(moves))
    for dimension, before, there in (("ROWS", stood.height, height), ("COLUMNS", stood.width, now.width)):
        if before and there > before:
            across = {"sheetId": now.id, "dimension": dimension, "startIndex": before, "endIndex": there}
            yield {"deleteDimension": {"range": across}}
