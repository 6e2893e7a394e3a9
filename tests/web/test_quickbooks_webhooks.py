"""Intuit tells of a change, and the document is worth another look; nobody else can say anything, nor twice."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from werkzeug.serving import make_server

from sandbox.serving import Quiet, Running
from service.adapters.quickbooks.hintbox import REMEMBERED, HintBox
from service.adapters.quickbooks.hints import Hint, check_signature
from service.adapters.store.connection import event_table
from service.web.webhooks import blueprint
from tests.adapters.quickbooks.drafts import MARKER, draft
from tests.adapters.quickbooks.studio import Studio, database

TOKEN, OURS, OTHERS = "verify_me", "9130350000000001", "9130350000000002"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = database(tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def box(engine: Engine) -> HintBox:
    return HintBox(engine)


@pytest.fixture
def app(box: HintBox) -> Flask:
    made = Flask("tickmark")
    made.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    made.register_blueprint(blueprint(("new_one", TOKEN), lambda: OURS, lambda: box))
    return made


@pytest.fixture
def intuit(app: Flask) -> FlaskClient:
    return app.test_client()


def signed(raw: bytes, token: str = TOKEN) -> dict[str, str]:
    made = base64.b64encode(hmac.new(token.encode(), raw, hashlib.sha256).digest()).decode()
    return {"intuit-signature": made, "Content-Type": "application/json"}


def cloud(number: str = "1871", realm: str = OURS, entity: str = "invoice", event: str = "e-1") -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": event, "source": "intuit.x", "type": f"qbo.{entity}.updated.v1",
        "time": "2026-11-03T21:31:25Z", "intuitentityid": number, "intuitaccountid": realm, "data": {},
    }  # fmt: skip


def classic(number: str = "1871", realm: str = OURS, name: str = "Invoice") -> dict[str, Any]:
    entity = {"id": number, "operation": "Update", "name": name, "lastUpdated": "2026-11-03T21:31:25Z"}
    return {"eventNotifications": [{"realmId": realm, "dataChangeEvent": {"entities": [entity]}}]}


TOLD: list[tuple[str, Any, list[tuple[str, str]]]] = [
    # what is told, the body, the documents worth a look
    ("an invoice", [cloud()], [("Invoice", "1871")]),
    ("an estimate", [cloud(entity="estimate")], [("Estimate", "1871")]),
    ("several companies", [cloud("1", OTHERS), cloud("2"), cloud("3", event="e-3")],
     [("Invoice", "2"), ("Invoice", "3")]),
    ("something we do not keep", [cloud(entity="customer")], []),
    ("the older format", classic(), [("Invoice", "1871")]),
    ("the older format of another company", classic(realm=OTHERS), []),
    ("an id that is none", [cloud("1' OR '1")], []),
    ("nothing", [], []),
    ("odd shapes", [1, None, {}, {"type": 5}], []),
    ("odd shapes of the older format", {"eventNotifications": [{"dataChangeEvent": 3}, 4]}, []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "worth"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_intuit_says_is_written_down_once(
    intuit: FlaskClient, box: HintBox, body: Any, worth: list[tuple[str, str]]
) -> None:
    raw = json.dumps(body).encode()
    for _ in range(2):
        assert intuit.post("/quickbooks/webhook", data=raw, headers=signed(raw)).status_code == 200
    waiting = box.waiting()
    assert sorted((hint.doc_type, hint.document_id) for hint in waiting) == worth
    box.looked(waiting)
    intuit.post("/quickbooks/webhook", data=raw, headers=signed(raw))
    assert box.waiting() == []


RAW = json.dumps([cloud()]).encode()
REFUSED: list[tuple[str, bytes, dict[str, str], int]] = [
    # what is wrong, body, headers, status
    ("no signature", RAW, {}, 401),
    ("an empty signature", RAW, {"intuit-signature": ""}, 401),
    ("a foreign token", RAW, signed(RAW, "guessed"), 401),
    ("a signature of another body", RAW, signed(RAW + b" "), 401),
    ("letters that are none", RAW, {"intuit-signature": "Żółć"}, 401),
    ("signed, and no JSON", b"{", signed(b"{"), 400),
    ("signed, and not UTF-8", b"\xff\xfe", signed(b"\xff\xfe"), 400),
    ("signed, and far too deep", b"[" * 200_000, signed(b"[" * 200_000), 400),
    ("more than a megabyte", b" " * (1024 * 1024 + 1), signed(b" " * (1024 * 1024 + 1)), 413),
]


@pytest.mark.parametrize(("raw", "headers", "status"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_nobody_else_is_heard(
    intuit: FlaskClient, box: HintBox, raw: bytes, headers: dict[str, str], status: int
) -> None:
    assert intuit.post("/quickbooks/webhook", data=raw, headers=headers).status_code == status
    assert box.waiting() == []


def test_without_a_token_nobody_is_heard_at_all() -> None:
    app = Flask("tickmark")
    app.register_blueprint(blueprint((), lambda: OURS, lambda: pytest.fail("nothing is opened for a stranger")))
    assert app.test_client().post("/quickbooks/webhook", data=RAW, headers=signed(RAW, "")).status_code == 401


def test_the_signature_is_the_one_that_intuit_documents() -> None:
    check_signature(b'{"stuff":"5"}', "nfPLN16u3vMvv08ghDs+dOkLuirEVDy5wAeG/lmM2OA=", (TOKEN,))


def test_a_large_call_from_intuit_is_taken_where_other_addresses_stop_earlier(
    intuit: FlaskClient, box: HintBox
) -> None:
    raw = json.dumps([cloud(str(number), event=f"e-{number}") for number in range(2000)]).encode()
    assert len(raw) > 256 * 1024
    assert intuit.post("/quickbooks/webhook", data=raw, headers=signed(raw)).status_code == 200
    assert len(box.waiting()) == 500


def test_after_a_month_an_event_is_forgotten(box: HintBox, engine: Engine) -> None:
    hint = Hint("sha", "Invoice", "1")
    assert box.keep([hint, hint]) == 1
    with engine.begin() as connection:
        connection.execute(update(event_table).values(heard_at=event_table.c.heard_at - REMEMBERED))
    assert box.keep([hint]) == 1 and box.keep([hint]) == 0


@pytest.mark.parametrize("form", ["cloudevents", "classic", "both"])
def test_a_bookkeeper_voids_an_invoice_and_it_is_heard_of(
    sandbox: Running, app: Flask, engine: Engine, box: HintBox, form: str
) -> None:
    studio = Studio(sandbox.root, engine)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    books = studio.books()
    number = books.create(books.body(draft(), MARKER), "a" * 36).id
    url = f"http://127.0.0.1:{server.server_port}/quickbooks/webhook"
    studio.turn(webhook={"url": url, "verifier_token": TOKEN, "format": form})
    studio.person("void", number)
    told = requests.get(f"{sandbox.root}/quickbooks/__webhooks", timeout=30).json()
    server.shutdown()
    server.server_close()
    assert {one["status"] for one in told} == {200}
    waiting = box.waiting()
    assert {(hint.doc_type, hint.document_id) for hint in waiting} == {("Invoice", number)}
    seen = books.fetch(waiting[0].document_id, doc_type=waiting[0].doc_type)
    assert seen is not None and seen.voided
