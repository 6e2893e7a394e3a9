"""What the add-on's addresses take, from whom, and the sentences with which they refuse."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from cryptography.fernet import Fernet
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from sandbox.demo import SAMPLE_SOWS
from service.adapters.sheets.pace import Pace
from service.reports.month import sow_head
from service.settings import Settings
from service.web.app import SOON, create_app
from service.web.porter import Porter
from service.wiring import Wiring
from tests.month import Month
from tests.office import MANAGER


class Counter:
    """The add-on's addresses, and a token for whoever asks."""

    def __init__(self, environment: dict[str, str], porter: Porter | None = None) -> None:
        self.root = environment["SHEETS_URL"]
        own = {
            "SOWS_DIR": str(SAMPLE_SOWS), "DATABASE_URL": "sqlite://", "TODAY": "2026-11-02",
            "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(),
        }  # fmt: skip
        self.wiring = Wiring(Settings.read({**environment, **own}))
        self.wiring.paces = (Pace(0), Pace(0))  # the sandbox has no quota, and other tests of this process count too
        self.client: FlaskClient = create_app(self.wiring, porter).test_client()

    def token(self, who: str = MANAGER) -> str:
        """Google's proof of who somebody is."""
        told = requests.post(f"{self.root}/oauth2/identity-token", json={"email": who}, timeout=30).json()
        return str(told["token"])

    def ask(self, deed: str, **body: Any) -> tuple[int, str]:
        """The status and the sentence of an answer."""
        who = {"Authorization": f"Bearer {self.token()}"}
        answer = self.client.post(f"/addon/{deed}", json=body, headers=who)
        said = answer.get_json()
        return answer.status_code, str(said.get("error", said.get("message")))


@pytest.fixture
def counter(environment: dict[str, str]) -> Iterator[Counter]:
    made = Counter(environment)
    yield made
    made.wiring.store.engine.dispose()


@pytest.mark.parametrize("name", ["../drive/v3/files", "a?fields=x", "", "x" * 121, "a b"])
def test_what_is_no_id_of_a_spreadsheet_goes_nowhere(counter: Counter, name: str) -> None:
    assert counter.ask("setup", spreadsheetId=name) == (403, "The request names no spreadsheet.")


def test_a_request_as_large_as_a_book_is_not_read(counter: Counter) -> None:
    assert counter.ask("check", spreadsheetId="a", more="x" * 262145)[0] == 413


@pytest.mark.parametrize(("deed", "body"), [("explain", {"row": "two"}), ("check", {"firstRow": "2", "lastRow": 3})])
def test_a_row_that_is_no_number_is_refused(month: Month, deed: str, body: dict[str, object]) -> None:
    office = month.office
    token = office.said("/oauth2/identity-token", {"email": MANAGER})["token"]
    asked = {"spreadsheetId": office.id, "by": MANAGER, "tab": "Studio log", **body}
    told = requests.post(
        f"{office.service}/addon/{deed}", json=asked, headers={"Authorization": f"Bearer {token}"}, timeout=30
    )
    assert told.status_code == 400
    assert told.json() == {"error": f"{next(iter(body))} has to be the number of a row."}


def test_a_database_that_is_down_is_said_so_and_when_to_come_again(counter: Counter) -> None:
    def refuse(*_: Any) -> None:
        raise OperationalError("", {}, Exception("words of a client"))

    event.listen(counter.wiring.store.engine, "before_cursor_execute", refuse)
    headers = {"Authorization": f"Bearer {counter.token()}", "Idempotency-Key": "once"}
    answer = counter.client.post("/addon/generate", json={"spreadsheetId": "s"}, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"], answer.get_json()) == (503, str(SOON), {
        "error": "Tickmark's database does not answer at this moment. Nothing is lost: try again in a minute."
    })  # fmt: skip


def test_a_box_ticked_by_nobody_known_makes_no_invoices(counter: Counter) -> None:
    line = [{"userEnteredValue": {"stringValue": "TT-5"}}, {}, {"userEnteredValue": {"boolValue": True}}]
    first = {"note": "Written by Tickmark: Review", "userEnteredValue": {"stringValue": "Tickmark"}}
    head = {"values": [{"userEnteredValue": {"stringValue": word}} for word in sow_head()]}
    rows = [{"values": [first]}, head, {"values": line}]
    review = {"properties": {"title": "Review"}, "data": [{"rowData": rows}]}
    sheet = requests.post(
        f"{counter.root}/v4/spreadsheets", json={"sheets": [review]}, headers={"Authorization": "Bearer x"}, timeout=30
    ).json()["spreadsheetId"]
    counter.wiring.store.register(sheet, MANAGER, counter.wiring.clock())
    assert counter.ask("edited", spreadsheetId=sheet, tab="Review", by="") == (
        403,
        "Only approvers may make invoices, and Google does not say who ticked: choose Generate invoices in the menu.",
    )
