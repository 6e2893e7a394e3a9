"""A spreadsheet in the sandbox, reached with the real gspread."""

from __future__ import annotations

from typing import Any

import gspread
import requests
from google.oauth2.credentials import Credentials

ROOTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class Client(gspread.HTTPClient):
    """gspread's client with another address, which is all that differs."""

    root = ""

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
        """The same request, sent to the sandbox."""
        for real in ROOTS:
            endpoint = endpoint.replace(real, self.root)
        return super().request(method, endpoint, *args, **kwargs)


def client(root: str, credentials: Any = None) -> Client:
    """A client of the sandbox under `root`."""
    made = Client(credentials or Credentials(token="a-token"))  # type: ignore[no-untyped-call]  # google-auth
    made.root = root
    made.set_timeout((5, 30))
    return made


class Sheet:
    """One spreadsheet with the calls a test makes on it."""

    def __init__(self, root: str, tabs: list[dict[str, Any]] | None = None) -> None:
        self.root = root
        self.http = client(root)
        body = {"properties": {"title": "Test"}, "sheets": tabs or [{"properties": {"sheetId": 0, "title": "Log"}}]}
        self.id = str(self.post("", body)["spreadsheetId"])

    def post(self, path: str, body: dict[str, Any], params: dict[str, Any] | None = None) -> Any:
        """A POST that gspread has no method for."""
        where = f"https://sheets.googleapis.com/v4/spreadsheets{path}"
        return self.http.request("post", where, json=body, params=params or {}).json()

    def write(self, where: str, rows: list[list[Any]], option: str = "RAW") -> Any:
        """Values into a range."""
        return self.http.values_update(self.id, where, params={"valueInputOption": option}, body={"values": rows})

    def read(self, where: str, **params: Any) -> list[list[Any]]:
        """The values of a range."""
        return list(self.http.values_get(self.id, where, params=params).get("values", []))

    def batch(self, *wishes: dict[str, Any], **body: Any) -> Any:
        """One batchUpdate."""
        return self.http.batch_update(self.id, {"requests": list(wishes), **body})

    def get(self, fields: str, **params: Any) -> Any:
        """The spreadsheet through a mask."""
        return self.http.spreadsheets_get(self.id, params={"fields": fields, **params})

    def person(self, act: str, **wish: Any) -> requests.Response:
        """What a person does at the sheet."""
        body = {"spreadsheetId": self.id, "by": "pm@agency.example", **wish}
        return requests.post(f"{self.root}/__person/{act}", json=body, timeout=30)

    def grid(self, tab: int = 0) -> Any:
        """What a page draws of one tab."""
        asked = requests.get(f"{self.root}/__page/grid", params={"spreadsheetId": self.id}, timeout=30)
        return asked.json()["tabs"][tab]


def block(top: int, left: int, bottom: int, right: int) -> dict[str, int]:
    """A GridRange on the first tab."""
    return {"startRowIndex": top, "startColumnIndex": left, "endRowIndex": bottom, "endColumnIndex": right}
