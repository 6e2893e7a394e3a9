"""One request for two ends: the values to look at before a write, and all of what an undo may have to put back."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from service.adapters.cells.grid import place_name
from service.adapters.sheets.answer import cell_of
from service.adapters.sheets.snapshot import FIELDS

JSON = dict[str, Any]

CLOSELY = FIELDS.replace("userEnteredValue,", "userEnteredValue,effectiveValue,")
"""All that we ever write, and what people see of it."""


def parted(answer: Mapping[str, Any], ranges: Sequence[str]) -> tuple[list[list[list[Any]]], dict[int, JSON]]:
    """The values of `ranges` as columns, and what was asked for behind them, by the id of its tab.

    Google tells the ranges of a tab in the order in which they were asked for.
    """
    values: dict[str, list[list[Any]]] = {}
    stood: dict[int, JSON] = {}
    for sheet in answer.get("sheets", ()):
        properties, data = sheet["properties"], sheet.get("data", [])
        mine = [text for text in ranges if text.rpartition("!")[0] == place_name(properties["title"])]
        values.update((text, columns_of(told)) for text, told in zip(mine, data, strict=False))
        if whole := data[len(mine) :]:
            stood[properties.get("sheetId", 0)] = {**sheet, "data": [_as_entered(told) for told in whole]}
    return [values.get(text, []) for text in ranges], stood


def columns_of(told: Mapping[str, Any]) -> list[list[Any]]:
    """The values of a range, column by column."""
    rows = [[cell_of(cell).value for cell in row.get("values", ())] for row in told.get("rowData", ())]
    return [list(column) for column in zip_longest(*rows)]


def _as_entered(told: JSON) -> JSON:
    """A range without what its formulas came to: only what was entered can be put back."""
    rows = [
        {**row, "values": [{key: part for key, part in cell.items() if key != "effectiveValue"} for cell in cells]}
        if (cells := row.get("values"))
        else row
        for row in told.get("rowData", ())
    ]
    return {**told, "rowData": rows} if rows else told
