"""Whatever is sent, the answer is a result or a readable refusal, and what was taken can be shown to the bookkeeper."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.sandbox.quickbooks.books import REALM, invoice, line

DISCOUNT = {"DetailType": "DiscountLineDetail", "Amount": 1, "DiscountLineDetail": {"PercentBased": True}}
FORM = invoice(
    "1", line(ClassRef={"value": "1"}, ServiceDate="2026-10-05"), DISCOUNT, TxnTaxDetail={"TotalTax": 1}, DocNumber="7",
    BillAddr={"Line1": "1 Mill Lane"}, LinkedTxn=[], CurrencyRef={"value": "USD"},
)  # fmt: skip
SOUND = {
    "invoice": FORM,
    "estimate": {**FORM, "TxnStatus": "Pending"},
    "customer": {"DisplayName": "N", "ParentRef": {"value": "1"}, "SalesTermRef": {"value": "1"}},
    "item": {"Name": "N", "Type": "Service", "IncomeAccountRef": {"value": "79"}},
    "timeactivity": {"NameOf": "Employee", "EmployeeRef": {"value": "1"}, "Hours": 1},
    "attachable": {"Note": "x", "AttachableRef": [{"EntityRef": {"type": "Customer", "value": "1"}}]},
    "batch": {"BatchItemRequest": [{"bId": "1", "operation": "create", "Invoice": FORM}]},
}
JUNK: list[Any] = [
    None, "", 0, -1, 1e30, 1.5, "x" * 5000, "2", True, [], {}, [None], [{}], [[1]], {"value": None}, {"value": "9"},
    {"name": "x"}, {"a": 1}, "2026-13-01", "ż\u0000'\\",
]  # fmt: skip
WORDS = [
    "SELECT", "*", "FROM", "Invoice", "Customer", "WHERE", "Id", "=", "'1'", "AND", "IN", "(", ")", ",", "LIKE", "'%a'",
    "Active", "true", "Balance", ">", "'x'", "ORDERBY", "TxnDate", "STARTPOSITION", "1.5", "MAXRESULTS", "-3", "COUNT",
    "MetaData.CreateTime", "'2026-01-01T00:00:00Z'", "''", "CustomerRef", ";",
]  # fmt: skip


def places(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a body."""
    yield path
    inside = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


def spoiled(body: Any, dice: random.Random) -> Any:
    """A body with junk in one place, or without it."""
    body = copy.deepcopy(body)
    *way, last = dice.choice([path for path in places(body) if path] or [("Id",)])
    holder = body
    for key in way:
        holder = holder[key]
    if dice.random() < 0.2 and isinstance(holder, dict):
        del holder[last]
    else:
        holder[last] = dice.choice(JUNK)
    return body


@pytest.mark.parametrize("switches", [{}, {"automated_tax": True}, {"country": "GB"}, {"multi_currency": True}])
def test_no_body_breaks_it(alone: FlaskClient, switches: dict[str, Any]):
    alone.post("/quickbooks/__company", json=switches)
    dice = random.Random(7)
    for _ in range(60):
        for path, body in SOUND.items():
            bad = spoiled(spoiled(body, dice), dice)
            answer = alone.post(f"/quickbooks/v3/company/{REALM}/{path}", data=json.dumps(bad))
            assert answer.status_code in (200, 400), bad
            assert answer.get_json()["time"]
    assert alone.get("/quickbooks/app/invoices").status_code == 200
    assert alone.get("/quickbooks/app/estimates").status_code == 200


def test_no_query_breaks_it(alone: FlaskClient):
    dice = random.Random(7)
    for _ in range(600):
        start = dice.choice([[], WORDS[:1], [*WORDS[:4], "WHERE"]])
        text = " ".join([*start, *dice.choices(WORDS, k=dice.randint(0, 6))])
        answer = alone.post(f"/quickbooks/v3/company/{REALM}/query", data=text)
        assert answer.status_code in (200, 400), text
