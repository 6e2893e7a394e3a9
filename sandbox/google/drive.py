"""The slice of Drive v3 that gspread uses: files, their copies, permissions, comments and exports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from sandbox.google.book import Book
from sandbox.google.csv_in import locale_of_table, records, tab_of
from sandbox.google.drive_queries import matches
from sandbox.google.errors import ApiError, invalid
from sandbox.google.masks import Mask, parsed, picked
from sandbox.google.sheets import answered, bearer
from sandbox.google.shelf import Shelf, fresh_id
from sandbox.google.spreadsheet_json import CALLER, address
from sandbox.google.tab import Tab
from sandbox.google.tokens import Tokens
from sandbox.google.xlsx_out import written

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BASIC = ("kind", "id", "name", "mimeType")

FILE = "/drive/v3/files/<file_id>"


def refused(problem: ApiError, file_id: str = "") -> Response:
    """A refusal in Drive's shape, which is not that of Sheets."""
    reason = {401: "authError", 403: "insufficientFilePermissions", 404: "notFound"}.get(problem.code, "invalid")
    message = f"File not found: {file_id}." if problem.code == 404 else problem.message
    error: dict[str, Any] = {"message": message, "domain": "global", "reason": reason}
    if problem.code == 404:
        error.update(location="fileId", locationType="parameter")
    return answered({"error": {"code": problem.code, "message": message, "errors": [error]}}, problem.code)


def _time(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def told(book: Book) -> dict[str, Any]:
    """A spreadsheet as a file."""
    return {
        "kind": "drive#file",
        "id": book.id,
        "name": book.title,
        "mimeType": SPREADSHEET,
        "createdTime": _time(book.created),
        "modifiedTime": _time(book.modified),
        "webViewLink": address(book),
        "trashed": False,
        "parents": ["root"],
    }


def shown(book: Book, fields: str | None) -> Any:
    """A file through a mask; without one the four basic fields."""
    whole = told(book)
    return {key: whole[key] for key in BASIC} if fields is None else picked(whole, _mask(fields))


def _mask(fields: str) -> Mask:
    return parsed(fields)


def blueprint(shelf: Shelf, tokens: Tokens) -> Blueprint:
    """Everything below /drive/v3/ and /upload/drive/v3/."""
    drive = Blueprint("drive", __name__)
    _collection(drive, shelf)
    _one(drive, shelf)
    _beside(drive, shelf)

    @drive.before_request
    def known_caller() -> Response | None:
        try:
            tokens.owner(bearer(), request.method != "GET")
        except ApiError as problem:
            return refused(problem)
        return None

    return drive


def _collection(drive: Blueprint, shelf: Shelf) -> None:
    @drive.post("/drive/v3/files")
    def create() -> Response:
        wish = request.get_json(silent=True) or {}
        book = shelf.add(Book(fresh_id(), wish.get("name") or "Untitled", tabs=[Tab(0, "Sheet1")]))
        return answered(shown(book, request.args.get("fields")))

    @drive.get("/drive/v3/files")
    def listed() -> Response:
        query, fields = request.args.get("q", ""), request.args.get("fields")
        start, size = int(request.args.get("pageToken") or 0), int(request.args.get("pageSize") or 100)
        try:
            found = [book for book in reversed(shelf.all()) if matches(told(book), query)]
        except ApiError as problem:
            return refused(problem)
        page = found[start : start + size]
        whole: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
        if fields is None:
            return answered({**whole, "files": [shown(book, None) for book in page]})
        whole["files"] = [told(book) for book in page]
        if start + size < len(found):
            whole["nextPageToken"] = str(start + size)
        return answered(picked(whole, _mask(fields)))


def _one(drive: Blueprint, shelf: Shelf) -> None:
    @drive.get(FILE)
    def get(file_id: str) -> Response:
        try:
            return answered(shown(shelf.find(file_id), request.args.get("fields")))
        except ApiError as problem:
            return refused(problem, file_id)

    @drive.patch(FILE)
    def rename(file_id: str) -> Response:
        wish = request.get_json(silent=True) or {}
        try:
            with shelf.changing(file_id) as draft:
                draft.title = wish.get("name") or draft.title
            return answered(shown(shelf.find(file_id), request.args.get("fields")))
        except ApiError as problem:
            return refused(problem, file_id)

    @drive.delete(FILE)
    def delete(file_id: str) -> Response:
        try:
            shelf.remove(file_id)
        except ApiError as problem:
            return refused(problem, file_id)
        return Response(status=204, content_type="text/html")

    @drive.post(FILE + "/copy")
    def copy(file_id: str) -> Response:
        wish = request.get_json(silent=True) or {}
        try:
            source = shelf.find(file_id)
        except ApiError as problem:
            return refused(problem, file_id)
        twin = source.draft()
        twin.id, twin.title = fresh_id(), wish.get("name") or f"Copy of {source.title}"
        return answered(shown(shelf.add(twin), request.args.get("fields")))


def _beside(drive: Blueprint, shelf: Shelf) -> None:
    @drive.get(FILE + "/comments")
    def comments(file_id: str) -> Response:
        return _about(shelf, file_id, {"comments": []})

    @drive.get(FILE + "/permissions")
    def permissions(file_id: str) -> Response:
        owner = {"id": "1", "type": "user", "kind": "drive#permission", "role": "owner", "emailAddress": CALLER}
        return _about(shelf, file_id, {"kind": "drive#permissionList", "permissions": [owner]})

    @drive.post(FILE + "/permissions")
    def share(file_id: str) -> Response:
        wish = request.get_json(silent=True) or {}
        kept = {"kind": "drive#permission", "id": "2", "type": wish.get("type"), "role": wish.get("role")}
        return _about(shelf, file_id, kept)

    @drive.get(FILE + "/export")
    def export(file_id: str) -> Response:
        try:
            if request.args.get("mimeType") != XLSX:
                raise invalid("The requested conversion is not supported.")
            return Response(written(shelf.find(file_id)), content_type=XLSX)
        except ApiError as problem:
            return refused(problem, file_id)

    @drive.route("/upload" + FILE, methods=["PUT", "PATCH"])
    def upload(file_id: str) -> Response:
        try:
            with shelf.changing(file_id) as draft:
                table = records(request.get_data(), "upload.csv")
                draft.tabs = [tab_of(0, draft.title[:100], table, locale_of_table(table))]
            return answered(shown(shelf.find(file_id), request.args.get("fields")))
        except ApiError as problem:
            return refused(problem, file_id)


def _about(shelf: Shelf, file_id: str, answer: dict[str, Any]) -> Response:
    try:
        shelf.find(file_id)
    except ApiError as problem:
        return refused(problem, file_id)
    return answered(answer)
