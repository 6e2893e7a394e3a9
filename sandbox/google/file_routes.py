"""Files in and out: open a workbook, save one."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

from flask import Blueprint, Response, request

from sandbox.google.book import Book
from sandbox.google.errors import ApiError
from sandbox.google.loading import from_bytes, from_path
from sandbox.google.person_routes import told
from sandbox.google.refusals import UnreadableError
from sandbox.google.sheets import answered
from sandbox.google.shelf import Shelf
from sandbox.google.xlsx_out import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def routes(blueprint: Blueprint, shelf: Shelf) -> None:
    """Loading and saving."""

    @blueprint.post("/__load")
    def load() -> Response:
        try:
            book = shelf.add(_asked_for())
            if (request.get_json(silent=True) or {}).get("keep"):
                shelf.keep(book)
        except UnreadableError as problem:
            return answered({"error": {"message": str(problem)}}, 400)
        return answered({"spreadsheetId": book.id, "title": book.title, "tabs": [tab.title for tab in book.tabs]})

    @blueprint.get("/__export/<book_id>.xlsx")
    def export(book_id: str) -> Response:
        try:
            book = shelf.find(book_id)
        except ApiError as problem:
            return told(problem)
        answer = Response(written(book), content_type=XLSX)
        name = urllib.parse.quote(f"{book.title}.xlsx")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return answer


def _asked_for() -> Book:
    """The workbook of an upload, or of a path on this machine; a title or a locale may be wished for."""
    upload = next(iter(request.files.values()), None)
    if upload is not None:
        wish: dict[str, str] = dict(request.form)
        book = from_bytes(upload.read(), upload.filename or "upload.csv", wish.get("locale", ""))
    else:
        wish = request.get_json(silent=True) or {}
        if not isinstance(wish.get("path"), str):
            raise UnreadableError("Upload a file, or send its path as 'path'.")
        book = from_path(Path(wish["path"]), str(wish.get("locale") or ""))
    book.title = wish.get("title") or book.title
    book.id = wish.get("spreadsheetId") or book.id
    return book
