"""The map of names: what SOW files name, what QuickBooks has, and the line to write where something is missing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from sandbox.demo import SAMPLE_BOOKS
from service.adapters.quickbooks.connection import ConnectionStore
from service.adapters.quickbooks.mapping import Named, in_yaml
from service.adapters.quickbooks.names import ITEM
from service.adapters.quickbooks.sealing import fresh_key
from service.adapters.quickbooks.tokens import Pair
from service.adapters.store.store import Store
from tests.terminal import Terminal

Steer = Callable[..., Any]
AWKWARD = "O'Brien \\ Sons & Żółć"
PAPERS = {
    "agency.yaml": "agency: {name: Small, currency: USD}\napprovers: [jo@small.example]\n",
    "brien/client.yaml": f"client: {{id: brien, name: Brien, quickbooks_customer: {json.dumps(AWKWARD)}}}\n"
    "projects: [{id: web, name: Web}]\n",
    "brien/b-1.yaml": "sow: {id: B-1, title: Web, starts: 2026-01-01, signed: {at: 2026-01-01, by: O}}\n"
    "rates: {cards: [{role: designer, rate: 100.00}, {role: developer, rate: 120.00}]}\n"
    "invoicing: {terms: Net 31, quickbooks: {items: {designer: Dezign, default: Development}}}\n",
}  # fmt: skip


@pytest.fixture
def steer(terminal: Terminal, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Steer:
    """The company of the sandbox, connected; the fixture steers it."""
    key = fresh_key()
    monkeypatch.setenv("QUICKBOOKS_TOKEN_KEY", key)

    def act(path: str, **body: Any) -> Any:
        answer = requests.post(f"{environment['SHEETS_URL']}/quickbooks/{path}", json=body, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    told = act("__connect")
    store = Store.at(f"sqlite:///{terminal.folder / 'ledger.db'}")
    ConnectionStore(store.engine, key).connect(told["realmId"], Pair(told["access_token"], told["refresh_token"]))
    store.engine.dispose()
    act("__seed", **json.loads(SAMPLE_BOOKS.read_text(encoding="utf-8")))
    return act


@pytest.fixture
def papers(terminal: Terminal) -> Path:
    for name, text in PAPERS.items():
        path = terminal.folder / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return terminal.folder / "papers"


def test_a_company_that_has_everything_is_said_to_have_it(terminal: Terminal, steer: Steer) -> None:
    said = terminal.run("quickbooks", "map")
    assert (said.status, said.err) == (0, "")
    assert "✓ customer Harbour & Pine Furniture LLC is " in said.out
    assert said.out.rstrip().splitlines()[-1].endswith("names have a partner.") and "✖" not in said.out


def test_what_is_missing_comes_with_the_line_that_mends_it(terminal: Terminal, steer: Steer, papers: Path) -> None:
    steer("__seed", customers=[{"DisplayName": f"Customer {number:04}"} for number in range(1200)])
    steer("__seed", customers=[{"DisplayName": "O'Brian & Sons"}])
    said = terminal.run("quickbooks", "map", "--sows", papers)
    assert said.status == 1 and "5 names, 3 without a partner." in said.out
    assert 'client: {quickbooks_customer: "O\'Brian & Sons"}' in said.out
    assert "invoicing: {quickbooks: {items: {designer: Design}}}" in said.out
    assert "invoicing: {quickbooks: {terms: Net 30}}" in said.out and "brien/b-1.yaml" in said.out
    told = terminal.run("quickbooks", "map", "--json", "--sows", papers).json
    assert [(one["kind"], one["name"]) for one in told["names"] if one["id"] is None] == [
        ("customer", AWKWARD), ("item", "Dezign"), ("payment term", "Net 31"),
    ]  # fmt: skip
    assert told["missing"] == 3


def test_a_customer_among_1200_is_found_by_an_awkward_name(terminal: Terminal, steer: Steer, papers: Path) -> None:
    steer("__seed", customers=[{"DisplayName": f"Customer {number:04}"} for number in range(1200)])
    grown = steer("__seed", customers=[{"DisplayName": AWKWARD}])
    told = terminal.run("quickbooks", "map", "--json", "--sows", papers).json
    found = {one["name"]: one["id"] for one in told["names"]}
    assert found[AWKWARD] == grown["customers"][0]["Id"]


def test_without_a_connection_the_map_says_where_to_connect(
    terminal: Terminal, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUICKBOOKS_TOKEN_KEY", fresh_key())
    said = terminal.run("quickbooks", "map")
    assert said.status == 2 and "/quickbooks/connect" in said.err


@pytest.mark.parametrize(
    "name", ["Design", AWKWARD, "yes", "20.0% S", "3 days", "a: b", "#1", "Żółć", "Net 30", "", "null"]
)
def test_a_line_that_is_printed_reads_back_as_the_name(name: str) -> None:
    named = Named(ITEM, "x", "f.yaml", ("invoicing", "quickbooks", "items", "designer"))
    assert yaml.safe_load(named.line(name)) == {"invoicing": {"quickbooks": {"items": {"designer": name}}}}
    assert yaml.safe_load(in_yaml(name)) == name
