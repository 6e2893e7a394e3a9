"""At set-up people see how each tab was read, and answer what a tab leaves open; the answer lasts."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from cryptography.fernet import Fernet

from sandbox import caller
from sandbox.demo import SAMPLE_SOWS
from service.settings import Settings
from service.web.app import create_app
from service.wiring import Wiring
from tests.office import MANAGER

ROWS = [["Date", "Who", "Hours", "Hours Rounded"], ["2026-10-05", "Callum Breck", 1.37, 1.5]]


def cell(value: str | float) -> dict[str, Any]:
    kind = "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}


@pytest.fixture
def wiring(environment: dict[str, str]) -> Iterator[Wiring]:
    own = {
        "SOWS_DIR": str(SAMPLE_SOWS), "DATABASE_URL": "sqlite://", "TODAY": "2026-11-02",
        "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(), "CLAUDE_BACKEND": "off",
    }  # fmt: skip
    made = Wiring(Settings.read({**environment, **own}))
    yield made
    made.store.engine.dispose()


def test_an_answer_given_at_set_up_is_followed_from_then_on(wiring: Wiring, environment: dict[str, str]) -> None:
    root = environment["SHEETS_URL"]
    data = [{"rowData": [{"values": [cell(value) for value in row]} for row in ROWS]}]
    book = {"sheets": [{"properties": {"title": "October"}, "data": data}]}
    sheet = requests.post(
        f"{root}/v4/spreadsheets", json=book, headers={"Authorization": "Bearer t"}, timeout=30
    ).json()
    told = requests.post(f"{root}/oauth2/identity-token", json={"email": MANAGER}, timeout=30).json()
    client = create_app(wiring).test_client()

    def post(path: str, body: dict[str, Any]) -> tuple[int, Any]:
        answer = client.post(path, json=body, headers={"Authorization": f"Bearer {told['token']}"})
        return answer.status_code, answer.get_json()

    def set_up(**more: object) -> dict[str, Any]:
        _, said = caller.asked(post, root, "setup", {"spreadsheetId": sheet["spreadsheetId"], **more})
        return dict(said)

    (asked,) = set_up()["tabs"]
    assert "Say which of them holds the hours" in asked["problem"]
    wrong = set_up(decisions={"October": {"colour": "red"}})
    assert "nothing that can be decided" in wrong["error"]
    (answered,) = set_up(decisions={"October": {"hours": "Hours"}})["tabs"]
    assert ["Hours", "how long it took"] in answered["columns"]
    assert answered["decided"] == {"hours": "Hours"}
    assert set_up()["tabs"] == [answered]
