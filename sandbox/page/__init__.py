"""The spreadsheet page in the browser: it draws the workbooks of the sandbox and runs the real Apps Script in them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request, send_from_directory

from sandbox.page.scripting import Scripting

HERE = Path(__file__).resolve().parent
PEOPLE = HERE.parent / "sample" / "people.json"


class Part:
    """The pages and what the script in them needs; it stores no cell, the Google side does."""

    name = "page"

    def __init__(self) -> None:
        self._scripting = Scripting(os.environ.get("TICKMARK_SERVICE_URL", ""))

    def blueprint(self) -> Blueprint:
        """The pages, their files, and the addresses of the script."""
        pages = Blueprint("page", __name__)
        pages.add_url_rule("/", view_func=workbooks)
        pages.add_url_rule("/sheet/<spreadsheet>", view_func=sheet)
        pages.add_url_rule("/__page/static/<path:name>", view_func=static)
        pages.add_url_rule("/__page/vendor/<path:name>", view_func=vendor)
        pages.add_url_rule("/__page/people", view_func=people)
        self._scripting.add_addresses(pages)
        return pages

    def reset(self) -> None:
        """No trigger, no property but the address of the service, no lock."""
        self._scripting.reset()

    def environment(self, root: str) -> dict[str, str]:
        """Nothing: a service never talks to the page."""
        del root
        return {}

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:
        """None: the page has no wording of its own for an error."""
        del status, kind, headers
        return None


def workbooks() -> Response:
    """The page that lists the workbooks."""
    return _file("static", "index.html")


def sheet(spreadsheet: str) -> Response:
    """The page of one workbook; its script finds the id in the address."""
    return _file("static", "sheet.html") if spreadsheet else abort(404)


def static(name: str) -> Response:
    """A file of the page."""
    return _file("static", name)


def vendor(name: str) -> Response:
    """A file of the grid library."""
    return _file("vendor", name)


def _file(folder: str, name: str) -> Response:
    answer = send_from_directory(HERE / folder, name)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def people() -> Response:
    """The people one may be at this sheet: ?people=a@x.example,b@x.example, or those of the sample agency."""
    asked = [{"email": mail.strip()} for mail in request.args.get("people", "").split(",") if mail.strip()]
    seeded = json.loads(PEOPLE.read_text(encoding="utf-8")) if PEOPLE.exists() else []
    return jsonify(asked or seeded)
