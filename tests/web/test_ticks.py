"""The script tells what a row displayed when its box was touched, and whose tick it is."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from service.words import say
from tests.office import MANAGER
from tests.web.test_undoing import Desk, desk

__all__ = ["desk"]


def test_a_tick_counts_for_what_the_row_displayed_and_for_nothing_typed_later(desk: Desk) -> None:
    desk.ask("setup")
    desk.types("October", 2, "approve", True)
    seen = desk.displayed("October", 2, 2)
    place = {"spreadsheetId": desk.id, "by": "callum@tidewick.example", "range": "October!E2"}
    desk.said("/__person/edit", {**place, "value": 5})
    assert desk.reports("October", 2, 2, **seen) == say("ticks.overtaken")
    desk.types("October", 2, "approve", True)
    assert desk.reports("October", 2, 2) == "1 row approved."


@pytest.mark.parametrize("seen", [{"columns": [0], "rows": {}}, {"columns": [1]}, {"rows": {}}, [], {"columns": ["A"]}])
def test_what_is_said_of_rows_in_no_known_way_is_refused(desk: Desk, seen: Any) -> None:
    desk.ask("setup")
    token = desk.said("/oauth2/identity-token", {"email": MANAGER})["token"]
    told = requests.post(
        f"{desk.service}/addon/edited", json={"spreadsheetId": desk.id, "tab": "October", "seen": seen},
        headers={"Authorization": f"Bearer {token}"}, timeout=30,
    )  # fmt: skip
    assert (told.status_code, told.json()["error"][:29]) == (400, "seen has to say which columns")
