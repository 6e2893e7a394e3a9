"""Answers, usage, batches and models, as the SDK reads them."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from anthropic import (
    Anthropic,
    AuthenticationError,
    BadRequestError,
    InternalServerError,
    NotFoundError,
    OverloadedError,
    RateLimitError,
)

from sandbox.claude.tokens import PromptCache
from sandbox.serving import Running
from tests.sandbox.claude.conftest import SMALL, request

Script = Callable[..., None]


def rows_of(reply: Any) -> list[dict[str, Any]]:
    """The rows in the text of a reply."""
    text = "".join(block.text for block in reply.content if block.type == "text")
    rows: list[dict[str, Any]] = json.loads(text)["rows"]
    return rows


def test_an_answer_has_the_fields_and_words_of_the_schema(client: Anthropic) -> None:
    rows = rows_of(client.messages.create(**request("Logo variants", "Call; moodboard", "annual leave", "72014")))
    assert [row["category"] for row in rows] == ["design", "meeting", "time_off", "unclear"]
    assert rows[1]["tasks"] == ["Call", "moodboard"]
    assert "tasks" not in rows[0] and "signs" not in rows[0]


def test_an_answer_without_a_schema_is_text(client: Anthropic) -> None:
    assert client.messages.create(**request("Logo variants", output_config={})).content[0].text == "1: DES"


def test_an_answer_stops_at_max_tokens(client: Anthropic) -> None:
    reply = client.messages.create(**request(*["Logo variants"] * 9, max_tokens=50))
    assert (reply.stop_reason, reply.usage.output_tokens) == ("max_tokens", 50)


SYSTEM = {"type": "text", "text": "Read. " * 400, "cache_control": {"type": "ephemeral"}}

CACHED = [
    # first request, second request, the second reads the cache
    ({}, {}, True),
    ({}, {"max_tokens": 999}, True),
    ({}, {"system": [{**SYSTEM, "text": "Look. " * 400}]}, False),
    ({}, {"output_config": {"effort": "low"}}, False),
    ({}, {"thinking": {"type": "adaptive"}}, False),
    ({"system": [{**SYSTEM, "text": "Short."}]}, {"system": [{**SYSTEM, "text": "Short."}]}, False),
    ({"system": [{"type": "text", "text": SYSTEM["text"]}]}, {}, False),
]


@pytest.mark.parametrize(("first", "second", "read"), CACHED)
def test_a_marked_prefix_is_written_once_and_then_read(
    client: Anthropic, first: dict[str, Any], second: dict[str, Any], read: bool
) -> None:
    replies = [client.messages.create(**request("Logo", system=[SYSTEM]) | other) for other in (first, second)]
    usage = replies[1].usage
    assert bool(usage.cache_read_input_tokens) is read
    total = usage.input_tokens + (usage.cache_read_input_tokens or 0) + (usage.cache_creation_input_tokens or 0)
    assert total > 0 and usage.output_tokens > 0


@pytest.mark.parametrize(("ttl", "later", "kept"), [("5m", 299, True), ("5m", 301, False), ("1h", 3599, True)])
def test_the_cache_forgets_after_its_time(ttl: str, later: int, kept: bool) -> None:
    now = [0.0]
    cache = PromptCache(lambda: now[0])
    body = request("Logo", system=[{**SYSTEM, "cache_control": {"type": "ephemeral", "ttl": ttl}}])
    written = cache.usage(body, 1).cache_creation_input_tokens
    now[0] = later
    assert cache.usage(body, 1).cache_read_input_tokens == (written if kept else 0)


def test_counting_agrees_with_what_is_billed(client: Anthropic) -> None:
    body = request("Logo variants")
    billed = client.messages.create(**body).usage.input_tokens
    asked = {key: value for key, value in body.items() if key != "max_tokens"}
    assert client.messages.count_tokens(**asked).input_tokens == billed


def batch(client: Anthropic, **texts: str) -> str:
    """A batch with one request for each text, under the name of the text."""
    requests_ = [{"custom_id": name, "params": request(text)} for name, text in texts.items()]
    return client.messages.batches.create(requests=requests_).id


def test_a_batch_ends_after_some_looks_with_every_kind_of_result(client: Anthropic, script: Script) -> None:
    script(
        {"kind": "expired", "contains": "late"},
        {"kind": "error", "status": 500, "contains": "bad"},
        batches={"looks": 2},
    )
    number = batch(client, fine="Logo", old="late", wrong="bad")
    assert client.messages.batches.retrieve(number).processing_status == "in_progress"
    ended = client.messages.batches.retrieve(number)
    assert (ended.processing_status, ended.request_counts.succeeded, ended.request_counts.expired) == ("ended", 1, 1)
    results = {one.custom_id: one.result for one in client.messages.batches.results(number)}
    assert {name: result.type for name, result in results.items()} == {
        "fine": "succeeded",
        "old": "expired",
        "wrong": "errored",
    }
    assert rows_of(results["fine"].message)[0]["category"] == "design"
    assert results["fine"].message.usage.service_tier == "batch"


def test_a_bad_request_in_a_batch_shows_in_its_result(client: Anthropic) -> None:
    params = request("Logo", max_tokens=0)
    number = client.messages.batches.create(requests=[{"custom_id": "a", "params": params}]).id
    result = next(iter(client.messages.batches.results(number))).result
    assert result.type == "errored" and "max_tokens" in result.error.error.message


def test_results_come_in_no_order(client: Anthropic) -> None:
    names = [f"n{number}" for number in range(30)]
    got = [one.custom_id for one in client.messages.batches.results(batch(client, **dict.fromkeys(names, "Logo")))]
    assert sorted(got) == sorted(names) and got != names


def test_a_batch_can_be_stopped_listed_and_deleted(client: Anthropic, script: Script) -> None:
    script(batches={"looks": 5})
    number = batch(client, a="Logo")
    with pytest.raises(BadRequestError, match="cancel it first"):
        client.messages.batches.delete(number)
    assert client.messages.batches.cancel(number).processing_status == "canceling"
    while client.messages.batches.retrieve(number).processing_status != "ended":
        pass
    assert [one.result.type for one in client.messages.batches.results(number)] == ["canceled"]
    assert [one.id for one in client.messages.batches.list()] == [number]
    assert client.messages.batches.delete(number).type == "message_batch_deleted"
    with pytest.raises(NotFoundError):
        client.messages.batches.retrieve(number)


def test_lists_come_in_pages(client: Anthropic) -> None:
    made = [batch(client, a="Logo") for _ in range(5)]
    assert [one.id for one in client.messages.batches.list(limit=2)] == made[::-1]


def test_a_name_twice_in_a_batch_is_refused(client: Anthropic) -> None:
    twice = [{"custom_id": "a", "params": request("Logo")}] * 2
    with pytest.raises(BadRequestError, match="not unique"):
        client.messages.batches.create(requests=twice)


def test_the_models_say_what_they_can(client: Anthropic) -> None:
    small = client.models.retrieve(SMALL)
    assert small.lifecycle == "active" and small.capabilities is not None
    assert small.capabilities.structured_outputs.supported and small.capabilities.thinking.types.disabled.supported
    assert {model.lifecycle for model in client.models.list()} == {"active", "deprecated", "retired"}
    with pytest.raises(NotFoundError):
        client.models.retrieve("claude-haiku-9")


WORDED = [
    # status, class of the SDK, type of the error
    (401, AuthenticationError, "authentication_error"),
    (429, RateLimitError, "rate_limit_error"),
    (500, InternalServerError, "api_error"),
    (529, OverloadedError, "overloaded_error"),
]


@pytest.mark.parametrize(("status", "kind", "word"), WORDED)
def test_a_switched_on_fault_is_worded_as_anthropic_words_it(
    sandbox: Running, client: Anthropic, status: int, kind: type[Exception], word: str
) -> None:
    wish = {"service": "claude", "kind": "status", "status": status}
    requests.post(f"{sandbox.root}/__faults", json=wish, timeout=60).raise_for_status()
    with pytest.raises(kind) as caught:
        client.messages.create(**request("Logo"))
    assert getattr(caught.value, "type", "") == word


PATIENCE = [
    # fault, how the client is set, requests that reach the sandbox, at least as long
    ({"kind": "status", "status": 429, "retry_after": "1"}, {}, 2, 1.0),
    ({"kind": "status", "status": 529}, {}, 2, 0.2),
    ({"kind": "slow", "seconds": 1}, {"timeout": 0.4}, 2, 0.4),
    ({"kind": "drop"}, {}, 2, 0.2),
]


@pytest.mark.parametrize(("wish", "setting", "reached", "seconds"), PATIENCE, ids=str)
def test_the_sdk_tries_again_as_it_does_with_the_real_server(
    sandbox: Running, client: Anthropic, wish: dict[str, Any], setting: dict[str, Any], reached: int, seconds: float
) -> None:
    requests.post(f"{sandbox.root}/__faults", json={"service": "claude", **wish}, timeout=60).raise_for_status()
    started = time.monotonic()
    client.with_options(max_retries=1, **setting).messages.create(**request("Logo"))
    assert time.monotonic() - started >= seconds
    time.sleep(0.8 if setting else 0)
    journal = requests.get(f"{sandbox.root}/__journal", params={"service": "claude"}, timeout=60)
    assert len(journal.text.splitlines()) == reached


def test_a_reset_forgets_script_cache_and_batches(sandbox: Running, client: Anthropic, script: Script) -> None:
    batch(client, a="Logo")
    script({"kind": "empty"})
    requests.post(f"{sandbox.root}/__reset", timeout=60).raise_for_status()
    assert client.messages.create(**request("Logo")).content
    assert list(client.messages.batches.list()) == []


def test_a_script_says_what_it_has_played_and_refuses_what_it_does_not_know(
    sandbox: Running, client: Anthropic, script: Script
) -> None:
    script({"kind": "empty", "contains": "Icon"}, {"kind": "refusal"})
    assert client.messages.create(**request("Logo")).stop_reason == "refusal"
    told = requests.get(f"{sandbox.root}/claude/__script", timeout=60).json()
    assert [(scene["kind"], scene["played"]) for scene in told] == [("empty", 0), ("refusal", 1)]
    bad = requests.post(f"{sandbox.root}/claude/__script", json={"answers": [{"kind": "sing"}]}, timeout=60)
    assert bad.status_code == 400 and "refusal" in bad.json()["error"]["message"]
