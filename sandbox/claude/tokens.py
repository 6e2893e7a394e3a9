"""Token counts that are plausible, and a prompt cache that behaves like the real one."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from anthropic.types import CacheCreation, Usage

from sandbox.claude.checks import Body

SMALLEST_PREFIX = 512
SECONDS = {"5m": 300.0, "1h": 3600.0}


def tokens_in(text: str) -> int:
    """About as many tokens as the real counter finds: one for two and a half characters."""
    return -(-len(text) * 2 // 5)


def pieces(body: Body) -> Iterator[tuple[str, str]]:
    """The parts of a prompt in the order of the prefix: text, and how long to keep what ends there (or "")."""

    output = body.get("output_config")
    yield _json(output) if output else "", ""
    for tool in body.get("tools") or ():
        yield _json(tool), _kept(tool)
    system = body.get("system") or ""
    for block in [{"text": system}] if isinstance(system, str) else system:
        yield block["text"], _kept(block)
    for turn in body["messages"]:
        content = turn["content"]
        for block in [{"text": content}] if isinstance(content, str) else content:
            yield block.get("text") or _json(block), _kept(block)


def _kept(block: dict[str, Any]) -> str:
    control = block.get("cache_control")
    return (control.get("ttl") or "5m") if control else ""


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def input_tokens(body: Body) -> int:
    """Everything a request sends, in tokens."""
    return sum(tokens_in(text) for text, _ in pieces(body))


@dataclass(slots=True)
class Prefix:
    """The beginning of a prompt up to a marked place."""

    key: str
    tokens: int
    keep: str


class PromptCache:
    """Prefixes that were sent before and are still kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._until: dict[str, float] = {}
        self._clock = clock
        self._lock = threading.Lock()

    def usage(self, body: Body, output: int, thinking: int = 0, tier: str = "standard") -> Usage:
        """What a call is billed for: read from the cache, written to it, and the rest."""
        whole = input_tokens(body)
        marked = [prefix for prefix in _prefixes(body) if prefix.tokens >= SMALLEST_PREFIX]
        with self._lock:
            read = max((prefix.tokens for prefix in marked if self._is_kept(prefix)), default=0)
            written = max((prefix.tokens for prefix in marked), default=0) - read
            hour = max((prefix.tokens for prefix in marked if prefix.keep == "1h"), default=0)
            for prefix in marked:
                self._until[prefix.key] = self._clock() + SECONDS[prefix.keep]
        long = max(0, min(written, hour - read))
        return Usage.model_validate(
            {
                "input_tokens": whole - read - written,
                "output_tokens": output + thinking,
                "cache_creation_input_tokens": written,
                "cache_read_input_tokens": read,
                "cache_creation": CacheCreation(
                    ephemeral_1h_input_tokens=long, ephemeral_5m_input_tokens=written - long
                ),
                "output_tokens_details": {"thinking_tokens": thinking},
                "service_tier": tier,
            }
        )

    def _is_kept(self, prefix: Prefix) -> bool:
        return self._until.get(prefix.key, 0.0) > self._clock()


def _prefixes(body: Body) -> Iterator[Prefix]:
    """Every marked prefix of a prompt; model, effort, thinking and schema are part of its name."""
    told = hashlib.sha256(_json([body.get("model"), body.get("thinking"), body.get("output_config")]).encode())
    total = 0
    found = list(pieces(body))
    if body.get("cache_control") and found:
        found[-1] = (found[-1][0], _kept(body))
    for text, keep in found:
        total += tokens_in(text)
        told.update(text.encode())
        if keep:
            yield Prefix(told.hexdigest(), total, keep)
