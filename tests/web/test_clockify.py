"""Clockify tells of an entry, and its row in the sheet follows; nobody else can say anything here."""

import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import requests
from cryptography.fernet import Fernet
from werkzeug.serving import make_server

from sandbox.demo import SAMPLE_SOWS
from sandbox.serving import Quiet
from service.settings import Settings
from service.web.app import create_app
from service.wiring import Wiring

TOKEN = "the-token-of-the-webhook"
ENTRY = {
    "tracker": "clockify", "id": "c1", "person": "Sunniva Aske", "client": "Corner Bakery", "project": "Website",
    "description": "Hero", "start": "2026-10-05T13:00:00Z", "end": "2026-10-05T13:50:00Z",
}  # fmt: skip


class Hearing:
    """A service that listens to Clockify, and the sheet it writes into."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.root = environment["SHEETS_URL"]
        body = {"properties": {"title": "October"}}
        self.id = self.call("POST", "/v4/spreadsheets", json=body).json()["spreadsheetId"]
        own = {
            "CLOCKIFY_SHEET": self.id, "CLOCKIFY_WEBHOOK_TOKENS": f"another, {TOKEN}", "SOWS_DIR": str(SAMPLE_SOWS),
            "DATABASE_URL": "sqlite://", "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(),
        }  # fmt: skip
        app = create_app(Wiring(Settings.read({**environment, **own})))
        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}/trackers/clockify"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": "Bearer x"}
        answer = requests.request(method, f"{self.root}{path}", headers=headers, timeout=30, **more)
        assert answer.ok, answer.text
        return answer

    def change(self, **fields: Any) -> None:
        """Somebody changes an entry in Clockify."""
        self.call("POST", "/trackers/__change", json={**ENTRY, **fields})

    def rows(self) -> list[tuple[Any, ...]]:
        """Person, text, state and id of each row."""
        answer = self.call("GET", f"/v4/spreadsheets/{self.id}/values/{quote('Clockify')}")
        rows = [[*row, *[""] * 13] for row in answer.json()["values"][1:]]
        return [(row[1], row[5], row[10], row[11]) for row in rows]

    def deliveries(self) -> list[int]:
        """What the service answered to each event."""
        return [one["status"] for one in self.call("GET", "/trackers/__deliveries").json()]


@pytest.fixture
def hearing(environment: dict[str, str]) -> Iterator[Hearing]:
    made = Hearing(environment)
    made.call("POST", "/trackers/__webhook", json={"url": made.url, "token": TOKEN})
    yield made
    made.close()


def test_the_row_follows_its_entry(hearing: Hearing) -> None:
    hearing.change()
    assert hearing.rows() == [("Sunniva Aske", "Hero", "", "clockify-c1")]
    hearing.change(description="Hero, second round")
    assert hearing.rows() == [("Sunniva Aske", "Hero, second round", "", "clockify-c1")]
    hearing.change(deleted=True)
    assert hearing.rows() == [
        ("Sunniva Aske", "Hero, second round", "No longer in Clockify for this day", "clockify-c1")
    ]
    assert hearing.deliveries() == [200, 200, 200]


def test_an_event_that_comes_twice_is_one_row(hearing: Hearing) -> None:
    hearing.change()
    hearing.change()
    assert len(hearing.rows()) == 1


def test_other_rows_are_not_called_gone(hearing: Hearing) -> None:
    hearing.change()
    hearing.change(id="c2", description="Footer")
    assert [row[2] for row in hearing.rows()] == ["", ""]


def test_a_running_timer_has_no_row_yet(hearing: Hearing) -> None:
    hearing.change()
    hearing.change(id="c2", end=None)
    assert len(hearing.rows()) == 1
    assert hearing.deliveries() == [200, 200]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, {"id": "c1"}, 403),
        ({"Clockify-Signature": "guessed"}, {"id": "c1"}, 403),
        ({"Clockify-Signature": "ümlaut".encode().decode("latin-1")}, {"id": "c1"}, 403),
        ({"Clockify-Signature": TOKEN}, {"id": "c1", "workspaceId": "another"}, 403),
        ({"Clockify-Signature": TOKEN}, ["no", "object"], 403),
        ({"Clockify-Signature": TOKEN, "Clockify-Webhook-Event-Type": "NEW_PROJECT"}, None, 400),
    ],
    ids=str,
)
def test_strangers_and_other_events_are_turned_away(
    hearing: Hearing, environment: dict[str, str], headers: dict[str, str], body: Any, status: int
) -> None:
    body = body if body is not None else {"id": "p", "workspaceId": environment["CLOCKIFY_WORKSPACE"]}
    answer = requests.post(hearing.url, json=body, headers=headers, timeout=30)
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert TOKEN not in answer.text


def test_when_google_does_not_answer_clockify_is_told_to_come_back(hearing: Hearing) -> None:
    hearing.call("POST", "/__faults", json={"service": "sheets", "kind": "status", "status": 403, "times": 9})
    hearing.change()
    assert hearing.deliveries() == [502]
