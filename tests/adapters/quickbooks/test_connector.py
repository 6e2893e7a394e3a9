"""Tokens stay fresh: one refresh for everybody, the new pair kept, and an end that is said."""

import json
import subprocess
import sys
import time
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

import pytest

from sandbox.serving import Running
from service.adapters.quickbooks.connector import Connector
from service.adapters.quickbooks.tokens import Pair
from service.adapters.store.opening import open_database
from service.faults import NeedsReconnect, NotConnected, QuickBooksFault, SignInUnanswered, WrongHost
from tests.adapters.quickbooks.drafts import MARKER, draft
from tests.adapters.quickbooks.studio import IMPATIENT, Studio
from tests.adapters.quickbooks.studio import database as fresh_engine

TOKEN_PATH = "/oauth2/token"
RENEWER = "tests.adapters.quickbooks.renewer"


def refreshes(studio: Studio) -> int:
    return len(studio.calls(TOKEN_PATH))


def test_a_good_token_is_used_as_it_is(studio: Studio) -> None:
    assert studio.connector.access() == studio.connector.access()
    assert refreshes(studio) == 0


def test_a_token_about_to_end_is_renewed_first(studio: Studio) -> None:
    studio.turn(access_token_seconds=60)
    studio.connect()
    studio.turn(access_token_seconds=3600)
    before = studio.store.read()
    assert before is not None and studio.connector.access().token != before.access_token
    assert refreshes(studio) == 1


def test_a_token_that_ends_in_the_middle_is_renewed_once_and_the_work_goes_on(studio: Studio) -> None:
    books = studio.books()
    body = books.body(draft(), MARKER)
    studio.turn(expire_access_tokens=True)
    assert books.create(body, "a" * 36).flagged == ""
    assert refreshes(studio) == 1 and studio.made(MARKER) == 1
    assert [call["status"] for call in studio.calls("/invoice")] == [401, 200]
    assert {call["query"]["requestid"][0] for call in studio.calls("/invoice")} == {"a" * 36}


