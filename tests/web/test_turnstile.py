"""A flood at one sheet, or from one person, is told to wait; nobody else notices."""

import re
from contextlib import ExitStack

import pytest

from service.adapters.sheets.pace import READS, WRITES
from service.faults import AskedTooOften, NoRoom
from service.web.antechamber import MOST_INSIDE
from service.web.turnstile import HOUSE, SHARES, Allowance, Turnstile
from tests import image
from tests.web.test_addon import Counter

WIDE = Allowance(burst=1000, a_minute=1000, at_once=1000)
FEW = Allowance(burst=3, a_minute=60, at_once=2)


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def asked(gate: Turnstile, person: str, sheet: str) -> str:
    """Blank where there was room, or the sentence with which there was none."""
    try:
        with gate.turn(("person", person), ("sheet", sheet)):
            return ""
    except AskedTooOften as full:
        return f"{full} [{full.wait}]"


def test_a_flooded_sheet_waits_and_the_others_do_not() -> None:
    gate = Turnstile({"person": WIDE, "sheet": FEW}, Hands())
    flood = [asked(gate, f"p{number}", "flooded") for number in range(50)]
    assert flood[:3] == ["", "", ""]
    assert set(flood[3:]) == {"This sheet has had its share of what Google lets us read in a minute: wait 2 s. [2]"}
    assert asked(gate, "p1", "quiet") == ""


def test_a_person_who_floods_every_sheet_waits_and_the_others_do_not() -> None:
    gate = Turnstile({"person": FEW, "sheet": WIDE}, Hands())
    assert [bool(asked(gate, "loud", f"s{number}")) for number in range(6)] == [False] * 3 + [True] * 3
    assert asked(gate, "calm", "s1") == ""


def test_what_was_refused_costs_nothing_and_time_gives_room() -> None:
    clock = Hands()
    gate = Turnstile({"person": WIDE, "sheet": FEW}, clock)
    for _ in range(20):
        asked(gate, "p", "s")
    clock.now = 2.0
    assert [bool(asked(gate, "p", "s")) for _ in range(3)] == [False, False, True]


def test_what_is_scarce_is_shared_only_while_it_is() -> None:
    shares, left = {"sheet": FEW._replace(scarce=True), "person": WIDE}, [0.9]
    gate = Turnstile(shares, Hands(), lambda: left[0])
    assert [asked(gate, "p", "s") for _ in range(9)] == [""] * 9
    left[0] = 0.7
    assert [bool(asked(gate, "p", "s")) for _ in range(5)] == [False] * 3 + [True] * 2


def test_what_is_scarce_is_divided_among_those_who_have_asked_lately() -> None:
    clock = Hands()
    gate = Turnstile({"sheet": FEW._replace(scarce=True)}, clock)
    assert [one_of(gate, "loud") for _ in range(4)] == [0, 0, 0, 2]
    for number in range(3):
        one_of(gate, f"other {number}")
    assert one_of(gate, "loud") == 5, "one a second among four"
    clock.now = 5.0
    assert [one_of(gate, "loud") for _ in range(2)] == [0, 4]
    clock.now = 70.0
    assert [one_of(gate, "loud") for _ in range(4)] == [0, 0, 0, 2], "the others are gone"


def test_threads_are_left_for_others_while_one_sheet_is_slow() -> None:
    gate = Turnstile({"person": WIDE, "sheet": FEW}, Hands())
    with ExitStack() as slow:
        for number in range(2):
            slow.enter_context(gate.turn(("person", f"p{number}"), ("sheet", "slow")))
        assert asked(gate, "p9", "slow") == "This sheet has 2 requests under way: wait for one to end. [2]"
        assert asked(gate, "p9", "other") == ""
    assert asked(gate, "p9", "slow") == ""


def one_of(gate: Turnstile, sheet: str) -> int:
    """0 where there was room for a sheet, or the seconds to wait."""
    try:
        with gate.turn(("sheet", sheet)):
            return 0
    except AskedTooOften as full:
        return full.wait


def test_nobody_stands_in_the_line_for_google_in_one_of_our_threads() -> None:
    line = [0.0]
    gate = Turnstile({"house": FEW}, Hands(), line=lambda: line[0])
    for wait, said in ((4.9, ""), (5.0, "come again in 5 s. [5]"), (30.2, "come again in 31 s. [31]")):
        line[0] = wait
        assert one_of_the_house(gate).endswith(said) and bool(said) == bool(one_of_the_house(gate))


def test_all_sheets_together_leave_threads_for_whoever_is_only_sent_away() -> None:
    gate = Turnstile({"house": FEW._replace(burst=99)}, Hands())
    with ExitStack() as slow:
        for _ in range(2):
            slow.enter_context(gate.turn(HOUSE))
        assert one_of_the_house(gate) == "Many sheets are being looked at just now: come again in 2 s. [2]"
    assert one_of_the_house(gate) == ""


def test_more_than_half_of_gunicorn_s_threads_are_never_one_sheet_s() -> None:
    words = image.gunicorn(port=1)
    threads = int(words[words.index("--threads") + 1])
    of_one = sum(SHARES[share].at_once for share in ("sheet", "looks", "hasty"))
    assert of_one < SHARES["house"].at_once
    assert SHARES["house"].at_once + 1 < threads, "one is the clock's, and somebody has to send the others away"


def test_the_deployment_has_as_many_instances_as_google_s_quota_is_enough_for_and_lets_in_what_they_let_in() -> None:
    said = (image.HOUSE / "app.yaml").read_text(encoding="utf-8")
    instances, calls = (int(re.findall(rf'{key}: "?(\d+)', said)[0]) for key in ("maxScale", "containerConcurrency"))
    assert instances * max(READS.per_minute, WRITES.per_minute) <= 60
    assert calls == MOST_INSIDE


def one_of_the_house(gate: Turnstile) -> str:
    """Blank where there was room in the house, or the sentence with which there was none."""
    try:
        with gate.turn(HOUSE):
            return ""
    except NoRoom as full:
        return f"{full} [{full.wait}]"


def test_names_at_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.turnstile.MOST_NAMES", 10)
    clock = Hands()
    gate = Turnstile(clock=clock)
    for number in range(100):
        clock.now += 60
        asked(gate, f"p{number}", f"s{number}")
    assert len(gate._left) <= 12


def test_the_addresses_of_the_script_say_when_to_come_back(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = {"house": WIDE, "person": FEW, "sheet": WIDE}
    monkeypatch.setattr("service.web.addon.Turnstile", lambda **_: Turnstile(shares, Hands()))
    counter = Counter(environment)
    said = [counter.ask("explain", spreadsheetId="s")[0] for _ in range(4)]
    assert said == [404, 404, 404, 429]
    assert counter.ask("explain", spreadsheetId="s")[1] == "You have asked more than 3 times in a row: wait 2 s."
