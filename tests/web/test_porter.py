"""Whoever asks faster than hands can is sent away before anything is opened for them, and nobody else notices."""

from __future__ import annotations

import json
import logging

import pytest

from service.web import porter as room
from service.web.openapi import SHAPES
from service.web.porter import DEEDS, EVERYWHERE, IN_A_SHEET, TELLS_EVERY, WAIT, Porter
from service.web.turnstile import Allowance, Turnstile
from tests.office import MANAGER
from tests.web.test_addon import Counter
from tests.web.test_turnstile import WIDE, Hands


def request(sheet: str = "s", proof: str = "Bearer ours", path: str = "/addon/edited", body: str = "") -> bytes:
    """A request as it comes over the wire."""
    shown = f"Authorization: {proof}\r\n" if proof else ""
    told = body or json.dumps({"spreadsheetId": sheet})
    return f"POST {path} HTTP/1.1\r\nHost: here\r\n{shown}\r\n{told}".encode()


def let_in(porter: Porter, times: int, **told: str) -> int:
    """How many of so many requests are let in."""
    return sum(not porter.refusal(request(**told)) for _ in range(times))


def test_a_caller_who_floods_a_sheet_is_sent_away_and_neither_others_there_nor_its_other_sheets_are() -> None:
    porter = Porter(Hands())
    assert let_in(porter, 1000) == IN_A_SHEET.burst
    assert let_in(porter, 10, proof="Bearer of a colleague") == 10
    assert let_in(porter, 10, sheet="another") == 10


def test_a_stranger_takes_nobody_s_room() -> None:
    porter = Porter(Hands())
    for proof in ("", "Bearer forged", "Bearer OURS", "Basic ours2"):
        let_in(porter, 1000, proof=proof)
    assert let_in(porter, 10) == 10


@pytest.mark.parametrize("proof", ["Bearer  ours", "bearer ours", "  Bearer\tours  ", "ours"])
def test_a_proof_written_otherwise_is_the_same_caller_s(proof: str) -> None:
    porter = Porter(Hands())
    let_in(porter, 1000)
    assert let_in(porter, 10, proof=proof) == 0


def test_whoever_makes_sheets_up_is_sent_away_everywhere() -> None:
    porter = Porter(Hands())
    assert sum(let_in(porter, 1, sheet=f"s{number}") for number in range(1000)) == EVERYWHERE.burst
    assert sum(let_in(porter, 1, sheet=f"s{number}", proof="Bearer b") for number in range(99)) == 99


def test_what_was_refused_costs_nothing_and_time_gives_room() -> None:
    hands = Hands()
    porter = Porter(hands)
    let_in(porter, 1000)
    hands.now = 2.0
    assert let_in(porter, 1000) == 2 * IN_A_SHEET.a_second
    hands.now = 1000.0
    assert let_in(porter, 1000) == IN_A_SHEET.burst


@pytest.mark.parametrize("start", ["GET /health", "POST /tasks/pump", "POST /quickbooks/webhook", "GET /addon/edited"])
def test_only_what_the_script_asks_is_counted(start: str) -> None:
    porter = Porter(Hands())
    words = request().replace(b"POST /addon/edited", start.encode())
    assert not any(porter.refusal(words) for _ in range(1000))


def test_every_address_of_the_script_is_counted() -> None:
    assert {f"addon.{deed}" for deed in DEEDS} == {name for name in SHAPES if name.startswith("addon.")}
    for path in (*(f"/addon/{deed}" for deed in DEEDS), "/addon/check?once=more"):
        assert let_in(Porter(Hands()), 1000, path=path) == IN_A_SHEET.burst


def test_an_id_inside_what_people_wrote_is_not_the_sheet_s() -> None:
    porter = Porter(Hands())
    let_in(porter, 1000, sheet="mine")
    quoted = '{"seen": "a \\"spreadsheetId\\": \\"mine\\" b", "spreadsheetId": "yours"}'
    assert let_in(porter, 10, body=quoted) == 10


def test_the_answer_says_when_to_come_again() -> None:
    porter = Porter(Hands())
    let_in(porter, 1000)
    head, _, body = porter.refusal(request()).decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 429 ") and f"Retry-After: {WAIT}\r\n" in head
    assert f"Content-Length: {len(body)}" in head
    assert body == '{"error": "This sheet asks more often than hands can: come again in 5 s."}'


def test_however_many_names_come_few_are_kept_and_those_who_flood_are_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "MOST_NAMES", 20)
    porter = Porter(Hands())
    let_in(porter, 1000)
    for number in range(1000):
        let_in(porter, 1, proof=f"Bearer {number}")
        assert let_in(porter, 1) == 0
    assert len(porter._due) <= 20


def test_half_a_stretch_in_a_sheet_is_hasty_until_it_is_paid_off() -> None:
    hands = Hands()
    porter = Porter(hands)
    found = []
    for _ in range(IN_A_SHEET.burst):
        let_in(porter, 1)
        found.append(porter.knows_as_hasty("Bearer ours", "s"))
    assert found == [False] * (IN_A_SHEET.burst // 2) + [True] * (IN_A_SHEET.burst // 2)
    assert not porter.knows_as_hasty("Bearer ours", "another") and not porter.knows_as_hasty("Bearer of a", "s")
    hands.now = IN_A_SHEET.burst / IN_A_SHEET.a_second / 2
    assert not porter.knows_as_hasty("Bearer ours", "s")


def test_a_hasty_caller_draws_on_a_small_share_and_its_edits_are_left_to_the_clock(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = {**dict.fromkeys(("house", "person", "sheet", "looks"), WIDE), "hasty": Allowance(0, 1, at_once=1)}
    monkeypatch.setattr("service.web.addon.Turnstile", lambda **_: Turnstile(shares, Hands()))
    porter = Porter(Hands())
    counter = Counter(environment, porter)
    counter.wiring.store.register("s", MANAGER, counter.wiring.clock())
    hasty, calm = (f"Bearer {counter.token(who)}" for who in (MANAGER, "calm@office.example"))
    let_in(porter, IN_A_SHEET.burst, proof=hasty)

    def told(proof: str, deed: str, sheet: str = "s") -> int:
        body = {"spreadsheetId": sheet, "waits": True, "row": 1}
        return counter.client.post(f"/addon/{deed}", json=body, headers={"Authorization": proof}).status_code

    assert [told(hasty, deed) for deed in ("edited", "explain", "check")] == [202, 429, 429]
    assert [told(hasty, "explain", "another"), told(calm, "explain")] == [404, 404], "no word of haste"


def test_a_flood_is_one_line_in_the_log_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    hands = Hands()
    porter = Porter(hands)
    with caplog.at_level(logging.INFO, "tickmark"):
        for second in range(25):
            hands.now = float(second)
            let_in(porter, 105)
            porter.tell()
        hands.now = 3 * TELLS_EVERY
        porter.tell()
        hands.now = 9 * TELLS_EVERY
        porter.tell()
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        f"{count} requests were sent away at the door: they came faster than hands can" for count in (1045, 1000, 400)
    ]


def test_the_figures_count_those_who_were_sent_away(environment: dict[str, str]) -> None:
    porter = Porter(Hands())
    client = Counter({**environment, "METRICS_KEY": "open"}, porter).client
    for more in (0, 40):
        let_in(porter, IN_A_SHEET.burst + 30 - more)
        told = client.get("/metrics", headers={"Authorization": "Bearer open"}).get_data(as_text=True)
    assert 'tickmark_answers_total{address="/addon/edited",status="429"} 80.0' in told
