"""Google's side of the sandbox as one part of it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response

from sandbox.google import drive, file_routes, person_routes, sheets, sign_in
from sandbox.google.keys import Key, account_file
from sandbox.google.quota import Quota
from sandbox.google.shelf import Shelf
from sandbox.google.tokens import Tokens


class Part:
    """Sheets, Drive, tokens, and a person at the sheet."""

    name = "google"

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.quota = Quota()
        self.key = Key()
        self.tokens = Tokens(self.key)
        self._files: dict[str, str] = {}

    def blueprint(self) -> Blueprint:
        """All routes of Google's side."""
        blueprint = Blueprint("google", __name__)
        sheets.routes(blueprint, self.shelf, self.quota, self.tokens)
        sign_in.routes(blueprint, self.key, self.tokens)
        person_routes.routes(blueprint, self.shelf, self.quota)
        file_routes.routes(blueprint, self.shelf)
        blueprint.register_blueprint(drive.blueprint(self.shelf, self.tokens))
        return blueprint

    def reset(self) -> None:
        """No spreadsheet but the one that is not shared, no tokens and no limits; the keys stay."""
        self.shelf.clear()
        self.tokens.clear()
        self.quota.switch(None, None)

    def environment(self, root: str) -> dict[str, str]:
        """Where Sheets and its tokens are; the key file is written when it is first asked for."""
        if root not in self._files:
            self._files[root] = str(account_file(self.key, root))
        return {
            "SHEETS_URL": root,
            "GOOGLE_APPLICATION_CREDENTIALS": self._files[root],
            "GOOGLE_CERTS_URL": f"{root}/oauth2/v1/certs",
            "ADDON_CLIENT_IDS": sign_in.ADDON,
        }

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:
        """An error as Google words it."""
        del headers
        return sheets.fault(status, kind)
