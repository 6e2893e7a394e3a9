"""A sheet is for whoever has shown, in the sheet itself, that they may edit it; nobody else learns if it is there."""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests

from sandbox.caller import WORD, asked, shown
from service.adapters.store.members import LASTS
from tests.office import MANAGER
from tests.web.test_addon import Counter

OTHER, MEMBER, STRANGER = "hana@tidewick.example", "callum@tidewick.example", "eve@elsewhere.example"
DEEDS = ("setup", "check", "preview", "generate", "edited", "explain", "undo", "clear")
NO_SUCH = "1" * 44


class Doors(Counter):
    """The add-on's addresses, with two sheets behind them."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__(environment)
        self.mine, self.theirs, self.hidden = (self.sheet() for _ in range(3))
        requests.post(f"{self.root}/__private", json={"spreadsheetId": self.hidden}, timeout=30).raise_for_status()

    def sheet(self) -> str:
        """A spreadsheet with one entry."""
        rows = [["Date", "Who", "Hours", "Notes"], ["2026-10-05", "Callum Breck", "4", "Age gate built"]]
        cells = [{"values": [{"userEnteredValue": {"stringValue": text}} for text in row]} for row in rows]
        book = {"sheets": [{"properties": {"title": "October"}, "data": [{"rowData": cells}]}]}
        head = {"Authorization": "Bearer t"}
        told = requests.post(f"{self.root}/v4/spreadsheets", json=book, headers=head, timeout=30).json()
        return str(told["spreadsheetId"])

    def post(self, who: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """One call with somebody's token."""
        told = requests.post(f"{self.root}/oauth2/identity-token", json={"email": who}, timeout=30).json()
        answer = self.client.post(path, json=body, headers={"Authorization": f"Bearer {told['token']}"})
        return answer.status_code, answer.get_json()

    def word(self, who: str, sheet: str) -> str:
        """The word that somebody is given for a sheet."""
        return str(self.post(who, "/addon/challenge", {"spreadsheetId": sheet})[1]["challenge"])

    def call(self, who: str, deed: str, sheet: str, **more: Any) -> tuple[int, Any]:
        """One call for a sheet."""
        return self.post(who, f"/addon/{deed}", {"spreadsheetId": sheet, "tab": "October", "row": 2, **more})

    def set_up(self, who: str, sheet: str) -> int:
        """The whole way, as the script takes it."""
        return asked(lambda path, body: self.post(who, path, body), self.root, "setup", {"spreadsheetId": sheet})[0]


@pytest.fixture
def doors(environment: dict[str, str]) -> Iterator[Doors]:
    made = Doors(environment)
    yield made
    made.wiring.store.engine.dispose()


def test_whoever_writes_the_word_into_the_sheet_is_let_in_and_the_word_is_gone(doors: Doors) -> None:
    assert doors.call(MANAGER, "setup", doors.mine)[0] == 404
    assert doors.set_up(MANAGER, doors.mine) == 200
    assert doors.call(MANAGER, "explain", doors.mine)[0] == 200
    told = requests.get(
        f"{doors.root}/v4/spreadsheets/{doors.mine}?fields=developerMetadata", headers={"Authorization": "Bearer t"},
        timeout=30,
    ).json()  # fmt: skip
    assert WORD not in str(told)


def test_a_colleague_who_may_edit_the_sheet_joins_with_any_call_and_one_who_may_not_does_not(doors: Doors) -> None:
    doors.set_up(MANAGER, doors.mine)
    assert doors.call(MEMBER, "explain", doors.mine)[0] == 404
    word = doors.word(MEMBER, doors.mine)
    assert doors.call(MEMBER, "explain", doors.mine, challenge=word)[0] == 404, "it was written nowhere"
    word = doors.word(MEMBER, doors.mine)
    assert shown(doors.root, doors.mine, word)
    assert doors.call(MEMBER, "explain", doors.mine, challenge=word)[0] == 200
    assert doors.call(MEMBER, "explain", doors.mine)[0] == 200


