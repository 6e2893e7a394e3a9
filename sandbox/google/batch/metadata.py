"""Developer metadata: made, changed and deleted."""

from __future__ import annotations

from sandbox.google.batch.kind import Kind, inside, span
from sandbox.google.batch.tabs import free_id
from sandbox.google.blocks import JSON
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.filters import matching
from sandbox.google.masks import required, written


def kept_location(book: Book, told: JSON) -> JSON:
    """A location as it reads back: exactly one of spreadsheet, tab, or one row or column."""
    found = told.get("dimensionRange")
    if found is not None:
        tab = book.tab(found.get("sheetId"))
        dimension, start, end = span(tab, found)
        if end - start != 1 or start >= tab.length(dimension):
            raise invalid("Developer metadata may only be associated with a single row or column of the grid.")
        kept = {"dimension": dimension, "startIndex": start, "endIndex": end}
        kind = "ROW" if dimension == "ROWS" else "COLUMN"
        return {"locationType": kind, "dimensionRange": {**({"sheetId": tab.id} if tab.id else {}), **kept}}
    if told.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if told.get("sheetId") is not None:
        tab = book.tab(told["sheetId"])
        return {"locationType": "SHEET", **({"sheetId": tab.id} if tab.id else {})}
    raise invalid("Developer metadata must have a location.")


def create(book: Book, told: JSON) -> JSON:
    """Metadata where nothing with its id stands yet."""
    wish = inside(told, "developerMetadata")
    if not wish.get("metadataKey"):
        raise invalid("developerMetadata.metadataKey must be specified.")
    if wish.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("developerMetadata.visibility must be specified.")
    taken = {one["metadataId"] for one in book.metadata}
    own = wish.get("metadataId")
    if own in taken:
        raise invalid(f"Developer metadata with id {own} already exists.")
    kept: JSON = {
        "metadataId": free_id(taken) if own is None else own,
        "metadataKey": wish["metadataKey"],
        **({"metadataValue": wish["metadataValue"]} if wish.get("metadataValue") else {}),
        "location": kept_location(book, inside(wish, "location")),
        "visibility": wish["visibility"],
    }
    book.metadata.append(kept)
    return {"createDeveloperMetadata": {"developerMetadata": kept}}


def update(book: Book, told: JSON) -> JSON:
    """Key, value, place or visibility of all metadata that a filter finds."""
    mask = required(told.get("fields"))
    wish = inside(told, "developerMetadata")
    given = dict(wish)
    if "location" in given:
        given["location"] = kept_location(book, given["location"])
    found = [one for data_filter in told.get("dataFilters") or [] for one in matching(book, data_filter)]
    ids = {one["metadataId"] for one in found}
    changed = []
    for at, one in enumerate(book.metadata):
        if one["metadataId"] in ids:
            book.metadata[at] = {**written(one, given, mask), "metadataId": one["metadataId"]}
            changed.append(book.metadata[at])
    return {"updateDeveloperMetadata": {"developerMetadata": changed} if changed else {}}


def delete(book: Book, told: JSON) -> JSON:
    """All metadata that a filter finds goes."""
    gone = matching(book, inside(told, "dataFilter"))
    ids = {one["metadataId"] for one in gone}
    book.metadata = [one for one in book.metadata if one["metadataId"] not in ids]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone} if gone else {}}


KINDS: dict[str, Kind] = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
