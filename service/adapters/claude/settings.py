"""What one needs to know to talk to Claude. The edge fills it from the environment."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

SECONDS_A_REQUEST = 5
"""About as long as the small model takes for a request full of texts."""


class Voice(NamedTuple):
    """A model, and the value of `thinking.type` with which it does not think at length."""

    model: str
    thinking: str


@dataclass(frozen=True, slots=True)
class ClaudeSettings:
    """Way in, models, and how patient and how greedy to be. The defaults name the only model names we have."""

    backend: str = "anthropic"
    """anthropic (a key), google_cloud (Anthropic's own service there), or vertex (Google's)."""
    key: str = field(default="", repr=False)
    url: str = ""
    """The base address; empty for the backend's own."""
    workspace: str = ""
    """Of google_cloud only: the workspace that the service account may use."""
    region: str = "global"
    """Of vertex only."""
    small_model: str = "claude-haiku-5-5"
    small_thinking: str = "disabled"
    large_model: str = "claude-sonnet-5-5"
    """Reads again what the small model is unsure of; empty for no second reading."""
    large_thinking: str = "between_tools"
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
    pause_seconds: float = 60.0
    """How long to leave Claude alone after a run that its failures have ended."""
    in_person: int = 5
    """Up to this many texts somebody waits for the answer: one request, and no second reading."""
    second_texts_a_request: int = 10
    second_share: Decimal = Decimal("0.05")
    """The most of all texts that are read a second time, the costly ones first."""
    batch_from: int = 5000
    """From this many texts on, where the time does not suffice for them, they are read as a batch at half the price."""
    monthly_limit: Decimal = Decimal(10)
    """US dollars."""

    @property
    def small(self) -> Voice:
        """The model that reads everything."""
        return Voice(self.small_model, self.small_thinking)

    @property
    def large(self) -> Voice:
        """The model that reads again."""
        return Voice(self.large_model, self.large_thinking)

    def can_wait_for(self, texts: int, seconds: float) -> bool:
        """Whether so many texts are better handed in as a batch, which Google's own service has none of."""
        rounds = texts / self.texts_a_request / self.requests_at_once
        return self.backend != "vertex" and texts >= self.batch_from and rounds * SECONDS_A_REQUEST > seconds

    @property
    def may_ask(self) -> bool:
        """Whether there is a way in."""
        return bool(self.key) or self.backend != "anthropic"
