"""The spreadsheet of the page tests, made and read over the Sheets API like any other."""

from __future__ import annotations

from typing import Any

import requests

MANAGER = "pm@agency.example"
MEMBER = "ana@agency.example"

HEADERS = ["Date", "Person", "Description", "Hours", "Category", "Flags", "Approve", "Row ID"]
ROWS: list[list[Any]] = [
    ["2026-03-02", "Ana", "Built the login page", 2, "Development", "", False, "r_0000000001"],
    ["2026-03-03", "Ben", "Meeting with the client", 1.5, "Meetings", "", False, "r_0000000002"],
    ["2026-03-04", "Ana", "stuff", 8, "Development", "■ vague-text", False, "r_0000000003"],
    ["2026-03-05", "Cyr", "Wrote tests", 3, "Development", "", False, ""],
]
FIRST_ROW = 2
"""The first row of hours; row 1 holds the headers."""

ID_COLUMN = "H"
WAIT = 30


class Workbook:
    """Two tabs: March, a timesheet with our block, and Notes, which is nobody's."""

    def __init__(self, root: str) -> None:
        self.root = root
        tabs = [{"properties": {"title": title}} for title in ("March", "Notes")]
        made = self._call("POST", "", {"properties": {"title": "Hours in March"}, "sheets": tabs})
        self.id: str = made["spreadsheetId"]
        self.tab_ids = {tab["properties"]["title"]: tab["properties"].get("sheetId", 0) for tab in made["sheets"]}
        self.write("March!A1", [HEADERS, *ROWS])
        self.write("Notes!A1", [["Call the accountant"]])
        self.change(*self._looks())

    def _call(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        answer = requests.request(
            method,
            f"{self.root}/v4/spreadsheets{path}",
            json=body,
            params=query,
            headers={"Authorization": "Bearer test"},
            timeout=WAIT,
        )
        assert answer.ok, answer.text
        return answer.json()

    def write(self, place: str, values: list[list[Any]]) -> None:
        """Put values into cells, as typed."""
        self._call("PUT", f"/{self.id}/values/{place}", {"values": values}, valueInputOption="USER_ENTERED")

    def change(self, *requests_: dict[str, Any]) -> None:
        """One batchUpdate."""
        self._call("POST", f"/{self.id}:batchUpdate", {"requests": requests_})

    def read(self, place: str) -> list[list[Any]]:
        """The values of cells, unformatted."""
        answer = self._call("GET", f"/{self.id}/values/{place}", valueRenderOption="UNFORMATTED_VALUE")
        values: list[list[Any]] = answer.get("values", [])
        return values

    def metadata(self) -> list[dict[str, Any]]:
        """The developer metadata of the whole spreadsheet."""
        found: list[dict[str, Any]] = self._call("GET", f"/{self.id}", fields="developerMetadata")["developerMetadata"]
        return found

    def ids(self) -> list[str]:
        """The Row ID cells below the header, empty ones at the end left away."""
        return [row[0] if row else "" for row in self.read(f"March!{ID_COLUMN}{FIRST_ROW}:{ID_COLUMN}")]

    def triggers(self) -> list[dict[str, str]]:
        """The installable triggers of this spreadsheet."""
        found: list[dict[str, str]] = requests.get(
            f"{self.root}/__script/triggers", params={"spreadsheetId": self.id}, timeout=WAIT
        ).json()
        return found

    def install_trigger(self, owner: str) -> None:
        """Install the trigger that reports edits, as the set-up dialog does."""
        wish = {"spreadsheetId": self.id, "function": "onEdited", "event": "ON_EDIT", "owner": owner}
        requests.post(f"{self.root}/__script/triggers", json=wish, timeout=WAIT).raise_for_status()

    def area(self, columns: tuple[int, int], rows: tuple[int, int] = (1, 1 + len(ROWS))) -> dict[str, int]:
        """A block of the tab March, counted from 0 and half open."""
        return {
            "sheetId": self.tab_ids["March"],
            "startRowIndex": rows[0],
            "endRowIndex": rows[1],
            "startColumnIndex": columns[0],
            "endColumnIndex": columns[1],
        }

    def _looks(self) -> list[dict[str, Any]]:
        march = self.tab_ids["March"]
        choices = [{"userEnteredValue": word} for word in ("Development", "Meetings")]
        red = {"backgroundColor": {"red": 1, "green": 0.9, "blue": 0.9}}
        hidden = {"sheetId": march, "dimension": "COLUMNS", "startIndex": 7, "endIndex": 8}
        frozen = {"sheetId": march, "gridProperties": {"frozenRowCount": 1}}
        return [
            {"setDataValidation": {"range": self.area((6, 7)), "rule": {"condition": {"type": "BOOLEAN"}}}},
            {
                "setDataValidation": {
                    "range": self.area((4, 5)),
                    "rule": {"condition": {"type": "ONE_OF_LIST", "values": choices}, "showCustomUi": True},
                }
            },
            {
                "updateCells": {
                    "range": self.area((5, 6), (3, 4)),
                    "rows": [{"values": [{"note": '"stuff" says nothing.', "userEnteredFormat": red}]}],
                    "fields": "note,userEnteredFormat.backgroundColor",
                }
            },
            {
                "updateDimensionProperties": {
                    "range": hidden,
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            },
            {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}},
        ]
