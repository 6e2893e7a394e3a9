"""The paths of Sheets v4, told apart on the raw path before anything in it is decoded."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.google import filtered_values, spreadsheet_methods, values_methods
from sandbox.google.blocks import JSON
from sandbox.google.errors import not_found
from sandbox.google.masks import parsed
from sandbox.google.shelf import Shelf
from sandbox.google.spreadsheet_json import CALLER
from sandbox.google.spreadsheet_methods import masked


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: what its path, its query and its body say."""

    shelf: Shelf
    id: str
    rest: str
    query: dict[str, Any]
    body: JSON

    @property
    def fields(self) -> str | None:
        """The mask of the answer."""
        found = self.query.get("fields")
        return None if found is None else str(found)


Method = Callable[[Call], Any]

GET_SPREADSHEET = ("ranges", "includeGridData", "commentsViewMode", "excludeTablesInBandedRanges")
READ = ("majorDimension", "valueRenderOption", "dateTimeRenderOption")
WRITE = (
    "valueInputOption",
    "includeValuesInResponse",
    "responseValueRenderOption",
    "responseDateTimeRenderOption",
)


@dataclass(frozen=True, slots=True)
class Route:
    """One method: its verb and path, its messages, its query parameters, whether it writes, and what it does."""

    name: str
    verb: str
    path: re.Pattern[str]
    run: Method
    query: tuple[str, ...] = ()
    writes: bool = False

    @property
    def request(self) -> str:
        """The message its body is; empty where it takes none."""
        return REQUESTS.get(self.name, "")

    @property
    def response(self) -> str:
        """The message it answers."""
        return RESPONSES.get(self.name, "Spreadsheet")


REQUESTS = {
    "create": "Spreadsheet",
    "batchUpdate": "BatchUpdateSpreadsheetRequest",
    "getByDataFilter": "GetSpreadsheetByDataFilterRequest",
    "developerMetadata.search": "SearchDeveloperMetadataRequest",
    "sheets.copyTo": "CopySheetToAnotherSpreadsheetRequest",
    "values.batchUpdate": "BatchUpdateValuesRequest",
    "values.batchClear": "BatchClearValuesRequest",
    "values.batchGetByDataFilter": "BatchGetValuesByDataFilterRequest",
    "values.batchUpdateByDataFilter": "BatchUpdateValuesByDataFilterRequest",
    "values.batchClearByDataFilter": "BatchClearValuesByDataFilterRequest",
    "values.append": "ValueRange",
    "values.clear": "ClearValuesRequest",
    "values.update": "ValueRange",
}

RESPONSES = {
    "batchUpdate": "BatchUpdateSpreadsheetResponse",
    "developerMetadata.get": "DeveloperMetadata",
    "developerMetadata.search": "SearchDeveloperMetadataResponse",
    "sheets.copyTo": "SheetProperties",
    "values.batchGet": "BatchGetValuesResponse",
    "values.batchUpdate": "BatchUpdateValuesResponse",
    "values.batchClear": "BatchClearValuesResponse",
    "values.batchGetByDataFilter": "BatchGetValuesByDataFilterResponse",
    "values.batchUpdateByDataFilter": "BatchUpdateValuesByDataFilterResponse",
    "values.batchClearByDataFilter": "BatchClearValuesByDataFilterResponse",
    "values.append": "AppendValuesResponse",
    "values.clear": "ClearValuesResponse",
    "values.get": "ValueRange",
    "values.update": "UpdateValuesResponse",
}


def _create(call: Call) -> Any:
    book = spreadsheet_methods.create(call.shelf, call.body)
    return spreadsheet_methods.get(book, [], call.fields, False)


def _get(call: Call) -> Any:
    book = call.shelf.find(call.id)
    ranges = call.query.get("ranges", [])
    return spreadsheet_methods.get(book, ranges, call.fields, bool(call.query.get("includeGridData")))


def _batch_update(call: Call) -> Any:
    with call.shelf.changing(call.id) as draft:
        return spreadsheet_methods.batch_update(draft, call.body, parsed(call.fields or ""))


def _copy_to(call: Call) -> Any:
    return masked(spreadsheet_methods.copy_to(call.shelf, call.id, _number(call.rest), call.body), call.fields)


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else -1


def _read(run: Callable[[Any, Call], JSON]) -> Method:
    return lambda call: masked(run(call.shelf.find(call.id), call), call.fields)