def test_eight_processes_with_an_expired_token_make_one_refresh(sandbox: Running, database: str) -> None:
    studio = Studio(sandbox.root, open_database(database))
    refused = studio.connector.access()
    studio.turn(expire_access_tokens=True)
    studio.break_at(TOKEN_PATH, kind="slow", seconds=0.3)
    told = {"database": database, "settings": asdict(studio.settings), "refused": asdict(refused)}
    ready = [
        subprocess.Popen([sys.executable, "-m", RENEWER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    for process in ready:
        print(json.dumps(told), file=process.stdin, flush=True)
    assert [process.stdout.readline() for process in ready if process.stdout] == ["ready\n"] * 8
    for process in ready:
        print("go", file=process.stdin, flush=True)
    got = [process.communicate(timeout=60)[0].split() for process in ready]
    stored = studio.store.read()
    assert stored is not None and stored.access_token != refused.token
    assert got == [["2", sha256(stored.access_token.encode()).hexdigest()]] * 8
    assert refreshes(studio) == 1 and studio.books().check([draft()]) == []


def test_every_refresh_keeps_the_newest_pair(studio: Studio) -> None:
    for _ in range(3):
        studio.connector.renewed(studio.connector.access())
    stored = studio.store.read()
    assert stored is not None and stored.version == 4 and stored.ends_at is not None
    assert stored.refresh_token == studio.calls(TOKEN_PATH)[-1]["response"]["refresh_token"]


def test_a_connection_that_was_taken_back_asks_for_a_person(studio: Studio) -> None:
    studio.turn(disconnect=True)
    with pytest.raises(NeedsReconnect, match="/quickbooks/connect"):
        studio.books().check([draft()])
    assert studio.connector.status().state == "needs_reauth"
    with pytest.raises(NeedsReconnect):
        studio.connector.access()
    assert refreshes(studio) == 1
    studio.connect()
    assert studio.books().check([draft()]) == []


def test_a_refused_token_is_no_end_where_a_sibling_has_the_next_pair(studio: Studio) -> None:
    refused = studio.connector.access()
    stale = Connector(studio.settings, studio.engine)
    assert stale.renewed(refused) != refused
    assert studio.connector.renewed(refused) == stale.access()
    assert refreshes(studio) == 1


def test_a_refresher_that_slept_past_its_lease_takes_what_its_sibling_wrote(studio: Studio) -> None:
    asleep = studio.store.read()
    assert asleep is not None
    newest = studio.connector.renewed(asleep.access)
    assert studio.connector._renew_alone(asleep) == newest
    assert studio.connector.status().state == "ok" and [call["status"] for call in studio.calls(TOKEN_PATH)] == [
        200,
        400,
    ]


OUTAGES: list[tuple[dict[str, Any], int]] = [
    # fault, how many tries it takes away
    ({"kind": "status", "status": 503}, 2),
    ({"kind": "status", "status": 502, "as": "html"}, 2),
    ({"kind": "drop"}, 2),
    ({"kind": "status", "status": 200, "as": "empty"}, 2),
]


@pytest.mark.parametrize(("fault", "times"), OUTAGES)
def test_an_outage_of_the_sign_in_ends_no_connection(studio: Studio, fault: dict[str, Any], times: int) -> None:
    access = studio.connector.access()
    studio.break_at(TOKEN_PATH, times=times, **fault)
    with pytest.raises(SignInUnanswered, match="try again"):
        studio.connector.renewed(access)
    assert studio.connector.status().state == "ok"
    assert studio.connector.renewed(access) != access


@pytest.mark.parametrize("path", [TOKEN_PATH, "openid_configuration"])
def test_a_sign_in_that_never_answers_ends_when_its_time_is_over(studio: Studio, path: str) -> None:
    connector = Connector(studio.settings, studio.engine, timeout=IMPATIENT)
    studio.break_at(path, kind="hang", seconds=3, times=2)
    began = time.monotonic()
    with pytest.raises(SignInUnanswered):
        connector.renewed(connector.access())
    assert time.monotonic() - began < 3


def test_a_lost_answer_to_a_refresh_is_asked_for_again_while_the_old_token_lives(studio: Studio) -> None:
    studio.turn(old_refresh_token="lives")
    access = studio.connector.access()
    studio.break_at(TOKEN_PATH, kind="after", status=502)
    assert studio.connector.renewed(access) != access
    assert refreshes(studio) == 2


def test_a_lost_answer_whose_old_token_is_dead_asks_for_a_person(studio: Studio) -> None:
    access = studio.connector.access()
    studio.break_at(TOKEN_PATH, kind="after", status=502)
    with pytest.raises(NeedsReconnect):
        studio.connector.renewed(access)


def test_a_user_who_is_no_administrator_any_more_asks_for_a_person(studio: Studio) -> None:
    studio.turn(not_an_admin=True)
    with pytest.raises(NeedsReconnect):
        studio.books().check([draft()])
    assert refreshes(studio) == 0


def test_a_token_that_is_refused_afresh_asks_for_a_person(studio: Studio) -> None:
    studio.break_at("/preferences$", kind="status", status=401, times=2, **{"as": "fault"})
    with pytest.raises(NeedsReconnect):
        studio.books().check([draft()])
    assert refreshes(studio) == 1


def test_a_company_that_was_never_connected_says_where_to_connect(
    studio: Studio, tmp_path_factory: pytest.TempPathFactory
) -> None:
    connector = Connector(studio.settings, fresh_engine(tmp_path_factory.mktemp("empty")))
    with pytest.raises(NotConnected, match="/quickbooks/connect"):
        connector.access()
    assert connector.status().state == "never"


WRONG: list[tuple[dict[str, str], type[QuickBooksFault], str]] = [
    # what is set wrongly, what it ends in, what to set
    ({"client_secret": "guessed"}, SignInUnanswered, "QUICKBOOKS_CLIENT_SECRET"),
    ({"discovery_url": "http://intuit.example/doc"}, WrongHost, "QUICKBOOKS_DISCOVERY_URL"),
]


@pytest.mark.parametrize(("setting", "kind", "name"), WRONG)
def test_a_wrong_setting_is_named(studio: Studio, setting: dict[str, str], kind: type[Exception], name: str) -> None:
    connector = Connector(replace(studio.settings, **setting), studio.engine)
    with pytest.raises(kind, match=name):
        connector.renewed(studio.connector.access())
    assert studio.connector.status().state == "ok"


def test_disconnecting_takes_the_tokens_back_at_intuit(studio: Studio) -> None:
    access = studio.connector.access()
    assert studio.connector.disconnect() == "Tickmark is no longer connected to QuickBooks."
    assert [call["status"] for call in studio.calls("/oauth2/revoke")] == [200]
    studio.store.connect(access.realm, Pair(access.token, "dead"))
    with pytest.raises(NeedsReconnect):
        studio.books().check([draft()])


def test_disconnecting_without_intuit_says_what_is_left_to_do(studio: Studio) -> None:
    studio.break_at("/oauth2/revoke", kind="status", status=503)
    assert "remove Tickmark under Apps" in studio.connector.disconnect()
    assert studio.connector.status().state == "disconnected"