def test_who_is_let_into_one_sheet_gets_nothing_of_another_by_any_address(doors: Doors) -> None:
    doors.set_up(MANAGER, doors.mine)
    doors.set_up(OTHER, doors.theirs)
    for deed in DEEDS:
        refused = doors.call(MANAGER, deed, doors.theirs)
        unknown = doors.call(MANAGER, deed, NO_SUCH)
        stranger = doors.call(STRANGER, deed, doors.mine)
        assert refused == unknown == stranger, deed
        assert refused[0] == 404
        assert "does not know this sheet, or you may not use it" in refused[1]["error"]


def test_only_an_approver_sets_a_sheet_up_for_the_first_time(doors: Doors) -> None:
    assert doors.set_up(MEMBER, doors.mine) == 404
    assert not doors.wiring.store.is_registered(doors.mine)
    doors.set_up(MANAGER, doors.mine)
    assert doors.set_up(MEMBER, doors.mine) == 200


def test_strangers_are_given_no_word(doors: Doors) -> None:
    assert doors.post(STRANGER, "/addon/challenge", {"spreadsheetId": doors.mine})[0] == 404


@pytest.mark.parametrize(
    ("whose", "for_which", "late", "twice"),
    [
        (OTHER, "mine", timedelta(), False),
        (MANAGER, "theirs", timedelta(), False),
        (MANAGER, "mine", LASTS + timedelta(seconds=1), False),
        (MANAGER, "mine", timedelta(), True),
    ],
    ids=["another person's", "another sheet's", "too old", "used before"],
)
def test_a_word_is_good_once_for_one_person_and_one_sheet_and_ten_minutes(
    doors: Doors, whose: str, for_which: str, late: timedelta, twice: bool
) -> None:
    word = doors.word(whose, getattr(doors, for_which))
    assert shown(doors.root, doors.mine, word)
    now = doors.wiring.store.now()
    doors.wiring.store._clock = lambda: now + late
    if twice:
        doors.call(MANAGER, "explain", doors.mine, challenge=word)  # not set up: refused, and the word is spent
        doors.wiring.store.retire(doors.mine)
    assert doors.call(MANAGER, "setup", doors.mine, challenge=word)[0] == 404


def test_a_guessed_word_and_one_that_stands_in_a_cell_prove_nothing(doors: Doors) -> None:
    shown(doors.root, doors.mine, "guessed")
    assert doors.call(MANAGER, "setup", doors.mine, challenge="guessed")[0] == 404
    word = doors.word(MANAGER, doors.mine)
    edit = {"spreadsheetId": doors.mine, "by": MANAGER, "range": "October!F1", "value": word}
    requests.post(f"{doors.root}/__person/edit", json=edit, timeout=30).raise_for_status()
    assert doors.call(MANAGER, "setup", doors.mine, challenge=word)[0] == 404


def test_a_sheet_that_is_not_there_and_one_that_is_not_ours_take_the_same_answer_and_about_the_same_time(
    doors: Doors,
) -> None:
    def tried(sheet: str) -> tuple[tuple[int, Any], float]:
        word = doors.word(MANAGER, sheet)
        began = time.process_time()
        return doors.call(MANAGER, "setup", sheet, challenge=word), time.process_time() - began

    tries = [(tried(NO_SUCH), tried(doors.hidden), tried(doors.theirs)) for _ in range(5)]
    assert len({str(one[0]) for three in tries for one in three}) == 1
    unknown, hidden, unproved = (statistics.median(three[place][1] for three in tries) for place in range(3))
    assert max(unknown, hidden, unproved) < 3 * min(unknown, hidden, unproved) + 0.02


def test_after_the_columns_are_cleared_everybody_has_to_show_it_anew(doors: Doors) -> None:
    doors.set_up(MANAGER, doors.mine)
    doors.wiring.store.retire(doors.mine)
    assert doors.call(MANAGER, "explain", doors.mine)[0] == 404
    assert doors.call(MANAGER, "setup", doors.mine)[0] == 404
    assert doors.set_up(MANAGER, doors.mine) == 200