def _write(run: Callable[[Any, Call], JSON]) -> Method:
    def method(call: Call) -> Any:
        with call.shelf.changing(call.id) as draft:
            return masked(run(draft, call), call.fields)

    return method


def _clear(book: Any, call: Call) -> JSON:
    return {"spreadsheetId": book.id, "clearedRange": values_methods.clear_range(book, call.rest, CALLER)}


def _batch_clear(book: Any, call: Call) -> JSON:
    cleared = [values_methods.clear_range(book, text, CALLER) for text in call.body.get("ranges") or []]
    return {"spreadsheetId": book.id, **({"clearedRanges": cleared} if cleared else {})}


def _by_filter(call: Call) -> Any:
    return spreadsheet_methods.get_by_filter(call.shelf.find(call.id), call.body, call.fields)


def _route(name: str, verb: str, path: str, run: Method, query: tuple[str, ...] = (), writes: bool = False) -> Route:
    return Route(name, verb, re.compile(r"/v4/spreadsheets" + path), run, query, writes)


_ID = r"/(?P<id>[^/:]+)"
_UPDATE = _write(lambda book, call: values_methods.update(book, call.rest, call.body, call.query, CALLER))
_APPEND = _write(lambda book, call: values_methods.append(book, call.rest, call.body, call.query, CALLER))
_BATCH_GET = _read(lambda book, call: values_methods.batch_get(book, call.query.get("ranges", []), call.query))
_UPDATE_ALL = _write(lambda book, call: values_methods.batch_update(book, call.body, CALLER))
_UPDATE_FOUND = _write(lambda book, call: filtered_values.batch_update(book, call.body, CALLER))
_CLEAR_FOUND = _write(lambda book, call: filtered_values.batch_clear(book, call.body, CALLER))
_GET_FOUND = _read(lambda book, call: filtered_values.batch_get(book, call.body))
_GET_VALUES = _read(lambda book, call: values_methods.get(book, call.rest, call.query))
_METADATA = _read(lambda book, call: spreadsheet_methods.metadata(book, call.rest))
_SEARCH = _read(lambda book, call: spreadsheet_methods.search_metadata(book, call.body))
_VALUES = _ID + r"/values/(?P<rest>.+?)"

ROUTES = (
    _route("create", "POST", "", _create, (), True),
    _route("get", "GET", _ID, _get, GET_SPREADSHEET),
    _route("batchUpdate", "POST", _ID + ":batchUpdate", _batch_update, (), True),
    _route("getByDataFilter", "POST", _ID + ":getByDataFilter", _by_filter),
    _route("developerMetadata.get", "GET", _ID + r"/developerMetadata/(?P<rest>[^/:]+)", _METADATA),
    _route("developerMetadata.search", "POST", _ID + "/developerMetadata:search", _SEARCH),
    _route("sheets.copyTo", "POST", _ID + r"/sheets/(?P<rest>[^/:]+):copyTo", _copy_to, (), True),
    _route("values.batchGet", "GET", _ID + "/values:batchGet", _BATCH_GET, ("ranges", *READ)),
    _route("values.batchUpdate", "POST", _ID + "/values:batchUpdate", _UPDATE_ALL, (), True),
    _route("values.batchClear", "POST", _ID + "/values:batchClear", _write(_batch_clear), (), True),
    _route("values.batchGetByDataFilter", "POST", _ID + "/values:batchGetByDataFilter", _GET_FOUND),
    _route("values.batchUpdateByDataFilter", "POST", _ID + "/values:batchUpdateByDataFilter", _UPDATE_FOUND, (), True),
    _route("values.batchClearByDataFilter", "POST", _ID + "/values:batchClearByDataFilter", _CLEAR_FOUND, (), True),
    _route("values.append", "POST", _VALUES + ":append", _APPEND, (*WRITE, "insertDataOption"), True),
    _route("values.clear", "POST", _VALUES + ":clear", _write(_clear), (), True),
    _route("values.get", "GET", _VALUES, _GET_VALUES, READ),
    _route("values.update", "PUT", _VALUES, _UPDATE, WRITE, True),
)


def found(verb: str, raw_path: str) -> tuple[Route, str, str]:
    """The method of a raw path, the spreadsheet's id and the rest, both decoded."""
    for route in ROUTES:
        match = route.path.fullmatch(raw_path) if route.verb == verb else None
        if match:
            parts = match.groupdict()
            unquote = urllib.parse.unquote
            return route, unquote(parts.get("id") or ""), unquote(parts.get("rest") or "")
    raise not_found()
