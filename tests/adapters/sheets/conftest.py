"""A spreadsheet in the sandbox, drawn as text, with people who act in it and a count of what was asked of Google."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
import requests
from google.oauth2.credentials import Credentials

from sandbox.serving import Running
from service.adapters.cells.grid import Cell
from service.adapters.sheets import GoogleSheet, SheetClient
from service.adapters.sheets.pace import Pace
from service.adapters.tabs.context import Context
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Cell as NewCell
from service.domain.hours.reading import Changes, Value
from tests.adapters.tabs.drawn import tab

FORMATS = {"date": {"type": "DATE", "pattern": "yyyy-mm-dd"}, "time": {"type": "TIME", "pattern": "[h]:mm"}}
ACCOUNT = "tickmark@service.sandbox.example"


class ServiceAccount(Credentials):
    """A token that the sandbox takes, under the address that sheets are shared with."""

    service_account_email = ACCOUNT


def as_google(cell: Cell) -> dict[str, Any]:
    """A drawn cell as Google is told it."""
    if isinstance(cell.value, bool):
        return {"userEnteredValue": {"boolValue": cell.value}}
    if isinstance(cell.value, Decimal):
        number = {"userEnteredValue": {"numberValue": float(cell.value)}}
        return number | ({"userEnteredFormat": {"numberFormat": FORMATS[cell.kind]}} if cell.kind in FORMATS else {})
    return {"userEnteredValue": {"stringValue": cell.value}} if cell.value else {}


@dataclass
class Spreadsheet:
    """One spreadsheet of the sandbox."""

    root: str
    id: str
    _ids: Any = field(default_factory=count)

    def service(self, displayed: bool = False, **options: Any) -> GoogleSheet:
        """The service's own view of it; it waits for nothing."""
        options = {"sleep": lambda _: None, "reads": Pace(0), "writes": Pace(0), **options}
        client = SheetClient(ServiceAccount(token="x"), self.root, **options)  # type: ignore[no-untyped-call]  # google's
        context = Context(fresh=lambda _: f"r_{next(self._ids):010}")
        return GoogleSheet(client, self.id, context, displayed=displayed)

    def person(self, act: str, by: str = "pm@agency.example", **body: object) -> requests.Response:
        """A person acts."""
        body = {"spreadsheetId": self.id, "by": by, **body}
        return requests.post(f"{self.root}/__person/{act}", json=body, timeout=30)

    def person_between(self, act: str, **body: object) -> None:
        """A person acts after our look and before our write."""
        told = {"path": f"/__person/{act}", "body": {"spreadsheetId": self.id, "by": "pm@agency.example", **body}}
        wish = {"when": "before_write", "act": told}
        requests.post(f"{self.root}/__faults/human", json=wish, timeout=30).raise_for_status()

    def fault(self, **wish: object) -> None:
        """Something goes wrong at Google."""
        requests.post(f"{self.root}/__faults", json={"service": "sheets", **wish}, timeout=30).raise_for_status()

    def calls(self) -> list[str]:
        """What was asked of Google since the last time, as read, look and write."""
        lines = requests.get(f"{self.root}/__journal", params={"service": "sheets"}, timeout=30).text.splitlines()
        seen = [one for one in map(json.loads, lines) if self.id in one["path"]]
        fresh, self._told = seen[self.told :], len(seen)
        kinds = {"GET": "read", "POST": "write"}
        return ["look" if "values:batchGet" in one["path"] else kinds[one["method"]] for one in fresh]

    _told: int = 0

    @property
    def told(self) -> int:
        """How many calls have been looked at already."""
        return self._told

    def grid(self, fields: str) -> dict[str, Any]:
        """The spreadsheet as Google tells it."""
        headers = {"Authorization": "Bearer x"}
        url = f"{self.root}/v4/spreadsheets/{self.id}"
        found: dict[str, Any] = requests.get(url, params={"fields": fields}, headers=headers, timeout=30).json()
        return found

    def rows(self, title: str = "Log") -> list[list[object]]:
        """What stands in a tab, as typed values."""
        url = f"{self.root}/v4/spreadsheets/{self.id}/values/{title}"
        params = {"valueRenderOption": "UNFORMATTED_VALUE"}
        found = requests.get(url, params=params, headers={"Authorization": "Bearer x"}, timeout=30).json()
        values: list[list[object]] = found.get("values", [])
        return values

    def forget(self) -> None:
        """Count from here."""
        self.calls()


Draw = Callable[..., Spreadsheet]


@pytest.fixture
def draw(sandbox: Running) -> Draw:
    """Makes a spreadsheet from drawn tabs: `draw(Log="Date | Hours\\n…", locale="en_US")`."""

    def make(locale: str = "en_US", **tabs: str) -> Spreadsheet:
        sheets = [
            {
                "properties": {"title": title, "sheetId": 7 + index},
                "data": [{"rowData": [{"values": [as_google(cell) for cell in row]} for row in tab(drawing).rows]}],
            }
            for index, (title, drawing) in enumerate(tabs.items())
        ]
        body = {"properties": {"title": "September", "locale": locale}, "sheets": sheets}
        headers = {"Authorization": "Bearer x"}
        answer = requests.post(f"{sandbox.root}/v4/spreadsheets", json=body, headers=headers, timeout=30)
        answer.raise_for_status()
        spreadsheet = Spreadsheet(sandbox.root, answer.json()["spreadsheetId"])
        spreadsheet.forget()
        return spreadsheet

    return make


def cells_for(entry: Entry, **values: Value) -> tuple[NewCell, ...]:
    """What a review might write for an entry; a box where there is none yet."""
    wanted: dict[str, Value] = {"category": "Design", "status": "Ready", "row_id": entry.id, **values}
    cells = [NewCell(entry.tab, entry.row, key, value) for key, value in wanted.items()]
    return (*cells, NewCell(entry.tab, entry.row, "approve", bool(entry.ticked), box=True))


LOG = """
Date | Person | Hours | Description
@2026-09-03 | Ana | #3 | third
@2026-09-01 | Bo | #1 | first
@2026-09-02 | Cy | #2 | second
"""


@pytest.fixture
def reviewed(draw: Draw) -> Spreadsheet:
    """A log of three rows that has our block, with ids and boxes."""
    sheet = draw(Log=LOG)
    service = sheet.service()
    entries = service.read().entries
    cells = tuple(cell for entry in entries for cell in cells_for(entry))
    assert service.write(Changes(cells, new_blocks=("Log",), approvers=("pm@agency.example",))).moved == ()
    sheet.forget()
    return sheet
