"""What the types of a request allow and the API refuses all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.claude.checks import Body
from sandbox.claude.errors import Refused
from sandbox.claude.models import Model, model_called
from sandbox.claude.shapes import check_shape

MOST_BREAKPOINTS = 4


def refuse_bad_manners(body: Body, batch: bool = False) -> Model:
    """The model a request names, once everything about the request is in order."""
    model = model_called(body["model"])
    _check_length(body, model, batch)
    _check_turns(body, model)
    _check_thinking(body, model)
    _check_tools(body, model)
    if len(list(breakpoints(body))) > MOST_BREAKPOINTS:
        raise Refused(400, f"A maximum of {MOST_BREAKPOINTS} blocks with cache_control may be provided.")
    shape = (body.get("output_config") or {}).get("format")
    if shape:
        check_shape(shape["schema"])
    return model


def _check_length(body: Body, model: Model, batch: bool) -> None:
    wanted = body.get("max_tokens", 1)
    if wanted < 0 or (batch and wanted == 0):
        raise Refused(400, "max_tokens: must be greater than or equal to 1")
    if wanted > model.longest_answer:
        raise Refused(
            400,
            f"max_tokens: {wanted} > {model.longest_answer}, which is the maximum allowed number of output tokens "
            f"for {model.id}",
        )


def _check_turns(body: Body, model: Model) -> None:
    turns = body["messages"]
    if not turns:
        raise Refused(400, "messages: at least one message is required")
    for number, turn in enumerate(turns):
        _check_turn(f"messages.{number}", turn)
    if turns[-1]["role"] == "assistant" and not model.prefill:
        raise Refused(
            400,
            "This model does not support assistant message prefill. The conversation must end with a user message.",
        )


def _check_turn(where: str, turn: dict[str, Any]) -> None:
    content = turn["content"]
    if not content:
        raise Refused(400, f"{where}: all messages must have non-empty content")
    for number, block in enumerate([] if isinstance(content, str) else content):
        spot = f"{where}.content.{number}"
        if block["type"] == "text" and not block["text"].strip():
            raise Refused(400, f"{spot}: text content blocks must contain non-whitespace text")
        if turn["role"] == "assistant" and block["type"] == "document":
            raise Refused(400, f"{spot}: document blocks are not allowed in assistant messages")
        if turn["role"] == "user" and block["type"] == "text" and block.get("citations"):
            raise Refused(400, f"{spot}.citations: must be empty on user text")


def _check_thinking(body: Body, model: Model) -> None:
    kind = (body.get("thinking") or {}).get("type")
    effort = (body.get("output_config") or {}).get("effort")
    if kind is None:
        return
    if kind not in model.thinking:
        accepted = ", ".join(sorted(model.thinking))
        raise Refused(400, f"thinking.type: '{kind}' is not supported on {model.id}; it takes {accepted}")
    if kind in ("disabled", "between_tools") and effort in ("xhigh", "max"):
        raise Refused(400, f"thinking.type: '{kind}' cannot be used with effort '{effort}'")
    if kind == "enabled" and not 1024 <= body["thinking"]["budget_tokens"] < body.get("max_tokens", 10**9):
        raise Refused(400, "thinking.enabled.budget_tokens: must be at least 1024 and less than max_tokens")


def _check_tools(body: Body, model: Model) -> None:
    choice = (body.get("tool_choice") or {}).get("type")
    if choice not in ("any", "tool"):
        return
    if not body.get("tools"):
        raise Refused(400, "tool_choice: may only be specified while providing tools")
    thinking = (body.get("thinking") or {}).get("type", "adaptive")
    if not model.forced_tools or thinking not in ("disabled", "between_tools"):
        raise Refused(400, f"tool_choice: '{choice}' is not supported on {model.id} with this thinking setting")
    raise Refused(400, "tool_choice: this stand-in answers with text and does not call tools")


def breakpoints(body: Body) -> Iterator[dict[str, Any]]:
    """The places at which a request asks for its prefix to be kept."""
    if body.get("cache_control"):
        yield body["cache_control"]
    system = body.get("system")
    blocks = [*(body.get("tools") or ()), *(system if isinstance(system, list) else ())]
    for turn in body["messages"]:
        blocks += turn["content"] if isinstance(turn["content"], list) else []
    for block in blocks:
        if isinstance(block, dict) and block.get("cache_control"):
            yield block["cache_control"]
