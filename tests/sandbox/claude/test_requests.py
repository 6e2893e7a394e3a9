"""Which requests the stand-in takes, and how it words its refusals."""

from typing import Any

import pytest
import requests
from anthropic import Anthropic, BadRequestError, NotFoundError

from sandbox.serving import Running
from tests.sandbox.claude.conftest import LARGE, MEDIUM, ROW, SHAPE, request

USER = {"role": "user", "content": "Logo"}
BETWEEN = {"type": "between_tools"}
BUTTON = {"name": "button", "input_schema": {"type": "object"}}

REFUSED = [
    # what is different, what the sentence says
    ({"max_tokens": "10"}, "max_tokens: Input should be a valid integer"),
    ({"max_tokens": 200_000}, "max_tokens: 200000 > 128000"),
    ({"temperature": 1}, "temperature: Extra inputs are not permitted"),
    ({"top_p": 1}, "top_p: Extra inputs are not permitted"),
    ({"messages": []}, "at least one message"),
    ({"messages": [{"role": "robot", "content": "x"}]}, "messages.0.role"),
    ({"messages": [{"role": "user"}]}, "messages.0.content: Field required"),
    ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages.0.content.0.text: Field required"),
    ({"messages": [{"role": "user", "content": ""}]}, "non-empty content"),
    ({"messages": [{"role": "user", "content": [{"type": "text", "text": " "}]}]}, "non-whitespace"),
    ({"messages": [USER, {"role": "assistant", "content": "{"}]}, "prefill"),
    ({"system": [{"type": "text"}]}, "system.0.text: Field required"),
    ({"thinking": {"type": "off"}}, "thinking"),
    ({"thinking": {"type": "between_tools"}}, "'between_tools' is not supported"),
    ({"thinking": {"type": "disabled"}, "output_config": {"effort": "max"}}, "effort 'max'"),
    ({"model": MEDIUM}, "'disabled' is not supported"),
    ({"model": LARGE}, "'disabled' is not supported"),
    ({"model": MEDIUM, "thinking": BETWEEN, "tools": [BUTTON], "tool_choice": {"type": "any"}}, "tool_choice"),
    ({"output_config": {"effort": "frantic"}}, "output_config.effort"),
    ({"stream": True}, "does not stream"),
    ({"system": [{"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}] * 5}, "maximum of 4"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "words"), REFUSED, ids=str)
def test_a_request_the_api_would_refuse_is_refused(sandbox: Running, other: dict[str, Any], words: str) -> None:
    answer = post(sandbox, request("Logo", **other))
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]["type"] == "invalid_request_error"
    assert words in answer.json()["error"]["message"]
    assert answer.headers["request-id"] == answer.json()["request_id"]


def shaped(**row: Any) -> dict[str, Any]:
    """The schema with another row."""
    return {**SHAPE, "properties": {"rows": {"type": "array", "items": {**ROW, **row}}}}


OPTIONAL = {f"field_{n}": {"type": "string"} for n in range(25)}
NUMBER = {"n": {"type": "integer", "minimum": 1}, "category": {"type": "string"}}

SHAPES = [
    # schema, what the sentence says
    (shaped(additionalProperties=True), "additionalProperties"),
    ({key: SHAPE[key] for key in ("type", "properties")}, "additionalProperties"),
    (shaped(properties=NUMBER), "'minimum' is not supported"),
    (shaped(properties={"n": {"type": "string", "maxLength": 3}}), "'maxLength' is not supported"),
    (shaped(properties={"n": {"type": "array", "minItems": 2}}), "'minItems'"),
    (shaped(properties={"n": {"type": "string", "format": "phone"}}), "'phone' is not supported"),
    (shaped(properties={"n": {"$ref": "https://x.example/s.json"}}), "must point into the schema"),
    (shaped(properties=OPTIONAL), "too complex"),
    ({**shaped(properties={"n": {"$ref": "#/$defs/a"}}), "$defs": {"a": {"$ref": "#/$defs/a"}}}, "Recursive"),
]


@pytest.mark.parametrize(("schema", "words"), SHAPES)
def test_a_schema_that_would_not_compile_is_refused(client: Anthropic, schema: dict[str, Any], words: str) -> None:
    output = {"format": {"type": "json_schema", "schema": schema}}
    with pytest.raises(BadRequestError, match=words):
        client.messages.create(**request("Logo", output_config=output))


TAKEN: list[dict[str, Any]] = [
    {},
    {"thinking": {"type": "adaptive"}},
    {"model": MEDIUM, "thinking": {"type": "between_tools"}},
    {"model": LARGE, "thinking": {"type": "adaptive"}},
    {"metadata": {"user_id": "a-hash"}},
    {"system": "Read."},
]


@pytest.mark.parametrize("other", TAKEN, ids=str)
def test_a_good_request_is_taken(client: Anthropic, other: dict[str, Any]) -> None:
    assert client.messages.create(**request("Logo", **other)).stop_reason == "end_turn"


@pytest.mark.parametrize("model", ["claude-haiku-9", "claude-3-5-haiku-20241022"])
def test_a_model_that_is_unknown_or_retired_is_not_found(client: Anthropic, model: str) -> None:
    with pytest.raises(NotFoundError, match=model):
        client.messages.create(**request("Logo", model=model))


KEYS = [
    # headers, status
    ({"Authorization": "Bearer k"}, 200),
    ({"x-api-key": "k"}, 200),
    ({"Authorization": "Bearer "}, 401),
    ({}, 401),
]


@pytest.mark.parametrize(("headers", "status"), KEYS)
def test_a_key_is_needed_in_one_of_two_headers(sandbox: Running, headers: dict[str, str], status: int) -> None:
    assert post(sandbox, request("Logo"), headers).status_code == status


def test_a_body_that_is_no_json_is_refused(sandbox: Running) -> None:
    url = f"{sandbox.root}/claude/v1/messages"
    headers = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
    answer = requests.post(url, data="{", headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "Invalid JSON in the request body")


def post(sandbox: Running, body: dict[str, Any], headers: dict[str, str] | None = None) -> requests.Response:
    """A request as it stands, past the SDK's own checks."""
    sent = {"anthropic-version": "2026-10-21", **({"x-api-key": "k"} if headers is None else headers)}
    return requests.post(f"{sandbox.root}/claude/v1/messages", json=body, headers=sent, timeout=60)
