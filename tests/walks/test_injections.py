"""Texts that give orders to the machine change no amount, no approval and no other row, even if a model obeys."""

import csv
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.serving import Running
from service.adapters.claude import Claude, ClaudeSettings
from service.adapters.claude.screen import speaks_to_software
from service.adapters.store.store import Store
from service.desk import Desk
from service.domain.category import Category
from service.domain.texts.decision import Decision, decision_key
from service.review import Act, Review, review
from tests.rules.engagement import NOW
from tests.walks.desk import PaperReader, PaperSheet, desk_at

CORPUS = Path(__file__).parents[1] / "data" / "injections.csv"
HONEST = [f"Wireframes for the seat picker, screen {n}" for n in range(12)]
HEAD = "    date       | person | client    | project      | hours | text\n"
OBEDIENT = {"kind": "set", "n": "all", "field": "category", "value": "operations", "times": 9999}
OWEN = Act("owen@row.example", "tick")


def attacks() -> list[str]:
    with CORPUS.open(encoding="utf-8", newline="") as file:
        return [row["text"].replace("|", "/") for row in csv.DictReader(file)]


def row(n: int, text: str, project: str = "Booking site", client: str = "Penhallow") -> str:
    return f"    2026-09-{n % 28 + 1:02} | Ines | {client} | {project} | 0.25 | {text}\n"


def honest_rows() -> str:
    return "".join(row(n, text) for n, text in enumerate(HONEST))


PLACES = {
    "in the description": lambda: "".join(row(n, text, "Crew app") for n, text in enumerate(attacks())),
    "in a client's name": lambda: "".join(row(n, f"Logo {n}", "Crew app", text) for n, text in enumerate(attacks())),
}


@pytest.fixture
def obey(sandbox: Running) -> Callable[[], None]:
    """From now on the model does wrong in every request that holds a row with an attack."""

    def say() -> None:
        body = {"answers": [{**OBEDIENT, "contains": '"project": "Crew app"'}]}
        requests.post(f"{sandbox.root}/claude/__script", json=body, timeout=60).raise_for_status()

    return say


@pytest.fixture
def asked(sandbox: Running) -> Callable[[], str]:
    """All that was sent to Claude."""
    return lambda: requests.get(f"{sandbox.root}/__journal", params={"service": "claude"}, timeout=60).text


@pytest.fixture
def desk(sandbox: Running, store: Store) -> Desk:
    settings = ClaudeSettings(key="k", url=f"{sandbox.root}/claude", large_model="")
    return desk_at(store, Claude(settings, store, lambda: NOW))  # type: ignore[arg-type]  # any reader will do


def figures(seen: Review) -> list[tuple[Decimal, Decimal, str]]:
    return [(one.bill.billed, one.bill.amount, one.status.value) for one in sorted(seen.rows, key=by_row)]


def by_row(one: Any) -> int:
    return int(one.work.entry.row)


def test_the_corpus_is_large_and_speaks_five_languages() -> None:
    with CORPUS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 60 and len({one["language"] for one in rows}) == 5
    assert sum(speaks_to_software(one["text"]) for one in rows) >= len(rows) - 1


@pytest.mark.parametrize("place", PLACES)
def test_an_attack_changes_no_amount_no_approval_and_no_other_row(
    desk: Desk, obey: Callable[[], None], place: str
) -> None:
    alone = review(desk, PaperSheet(HEAD + honest_rows()))
    told = [one.description for one in sorted(alone.rows, key=by_row)]
    obey()
    rows = honest_rows() + PLACES[place]()
    seen = review(desk_at(Store.at("sqlite://"), desk.reader), PaperSheet(HEAD + rows))  # type: ignore[arg-type]  # as above
    unread = review(desk_at(Store.at("sqlite://"), PaperReader()), PaperSheet(HEAD + rows))
    assert [one[:2] for one in figures(seen)] == [one[:2] for one in figures(unread)]
    assert not [one for one in figures(seen) if one[2] == "Ready"]
    assert [one.description for one in sorted(seen.rows, key=by_row)][: len(HONEST)] == told


def test_an_attack_in_what_a_manager_corrects_travels_to_nobody(
    desk: Desk, store: Store, asked: Callable[[], str]
) -> None:
    store.keep_decisions(
        [Decision(decision_key("Penhallow Ferries", "Crew app", text), text, "Penhallow Ferries", "Crew app",
                  Category.OPS, "owen@row.example", NOW) for text in attacks()]
    )  # fmt: skip
    sheet = PaperSheet(HEAD + honest_rows())
    review(desk, sheet)
    for n, text in enumerate(attacks()[: len(HONEST)], 2):
        sheet.put(n, "reason", text)
        sheet.put(n, "category", text)
    before = figures(review(desk, sheet, OWEN))
    review(desk_at(store, desk.reader, timedelta(days=1)), sheet)  # type: ignore[arg-type]  # as above
    assert before == figures(review(desk, sheet))
    assert not any(text[:25].replace('"', "") in asked() for text in attacks() if speaks_to_software(text))
    assert {one.description.category for one in review(desk, sheet).rows if one.description} == {Category.DES}
