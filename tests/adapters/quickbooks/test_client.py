"""No call goes where it should not, none lasts for ever, and no log tells a secret."""

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from service.adapters.quickbooks.client import READ_SECONDS, client_for
from service.domain.invoicing.enclosure import Paper
from service.faults import OutcomeUnknown, Throttled, WrongHost
from tests.adapters.quickbooks.drafts import MARKER, draft, line
from tests.adapters.quickbooks.studio import IMPATIENT, Studio

HOSTS = [
    # the address that is set, the address that is called
    ("https://quickbooks.api.intuit.com/v3", "https://quickbooks.api.intuit.com/v3/company/2/invoice"),
    ("https://quickbooks.api.intuit.com/v3", "https://elsewhere.example/v3/company/1/invoice"),
    ("http://127.0.0.1:9/v3", "https://quickbooks.api.intuit.com/v3/company/1/invoice"),
    ("http://quickbooks.api.intuit.com/v3", "http://quickbooks.api.intuit.com/v3/company/1/invoice"),
    ("", "/company/1/invoice"),
]


@pytest.mark.parametrize(("base", "url"), HOSTS)
def test_a_call_to_another_host_or_company_is_not_made(base: str, url: str) -> None:
    with pytest.raises(WrongHost, match="QUICKBOOKS_URL"):
        client_for(base, "1", "token").get(url)


class Elsewhere(BaseHTTPRequestHandler):
    """Sends every caller to another address."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(307)
        self.send_header("Location", "/v3/company/1/caught")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v3"
    server.shutdown()
    server.server_close()


def test_a_redirect_is_not_followed(elsewhere: str) -> None:
    with pytest.raises(OutcomeUnknown):
        client_for(elsewhere, "1", "token").get(f"{elsewhere}/company/1/preferences")
    assert [path.partition("?")[0] for path in Elsewhere.asked] == ["/v3/company/1/preferences"]


def test_a_call_ends_when_its_time_is_over(studio: Studio) -> None:
    studio.break_at("/preferences$", kind="hang", seconds=2)
    with pytest.raises(OutcomeUnknown, match="did not answer"):
        studio.books(timeout=IMPATIENT).check([draft()])


def test_a_usual_call_may_last_as_long_as_quickbooks_works_on_it() -> None:
    assert READ_SECONDS > 120


@pytest.mark.parametrize("wording", ["xml", "json", "fault"])
def test_too_many_requests_are_a_pause_in_every_wording(studio: Studio, wording: str) -> None:
    studio.break_at("/preferences$", kind="status", status=429, retry_after=9, **{"as": wording})
    with pytest.raises(Throttled) as raised:
        studio.books().check([draft()])
    assert raised.value.wait == 9 and raised.value.trace


def test_texts_arrive_and_return_as_they_were_written(studio: Studio) -> None:
    books, words = studio.books(), "Zażółć gęślą jaźń · 設計 · “O'Brien” \\ Sons & <b> 🙂"
    body = books.body(draft(line(text=words)), MARKER)
    books.create(body, "a" * 36)
    assert studio.calls("/invoice")[0]["request"]["Line"][0]["Description"] == words


def test_no_token_and_no_client_text_is_in_any_log(studio: Studio, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    books = studio.books()
    books.body(draft(line(text="Secret merger")), MARKER)
    studio.turn(expire_access_tokens=True)
    number = books.create(books.body(draft(line(text="Secret merger")), MARKER), "a" * 36).id
    books.attach(number, Paper("a.csv", "text/csv", b"Secret merger"))
    books.changes(datetime.now(UTC) - timedelta(hours=1))
    books.undo(number)
    studio.connector.disconnect()
    tokens = {
        str(call["response"][key])
        for call in [*studio.calls("/oauth2/token"), *studio.calls("/__connect")]
        for key in ("access_token", "refresh_token")
    }
    assert len(tokens) == 4 and "QuickBooks POST" in caplog.text and "trace 1-" in caplog.text
    secrets = [*tokens, studio.settings.client_secret, studio.settings.token_key, "Secret merger", "Larkspur"]
    assert [secret for secret in secrets if secret in caplog.text] == []
