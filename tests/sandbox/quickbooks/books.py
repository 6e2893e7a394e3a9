"""What the tests of QuickBooks share: a company to talk to, and bodies to send."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import requests

REALM = "9130350000000001"
OTHER = "9130350000000002"
CALLBACK = "http://127.0.0.1:8080/quickbooks/callback"
SECONDS = 30


class Books:
    """A company at the sandbox, reached the way an app and a tester reach it."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.token = self.steer("connect", {})["access_token"]

    def steer(self, name: str, wish: dict[str, Any], **query: str) -> Any:
        answer = requests.post(f"{self.root}/quickbooks/__{name}", json=wish, params=query, timeout=SECONDS)
        assert answer.ok, answer.text
        return answer.json()

    def turn(self, **switches: Any) -> Any:
        return self.steer("company", switches)

    def customer(self, name: str = "Acme Ltd", **more: Any) -> str:
        return self.steer("seed", {"customers": [{"DisplayName": name, **more}]})["customers"][0]["Id"]

    def look(self, name: str, **query: str) -> Any:
        return requests.get(f"{self.root}/quickbooks/__{name}", params=query, timeout=SECONDS).json()

    def writes(self) -> list[dict[str, Any]]:
        text = requests.get(f"{self.root}/quickbooks/__writes", timeout=SECONDS).text
        return [json.loads(line) for line in text.splitlines()]

    def fault(self, **fault: Any) -> None:
        wish = {"service": "quickbooks", **fault}
        requests.post(f"{self.root}/__faults", json=wish, timeout=SECONDS).raise_for_status()

    def call(self, method: str, path: str, realm: str = REALM, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json", **more.pop("headers", {})}
        address = f"{self.root}/quickbooks/v3/company/{realm}/{path}"
        return requests.request(method, address, headers=headers, timeout=SECONDS, **more)

    def get(self, path: str, **query: str) -> requests.Response:
        return self.call("GET", path, params=query)

    def post(self, path: str, body: Any, **query: str) -> requests.Response:
        return self.call("POST", path, json=body, params=query)

    def made(self, path: str, body: Any, **query: str) -> dict[str, Any]:
        """The entity that came of a write which must succeed."""
        answer = self.post(path, body, **query)
        assert answer.status_code == 200, answer.text
        return next(value for key, value in answer.json().items() if key != "time")

    def query(self, text: str) -> dict[str, Any]:
        answer = self.call("POST", "query", data=text.encode(), headers={"Content-Type": "application/text"})
        assert answer.status_code == 200, answer.text
        return answer.json()["QueryResponse"]


def line(quantity: str = "2", price: str = "120", amount: str = "", tax: str = "NON", **more: Any) -> dict[str, Any]:
    """A sales line whose amount is right unless another is given."""
    right = (Decimal(quantity) * Decimal(price)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    detail = {"ItemRef": {"value": "2"}, "Qty": float(quantity), "UnitPrice": float(price)}
    detail |= {"TaxCodeRef": {"value": tax}} if tax else {}
    return {
        "DetailType": "SalesItemLineDetail", "Amount": float(amount or right), "Description": "2026-10-05 API work",
        "SalesItemLineDetail": {**detail, **more},
    }  # fmt: skip


def invoice(customer: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The body of an unsent invoice."""
    return {
        "CustomerRef": {"value": customer}, "TxnDate": "2026-10-31", "EmailStatus": "NotSet", "PrintStatus": "NotSet",
        "PrivateNote": "Made from approved rows. key=tm1:6b1f", "Line": list(lines) or [line()], **more,
    }  # fmt: skip


def codes(answer: requests.Response) -> list[str]:
    """The codes of a Fault, whichever way it is written."""
    body = answer.json()
    if "fault" in body:
        return [error["code"] for error in body["fault"]["error"]]
    return [error["code"] for error in body["Fault"]["Error"]]
