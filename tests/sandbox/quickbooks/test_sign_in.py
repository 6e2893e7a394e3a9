"""Signing in, with Intuit's own client where it can speak, and by hand where it cannot."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from quickbooks import QuickBooks
from quickbooks.exceptions import AuthorizationException
from quickbooks.objects.customer import Customer

from tests.sandbox.quickbooks.books import CALLBACK, OTHER, REALM, SECONDS, Books, codes


def decide(address: str, **choice: str) -> dict[str, list[str]]:
    """What the app is told when a person has answered the page."""
    page = requests.get(address, timeout=SECONDS)
    assert page.status_code == 200
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    form = address.partition("?")[0]
    answer = requests.post(form, data={**hidden, **choice}, allow_redirects=False, timeout=SECONDS)
    assert answer.headers["Location"].startswith(CALLBACK)
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def test_a_person_connects_a_company_and_the_code_works_once(auth: AuthClient):
    told = decide(auth.get_authorization_url([Scopes.ACCOUNTING], state_token="s-1"), realm=REALM, answer="connect")
    assert told["state"] == ["s-1"]
    assert told["realmId"] == [REALM]
    auth.get_bearer_token(told["code"][0], realm_id=REALM)
    assert (auth.expires_in, auth.x_refresh_token_expires_in) == (3600, 8726400)
    with pytest.raises(AuthClientError) as second:
        auth.get_bearer_token(told["code"][0])
    assert b"invalid_grant" in second.value.content


def test_a_person_may_say_no(auth: AuthClient):
    address = auth.get_authorization_url([Scopes.ACCOUNTING], state_token="s-2")
    assert decide(address, realm=REALM, answer="cancel") == {"error": ["access_denied"], "state": ["s-2"]}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"client_id": "somebody"}, "No app has this client id."),
        ({"redirect_uri": "http://elsewhere.example/"}, "The redirect address is not registered"),
        ({"response_type": "token"}, "The response type must be code."),
        ({"scope": "openid"}, "The app must ask for the scope"),
    ],
)
def test_the_page_refuses_an_app_it_does_not_know(books: Books, wrong: dict[str, str], sentence: str):
    right = {
        "client_id": "sandbox-quickbooks-app", "redirect_uri": CALLBACK, "response_type": "code", "state": "s",
        "scope": "com.intuit.quickbooks.accounting",
    }  # fmt: skip
    answer = requests.get(f"{books.root}/quickbooks/oauth2/authorize", params={**right, **wrong}, timeout=SECONDS)
    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.parametrize(("switch", "lives"), [("dies", False), ("lives", True)])
def test_a_refresh_gives_a_new_pair_and_the_old_token_ends_as_switched(
    books: Books, auth: AuthClient, switch: str, lives: bool
):
    books.turn(old_refresh_token=switch)
    old = auth.refresh_token
    auth.refresh()
    assert auth.refresh_token != old
    answer = outcome(auth, old)
    assert answer == ("refreshed" if lives else "invalid_grant")


def outcome(auth: AuthClient, token: str) -> str:
    try:
        auth.refresh(refresh_token=token)
    except AuthClientError as refused:
        return json.loads(refused.content)["error"]
    return "refreshed"


def test_the_hard_end_is_told_only_to_who_asks(auth: AuthClient):
    auth.refresh()
    assert not hasattr(auth, "x_refresh_token_hard_expires_in")
    auth.headers["x-include-refresh-token-hard-expires-in"] = "true"
    auth.refresh()
    assert 157_000_000 < auth.x_refresh_token_hard_expires_in <= 157_680_000


def test_a_wrong_secret_gets_nothing(auth: AuthClient):
    auth.client_secret = "guessed"
    with pytest.raises(AuthClientError) as refused:
        auth.refresh()
    assert refused.value.status_code == 401
    assert b"invalid_client" in refused.value.content


def test_an_expired_access_token_is_refreshed_in_mid_run(books: Books, auth: AuthClient, client: QuickBooks):
    books.customer()
    assert len(Customer.all(qb=client)) == 1
    books.turn(expire_access_tokens=True)
    with pytest.raises(AuthorizationException):
        Customer.all(qb=client)
    auth.refresh()
    again = type(client)(auth_client=auth, company_id=REALM, minorversion=75)
    assert len(Customer.all(qb=again)) == 1


def test_without_an_access_token_the_library_refreshes_by_itself(books: Books, auth: AuthClient, client: QuickBooks):
    auth.access_token = None
    again = type(client)(auth_client=auth, refresh_token=auth.refresh_token, company_id=REALM, minorversion=75)
    assert Customer.all(qb=again) == []


@pytest.mark.parametrize("how", ["revoke", "disconnect"])
def test_what_was_given_back_opens_nothing(books: Books, auth: AuthClient, how: str):
    auth.revoke() if how == "revoke" else books.turn(disconnect=True)
    assert outcome(auth, auth.refresh_token) == "invalid_grant"
    books.token = auth.access_token
    answer = books.get("customer/1")
    assert (answer.status_code, codes(answer)) == (401, ["3200"])


def test_a_token_opens_its_own_company_only(books: Books):
    answer = books.call("GET", "customer/1", realm=OTHER)
    assert (answer.status_code, codes(answer)) == (403, ["3100"])
    assert answer.headers["intuit_tid"]


def test_both_discovery_addresses_answer_with_and_without_a_slash(books: Books):
    for name in ("openid_configuration", "openid_configuration/", "openid_sandbox_configuration/"):
        document = requests.get(f"{books.root}/quickbooks/.well-known/{name}", timeout=SECONDS).json()
        assert document["token_endpoint"] == f"{books.root}/quickbooks/oauth2/token"
