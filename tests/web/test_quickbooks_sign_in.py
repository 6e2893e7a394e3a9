"""A person connects the company: once, in one browser, and no other company."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from sandbox.serving import Running
from service.adapters.quickbooks.connector import Connector
from service.adapters.store.clock import epoch
from service.adapters.store.connection import sign_in_table
from service.faults import NotAllowed
from service.web.quickbooks import blueprint
from tests.adapters.quickbooks.drafts import draft
from tests.adapters.quickbooks.studio import OUR_PAGE, Studio, database

OTHER_COMPANY = "9130350000000002"


@pytest.fixture
def studio(sandbox: Running, tmp_path: Path) -> Iterator[Studio]:
    """A company at the sandbox that nobody has connected yet."""
    engine = database(tmp_path)
    made = Studio(sandbox.root, engine, connected=False)
    yield made
    engine.dispose()


@pytest.fixture
def app(studio: Studio) -> Flask:
    made = Flask("tickmark")
    made.register_blueprint(blueprint(lambda: Connector(studio.settings, studio.engine)))
    return made


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def at_intuit(answer: TestResponse, company: str = "", yes: bool = True) -> str:
    """The person decides at Intuit; the address that leads back to us, without our host."""
    assert answer.status_code == 302, answer.text
    where = urlsplit(answer.headers["Location"])
    form = {key: values[0] for key, values in parse_qs(where.query).items()}
    form |= {"realm": company or "9130350000000001", "answer": "connect" if yes else "no"}
    back = requests.post(answer.headers["Location"], data=form, allow_redirects=False, timeout=30)
    assert back.headers["Location"].startswith(OUR_PAGE), back.text
    return "/quickbooks/callback?" + urlsplit(back.headers["Location"]).query


def test_a_person_connects_the_company_and_work_can_begin(browser: FlaskClient, studio: Studio) -> None:
    answer = browser.get(at_intuit(browser.get("/quickbooks/connect")))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/quickbooks/connected")
    assert browser.get("/quickbooks/connected").get_json()["message"].startswith("QuickBooks is connected.")
    told = browser.get("/quickbooks/status").get_json()
    assert told["status"] == "ok" and "sign in again before" in told["message"]
    assert studio.books().check([draft()]) == []


def test_the_sign_in_asks_for_the_books_alone_with_a_fresh_state(browser: FlaskClient) -> None:
    asked = [parse_qs(urlsplit(browser.get("/quickbooks/connect").headers["Location"]).query) for _ in range(2)]
    assert asked[0]["scope"] == ["com.intuit.quickbooks.accounting"] and asked[0]["redirect_uri"] == [OUR_PAGE]
    assert asked[0]["state"] != asked[1]["state"] and len(asked[0]["state"][0]) >= 40


def test_the_cookie_is_for_the_sign_in_alone(browser: FlaskClient) -> None:
    cookie = browser.get("/quickbooks/connect").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/quickbooks" in cookie


def test_the_cookie_of_a_service_on_https_never_leaves_https(studio: Studio) -> None:
    settings = replace(studio.settings, redirect_url="https://tickmark.example/quickbooks/callback")
    app = Flask("tickmark")
    app.register_blueprint(blueprint(lambda: Connector(settings, studio.engine)))
    assert "Secure" in app.test_client().get("/quickbooks/connect").headers["Set-Cookie"]


def test_a_way_back_is_good_once(browser: FlaskClient, studio: Studio) -> None:
    begun = browser.get("/quickbooks/connect")
    cookie = begun.headers["Set-Cookie"].partition(";")[0]
    back = at_intuit(begun)
    assert browser.get(back).status_code == 303
    again = browser.get(back, headers={"Cookie": cookie})
    assert again.status_code == 403 and "sign in again" in again.get_json()["error"]
    assert len(studio.calls("/oauth2/token")) == 1


def test_a_way_back_in_another_browser_is_refused_and_used_up(app: Flask, studio: Studio) -> None:
    mine, theirs = app.test_client(), app.test_client()
    back = at_intuit(mine.get("/quickbooks/connect"))
    theirs.get("/quickbooks/connect")
    assert [theirs.get(back).status_code, mine.get(back).status_code] == [403, 403]
    assert studio.calls("/oauth2/token") == []


def test_a_sign_in_that_takes_too_long_is_refused(browser: FlaskClient, studio: Studio) -> None:
    back = at_intuit(browser.get("/quickbooks/connect"))
    with studio.engine.begin() as connection:
        connection.execute(update(sign_in_table).values(until=epoch()))
    assert browser.get(back).status_code == 403


@pytest.mark.parametrize("query", [
    "", "code=x&realmId=1", "state=guess&code=x&realmId=1", "error=access_denied", "error=access_denied&state=guess",
])  # fmt: skip
def test_a_way_back_without_our_state_is_refused(browser: FlaskClient, studio: Studio, query: str) -> None:
    browser.get("/quickbooks/connect")
    assert browser.get(f"/quickbooks/callback?{query}").status_code == 403
    assert studio.calls("/oauth2/token") == []


@pytest.mark.parametrize("realm", ["", "../1", "1" * 21, "abc"])
def test_a_company_that_is_no_number_is_refused(browser: FlaskClient, realm: str) -> None:
    back = at_intuit(browser.get("/quickbooks/connect")).replace("9130350000000001", realm)
    assert browser.get(back).status_code == 403


def test_a_person_who_says_no_changes_nothing(browser: FlaskClient) -> None:
    answer = browser.get(at_intuit(browser.get("/quickbooks/connect"), yes=False))
    assert answer.status_code == 403 and "nothing has changed" in answer.get_json()["error"]
    assert browser.get("/quickbooks/status").get_json()["status"] == "never"


def test_a_second_company_is_refused_and_its_tokens_are_given_back(browser: FlaskClient, studio: Studio) -> None:
    browser.get(at_intuit(browser.get("/quickbooks/connect")))
    answer = browser.get(at_intuit(browser.get("/quickbooks/connect"), OTHER_COMPANY))
    assert answer.status_code == 409 and "choose company 9130350000000001" in answer.get_json()["error"]
    assert [call["status"] for call in studio.calls("/oauth2/revoke")] == [200]
    assert studio.books().check([draft()]) == []


def test_the_same_company_is_connected_again(browser: FlaskClient, studio: Studio) -> None:
    browser.get(at_intuit(browser.get("/quickbooks/connect")))
    studio.turn(disconnect=True)
    browser.get(at_intuit(browser.get("/quickbooks/connect")))
    assert studio.books().check([draft()]) == []


def test_disconnecting_takes_a_press_on_our_own_page(browser: FlaskClient) -> None:
    browser.get(at_intuit(browser.get("/quickbooks/connect")))
    assert browser.get("/quickbooks/disconnect").status_code == 405
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.post("/quickbooks/disconnect", headers=headers).status_code == 403
    told = browser.post("/quickbooks/disconnect", headers={"Origin": "http://localhost"}).get_json()
    assert (told["status"], told["message"]) == ("disconnected", "Tickmark is no longer connected to QuickBooks.")


def test_people_see_a_page_and_programs_see_json(browser: FlaskClient) -> None:
    page = browser.get("/quickbooks/status", headers={"Accept": "text/html"})
    assert "Connect to QuickBooks" in page.text and page.content_type.startswith("text/html")
    assert browser.get("/quickbooks/status").get_json()["status"] == "never"


@pytest.mark.parametrize("path", ["connect", "callback", "status"])
def test_no_page_is_kept_and_none_tells_where_it_came_from(browser: FlaskClient, path: str) -> None:
    headers = browser.get(f"/quickbooks/{path}").headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_an_outage_at_intuit_is_a_sentence(browser: FlaskClient, studio: Studio) -> None:
    studio.break_at("openid_configuration", kind="status", status=503)
    answer = browser.get("/quickbooks/connect")
    assert answer.status_code == 502 and "try again in a few minutes" in answer.get_json()["error"]


def test_a_visitor_who_is_not_let_in_sees_and_changes_nothing(studio: Studio) -> None:
    def guard() -> None:
        raise NotAllowed("Ask the agency's administrator.")

    app = Flask("tickmark")
    app.register_blueprint(blueprint(lambda: Connector(studio.settings, studio.engine), guard))
    visitor = app.test_client()
    answers = [visitor.get("/quickbooks/connect"), visitor.get("/quickbooks/status"),
               visitor.post("/quickbooks/disconnect")]  # fmt: skip
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_a_visitor_with_a_key_is_led_through_with_it(studio: Studio) -> None:
    def guard() -> None:
        if request.args.get("key") != "k1":
            raise NotAllowed("Bring the key.")

    app = Flask("tickmark")
    app.register_blueprint(blueprint(lambda: Connector(studio.settings, studio.engine), guard))
    visitor, person = app.test_client(), {"Accept": "text/html"}
    assert 'href="/quickbooks/connect?key=k1"' in visitor.get("/quickbooks/status?key=k1", headers=person).text
    done = visitor.get(at_intuit(visitor.get("/quickbooks/connect?key=k1")), follow_redirects=True)
    assert done.status_code == 200 and "QuickBooks is connected" in done.text
    assert 'action="/quickbooks/disconnect?key=k1"' in visitor.get("/quickbooks/status?key=k1", headers=person).text
    assert visitor.post("/quickbooks/disconnect?key=k1").status_code == 200


def test_a_whole_sign_in_tells_no_log_its_secrets(
    browser: FlaskClient, studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    back = at_intuit(browser.get("/quickbooks/connect"))
    caplog.clear()
    browser.get(back)
    browser.post("/quickbooks/disconnect")
    pair = studio.calls("/oauth2/token")[0]["response"]
    secrets = [pair["access_token"], pair["refresh_token"], studio.settings.client_secret,
               parse_qs(urlsplit(back).query)["code"][0]]  # fmt: skip
    assert "is connected" in caplog.text and [secret for secret in secrets if secret in caplog.text] == []
