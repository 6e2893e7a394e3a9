"""The models the stand-in knows, and what each of them accepts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from sandbox.claude.errors import Refused

if TYPE_CHECKING:
    from anthropic.types import ModelInfo

UNKNOWN_DAY = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Model:
    """One model: its state, its limits, and the settings it takes."""

    id: str
    line: Literal["haiku", "sonnet", "opus", "fable", "mythos"]
    released: datetime = UNKNOWN_DAY
    lifecycle: Literal["active", "deprecated", "retired"] = "active"
    retires: datetime | None = None
    thinking: frozenset[str] = frozenset(("adaptive", "enabled", "disabled"))
    """The values of thinking.type that it accepts."""
    forced_tools: bool = True
    prefill: bool = False
    longest_answer: int = 128_000
    context: int = 1_000_000


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OLDER: tuple[tuple[str, Literal["sonnet", "opus"]], ...] = (
    ("claude-opus-5", "opus"),
    ("claude-sonnet-5", "sonnet"),
    ("claude-opus-4-8", "opus"),
    ("claude-opus-4-7", "opus"),
    ("claude-opus-4-6", "opus"),
    ("claude-sonnet-4-6", "sonnet"),
    ("claude-opus-4-5", "opus"),
)

CATALOGUE = {
    model.id: model
    for model in (
        Model("claude-haiku-5-5", "haiku", _day("2026-10-07"), thinking=frozenset(("adaptive", "disabled"))),
        Model(
            "claude-sonnet-5-5",
            "sonnet",
            _day("2026-09-28"),
            thinking=frozenset(("adaptive", "between_tools")),
            forced_tools=False,
        ),
        Model("claude-opus-5-5", "opus", _day("2026-09-22"), thinking=frozenset(("adaptive",)), forced_tools=False),
        Model("claude-haiku-4-5", "haiku", longest_answer=64_000, context=200_000, prefill=True),
        Model("claude-haiku-4-5-20251001", "haiku", longest_answer=64_000, context=200_000, prefill=True),
        Model("claude-sonnet-4-5", "sonnet", lifecycle="deprecated", retires=_day("2026-11-30"), prefill=True),
        Model("claude-3-5-haiku-20241022", "haiku", lifecycle="retired"),
        *(Model(name, line) for name, line in OLDER),
    )
}


def model_called(name: str) -> Model:
    """The model of that name; refused where it does not exist or is past its end."""
    model = CATALOGUE.get(name)
    if model is None or model.lifecycle == "retired":
        raise Refused(404, f"model: {name}")
    return model


def information(model: Model) -> ModelInfo:
    """A model as the Models API describes it."""
    from anthropic.types import ModelInfo

    return ModelInfo.model_validate(
        {
            "id": model.id,
            "type": "model",
            "display_name": model.id.replace("-", " ").title(),
            "created_at": model.released,
            "deprecated_at": None if model.lifecycle == "active" else UNKNOWN_DAY,
            "retires_at": model.retires,
            "lifecycle": model.lifecycle,
            "line": model.line,
            "max_input_tokens": model.context,
            "max_tokens": model.longest_answer,
            "capabilities": _capabilities(model),
        }
    )


def _capabilities(model: Model) -> dict[str, object]:
    yes, no = {"supported": True}, {"supported": False}
    levels = ("low", "medium", "high", "xhigh", "max")
    kinds = ("adaptive", "between_tools", "disabled", "enabled")
    return {
        "batch": yes,
        "citations": yes,
        "code_execution": no,
        "context_management": no,
        "effort": {"supported": True, **dict.fromkeys(levels, yes)},
        "image_input": yes,
        "pdf_input": yes,
        "server_tools": {"supported": False, "code_execution": no, "web_search": no},
        "structured_outputs": yes,
        "thinking": {
            "supported": True,
            "types": {kind: yes if kind in model.thinking else no for kind in kinds},
        },
    }
