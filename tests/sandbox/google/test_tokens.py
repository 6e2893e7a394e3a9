"""google-auth gets its tokens here as it gets them from Google."""

import os
from typing import Any

import google.auth
import google.auth.transport.requests
import gspread
import pytest
import requests
from google.auth import exceptions
from google.oauth2 import id_token, service_account

from sandbox.serving import Running
from tests.sandbox.google.sheet import Sheet, client

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
CLOUD = "https://www.googleapis.com/auth/cloud-platform"


@pytest.fixture
def sheet(sandbox: Running, environment: dict[str, str]) -> Sheet:
    """A spreadsheet; the variables of the sandbox are set, so that google.auth.default finds its key file."""
    assert os.environ["SHEETS_URL"] == environment["SHEETS_URL"] == sandbox.root
    return Sheet(sandbox.root)


def credentials(*scopes: str) -> Any:
    """What a service uses: the key file that GOOGLE_APPLICATION_CREDENTIALS names."""
    found, _project = google.auth.default(scopes=list(scopes))
    return found


def test_a_key_file_is_exchanged_for_a_token_that_opens_the_sheet(sheet: Sheet) -> None:
    told = client(sheet.root, credentials(SHEETS)).values_get(sheet.id, "Log!A1")
    assert told["range"] == "Log!A1"


def test_a_token_for_other_scopes_is_refused(sheet: Sheet) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        client(sheet.root, credentials(CLOUD)).values_get(sheet.id, "Log!A1")
    assert refusal.value.error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_a_token_that_is_too_old_is_fetched_anew_without_a_word(sheet: Sheet) -> None:
    http = client(sheet.root, credentials(SHEETS))
    http.values_get(sheet.id, "Log!A1")
    requests.post(f"{sheet.root}/__tokens/expire", timeout=30)
    assert http.values_get(sheet.id, "Log!A1")["range"] == "Log!A1"
    lines = requests.get(f"{sheet.root}/__journal", timeout=30).text
    assert lines.count('"path":"/token"') == 2
    assert lines.count('"status":401') == 1


def test_no_token_at_all_is_refused(sheet: Sheet) -> None:
    answer = requests.get(f"{sheet.root}/v4/spreadsheets/{sheet.id}", timeout=30)
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_a_foreign_key_gets_no_token(sheet: Sheet) -> None:
    with Running() as other:
        found = requests.get(f"{other.root}/__environment", timeout=30).json()
        key_file = found["GOOGLE_APPLICATION_CREDENTIALS"]
        stranger = service_account.Credentials.from_service_account_file(key_file, scopes=[SHEETS])  # type: ignore[no-untyped-call]  # google-auth
        stranger._token_uri = f"{sheet.root}/token"
        with pytest.raises(exceptions.RefreshError, match="Invalid JWT"):
            stranger.refresh(google.auth.transport.requests.Request())


def test_the_metadata_server_of_cloud_run_gives_tokens_too(sheet: Sheet) -> None:
    where = f"{sheet.root}/computeMetadata/v1/instance/service-accounts/default"
    flavour = {"Metadata-Flavor": "Google"}
    account = requests.get(f"{where}/", params={"recursive": "true"}, headers=flavour, timeout=30)
    assert account.headers["Metadata-Flavor"] == "Google"
    assert account.json()["email"] == "tickmark@service.sandbox.example"
    token = requests.get(f"{where}/token", params={"scopes": SHEETS}, headers=flavour, timeout=30).json()
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    assert requests.get(f"{sheet.root}/v4/spreadsheets/{sheet.id}", headers=bearer, timeout=30).status_code == 200


IDENTITIES = [
    # audience that is asked for, audience that is expected, whether it is believed
    (None, "sandbox-addon.apps.example", True),
    ("another.apps.example", "sandbox-addon.apps.example", False),
]


@pytest.mark.parametrize(("audience", "expected", "good"), IDENTITIES)
def test_an_identity_token_is_believed_for_its_audience_only(
    sheet: Sheet, audience: str | None, expected: str, good: bool
) -> None:
    wish = {"email": "pm@agency.example", **({"audience": audience} if audience else {})}
    token = requests.post(f"{sheet.root}/oauth2/identity-token", json=wish, timeout=30).json()["token"]
    certificates, request = f"{sheet.root}/oauth2/v1/certs", google.auth.transport.requests.Request()
    try:
        claims = id_token.verify_token(token, request, audience=[expected], certs_url=certificates)
    except exceptions.InvalidValue:
        claims = None
    assert (claims is not None) is good
    if claims:
        assert (claims["iss"], claims["email"], claims["email_verified"], claims["hd"]) == (
            "https://accounts.google.com",
            "pm@agency.example",
            True,
            "agency.example",
        )


def test_a_spreadsheet_that_is_not_shared_answers_403(sheet: Sheet) -> None:
    requests.post(f"{sheet.root}/__private", json={"spreadsheetId": sheet.id}, timeout=30)
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.read("Log!A1")
    assert (refusal.value.code, refusal.value.error["message"]) == (403, "The caller does not have permission")
