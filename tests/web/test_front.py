"""The first answer comes before anything heavy is loaded, and what cannot work is refused before anybody visits."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.fernet import Fernet

from sandbox.demo import SAMPLE
from service.adapters.store.store import Store
from service.faults import SettingFault
from service.web.front import Front, front
from service.web.headers import HEADERS
from tests.office import MANAGER

HOUSE = Path(__file__).parents[2]
KEY = Fernet.generate_key().decode()
NOT_FOR_A_CHECK = (
    "pandas", "numpy", "pyarrow", "anthropic", "dbos", "quickbooks", "intuitlib.client", "jwt", "openpyxl", "typst",
    "alembic", "opentelemetry", "psycopg", "sqlalchemy.dialects.postgresql", "jsonschema", "rapidfuzz",
    "service.backstage", "service.billing", "service.importing", "service.proposing", "service.adapters.claude",
    "service.adapters.offline", "service.adapters.notes", "service.adapters.trackers", "service.adapters.workbooks",
    "service.adapters.enclosures", "service.adapters.quickbooks.hintbox", "service.adapters.sows.explain",
    "service.adapters.sows.sentences", "service.reports.digest", "service.web.explaining", "service.web.splitting",
    "service.web.undoing",
)  # fmt: skip
NOT_LOADED = {
    "/health": (*NOT_FOR_A_CHECK, "sqlalchemy", "flask", "google", "gspread", "yaml", "service.rules"),
    "/ready": NOT_FOR_A_CHECK,
}
"""What an answer may come without. The rules and the ledger are what /ready is about."""
ENOUGH = {
    "ADDON_CLIENT_IDS": "ours", "QUICKBOOKS_CLIENT_ID": "id", "QUICKBOOKS_CLIENT_SECRET": "secret",
    "QUICKBOOKS_TOKEN_KEY": KEY, "CLAUDE_BACKEND": "off", "DATABASE_URL": "sqlite://",
}  # fmt: skip
ANSWERS = """
import io, json, sys
from wsgiref.util import setup_testing_defaults
from service.web.front import front
app, told = front(), []
for path, *more in json.loads(sys.argv[1]):
    word, body = more or ("", {})
    sent = json.dumps(body).encode()
    asked = {"PATH_INFO": path, "REQUEST_METHOD": "POST" if more else "GET", "HTTP_AUTHORIZATION": f"Bearer {word}",
             "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(sent)), "wsgi.input": io.BytesIO(sent)}
    setup_testing_defaults(asked)
    said = []
    body = json.loads(b"".join(app(asked, lambda status, headers, *more: said.append(status))))
    told.append({"said": said[0], "body": body, "loaded": sorted(sys.modules)})
print(json.dumps(told))
"""
READERS = ("service.adapters.offline", "service.adapters.claude", "service.domain.texts")
"""They come with the first text."""


def asked(app: Front, path: str, method: str = "GET") -> tuple[str, dict[str, str], bytes]:
    """A request without a server."""
    said: list[Any] = []
    body = app({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda *words: said.extend(words))  # type: ignore[arg-type,func-returns-value]  # no writer is needed
    return said[0], dict(said[1]), b"".join(body)


def answers(*questions: Sequence[Any], **variables: str) -> list[dict[str, Any]]:
    """What a fresh process answers, one question after the other, and which modules it has loaded by then."""
    process = subprocess.run(
        [sys.executable, "-c", ANSWERS, json.dumps(questions)], cwd=HOUSE, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], **ENOUGH, **variables}, timeout=120, check=True,
    )  # fmt: skip
    told: list[dict[str, Any]] = json.loads(process.stdout)
    return told


@pytest.mark.parametrize("path", NOT_LOADED)
def test_an_answer_loads_what_it_needs_and_nothing_else(path: str) -> None:
    (told,) = answers([path])
    assert (told["said"], told["body"]) == ("200 OK", {"status": "ok"})
    assert [name for name in NOT_LOADED[path] if name in told["loaded"]] == []


def test_whoever_is_ready_checks_a_sheet_without_loading_more(environment: dict[str, str], tmp_path: Path) -> None:
    root, database = environment["SHEETS_URL"], f"sqlite:///{tmp_path / 'ledger.db'}"
    sheet = requests.post(f"{root}/__load", json={"path": str(SAMPLE)}, timeout=60).json()["spreadsheetId"]
    token = requests.post(f"{root}/oauth2/identity-token", json={"email": MANAGER}, timeout=30).json()["token"]
    Store.at(database).register(sheet, MANAGER, datetime.now(UTC))
    own = {"DATABASE_URL": database, "CLAUDE_BACKEND": "off", "TODAY": "2026-11-02", "QUICKBOOKS_TOKEN_KEY": KEY}
    ready, checked = answers(["/ready"], ["/addon/check", token, {"spreadsheetId": sheet}], **{**environment, **own})
    assert (checked["said"], checked["body"]["remaining"]) == ("200 OK", 0)
    later = {name for name in set(checked["loaded"]) - set(ready["loaded"]) if not name.startswith(READERS)}
    assert later <= {"netrc"}  # in the standard library, of requests


def test_a_key_that_is_none_is_refused_before_anybody_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**ENOUGH, "QUICKBOOKS_TOKEN_KEY": "none"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingFault, match="QUICKBOOKS_TOKEN_KEY holds no key"):
        asked(front(), "/ready")


def test_the_application_is_made_once_and_not_for_a_health_check() -> None:
    made: list[str] = []

    def make() -> Any:
        made.append("made")
        return lambda environ, start: [start("404 NOT FOUND", [])] and [b"made"]

    app = Front(make)
    status, headers, body = asked(app, "/health")
    assert (status, body, made) == ("200 OK", b'{"status": "ok"}', [])
    assert set(HEADERS.items()) <= set(headers.items())
    assert asked(app, "/health", "HEAD")[2] == b""
    assert [asked(app, path)[2] for path in ("/ready", "/addon/check")] == [b"made", b"made"]
    assert asked(app, "/health", "POST")[2] == b"made"
    assert made == ["made"]


def test_an_application_that_could_not_be_made_is_tried_again() -> None:
    tries: list[int] = []

    def make() -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise SettingFault("not yet")
        return lambda environ, start: [b"made"]

    app = Front(make)
    with pytest.raises(SettingFault):
        app({"PATH_INFO": "/ready", "REQUEST_METHOD": "GET"}, lambda *words: None)  # type: ignore[arg-type,return-value]  # nothing is said
    assert app({"PATH_INFO": "/ready", "REQUEST_METHOD": "GET"}, lambda *words: None) == [b"made"]  # type: ignore[arg-type,return-value]  # nothing is said


def test_what_is_missing_is_named_before_anything_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENOUGH.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("QUICKBOOKS_TOKEN_KEY")
    with pytest.raises(SettingFault, match="QUICKBOOKS_TOKEN_KEY is missing"):
        front()
