"""Very many texts are handed in as a batch, and found again whoever asks and whenever."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests

from sandbox.serving import Running
from service.adapters.claude import Claude
from service.adapters.claude.backfill import NAMELESS
from service.adapters.claude.record import Forgetful
from service.adapters.store.store import Store
from service.domain.texts.underway import Underway
from tests.adapters.claude.conftest import asks, month, settings

HOUR = datetime(2026, 11, 25, 20, 11, tzinfo=UTC)
MANY = 60
PEOPLE = ["Anna Kowalska"]


def claude_at(sandbox: Running, record: Any, **other: Any) -> Claude:
    """A process that has just started: it knows no more than its record.

    It asks one thing at a time, so that sixty texts are too many for ten seconds, which one request never needs.
    """
    return Claude(settings(sandbox, batch_from=50, requests_at_once=1, **other), record, lambda: HOUR)


def claude_now(sandbox: Running, record: Any) -> Claude:
    """A process whose clock is that of the machine, as Claude's is here."""
    return Claude(settings(sandbox, batch_from=50, requests_at_once=1), record, lambda: datetime.now(UTC))


@pytest.fixture
def looks(sandbox: Running) -> Callable[[int], None]:
    """How often one has to look at a batch before it is done."""

    def say(count: int) -> None:
        body = {"answers": [], "batches": {"looks": count}}
        requests.post(f"{sandbox.root}/claude/__script", json=body, timeout=60).raise_for_status()

    return say


@pytest.fixture
def handed_in(sandbox: Running) -> Callable[[], int]:
    """How many batches lie with Claude."""

    def count() -> int:
        headers = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
        told = requests.get(f"{sandbox.root}/claude/v1/messages/batches", headers=headers, timeout=60).json()
        return len(told["data"])

    return count


def test_a_batch_is_found_again_after_a_restart(sandbox: Running, looks: Any, handed_in: Any, tmp_path: Any) -> None:
    looks(2)
    store = Store.at(f"sqlite:///{tmp_path / 'ledger.db'}")
    texts = [f"Call with Anna, wrote notes for part {n}" for n in range(MANY)]
    first = claude_at(sandbox, store).describe(asks(texts), 10, people=PEOPLE)
    assert (len(first), handed_in()) == (25, 1)
    waiting = claude_at(sandbox, store)
    assert waiting.describe(asks(texts)[25:], 10, people=PEOPLE) == {}
    assert waiting.problem == (
        "35 descriptions were not read by Claude. "
        "They were handed to Claude's batch service on 25 November at 20:11: check again later."
    )
    last = claude_at(sandbox, store).describe(asks(texts)[25:], 10, people=["Zoe Zimmer", *PEOPLE])
    assert set(last) == {str(n) for n in range(25, MANY)}
    assert {said.tasks[0] for said in last.values()} == {"Call with Anna"}
    assert (handed_in(), store.batches()) == (0, [])


class Died(BaseException):
    """The process ended here: nothing of ours may catch it."""


class Mortal(Store):
    """A ledger whose process dies at one call."""

    dies_at = ""

    def name_batch(self, number: str, name: str) -> None:
        self._live("name_batch")
        super().name_batch(number, name)

    def end_batch(self, number: str) -> None:
        self._live("end_batch")
        super().end_batch(number)

    def _live(self, call: str) -> None:
        if call == self.dies_at:
            raise Died


@pytest.mark.parametrize("foreign", [0, 2], ids=["alone", "beside batches of others"])
def test_a_batch_whose_name_was_never_heard_is_found_and_not_paid_for_again(
    sandbox: Running, looks: Any, handed_in: Any, tmp_path: Any, foreign: int
) -> None:
    looks(2)
    store = Mortal.at(f"sqlite:///{tmp_path / 'ledger.db'}")
    texts = asks(month(MANY))
    for number in range(foreign):
        claude_now(sandbox, Forgetful()).describe(asks([f"Foreign work {number}.{n}" for n in range(MANY)]), 10)
    store.dies_at = "name_batch"
    with pytest.raises(Died):
        claude_now(sandbox, store).describe(texts, 1)
    store.dies_at = ""
    assert handed_in() == foreign + 1
    waiting = claude_now(sandbox, store)
    assert waiting.describe(texts[25:], 1) == {} and "check again later" in waiting.problem
    found: dict[str, Any] = {}
    for _ in range(4):
        found |= claude_now(sandbox, store).describe(texts[25:], 1)
    assert set(found) == {str(n) for n in range(25, MANY)}
    assert (handed_in(), store.batches()) == (foreign, [])


