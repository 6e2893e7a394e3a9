"""The company of the sandbox, steered over HTTP, and what Tickmark needs to work with it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Engine, create_engine

from service.adapters.quickbooks.books import Books
from service.adapters.quickbooks.connection import ConnectionStore
from service.adapters.quickbooks.connector import Connector
from service.adapters.quickbooks.sealing import fresh_key
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.adapters.quickbooks.tokens import Pair
from service.adapters.store.tables import metadata

OUR_PAGE = "http://127.0.0.1:8080/quickbooks/callback"
IMPATIENT = (1, 1)


def database(folder: Path) -> Engine:
    """A fresh database in a file, for several threads."""
    engine = create_engine(f"sqlite:///{folder}/tickmark.db", connect_args={"timeout": 60})
    metadata.create_all(engine)
    return engine


class Studio:
    """A company with a customer, connected unless a test is about connecting."""

    def __init__(self, root: str, engine: Engine, connected: bool = True) -> None:
        self.root, self.engine = root, engine
        told: dict[str, str] = requests.get(f"{root}/__environment", timeout=30).json()
        self.settings = QuickBooksSettings(
            url=told["QUICKBOOKS_URL"],
            app_url=told["QUICKBOOKS_APP_URL"],
            discovery_url=told["QUICKBOOKS_DISCOVERY_URL"],
            client_id=told["QUICKBOOKS_CLIENT_ID"],
            client_secret=told["QUICKBOOKS_CLIENT_SECRET"],
            redirect_url=OUR_PAGE,
            token_key=fresh_key(),
        )
        self.store = ConnectionStore(engine, self.settings.token_key)
        self.connector = Connector(self.settings, engine, poll=20)
        self.customer("Larkspur Ltd")
        if connected:
            self.connect()

    def connect(self) -> dict[str, Any]:
        """The company is connected, as if a person had signed in."""
        told: dict[str, Any] = self.post("/quickbooks/__connect")
        self.store.connect(told["realmId"], Pair(told["access_token"], told["refresh_token"], told["expires_in"]))
        return told

    def books(self, doc_type: str = "Invoice", timeout: tuple[int, int] | None = None, page: int = 1000) -> Books:
        """Fresh books, with nothing asked yet."""
        return Books(replace(self.settings, doc_type=doc_type), self.connector, timeout, page)

    def post(self, address: str, /, **body: Any) -> Any:
        """One act at the sandbox."""
        answer = requests.post(self.root + address, json=body, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def customer(self, name: str, **more: Any) -> str:
        """A customer by that name; the answer is its id."""
        grown = self.post("/quickbooks/__seed", customers=[{"DisplayName": name, **more}])
        return str(grown["customers"][0]["Id"])

    def turn(self, **switches: Any) -> None:
        """Switches of the company are turned."""
        self.post("/quickbooks/__company", **switches)

    def break_at(self, path: str, **fault: Any) -> None:
        """The next call to `path` meets a fault."""
        self.post("/__faults", service="quickbooks", path=path, **fault)

    def person(self, act: str, number: str, **more: Any) -> None:
        """The bookkeeper does something."""
        self.post("/quickbooks/__bookkeeper", act=act, id=number, **more)

    def made(self, marker: str, entity: str = "Invoice") -> int:
        """How many documents were ever made with this marker."""
        query = {"marker": marker, "entity": entity}
        return int(requests.get(f"{self.root}/quickbooks/__invoices", params=query, timeout=30).json()["created"])

    def journal(self) -> list[dict[str, Any]]:
        """Every call that reached the sandbox."""
        told = requests.get(f"{self.root}/__journal", params={"service": "quickbooks"}, timeout=30).text
        return [json.loads(line) for line in told.splitlines()]

    def calls(self, end: str) -> list[dict[str, Any]]:
        """The calls whose path ends so."""
        return [call for call in self.journal() if call["path"].endswith(end)]
