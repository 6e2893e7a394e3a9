"""The real SDK on the sandbox, and a way to tell the sandbox what to answer."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from anthropic import Anthropic

from sandbox.serving import Running

SMALL, MEDIUM, LARGE = "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"

ROW = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n", "category"],
    "properties": {
        "n": {"type": "integer"},
        "category": {"type": "string", "enum": ["design", "meeting", "time_off", "unclear"]},
        "confidence": {"type": "number"},
        "tasks": {"type": "array", "items": {"type": "string"}},
    },
}
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rows"],
    "properties": {"rows": {"type": "array", "items": ROW}},
}


@pytest.fixture
def client(sandbox: Running) -> Anthropic:
    return Anthropic(base_url=f"{sandbox.root}/claude", api_key="a-key", max_retries=0)


@pytest.fixture
def script(sandbox: Running) -> Callable[..., None]:
    def play(*answers: dict[str, Any], **more: Any) -> None:
        url = f"{sandbox.root}/claude/__script"
        requests.post(url, json={"answers": list(answers), **more}, timeout=60).raise_for_status()

    return play


def request(*texts: str, **other: Any) -> dict[str, Any]:
    """A request that asks for rows about these texts."""
    lines = "\n".join(f'{{"n": {n}, "text": "{text}"}}' for n, text in enumerate(texts, 1))
    plain = {
        "model": SMALL,
        "max_tokens": 1000,
        "messages": [{"role": "user", "content": f"<entries>\n{lines}\n</entries>"}],
        "thinking": {"type": "disabled"},
        "output_config": {"effort": "low", "format": {"type": "json_schema", "schema": SHAPE}},
    }
    return {**plain, **other}
