"""What the sandbox keeps and does for the script in the page."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sandbox.page import Part


@pytest.fixture
def part() -> Part:
    return Part()


@pytest.fixture
def client(part: Part) -> FlaskClient:
    app = Flask("page")
    app.register_blueprint(part.blueprint())
    return app.test_client()


@pytest.fixture
def service() -> Iterator[str]:
    """A server on loopback that sends everything back, and sends /away elsewhere."""

    class Echo(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response({"/away": 302, "/refused": 409}.get(self.path, 200))
            if self.path == "/away":
                self.send_header("Location", "http://elsewhere.example/")
            self.end_headers()
            self.wfile.write((self.headers["Authorization"] or "").encode() + b" " + body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_each_store_keeps_its_own_texts(client: FlaskClient) -> None:
    for store, value in (("script", "1"), ("user:a@x.example", "2"), ("document:d", "3")):
        client.post("/__script/properties", json={"store": store, "key": "k", "value": value})
    assert client.get("/__script/properties?store=user:a@x.example").json == {"k": "2"}
    client.post("/__script/properties", json={"store": "document:d", "key": "k", "value": None})
    assert client.get("/__script/properties?store=document:d").json == {}
    assert client.get("/__script/properties").json == {"k": "1"}


def test_a_cached_text_goes_by_itself(client: FlaskClient) -> None:
    client.post("/__script/properties", json={"store": "cache", "key": "k", "value": "v", "seconds": 0.05})
    assert client.get("/__script/properties?store=cache").json == {"k": "v"}
    time.sleep(0.06)
    assert client.get("/__script/properties?store=cache").json == {}


def test_a_reset_keeps_the_address_of_the_service_and_nothing_else(client: FlaskClient, part: Part) -> None:
    client.post("/__script/properties", json={"SERVICE_URL": "http://127.0.0.1:1"})
    client.post("/__script/properties", json={"key": "other", "value": "x"})
    client.post("/__script/triggers", json={"spreadsheetId": "s", "function": "f", "event": "ON_EDIT", "owner": "o"})
    part.reset()
    assert client.get("/__script/properties").json == {"SERVICE_URL": "http://127.0.0.1:1"}
    assert client.get("/__script/triggers").json == []


def test_triggers_belong_to_their_spreadsheet(client: FlaskClient) -> None:
    made = client.post(
        "/__script/triggers", json={"spreadsheetId": "s", "function": "f", "event": "ON_EDIT", "owner": "o@x.example"}
    ).get_json()
    assert client.get("/__script/triggers?spreadsheetId=s").json == [made]
    assert client.get("/__script/triggers?spreadsheetId=t").json == []
    client.delete(f"/__script/triggers?id={made['id']}")
    assert client.get("/__script/triggers?spreadsheetId=s").json == []


def test_a_lock_is_held_by_one_run_at_a_time(client: FlaskClient) -> None:
    def take(holder: str) -> bool:
        wish = {"name": "document:s", "holder": holder, "milliseconds": 10}
        return bool(client.post("/__script/lock", json=wish).get_json()["got"])

    assert [take("a"), take("b"), take("a")] == [True, False, True]
    client.delete("/__script/lock", json={"name": "document:s", "holder": "b"})
    assert not take("b")
    client.delete("/__script/lock", json={"name": "document:s", "holder": "a"})
    assert take("b")


def test_a_question_waits_for_its_answer_and_tells_it_once(client: FlaskClient, part: Part) -> None:
    later = threading.Timer(0.05, lambda: client.post("/__script/answers/q", json={"answer": {"button": "YES"}}))
    later.start()
    assert client.get("/__script/answers/q").json == {"answer": {"button": "YES"}}
    assert part._scripting._answers.wait("q", 0) is None


@pytest.mark.parametrize(
    "name", ["../timesheet.csv", "README.md", "appsscript.json", "nothing.js", "..%2Ftimesheet.csv"]
)
def test_only_the_files_of_the_script_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/__script/files/{name}").status_code == 404


def test_the_files_are_those_of_the_repository(client: FlaskClient) -> None:
    names = client.get("/__script/files").get_json()
    assert {"Code.js", "Columns.js", "Edits.js", "Sidebar.html"} <= set(names)
    assert "function onOpen()" in client.get("/__script/files/Code.js").text


def test_a_request_reaches_the_service_as_the_script_wrote_it(client: FlaskClient, service: str) -> None:
    client.post("/__script/properties", json={"SERVICE_URL": service})
    wish = {"url": f"{service}/addon/check", "method": "post", "headers": {"Authorization": "Bearer t"}, "payload": "é"}
    answer = client.post("/__script/fetch", json=wish).get_json()
    assert (answer["status"], answer["body"]) == (200, "Bearer t é")
    refused = client.post("/__script/fetch", json={**wish, "url": f"{service}/refused"}).get_json()
    assert (refused["status"], refused["body"]) == (409, "Bearer t é")


def test_a_redirection_is_not_followed(client: FlaskClient, service: str) -> None:
    client.post("/__script/properties", json={"SERVICE_URL": service})
    answer = client.post("/__script/fetch", json={"url": f"{service}/away", "method": "post", "payload": ""}).get_json()
    assert (answer["status"], answer["headers"]["Location"]) == (302, "http://elsewhere.example/")


@pytest.mark.parametrize(
    ("service_url", "url"),
    [
        ("http://127.0.0.1:1", "http://127.0.0.1:2/addon/check"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1@elsewhere.example/"),
        ("http://127.0.0.1:1", "file:///etc/passwd"),
        ("http://elsewhere.example", "http://elsewhere.example/addon/check"),
        ("", "http://127.0.0.1:2/addon/check"),
    ],
)
def test_no_other_address_is_called(client: FlaskClient, service_url: str, url: str) -> None:
    client.post("/__script/properties", json={"SERVICE_URL": service_url})
    answer = client.post("/__script/fetch", json={"url": url})
    assert answer.status_code == 403
    assert answer.get_json()["error"]["message"]


def test_a_service_that_is_not_there_is_said_so(client: FlaskClient) -> None:
    client.post("/__script/properties", json={"SERVICE_URL": "http://127.0.0.1:9"})
    assert (
        "Address unavailable"
        in client.post("/__script/fetch", json={"url": "http://127.0.0.1:9/"}).get_json()["failed"]
    )


def test_people_come_from_the_address_when_it_names_them(client: FlaskClient) -> None:
    people = client.get("/__page/people?people=a@x.example,%20b@x.example").get_json()
    assert people == [{"email": "a@x.example"}, {"email": "b@x.example"}]


def test_the_page_asks_no_other_host_for_anything(client: FlaskClient) -> None:
    for path in ("/", "/sheet/any"):
        page = client.get(path).text
        assert "http://" not in page
        assert "https://" not in page
