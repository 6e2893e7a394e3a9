"""Whatever the world does, every text is either described and checked, or absent with a sentence that says why."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.serving import Running
from service.adapters.claude import Claude, ClaudeSettings
from service.domain.category import Category
from tests.adapters.claude.conftest import asks, month, settings

Switch = Callable[..., None]

OVERCOME = [
    # fault
    {"kind": "status", "status": 429, "retry_after": "1"},
    {"kind": "status", "status": 429},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 504},
    {"kind": "status", "status": 529},
    {"kind": "after", "status": 500},
    {"kind": "drop"},
    {"kind": "cut"},
    {"kind": "html", "status": 200},
    {"kind": "html", "status": 502},
    {"kind": "status", "status": 413},
]


@pytest.mark.parametrize("wish", OVERCOME, ids=str)
def test_a_fault_that_passes_costs_no_row(claude: Claude, fault: Switch, wish: dict[str, Any]) -> None:
    fault(**wish)
    assert len(claude.describe(asks(month(30)), 30)) == 30
    assert claude.problem == ""


FATAL = [
    # status, what the sentence says
    (400, "malformed"),
    (401, "ANTHROPIC_API_KEY"),
    (402, "credit"),
    (403, "permissions"),
    (404, "model name"),
]


@pytest.mark.parametrize(("status", "words"), FATAL)
def test_a_fault_of_the_configuration_ends_the_run_with_what_to_do(
    claude: Claude, fault: Switch, sent: Any, status: int, words: str
) -> None:
    fault(kind="status", status=status, times=0)
    assert claude.describe(asks(month(100)), 30) == {}
    assert words in claude.problem and "100 descriptions" in claude.problem
    assert len(sent()) == 1


LONG = [{"retry-after": "3600"}, {"retry-after": "Wed, 25 Nov 2026 20:00:00 GMT"}, {"retry-after-ms": "600000"}]


@pytest.mark.parametrize("headers", LONG, ids=str)
def test_a_long_pause_is_not_sat_through(claude: Claude, script: Switch, headers: dict[str, str]) -> None:
    script({"kind": "error", "status": 429, "headers": headers, "times": 9})
    started = time.monotonic()
    assert claude.describe(asks(month(3)), 30) == {}
    assert time.monotonic() - started < 20
    assert "long pause" in claude.problem


def warm(claude: Claude) -> int:
    """The tokens of a first question, after which everything is loaded."""
    claude.describe(asks(["Icon set"]), 30)
    return claude.usage.output


def test_the_deadline_holds_for_the_whole_run(claude: Claude, script: Switch) -> None:
    warm(claude)
    script({"kind": "slow", "seconds": 5, "contains": "part 40"})
    started = time.monotonic()
    found = claude.describe(asks(month(60)), 2)
    assert time.monotonic() - started < 3.5
    assert 25 <= len(found) < 60
    assert "in time" in claude.problem


def test_the_tokens_of_a_late_answer_are_counted(claude: Claude, script: Switch) -> None:
    before = warm(claude)
    script({"kind": "slow", "seconds": 1.2})
    assert claude.describe(asks(["Logo"]), 0.5) == {}
    assert claude.usage.output == before
    deadline = time.monotonic() + 10
    while claude.usage.output == before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert claude.usage.output > before


def test_a_call_without_an_answer_is_given_up_and_made_again(sandbox: Running, claude: Claude, fault: Switch) -> None:
    warm(claude)
    fault(kind="hang", seconds=6)
    impatient = Claude(settings(sandbox, timeout_seconds=2))
    assert len(impatient.describe(asks(month(3)), 60)) == 3


def test_nobody_there_is_said_in_a_sentence() -> None:
    nobody = Claude(ClaudeSettings(key="k", url="http://127.0.0.1:9", retries=0))
    assert nobody.describe(asks(["Logo"]), 10) == {}
    assert "cannot be reached" in nobody.problem


HEALED = [
    # what the answer does wrong the first time; every row is described in the end
    {"kind": "refusal"},
    {"kind": "refusal", "text": "I would rather not."},
    {"kind": "cut"},
    {"kind": "cut", "share": 0.01},
    {"kind": "empty"},
    {"kind": "thinking"},
    {"kind": "stop_reason", "value": "tired"},
    {"kind": "stop_reason", "value": "pause_turn"},
    {"kind": "text", "text": "Here are the rows you asked for:"},
    {"kind": "text", "text": '{"rows": {"n": 1}}'},
    {"kind": "body", "body": '{"hello": "world"}'},
    {"kind": "body", "body": "<html>", "type": "text/html"},
    {"kind": "body", "body": "not json"},
    {"kind": "missing", "n": [2, 5]},
    {"kind": "missing", "n": 31},
    {"kind": "doubled", "n": 3},
    {"kind": "reordered"},
    {"kind": "shifted"},
    {"kind": "unknown_n"},
    {"kind": "unknown_n", "n": "first"},
    {"kind": "case"},
    {"kind": "confidence", "value": "NaN"},
    {"kind": "confidence", "value": 7},
    {"kind": "confidence", "value": "high"},
    {"kind": "unknown_category"},
    {"kind": "unknown_project"},
    {"kind": "notes"},
    {"kind": "long_notes"},
    {"kind": "set", "n": 4, "field": "tasks", "value": ["never written", "nor this"]},
    {"kind": "set", "n": 4, "field": "quote", "value": "never written"},
    {"kind": "set", "n": 4, "field": "signs", "value": [{"a": 1}, "billable"]},
    {"kind": "set", "n": 4, "field": "category", "value": 12},
]


@pytest.mark.parametrize("wish", HEALED, ids=str)
def test_a_bad_answer_is_healed(claude: Claude, script: Switch, wish: dict[str, Any]) -> None:
    texts = month(25)
    expected = {key: said.category for key, said in claude.describe(asks(texts), 20).items()}
    script(wish)
    found = claude.describe(asks(texts), 20)
    assert {key: said.category for key, said in found.items()} == expected
    assert len(expected) == 25


def test_rows_shifted_by_one_are_never_believed(claude: Claude, script: Switch) -> None:
    script({"kind": "shifted", "times": 99})
    texts = ["Annual leave" if n % 2 else f"Wireframes for screen {n}" for n in range(20)]
    found = claude.describe(asks(texts), 20)
    assert all(said.category is (Category.OFF if int(key) % 2 else Category.DES) for key, said in found.items())


def test_one_poisonous_text_costs_only_itself(claude: Claude, script: Switch) -> None:
    script({"kind": "refusal", "contains": "part 33", "times": 99})
    found = claude.describe(asks(month(61)), 30)
    assert set(found) == {str(n) for n in range(61)} - {"33"}
    assert "1 descriptions were not read" in claude.problem
    assert claude.usage.calls <= 16


def test_answers_that_never_help_end_at_a_ceiling(claude: Claude, script: Switch, sent: Any) -> None:
    script({"kind": "text", "text": "no", "times": 9999})
    assert claude.describe(asks(month(100)), 30) == {}
    assert len(sent()) <= 20 + 3 * 4
    assert "could not be used" in claude.problem


CHECKED = [
    # what a row says, and what is left of it
    ({"field": "confidence", "value": 7}, {"stated": 1.0}),
    ({"field": "confidence", "value": -1}, {"stated": 0.0}),
    ({"field": "project", "value": "no-such-project"}, {"project_hint": "", "confidence": 0.5}),
    ({"field": "project", "value": "CREW-APP"}, {"project_hint": "crew-app"}),
    ({"field": "project", "value": "booking-site"}, {"project_hint": ""}),
    ({"field": "other_client", "value": "Penhallow"}, {"other_client": ""}),
    ({"field": "wording", "value": '=IMPORTXML("x")'}, {"wording": 'IMPORTXML("x")'}),
    ({"field": "wording", "value": "x" * 300}, {"wording": "x" * 200}),
    ({"field": "category", "value": "DESIGN"}, {"category": Category.DES}),
    ({"field": "tasks", "value": ["logo  FOR penhallow"]}, {"tasks": ("Logo for Penhallow",)}),
    ({"field": "signs", "value": ["billable", "VAGUE"]}, {"specific": False}),
]


@pytest.mark.parametrize(("wish", "left"), CHECKED, ids=str)
def test_a_row_is_checked_before_it_is_believed(
    claude: Claude, script: Switch, wish: dict[str, Any], left: dict[str, Any]
) -> None:
    script({"kind": "set", "n": "all", "times": 9, **wish})
    said = claude.describe(asks(["Logo for Penhallow, second round"]), 20)["0"]
    assert {name: getattr(said, name) for name in left} == left


def test_after_a_cut_only_the_rest_is_asked_again(claude: Claude, script: Switch, sent: Any) -> None:
    script({"kind": "cut"})
    assert len(claude.describe(asks(month(20)), 20)) == 20
    first, second = (request["messages"][0]["content"].count('"n":') for request in sent())
    assert first == 21 and 5 <= second <= 16


def test_two_rows_of_one_number_leave_nobody_sure(claude: Claude, script: Switch) -> None:
    script({"kind": "doubled", "n": 1})
    found = claude.describe(asks(["Logo variants", "Icon set for tickets"]), 20)
    assert (found["0"].confidence, found["0"].category) == (0.0, Category.DES)
    assert found["1"].stated > 0.9
