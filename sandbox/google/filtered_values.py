"""The values methods that find their ranges by data filters."""

from __future__ import annotations

from sandbox.google.blocks import JSON
from sandbox.google.book import Book
from sandbox.google.errors import ApiError, invalid
from sandbox.google.filters import areas
from sandbox.google.notation import Corners
from sandbox.google.reading import value_range
from sandbox.google.values_methods import (
    clear_blocks,
    major_of,
    option_of,
    rendering_of,
    totals,
)
from sandbox.google.writing import Written, lists_of, write


def batch_get(book: Book, body: JSON) -> JSON:
    """Every range the filters find, each with the filters that found it."""
    rendering, major = rendering_of(body), major_of(body)
    found: dict[str, JSON] = {}
    for data_filter in body.get("dataFilters") or []:
        for tab, block in areas(book, data_filter):
            read = value_range(book, tab, block, major, rendering)
            found.setdefault(read["range"], {"valueRange": read, "dataFilters": []})["dataFilters"].append(data_filter)
    told: JSON = {"spreadsheetId": book.id}
    return {**told, "valueRanges": list(found.values())} if found else told


def batch_update(book: Book, body: JSON, who: str) -> JSON:
    """The same values into every range a filter finds, all or none."""
    option = option_of(body)
    done: list[Written] = []
    responses = []
    for index, one in enumerate(body.get("data") or []):
        values = lists_of(one.get("values"), f"data[{index}].values")
        for tab, block in areas(book, one.get("dataFilter") or {}):
            try:
                written = write(book, (tab, Corners(*block)), values, major_of(one), option, who)
            except ApiError as problem:
                raise invalid(f"Invalid data[{index}]: {problem.message}") from problem
            done.append(written)
            responses.append(_response(book, body, one, written))
    return {**totals(book, done), **({"responses": responses} if responses else {})}


def _response(book: Book, body: JSON, one: JSON, written: Written) -> JSON:
    told = {key: value for key, value in written.told(book.id).items() if key != "spreadsheetId"}
    told["dataFilter"] = one["dataFilter"]
    if body.get("includeValuesInResponse"):
        rendering = rendering_of(body, "response")
        told["updatedData"] = value_range(book, written.tab, written.block, major_of(one), rendering)
    return told


def batch_clear(book: Book, body: JSON, who: str) -> JSON:
    """Clear every range the filters find."""
    blocks = [area for data_filter in body.get("dataFilters") or [] for area in areas(book, data_filter)]
    told: JSON = {"spreadsheetId": book.id}
    cleared = clear_blocks(blocks, who)
    return {**told, "clearedRanges": cleared} if cleared else told
