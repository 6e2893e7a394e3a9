"""The methods of a spreadsheet as a whole: get, create, batchUpdate, copyTo, metadata."""

from __future__ import annotations

from typing import Any

from sandbox.google.batch import KINDS
from sandbox.google.batch.tabs import copied_tab, free_id, new_tab
from sandbox.google.blocks import JSON
from sandbox.google.book import Book
from sandbox.google.errors import ApiError, invalid, not_found
from sandbox.google.filters import areas, kind_of, matching
from sandbox.google.masks import Mask, parsed, picked
from sandbox.google.messages import check_request_mask
from sandbox.google.shelf import Shelf, fresh_id
from sandbox.google.spreadsheet_json import Areas, told


def grid_wanted(fields: str | None, flag: bool) -> bool:
    """Whether grid data is told: a mask alone decides where there is one."""
    if fields is None:
        return flag
    mask = parsed(fields)
    return not mask or ("sheets" in mask and (not mask["sheets"] or "data" in mask["sheets"]))


def get(book: Book, ranges: list[str], fields: str | None, flag: bool) -> JSON:
    """The spreadsheet, or the tabs of some ranges."""
    found = [book.area(text) for text in ranges] or None
    return told(book, parsed(fields or ""), found, grid_wanted(fields, flag))


def get_by_filter(book: Book, body: JSON, fields: str | None) -> JSON:
    """The spreadsheet, or the tabs that data filters find."""
    filters = body.get("dataFilters") or []
    found: Areas | None = [area for one in filters for area in areas(book, one)] if filters else None
    return told(book, parsed(fields or ""), found, grid_wanted(fields, bool(body.get("includeGridData"))))


def create(shelf: Shelf, body: JSON) -> Book:
    """A new spreadsheet with the tabs it is given, or with one."""
    wish = body.get("properties") or {}
    book = Book(fresh_id(), wish.get("title") or "Untitled spreadsheet")
    book.locale = wish.get("locale") or book.locale
    book.time_zone = wish.get("timeZone") or book.time_zone
    book.recalculation = wish.get("autoRecalc") or book.recalculation
    for sheet in body.get("sheets") or [{"properties": {"sheetId": 0}}]:
        tab = new_tab(book, sheet.get("properties") or {})
        book.tabs.append(tab)
        for data in sheet.get("data") or []:
            _fill(book, tab.id, data)
        for merge in sheet.get("merges") or []:
            KINDS["mergeCells"](book, {"range": {**merge, "sheetId": tab.id}, "mergeType": "MERGE_ALL"})
    for named in body.get("namedRanges") or []:
        KINDS["addNamedRange"](book, {"namedRange": named})
    for metadata in body.get("developerMetadata") or []:
        KINDS["createDeveloperMetadata"](book, {"developerMetadata": metadata})
    return shelf.add(book)


def _fill(book: Book, sheet_id: int, data: JSON) -> None:
    start = {"sheetId": sheet_id, "rowIndex": data.get("startRow") or 0, "columnIndex": data.get("startColumn") or 0}
    if data.get("rowData"):
        KINDS["updateCells"](book, {"start": start, "rows": data["rowData"], "fields": "*"})


def batch_update(draft: Book, body: JSON, mask: Mask) -> JSON:
    """Every request in turn; the first refusal ends all of them."""
    requests = body.get("requests") or []
    if not requests:
        raise invalid("Must specify at least one request.")
    replies = [_one(draft, index, request or {}) for index, request in enumerate(requests)]
    answer: JSON = {"spreadsheetId": draft.id, "replies": replies}
    draft.results.clear()
    shown: JSON = picked(answer, mask)
    if body.get("includeSpreadsheetInResponse") and (not mask or "updatedSpreadsheet" in mask):
        shown["updatedSpreadsheet"] = _after(draft, body, mask)
    return shown


def _one(draft: Book, index: int, request: JSON) -> JSON:
    kinds = [name for name, value in request.items() if value is not None]
    if len(kinds) != 1:
        raise invalid(f"Invalid requests[{index}]: exactly one kind of request must be set.")
    kind = KINDS.get(kinds[0])
    if kind is None:
        raise invalid(f"Invalid requests[{index}].{kinds[0]}: This kind of request is not supported here.")
    draft.results.clear()
    try:
        check_request_mask(kinds[0], parsed(str(request[kinds[0]].get("fields") or "")))
        return kind(draft, request[kinds[0]])
    except ApiError as problem:
        raise ApiError(problem.code, f"Invalid requests[{index}].{kinds[0]}: {problem.message}") from problem


def _after(draft: Book, body: JSON, mask: Mask) -> JSON:
    inner: Mask = mask.get("updatedSpreadsheet", {}) if mask else {}
    found = [draft.area(text) for text in body.get("responseRanges") or []] or None
    sheets = inner.get("sheets", {}) if inner else {}
    masked = bool(mask) and "updatedSpreadsheet" in mask
    grid = (not sheets or "data" in sheets) if masked else bool(body.get("responseIncludeGridData"))
    return told(draft, inner, found, grid)


def copy_to(shelf: Shelf, book_id: str, sheet_id: int, body: JSON) -> JSON:
    """A copy of a tab in another spreadsheet, or in the same one."""
    source = shelf.find(book_id).tab(sheet_id)
    with shelf.changing(str(body.get("destinationSpreadsheetId") or "")) as draft:
        title, number = f"Copy of {source.title}", 1
        while draft.titled(title):
            number += 1
            title = f"Copy of {source.title} {number}"
        copy = copied_tab(source, free_id({tab.id for tab in draft.tabs}), title)
        draft.tabs.append(copy)
        return copy.told_properties(len(draft.tabs) - 1)


def metadata(book: Book, wanted: str) -> JSON:
    """One piece of developer metadata by its id."""
    found = next((one for one in book.metadata if str(one["metadataId"]) == wanted), None)
    if found is None:
        raise not_found()
    return found


def search_metadata(book: Book, body: JSON) -> JSON:
    """All metadata that data filters find, each with the filters that found it."""
    filters: list[JSON] = body.get("dataFilters") or []
    if not filters:
        raise invalid("Must specify at least one data filter.")
    for one in filters:
        kind_of(one)
    matched = []
    for one in book.metadata:
        hits = [data_filter for data_filter in filters if one in matching(book, data_filter)]
        if hits:
            matched.append({"developerMetadata": one, "dataFilters": hits})
    return {"matchedDeveloperMetadata": matched} if matched else {}


def masked(answer: JSON, fields: str | None) -> Any:
    """An answer through the mask every method takes."""
    return picked(answer, parsed(fields or ""))
