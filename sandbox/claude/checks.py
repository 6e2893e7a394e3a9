"""A request held against the SDK's own types: strictly, and to the last item of every list."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from anthropic.types.message_count_tokens_params import MessageCountTokensParams
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from anthropic.types.messages.batch_create_params import BatchCreateParams
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, SchemaValidator

from sandbox.claude.errors import Refused

KINDS = {
    "message": MessageCreateParamsNonStreaming,
    "count": MessageCountTokensParams,
    "batch": BatchCreateParams,
}

ROLES = {"user": "UserMessageParam", "assistant": "AssistantMessageParam", "system": "SystemMessageParam"}

Body: TypeAlias = dict[str, Any]


def eager(node: Any) -> Any:
    """A core schema whose lists are checked at once: `Iterable` is otherwise checked when somebody iterates."""
    if isinstance(node, dict):
        fix = {"type": "list"} if node.get("type") == "generator" else {}
        return {key: eager(value) for key, value in node.items()} | fix
    return type(node)(eager(item) for item in node) if isinstance(node, (list, tuple)) else node


@cache
def validator(kind: str) -> SchemaValidator:
    """The checker of one kind of request."""
    return SchemaValidator(eager(TypeAdapter(KINDS[kind]).core_schema))


def checked(kind: str, raw: bytes) -> Body:
    """The body of a request as its type allows it; refused otherwise, in one line."""
    try:
        body: Body = validator(kind).validate_json(raw, extra="forbid", strict=True)
    except ValidationError as problem:
        raise Refused(400, _sentence(problem.errors(include_url=False))) from problem
    return body


def _sentence(errors: list[ErrorDetails]) -> str:
    """The error that fits what was sent: a union reports every member it tried."""
    best = min(errors, key=lambda error: (_foreign_role(error, errors), _wrong_member(error), len(error["loc"])))
    where = ".".join(str(step) for step in best["loc"] if not _is_type_name(step))
    message = "Invalid JSON in the request body" if best["type"] == "json_invalid" else best["msg"]
    return f"{where}: {message}" if where else message


def _foreign_role(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether an error belongs to a role that the message does not have."""
    names = {step for step in error["loc"] if step in ROLES.values()}
    mistaken = {
        step for other in errors if other["loc"][-1:] == ("role",) for step in other["loc"] if step in ROLES.values()
    }
    return bool(names & mistaken) and len(mistaken) < len(ROLES)


def _wrong_member(error: ErrorDetails) -> bool:
    return error["loc"][-1:] in (("type",), ("str",)) and error["type"] in ("literal_error", "string_type")


def _is_type_name(step: int | str) -> bool:
    return isinstance(step, str) and (step[:1].isupper() or "[" in step or step in ("str", "json"))
