"""Each fault switch does what it says, in the words of QuickBooks, and the journal shows it."""

import json

import pytest
import requests
from quickbooks import QuickBooks
from quickbooks.exceptions import QuickbooksException
from quickbooks.objects.customer import Customer

from tests.sandbox.quickbooks.books import SECONDS, Books, codes, invoice


def journal(books: Books) -> list[dict]:
    lines = requests.get(f"{books.root}/__journal", params={"service": "quickbooks"}, timeout=SECONDS).text
    return [json.loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize(
    ("fault", "status", "content_type", "mark"),
    [
        ({"status": 429}, 429, "application/xml", '<Error code="3001">'),
        ({"status": 429, "as": "json"}, 429, "application/json", '"code":"3001"'),
        ({"status": 429, "as": "fault"}, 429, "application/json", '{"Fault":{"Error":[{"Message":'),
        ({"status": 401}, 401, "application/json", "errorCode=003200"),
        ({"status": 401, "as": "xml"}, 401, "application/xml", '<Error code="3200">'),
        ({"status": 403}, 403, "application/json", "errorCode=003100"),
        ({"status": 500}, 500, "application/json", '"code":"10000"'),
        ({"status": 502}, 502, "text/html", "<h1>502"),
        ({"status": 503, "as": "empty"}, 503, "application/json", ""),
        ({"status": 200, "as": "empty"}, 200, "application/json", ""),
        ({"status": 200, "as": "fault"}, 200, "application/json", '{"Fault":'),
        ({"status": 200, "as": "query"}, 200, "application/json", '{"QueryResponse":{"Fault":'),
        ({"status": 200, "as": "cdc"}, 200, "application/json", '{"CDCResponse":[{"QueryResponse":[{"Fault":'),
        ({"status": 200, "as": "upload"}, 200, "application/json", '{"AttachableResponse":[{"Fault":'),
        ({"status": 400, "as": "errors"}, 400, "application/json", '"code":"6140"'),
    ],
)
def test_an_error_before_the_work(books: Books, fault: dict, status: int, content_type: str, mark: str):
    body = invoice(books.customer())
    books.fault(**fault, path="/invoice$", retry_after="7")
    answer = books.post("invoice", body)
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (status, content_type)
    assert mark in answer.text
    assert answer.headers["intuit_tid"]
    assert answer.headers["Retry-After"] == "7"
    assert books.look("invoices")["count"] == 0
    assert journal(books)[-2]["fault"] == "status"
    assert books.post("invoice", body).status_code == 200


@pytest.mark.parametrize("kind", ["after", "cut", "html", "wrong_type", "slow"])
def test_a_fault_after_the_work_leaves_the_invoice_there(books: Books, kind: str):
    body = invoice(books.customer())
    books.fault(kind=kind, path="/invoice$", seconds=0.05)
    try:
        books.post("invoice", body)
    except requests.RequestException:
        assert kind == "cut"
    assert books.look("invoices")["count"] == 1
    assert [call["fault"] for call in journal(books) if "fault" in call] == [kind]


@pytest.mark.parametrize("kind", ["drop", "hang"])
def test_a_connection_can_end_before_the_work(books: Books, kind: str):
    body = invoice(books.customer())
    books.fault(kind=kind, path="/invoice$", seconds=0.05)
    with pytest.raises(requests.RequestException):
        books.post("invoice", body)
    assert books.look("invoices")["count"] == 0


def test_several_errors_come_in_one_fault(books: Books):
    books.fault(status=400, **{"as": "errors"}, path="/invoice$")
    assert codes(books.post("invoice", {})) == ["6140", "2020", "2020"]


def test_a_fault_in_a_query_reads_like_nothing_to_the_library(books: Books, client: QuickBooks):
    books.customer()
    books.turn(faults_in_queries=1)
    assert Customer.all(qb=client) == []
    assert len(Customer.all(qb=client)) == 1


def test_the_library_cannot_read_the_gateway_s_xml(books: Books, client: QuickBooks):
    books.fault(status=429, path="/query$")
    with pytest.raises(QuickbooksException) as problem:
        Customer.all(qb=client)
    assert problem.value.error_code == 10000


@pytest.mark.parametrize("name", ["quota", "batch_quota"])
def test_a_minute_has_its_quota(books: Books, name: str):
    books.customer()
    books.turn(**{name: 2})
    item = {"BatchItemRequest": [{"bId": "1", "Query": "SELECT COUNT(*) FROM Customer"}]}
    answers = [books.post("batch", item) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    books.turn(**{name: 0})
    assert books.post("batch", item).status_code == 200


def test_a_refresh_whose_answer_is_lost_kills_the_old_token(books: Books):
    pair = books.steer("connect", {})
    books.fault(kind="after", status=503, path="/oauth2/token$")
    form = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]}
    who = ("sandbox-quickbooks-app", "sandbox-quickbooks-secret")
    answers = [requests.post(f"{books.root}/quickbooks/oauth2/token", form, auth=who, timeout=SECONDS) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [503, 400]


def test_a_switch_that_is_none_is_refused(books: Books):
    for wish in ({"weather": "fine"}, {"pay_online": "yes"}, {"quota": True}):
        answer = requests.post(f"{books.root}/quickbooks/__company", json=wish, timeout=SECONDS)
        assert answer.status_code == 400
        assert answer.json()["error"]["message"]


def test_a_bookkeeper_acts_before_the_next_write(books: Books):
    made = books.made("invoice", invoice(books.customer()))
    deed = {"act": "edit", "id": made["Id"], "set": {"PrivateNote": "mine"}}
    act = {"path": "/quickbooks/__bookkeeper", "body": deed}
    wish = {"when": "before_write", "service": "quickbooks", "act": act}
    requests.post(f"{books.root}/__faults/human", json=wish, timeout=SECONDS).raise_for_status()
    change = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "ours"}
    assert codes(books.post("invoice", change)) == ["5010"]
