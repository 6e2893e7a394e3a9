"""An agency at work: a sandbox of its own, a workbook in it, and the real service answering in a thread of the test."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from cryptography.fernet import Fernet
from openpyxl.utils import get_column_letter
from werkzeug.serving import make_server

from sandbox.caller import asked, poster, shown
from sandbox.demo import SAMPLE, SAMPLE_BOOKS, SAMPLE_SOWS, SAMPLE_TODAY, parameters
from sandbox.journal import Journal
from sandbox.serving import Quiet, Running
from service.adapters.sheets.pace import Pace
from service.domain.hours.approval import imprint_of
from service.names import header_names
from service.settings import Settings
from service.web.app import create_app
from service.web.registration import Register
from service.wiring import Wiring
from tests.sandbox.quickbooks.books import Books

MANAGER = "ruth@tidewick.example"
"""An approver who logs no hours."""

COMPANY = "9130350000000001"
WAIT = 120
DELAY = 0.2
"""Seconds that Google takes for a call, where a test works out how long somebody waits."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What an agency brings: a workbook, its SOW files, and what its books know."""

    workbook: Path = SAMPLE
    sows: Path = SAMPLE_SOWS
    books: Path = SAMPLE_BOOKS


class Office:
    """One workbook, one service, one company; `close` ends all of it."""

    def __init__(self, folder: Path, papers: Papers = Papers()) -> None:
        self._spent: list[float] = []
        self.sandbox = Running()
        self.sandbox.__enter__()
        self.root = self.sandbox.root
        self.id: str = self.said("/__load", {"path": str(papers.workbook)})["spreadsheetId"]
        self.said("/quickbooks/__seed", json.loads(papers.books.read_text(encoding="utf-8")))
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        self.service = f"http://127.0.0.1:{self._server.server_port}"
        self.wiring = self._wired(folder, papers.sows)
        self.app = create_app(self.wiring)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.said("/__script/properties", {"SERVICE_URL": self.service})
        self._connect()

    def close(self) -> None:
        """Nothing of it stays."""
        self._server.shutdown()
        self._server.server_close()
        self.wiring.store.engine.dispose()
        self.sandbox.__exit__(None, None, None)

    def _answer(self, environ: Any, start: Any) -> Any:
        """The application is made after its address is known; what it works is noted, waiting is not."""
        began = time.thread_time()
        try:
            return self.app(environ, start)
        finally:
            self._spent.append(time.thread_time() - began)

    @property
    def worked(self) -> float:
        """Seconds of the processor that the service has spent on requests so far.

        The stand-ins share its process, but what they do is Google's work, for which DELAY is counted.
        """
        return sum(self._spent)

    def waits(self, act: Callable[[], object]) -> float:
        """Seconds that somebody waits for the service to do something, on a machine that has nothing else to do."""
        before, worked = self.said_so_far(), self.worked
        act()
        return self.worked - worked + DELAY * len(self.calls("sheets", before))

    def _wired(self, folder: Path, sows: Path) -> Wiring:
        own = {
            "DATABASE_URL": f"sqlite:///{folder / 'tickmark.db'}",
            "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(),
            "SERVICE_URL": self.service,
            "SOWS_DIR": str(sows),
            "TODAY": SAMPLE_TODAY,
            "ANSWER_WITHIN_SECONDS": str(WAIT),
        }
        told: dict[str, str] = requests.get(f"{self.root}/__environment", timeout=WAIT).json()
        wiring = Wiring(Settings.read({**told, **own}))
        wiring.paces = (Pace(0), Pace(0))  # the sandbox has no quota, and other offices of this process count too
        with pytest.MonkeyPatch.context() as patch:
            # Google's library takes the key from the environment of the process, and is asked here once.
            patch.setenv("GOOGLE_APPLICATION_CREDENTIALS", told["GOOGLE_APPLICATION_CREDENTIALS"])
            assert wiring.own_address
        wiring.paces = Pace(0), Pace(0)  # the sandbox counts nobody's requests unless it is told to
        return wiring

    def _connect(self) -> None:
        """Sign in to QuickBooks the way a browser does."""
        browser = requests.Session()
        asked = browser.get(f"{self.service}/quickbooks/connect", timeout=WAIT)
        fields = dict(parameters(asked.url), realm=COMPANY, answer="connect")
        browser.post(asked.url.partition("?")[0], data=fields, timeout=WAIT).raise_for_status()

    def said(self, path: str, body: dict[str, Any]) -> Any:
        """Something said to the sandbox, and its answer."""
        answer = requests.post(f"{self.root}{path}", json=body, timeout=WAIT)
        assert answer.ok, f"{path}: {answer.text}"
        return answer.json()

    def ask(self, deed: str, who: str = MANAGER, **more: Any) -> Any:
        """What the script of the sheet asks of the service, with an identity token of `who`."""
        post = poster(self.root, self.service, who, WAIT)
        status, answer = asked(post, self.root, deed, {"spreadsheetId": self.id, "by": who, **more})
        assert status < 300, f"{deed}: {answer}"
        return answer

    def introduce(self, who: str = MANAGER, sheet: str = "") -> None:
        """Somebody shows in the sheet that they may edit it; the calls that this takes come only once."""
        register, sheet = Register(self.wiring), sheet or self.id
        word = register.word(who, sheet)
        assert shown(self.root, sheet, word)
        register.check_new(who, sheet, word)

    def check(self, who: str = MANAGER) -> str:
        """Review until no text is left to be described; the sentence at the end."""
        while (answer := self.ask("check", who))["remaining"]:
            pass
        return str(answer["message"])

    def types(self, tab: str, row: int, key: str, value: Any, last: int = 0, who: str = MANAGER) -> None:
        """Somebody types a value into one of our columns, from a row to a last one."""
        column = self.column(tab, key)
        place = f"'{tab}'!{column}{row}:{column}{last or row}"
        self.said("/__person/edit", {"spreadsheetId": self.id, "by": who, "range": place, "value": value})

    def reports(self, tab: str, first: int, last: int, who: str = MANAGER, **seen: Any) -> str:
        """The trigger tells the service of an edit; it runs as whoever set the sheet up. The answer is for a toast."""
        place = {"tabId": 0, "tab": tab, "firstRow": first, "lastRow": last, "firstColumn": 1, "lastColumn": 1}
        told = {**place, **(seen or self.displayed(tab, first, last)), "by": who}
        return str(self.ask("edited", MANAGER, **told)["message"])

    def displayed(self, tab: str, first: int, last: int) -> dict[str, Any]:
        """What the script says of the rows of an edit in the boxes: how they look at this moment."""
        rows = self.values(tab, shown="FORMATTED_VALUE")
        header = next((row for row in rows if place_of("approve", row) is not None), None)
        category, place = (place_of(key, header or []) for key in ("category", "row_id"))
        if category is None or place is None:
            return {}
        columns = list(range(1, category + 1))
        cells = {row[place]: row[: len(columns)] for row in rows[first - 1 : last] if len(row) > place}
        return {"seen": {"columns": columns, "rows": {row_id: imprint_of(texts) for row_id, texts in cells.items()}}}

    def column(self, tab: str, key: str) -> str:
        """The letter of one of our columns, by what its header says."""
        places = (place_of(key, row) for row in self.values(tab))
        return next(get_column_letter(place + 1) for place in places if place is not None)

    def values(self, tab: str, sheet: str = "", shown: str = "UNFORMATTED_VALUE") -> list[list[Any]]:
        """What stands in a tab, unformatted unless it is asked for otherwise."""
        place = quote(f"'{tab}'")
        answer = requests.get(
            f"{self.root}/v4/spreadsheets/{sheet or self.id}/values/{place}",
            params={"valueRenderOption": shown},
            headers={"Authorization": "Bearer somebody"},
            timeout=WAIT,
        )
        assert answer.ok, answer.text
        return list(answer.json().get("values", []))

    def invoices(self) -> list[dict[str, Any]]:
        """Every invoice in the books, as QuickBooks tells it, oldest first."""
        found = Books(self.root).query("select * from Invoice").get("Invoice", [])
        return sorted(found, key=lambda invoice: int(invoice["Id"]))

    @property
    def _journal(self) -> Journal:
        return self.sandbox.app.extensions["sandbox"]["journal"]

    def said_so_far(self) -> int:
        """The number of the last call in the journal."""
        return max((call.n for call in self._journal.calls()), default=0)

    def calls(self, service: str, after: int = 0) -> list[dict[str, Any]]:
        """What was said to one of the stand-ins; `after` leaves out what came before."""
        return [call.line() for call in self._journal.calls(service) if call.n > after]


def place_of(key: str, row: list[Any]) -> int | None:
    """Where a column of ours stands in a header row, in whatever language; None where it does not."""
    return next((place for place, cell in enumerate(row) if cell in header_names(key)), None)
