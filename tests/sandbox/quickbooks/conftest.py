"""A company, and the real client libraries that talk to it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from intuitlib.client import AuthClient
from quickbooks import QuickBooks

from sandbox.quickbooks import Part
from sandbox.serving import Running
from tests.sandbox.quickbooks.books import CALLBACK, REALM, Books


@pytest.fixture
def books(sandbox: Running) -> Books:
    """The studio, connected."""
    return Books(sandbox.root)


@pytest.fixture
def auth(books: Books, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> AuthClient:
    """Intuit's own OAuth client, connected to the studio."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    pair = books.steer("connect", {})
    return AuthClient(
        environment["QUICKBOOKS_CLIENT_ID"], environment["QUICKBOOKS_CLIENT_SECRET"], CALLBACK,
        environment["QUICKBOOKS_DISCOVERY_URL"], access_token=pair["access_token"],
        refresh_token=pair["refresh_token"], realm_id=REALM,
    )  # fmt: skip


@pytest.fixture
def client(auth: AuthClient, environment: dict[str, str]) -> QuickBooks:
    """The client library, told only where QuickBooks is."""

    class Client(QuickBooks):
        api_url_v3 = sandbox_api_url_v3 = environment["QUICKBOOKS_URL"]

    return Client(auth_client=auth, company_id=REALM, minorversion=75)


@pytest.fixture
def alone() -> FlaskClient:
    """QuickBooks without a server and a journal around it, connected, with one customer: for what no schema allows."""
    app = Flask("alone")
    app.register_blueprint(Part().blueprint())
    client = app.test_client()
    client.post("/quickbooks/__company", json={"quota": 0, "batch_quota": 0})
    client.post("/quickbooks/__seed", json={"customers": [{"DisplayName": "Acme Ltd"}]})
    token = client.post("/quickbooks/__connect").get_json()["access_token"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client
