"""Installations broken in one way each: the doctor finds what is wrong and says what to mend."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from service.commands.examinations import DOUBTFUL, HEALTHY, ILL, Verdict, examined
from service.postage import Postage
from service.wiring import Wiring
from tests.office import Office

Breaking = Callable[[Office, Path], Wiring]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    one = Office(tmp_path_factory.mktemp("doctor"))
    one.ask("setup")
    yield one
    one.close()


def told(office: Office, **other: object) -> Wiring:
    """The same installation with other settings, and nothing remembered but the Google account."""
    wiring = Wiring(replace(office.wiring.settings, **other))  # type: ignore[arg-type]  # settings by name
    wiring.__dict__["credentials"] = office.wiring.credentials
    return wiring


def refused(office: Office, service: str, path: str, **how: object) -> Wiring:
    """The same installation, a part of which answers badly."""
    office.said("/__faults", {"service": service, "path": path, "kind": "status", **how})
    return told(office)


def late(office: Office, folder: Path) -> Wiring:
    wiring = told(office)
    wiring.clock = lambda: office.wiring.clock() + timedelta(minutes=5)
    return wiring


def no_files(office: Office, folder: Path) -> Wiring:
    return told(office, sows=folder)


def one_approver(office: Office, folder: Path) -> Wiring:
    (folder / "agency.yaml").write_text("agency: {name: Small}\napprovers: [jo@small.example]\n", encoding="utf-8")
    return told(office, sows=folder)


def not_connected(office: Office, folder: Path) -> Wiring:
    return told(office, database_url=f"sqlite:///{folder / 'new.db'}")


BROKEN: dict[str, tuple[Breaking, str, str, str]] = {
    # what is broken: how, where it shows, how it stands, words of the sentence
    "no client id of the script": (
        lambda office, _: told(office, addon_client_ids=()),
        "settings", ILL, "ADDON_CLIENT_IDS is missing"),
    "no SOW files": (no_files, "SOW files", ILL, "There is no agency.yaml"),
    "a single approver": (one_approver, "SOW files", DOUBTFUL, "at least two approvers"),
    "a database nobody can open": (
        lambda office, _: told(office, database_url="sqlite:////no/such/folder/x.db"),
        "database", ILL, "cannot be opened"),
    "a clock five minutes fast": (late, "Google sign-in", ILL, "seconds apart"),
    "certificates from the wrong place": (
        lambda office, _: told(office, certificates_url=f"{office.root}/nowhere"),
        "Google sign-in", ILL, "GOOGLE_CERTS_URL"),
    "a service account whose key was deleted": (
        lambda office, _: refused(office, "google", "/token", status=401),
        "Google account", ILL, "key has not been deleted"),
    "a key that Claude refuses": (
        lambda office, _: refused(office, "claude", "/claude/v1/models/", status=401),
        "Claude", ILL, "ANTHROPIC_API_KEY"),
    "a model that does not exist": (
        lambda office, _: told(office, claude_model="claude-haiku-9"), "Claude", ILL, "CLAUDE_SMALL_MODEL"),
    "Claude switched off": (
        lambda office, _: told(office, claude_backend="off"), "Claude", DOUBTFUL, "switched off"),
    "no QuickBooks company": (not_connected, "QuickBooks", ILL, "/quickbooks/connect"),
    "a token key that opens nothing": (
        lambda office, _: told(office, token_key="guess"), "QuickBooks", ILL, "QUICKBOOKS_TOKEN_KEY"),
    "a mail server where nobody answers": (
        lambda office, _: told(office, postage=Postage("smtp://127.0.0.1:9", "tickmark@tidewick.example")),
        "mail", ILL, "SMTP_URL"),
    "a mail server and no sender": (
        lambda office, _: told(office, postage=Postage("smtp://127.0.0.1:9")), "mail", ILL, "DIGEST_FROM is missing"),
    "nobody who may knock": (
        lambda office, _: told(office, service_url="http://0.0.0.0:9"), "clock", ILL, "TASKS_CALLER is missing"),
    "an address where nobody answers": (
        lambda office, _: told(office, service_url="http://127.0.0.1:9"), "address", DOUBTFUL, "SERVICE_URL"),
    "a sheet that is not shared": (
        lambda office, _: refused(office, "sheets", "/v4/spreadsheets/", status=403), "sheet", ILL, "hare"),
    "a sheet past its quota": (
        lambda office, _: refused(office, "sheets", "/v4/spreadsheets/", status=429, retry_after=900),
        "sheet", ILL, "minute"),
}  # fmt: skip
FOLLOWS = {
    # what cannot be well either
    "no SOW files": {"sheet"},
    "a single approver": {"sheet"},
    "a database nobody can open": {"QuickBooks", "sheet"},
    "a clock five minutes fast": {"database"},
    "nobody who may knock": {"address"},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found_and_nothing_else(office: Office, tmp_path: Path, broken: str) -> None:
    how, where, state, words = BROKEN[broken]
    try:
        verdicts = examined(how(office, tmp_path), [office.id])
    finally:
        requests.delete(f"{office.root}/__faults", timeout=10).raise_for_status()
    found = next(one for one in verdicts if one.name.startswith(where))
    assert found.state == state and words in found.sentence, found
    assert found.sentence.endswith("."), found
    others = {one.name.partition(office.id)[0].strip() for one in verdicts if one.state != HEALTHY and one != found}
    assert others <= FOLLOWS.get(broken, set()), verdicts


def test_a_healthy_installation_has_nothing_to_mend(office: Office) -> None:
    verdicts = examined(told(office), [office.id])
    assert [one for one in verdicts if one.state != HEALTHY] == []
    assert verdicts[-1] == Verdict(f"sheet {office.id}", HEALTHY, verdicts[-1].sentence)
    assert json.dumps([one._asdict() for one in verdicts])