def test_a_batch_that_never_reached_claude_is_asked_again_in_the_end(sandbox: Running, tmp_path: Any) -> None:
    store = Store.at(f"sqlite:///{tmp_path / 'ledger.db'}")
    then = datetime.now(UTC) - timedelta(minutes=11)
    parts = {"f00-p0": '{"canary": false, "projects": [], "questions": []}'}
    store.keep_batch(Underway(f"{NAMELESS}f00", then, parts, ()))
    assert len(claude_now(sandbox, store).describe(asks(month(20)), 20)) == 20
    assert store.batches() == []


def test_what_a_batch_found_is_kept_before_the_batch_is_forgotten(sandbox: Running, tmp_path: Any) -> None:
    store = Mortal.at(f"sqlite:///{tmp_path / 'ledger.db'}")
    texts = asks(month(MANY))
    claude_now(sandbox, store).describe(texts, 1)
    store.dies_at = "end_batch"
    with pytest.raises(Died):
        claude_now(sandbox, store).describe(texts[25:], 1)
    assert set(store.descriptions(str(n) for n in range(MANY))) == {str(n) for n in range(25, MANY)}


def test_a_batch_costs_half(sandbox: Running, handed_in: Any) -> None:
    record = Forgetful()
    claude_at(sandbox, record).describe(asks(month(MANY)), 10)
    before = sum(line.money for line in record.spending("2026-11"))
    claude_at(sandbox, record).describe(asks(month(MANY))[25:], 10)
    (line,) = (line for line in record.spending("2026-11")[1:])
    tokens = (line.input * Decimal("0.05") + line.output * Decimal("0.25")) / 1_000_000
    kept = (line.cache_read * Decimal("0.01") + line.cache_write * Decimal("0.125")) / 2 / 1_000_000
    assert (line.requests, line.money) == (2, tokens + kept)
    assert line.money < before * 2


FATES = [
    # what becomes of one request of the batch
    {"kind": "expired"},
    {"kind": "canceled"},
    {"kind": "error", "status": 500},
    {"kind": "refusal"},
    {"kind": "shifted"},
    {"kind": "text", "text": "Gladly!"},
]


@pytest.mark.parametrize("fate", FATES, ids=lambda fate: fate["kind"])
def test_what_a_batch_did_not_answer_is_asked_again(sandbox: Running, script: Any, fate: dict[str, Any]) -> None:
    record = Forgetful()
    texts = asks(month(MANY))
    found = dict(claude_at(sandbox, record).describe(texts, 1))
    script({**fate, "contains": "part 30"})
    reader = claude_at(sandbox, record)
    found |= reader.describe([ask for ask in texts if ask.key not in found], 20)
    assert (len(found), reader.problem) == (MANY, "")


def test_a_batch_that_is_gone_is_forgotten(sandbox: Running) -> None:
    record = Forgetful()
    claude_at(sandbox, record).describe(asks(month(MANY)), 10)
    requests.post(f"{sandbox.root}/__reset", timeout=30)
    assert len(claude_at(sandbox, record).describe(asks(month(MANY))[25:], 20)) == MANY - 25
    assert record.batches() == []


def test_nothing_is_handed_in_that_would_go_past_the_limit(sandbox: Running, handed_in: Any) -> None:
    reader = claude_at(sandbox, Forgetful(), monthly_limit=Decimal("0.0012"))
    assert len(reader.describe(asks(month(MANY)), 10)) == 25
    assert handed_in() == 0
    assert "CLAUDE_MONTHLY_LIMIT" in reader.problem


def test_few_texts_or_enough_time_need_no_batch(sandbox: Running, handed_in: Any) -> None:
    assert len(claude_at(sandbox, Forgetful()).describe(asks(month(40)), 10)) == 40
    assert len(claude_at(sandbox, Forgetful()).describe(asks(month(MANY)), 20)) == MANY
    assert handed_in() == 0
