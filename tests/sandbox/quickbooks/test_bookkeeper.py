"""A person at QuickBooks changes what an app has made, and whoever listens is told."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from quickbooks import QuickBooks

from sandbox.quickbooks.webhooks import signature
from tests.sandbox.quickbooks.books import REALM, Books, invoice


@pytest.mark.parametrize(
    ("wish", "after"),
    [
        ({"act": "void"}, {"TotalAmt": 0, "Balance": 0, "PrivateNote": "Voided"}),
        ({"act": "send", "to": "a@b.example"}, {"EmailStatus": "EmailSent", "BillEmail": {"Address": "a@b.example"}}),
        ({"act": "pay"}, {"Balance": 0, "TotalAmt": 240}),
        ({"act": "pay", "amount": "40.10"}, {"Balance": 199.9}),
        ({"act": "edit", "set": {"DueDate": "2027-01-31"}}, {"DueDate": "2027-01-31"}),
    ],
)
def test_what_the_bookkeeper_does_is_there(books: Books, wish: dict, after: dict):
    made = books.made("invoice", invoice(books.customer()))
    books.steer("bookkeeper", {**wish, "number": made["DocNumber"]})
    now = books.get(f"invoice/{made['Id']}").json()["Invoice"]
    assert {key: now[key] for key in after} == after
    assert now["SyncToken"] == "1"


def test_a_payment_is_linked_and_can_be_read(books: Books):
    made = books.made("invoice", invoice(books.customer()))
    paid = books.steer("bookkeeper", {"act": "pay", "id": made["Id"]})["Invoice"]
    assert [link["TxnType"] for link in paid["LinkedTxn"]] == ["Payment"]
    payment = books.get(f"payment/{paid['LinkedTxn'][0]['TxnId']}").json()["Payment"]
    assert payment["TotalAmt"] == 240


def test_a_bookkeeper_converts_an_estimate(books: Books):
    made = books.made("estimate", invoice(books.customer()))
    wish = {"act": "convert", "entity": "Estimate", "id": made["Id"]}
    done = books.steer("bookkeeper", wish)["Invoice"]
    assert (done["TotalAmt"], done["PrivateNote"]) == (240, made["PrivateNote"])
    now = books.get(f"estimate/{made['Id']}").json()["Estimate"]
    assert (now["TxnStatus"], now["LinkedTxn"]) == ("Closed", [{"TxnId": done["Id"], "TxnType": "Invoice"}])


def test_a_deleted_invoice_is_gone(books: Books):
    made = books.made("invoice", invoice(books.customer()))
    books.steer("bookkeeper", {"act": "delete", "id": made["Id"]})
    assert books.query("SELECT * FROM Invoice") == {}


class Listener(HTTPServer):
    """Keeps what is delivered to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Ear)
        self.heard: list[tuple[str, str]] = []


class Ear(BaseHTTPRequestHandler):
    """Answers every delivery with 200."""

    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((self.headers["intuit-signature"], body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("form", ["cloudevents", "classic"])
def test_a_change_is_told_signed_in_either_format(books: Books, client: QuickBooks, listener: Listener, form: str):
    address = f"http://127.0.0.1:{listener.server_port}/webhook"
    acme = books.customer()
    books.turn(webhook={"url": address, "verifier_token": "verify_me", "format": form})
    made = books.made("invoice", invoice(acme))
    books.steer("bookkeeper", {"act": "void", "id": made["Id"]})
    deliveries = books.look("webhooks")
    assert {one["status"] for one in deliveries} == {200}
    assert all(client.validate_webhook_signature(body, sign, "verify_me") for sign, body in listener.heard)
    told = sorted(word_of(one["body"], form) for one in deliveries)
    assert told == [("created" if form == "cloudevents" else "Create", made["Id"], REALM),
                    ("voided" if form == "cloudevents" else "Void", made["Id"], REALM)]  # fmt: skip


def word_of(body: object, form: str) -> tuple[str, str, str]:
    """The operation, the id and the company of a delivery."""
    if form == "cloudevents":
        assert isinstance(body, list)
        event = body[0]
        assert event["type"].startswith("qbo.invoice.")
        return event["type"].split(".")[2], event["intuitentityid"], event["intuitaccountid"]
    assert isinstance(body, dict)
    note = body["eventNotifications"][0]
    entity = note["dataChangeEvent"]["entities"][0]
    return entity["operation"], entity["id"], note["realmId"]


def test_the_signature_is_the_one_intuit_makes():
    assert signature("verify_me", b'{"stuff":"5"}') == "nfPLN16u3vMvv08ghDs+dOkLuirEVDy5wAeG/lmM2OA="


def test_a_listener_that_is_not_there_is_noted(books: Books):
    books.turn(webhook={"url": "http://127.0.0.1:9/webhook"})
    books.customer()
    assert [one["error"] for one in books.look("webhooks")] == ["ConnectionError"]
