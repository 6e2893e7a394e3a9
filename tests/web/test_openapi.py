"""The OpenAPI document says what is there, every route with its shapes; and strangers get nothing from any of it."""

import json
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from jsonschema import Draft202012Validator

from service.web.openapi import DOORS, SHAPES, document
from tests.month import Month
from tests.office import MANAGER
from tests.web.test_addon import Counter

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}
ANYBODY = {"/dashboard.css", "/health", "/ready", "/quickbooks/connected"}
"""Open to all, and telling nothing of anybody."""

SECONDS = 15
"""For each of the two walks over the whole document."""


@pytest.fixture
def counter(environment: dict[str, str]) -> Iterator[Counter]:
    made = Counter({**environment, "TASKS_CALLER": "clock@agency.example", "CONNECT_KEY": "the key of the house"})
    yield made
    made.wiring.store.engine.dispose()


def test_the_document_is_what_the_code_says(counter: Counter) -> None:
    text = json.dumps(document(counter.client.application), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("TICKMARK_WRITE"):
        DOCUMENT.write_text(text, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == text, "docs/openapi.json is old: run this with TICKMARK_WRITE=1"


def test_every_route_is_in_it_with_a_shape_of_its_own(counter: Counter) -> None:
    routes = {rule.endpoint: rule for rule in counter.client.application.url_map.iter_rules()}
    assert set(routes) == set(SHAPES)
    told = document(counter.client.application)["paths"]
    assert {rule.rule for rule in routes.values()} == set(told)


def test_only_these_addresses_open_without_a_proof(counter: Counter) -> None:
    told = document(counter.client.application)["paths"]
    ways = [(path, way) for path, all_ways in told.items() for way in all_ways.values()]
    doors = {path: way["security"] for path, way in ways if "security" in way}
    assert set(told) - set(doors) == {*ANYBODY, "/quickbooks/callback"}
    assert {name for one in doors.values() for name in one[0]} == set(DOORS)


@pytest.mark.parametrize(
    ("step", "shape"),
    [("setup", "SetUp"), ("second review", "Checked"), ("billing", "Billed"), ("last review", "Checked")],
)
def test_what_a_month_was_answered_fits(month: Month, counter: Counter, step: str, shape: str) -> None:
    told = document(counter.client.application)
    fits = Draft202012Validator({"$ref": f"#/components/schemas/{shape}", "components": told["components"]})
    assert [error.message for error in fits.iter_errors(month.answers[step])] == []
    assert list(fits.iter_errors({**month.answers[step], "message": 1})) != []


def operations(counter: Counter) -> list[Any]:
    """Every operation of the document, ready to be called with invented input."""
    app = counter.client.application
    app.add_url_rule("/openapi.json", "openapi", lambda: document(app))
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    found = [one.ok() for one in schema.get_all_operations()]
    return [one for one in found if one.path != "/openapi.json"]


def answers(operation: Any, seconds: float, headers: dict[str, str]) -> dict[int, list[Any]]:
    """Statuses of answers to invented input, with the inputs."""
    seen: dict[int, list[Any]] = {}
    ends = time.monotonic() + seconds

    @hypothesis.settings(max_examples=20, database=None, phases=[hypothesis.Phase.generate], deadline=None)
    @hypothesis.given(case=operation.as_strategy())
    def call(case: Any) -> None:
        if seen and time.monotonic() > ends:
            return
        case.headers = {**(case.headers or {}), **headers}
        seen.setdefault(case.call(environ_base=OUTSIDE).status_code, []).append(case.body)

    call()
    return seen


@pytest.fixture
def hushed() -> Iterator[None]:
    """A log line for each of a thousand refusals helps nobody."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("hushed")
def test_a_stranger_is_refused_everywhere_whatever_is_sent(counter: Counter) -> None:
    every = operations(counter)
    for operation in every:
        seen = answers(operation, SECONDS / len(every), {})
        expected = {200} if operation.path in ANYBODY else {400, 401, 403, 413, 415}
        assert seen and set(seen) <= expected, f"{operation.path}: {seen}"


@pytest.mark.usefixtures("hushed")
def test_nothing_that_a_person_sends_breaks_anything(counter: Counter) -> None:
    told = requests.post(f"{counter.root}/oauth2/identity-token", json={"email": MANAGER}, timeout=30).json()
    every = [one for one in operations(counter) if one.path.startswith("/addon")]
    for operation in every:
        seen = answers(operation, SECONDS / len(every), {"Authorization": f"Bearer {told['token']}"})
        broken = {status: bodies[:2] for status, bodies in seen.items() if status == 500}
        assert seen and not broken, f"{operation.path}: {broken}"
