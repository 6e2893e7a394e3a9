"""Five managers at work in five sheets, under the quota that Google gives one account, never see an error.

A minute lasts six seconds here and has a fifth of its calls, for the sandbox that counts and the service that paces
itself alike: twice as many a second as Google's sixty a minute, and soon used up.
"""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.demo import SAMPLE_SOWS
from service.adapters.sheets.pace import READS, Pace
from tests.office import WAIT, Office, Papers

pytestmark = pytest.mark.slow

MINUTE = 6.0
"""Seconds."""

SHARE = 5
QUOTA = 60 // SHARE
LONGEST = 30
"""Seconds that a call may take a thread of the service; Google gives a script's call up after sixty."""
TURNS, LONGEST_TURN = 12, 15
"""As in Service.js."""

MANAGERS = [f"manager-{number}@tidewick.example" for number in range(5)]
HEADERS = ["Date", "Who", "Client", "Project", "Hours", "Notes"]
TASKS = """
HTML template for catalogue spreads
Stock levels imported from the warehouse
Search by fabric and colour
Zoom for photos of tables
Spring price list wired into the shop
Delivery dates worked out by postcode
Gift cards redeemed at checkout
Cookie notice in two languages
Filters for dining chairs
Order confirmation by mail
""".strip().splitlines()
"""Texts that nobody takes for each other."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An agency with five approvers, and a sandbox that counts."""
    sows = tmp_path / "sows"
    shutil.copytree(SAMPLE_SOWS, sows)
    agency = (sows / "agency.yaml").read_text(encoding="utf-8")
    told = agency.replace("approvers: [", f"approvers: [{', '.join(MANAGERS)}, ")
    assert told != agency
    (sows / "agency.yaml").write_text(told, encoding="utf-8")
    with closing(Office(tmp_path, Papers(workbook(tmp_path, 0), sows))) as made:
        made.wiring.paces = (Paced(), Paced())
        made.said("/__quota", {"reads": QUOTA, "writes": QUOTA, "seconds": MINUTE})
        yield made


class Paced(Pace):
    """The pace of the service in small, which tells how often somebody had to wait."""

    def __init__(self) -> None:
        faster = 60 / MINUTE
        self.waits = 0
        super().__init__(READS.per_minute // SHARE, lambda: time.monotonic() * faster, self._wait)

    def _wait(self, seconds: float) -> None:
        self.waits += 1
        time.sleep(seconds * MINUTE / 60)


def workbook(folder: Path, number: int) -> Path:
    """Ten rows of one manager's project; none are alike."""
    made = folder / f"Hours {number}.csv"
    with made.open("w", encoding="utf-8", newline="") as file:
        rows = [
            [f"2026-10-{number + 5:02}", "Tobias Renn", "Harbour & Pine", "Spring catalogue", "0.5", task]
            for task in TASKS
        ]  # fmt: skip
        csv.writer(file).writerows([HEADERS, *rows])
    return made


class Manager:
    """One manager in her own sheet: what she asks, and how long each answer took."""

    def __init__(self, office: Office, number: int, folder: Path) -> None:
        self.office, self.who = office, MANAGERS[number]
        self.id = office.said("/__load", {"path": str(workbook(folder, number))})["spreadsheetId"]
        self.tab = f"Hours {number}"
        office.introduce(self.who, self.id)
        self.waits: list[float] = []
        self.troubles: list[str] = []
        self.turned_away = 0

    def asks(self, deed: str, **more: Any) -> Any:
        """What the script asks; where it is told of a wait it waits, and asks again as often as the script does."""
        for turn in range(TURNS + 1):
            answer, wait = self._asked(deed, more if turn < TURNS else {**more, "waits": True})
            if not wait:
                break
            self.turned_away += 1
            time.sleep(min(LONGEST_TURN, wait) * MINUTE / 60)
        if not answer.ok:
            self.troubles.append(f"{deed}: {answer.status_code} {answer.text}")
        return answer.json()

    def _asked(self, deed: str, more: dict[str, Any]) -> tuple[requests.Response, float]:
        """One call, and the seconds after which it is to be made again; 0 where it was answered."""
        token = self.office.said("/oauth2/identity-token", {"email": self.who})["token"]
        began = time.monotonic()
        answer = requests.post(
            f"{self.office.service}/addon/{deed}", json={"spreadsheetId": self.id, "by": self.who, **more},
            headers={"Authorization": f"Bearer {token}"}, timeout=WAIT,
        )  # fmt: skip
        self.waits.append(time.monotonic() - began)
        return answer, float(answer.headers.get("Retry-After") or answer.json().get("wait") or 0)

    def ticks(self, row: int) -> None:
        """A box is ticked, and the trigger tells."""
        place = f"'{self.tab}'!M{row}"
        self.office.said("/__person/edit", {"spreadsheetId": self.id, "by": self.who, "range": place, "value": True})
        self.asks("edited", tab=self.tab, tabId=0, firstRow=row, lastRow=row, firstColumn=13, lastColumn=13)

    def works(self) -> None:
        """A month in short: set up, look at a row, tick three at a time, preview."""
        self.asks("setup")
        self.asks("explain", tab=self.tab, row=2, tabId=0)
        for first in (2, 5):
            at_once(self.ticks, range(first, first + 3))
        self.asks("preview")
        self.asks("check")

    def shows(self) -> list[Any]:
        """The Status column."""
        rows = self.office.values(self.tab, self.id)
        return [row[rows[0].index("Status")] for row in rows[1:]]


def at_once(work: Callable[[Any], Any], things: Any) -> None:
    """Each in a thread of its own."""
    with ThreadPoolExecutor(len(things)) as hands:
        list(hands.map(work, things))


def test_five_managers_in_five_sheets_see_no_error_and_are_hardly_ever_refused(office: Office, tmp_path: Path) -> None:
    managers = [Manager(office, number, tmp_path) for number in range(5)]
    before = office.said_so_far()
    at_once(Manager.works, managers)
    assert [trouble for one in managers for trouble in one.troubles] == []
    assert [one.shows() for one in managers] == [["Ready"] * 6 + ["Needs approval"] * 4] * 5
    calls = [call for call in office.calls("sheets", before) if call["path"].startswith("/v4/")]
    refused = [call for call in calls if call["status"] == 429]
    assert len(refused) < len(calls) / 10, "a busy machine may carry a call over into the next minute"
    reads, writes = ([call for call in calls if (call["method"] == "GET") is read] for read in (True, False))
    assert len(reads) > 4 * QUOTA and len(writes) > QUOTA, "it was more than a minute gives"
    pace = office.wiring.paces[0]
    assert isinstance(pace, Paced) and pace.waits > QUOTA
    print(sum(one.turned_away for one in managers), pace.waits, max(wait for one in managers for wait in one.waits))
    assert max(wait for one in managers for wait in one.waits) < LONGEST
