"""What one needs to know to talk to Claude. The edge fills it from the environment."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClaudeSettings:
    """Key, address and model, and how patient and how greedy to be. The defaults name the only model names we have."""

    key: str = field(default="", repr=False)
    url: str = ""
    """The base address; empty for Anthropic's own."""
    small_model: str = "claude-haiku-5-5"
    small_thinking: str = "disabled"
    """The value of `thinking.type` that switches thinking off for this model."""
    effort: str = "low"
    timeout_seconds: float = 20.0
    """How long to wait for the next byte of one answer."""
    longest_wait_seconds: int = 5
    """The longest pause a server may ask for before we go on without it."""
    retries: int = 2
    texts_a_request: int = 25
    canary_from: int = 10
    """Requests with at least this many texts end with one whose answer is known."""
    requests_at_once: int = 4
    pause_seconds: float = 30.0
    """How long to leave Claude alone after a run in which it answered nothing at all."""
