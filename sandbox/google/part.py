"""Google's side of the sandbox as one part of it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response

from sandbox.google import errors, sheets
from sandbox.google.quota import Quota
from sandbox.google.shelf import Shelf


class Part:
    """Sheets, Drive, tokens, and a person at the sheet."""

    name = "google"

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.quota = Quota()

    def blueprint(self) -> Blueprint:
        """All routes of Google's side."""
        blueprint = Blueprint("google", __name__)
        sheets.routes(blueprint, self.shelf, self.quota)
        return blueprint

    def reset(self) -> None:
        """No spreadsheet but the one that is not shared, and no limits."""
        self.shelf.clear()
        self.quota.switch(None, None)

    def environment(self, root: str) -> dict[str, str]:
        """Where Sheets is."""
        return {"SHEETS_URL": root}

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:
        """An error as Google words it; 502 and 504 come from its front end, as pages."""
        del headers
        return None


__all__ = ["Part", "errors"]
