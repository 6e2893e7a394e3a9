"""The query language, and what it lets one ask."""

import pytest
from quickbooks import QuickBooks
from quickbooks.objects.customer import Customer
from quickbooks.objects.invoice import Invoice
from quickbooks.objects.item import Item

from tests.sandbox.quickbooks.books import Books, codes, invoice, line

NAMES = ("Acme Ltd", "acme studio", "O'Brien \\ Sons", "Żółć", "Zenith 50%")


@pytest.fixture
def filled(books: Books) -> Books:
    for name in NAMES:
        books.customer(name)
    books.customer("Gone", Active=False)
    for place, price in enumerate(("100", "200", "300"), 1):
        books.made("invoice", invoice(str(place), line("1", price), TxnDate=f"2026-10-0{place}"))
    return books


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT * FROM Customer", ["1", "2", "3", "4", "5"]),
        ("select Id from customer where DisplayName = 'ACME LTD'", ["1"]),
        ("SELECT * FROM Customer WHERE DisplayName LIKE 'acme%' ORDERBY DisplayName DESC", ["2", "1"]),
        ("SELECT * FROM Customer WHERE DisplayName LIKE '%%' AND Active = false", ["6"]),
        ("SELECT * FROM Customer WHERE Active IN (true, false) ORDER BY Id DESC MAXRESULTS 2", ["6", "5"]),
        ("SELECT * FROM Customer WHERE DisplayName = 'O\\'Brien \\\\ Sons'", ["3"]),
        ("SELECT * FROM Customer WHERE DisplayName = 'Żółć'", ["4"]),
        ("SELECT * FROM Customer WHERE Id IN ('2', '4', '99')", ["2", "4"]),
        ("SELECT * FROM Customer STARTPOSITION 4 MAXRESULTS 10", ["4", "5"]),
        ("SELECT * FROM Customer WHERE Balance > '150'", ["2", "3"]),
        ("SELECT * FROM Invoice WHERE CustomerRef = '2'", ["146"]),
        ("SELECT * FROM Invoice WHERE TxnDate >= '2026-10-02' AND TotalAmt < 300", ["146"]),
        ("SELECT * FROM Invoice WHERE MetaData.CreateTime > '2026-01-01T00:00:00+01:00' ORDERBY TotalAmt DESC",
         ["147", "146", "145"]),
        ("SELECT * FROM Invoice WHERE MetaData.CreateTime > '2099-01-01T00:00:00Z'", []),
        ("SELECT * FROM Invoice WHERE DocNumber = '1039'", ["146"]),
    ],
)  # fmt: skip
def test_a_query_finds(filled: Books, text: str, found: list[str]):
    answer = filled.query(text)
    rows = next((value for value in answer.values() if isinstance(value, list)), [])
    assert [row["Id"] for row in rows] == found
    assert bool(answer) is bool(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SELECT * FROM Invoice WHERE PrivateNote = 'x'", "4001"),
        ("SELECT * FROM Invoice WHERE CustomField = 'x'", "4001"),
        ("SELECT * FROM Invoice WHERE DepartmentRef = '1'", "4001"),
        ("SELECT * FROM Invoice WHERE AccountRef = '1'", "4001"),
        ("SELECT * FROM Customer WHERE PrimaryEmailAddr = 'x'", "4001"),
        ("SELECT * FROM Customer WHERE Id > '0'", "4001"),
        ("SELECT * FROM Bills", "4001"),
        ("SELECT * FROM Customer STARTPOSITION 0", "4001"),
        ("SELECT * FROM Customer MAXRESULTS 1001", "4001"),
        ("SELECT * FROM Customer WHERE Active = true OR Id = '1'", "4000"),
        ("SELECT * FROM Customer WHERE DisplayName = 'open", "4000"),
        ("SELECT * FROM Customer WHERE DisplayName != 'x'", "4000"),
        ("SELECT", "4000"),
    ],
)
def test_a_query_is_refused(books: Books, text: str, code: str):
    assert codes(books.call("POST", "query", data=text.encode())) == [code]


def test_a_page_has_a_hundred_rows_unless_more_are_asked_for(books: Books, client: QuickBooks):
    books.steer("seed", {"customers": [{"DisplayName": f"Client {number:03}"} for number in range(1, 131)]})
    assert len(Customer.all(qb=client)) == 100
    assert len(Customer.all(start_position=101, qb=client)) == 30
    assert len(Customer.where(max_results=1000, qb=client)) == 130
    assert Customer.count(qb=client) == 130
    assert books.query("SELECT * FROM Customer WHERE DisplayName LIKE '%29' STARTPOSITION 2")["startPosition"] == 2


def test_the_library_s_own_searches_work(filled: Books, client: QuickBooks):
    assert [one.Id for one in Customer.filter(DisplayName="Acme Ltd", Active=True, qb=client)] == ["1"]
    assert [one.Id for one in Customer.choose(["1", "3"], qb=client)] == ["1", "3"]
    assert [one.DocNumber for one in Invoice.filter(CustomerRef="3", order_by="TxnDate", qb=client)] == ["1040"]
    assert "Project management" in [one.Name for one in Item.all(order_by="Name", qb=client)]
    assert Invoice.get("145", qb=client).TotalAmt == 100


def test_named_columns_come_alone(filled: Books):
    rows = filled.query("SELECT Id, DisplayName FROM Customer WHERE Id = '1'")["Customer"]
    assert rows == [{"domain": "QBO", "sparse": True, "Id": "1", "DisplayName": "Acme Ltd"}]


def test_a_query_may_stand_in_the_address(filled: Books):
    answer = filled.get("query", query="SELECT COUNT(*) FROM Customer")
    assert answer.json()["QueryResponse"] == {"totalCount": 5}


def test_a_fresh_invoice_can_come_late_to_a_query(filled: Books):
    filled.turn(visible_after=30)
    made = filled.made("invoice", invoice("1"))
    assert filled.query("SELECT * FROM Invoice WHERE CustomerRef = '1'") == {}
    assert filled.get(f"invoice/{made['Id']}").status_code == 200
    filled.turn(visible_after=0)
    assert len(filled.query("SELECT * FROM Invoice WHERE CustomerRef = '1'")["Invoice"]) == 2
