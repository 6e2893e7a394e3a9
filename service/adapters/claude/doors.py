"""The ways in to Claude: with a key of Anthropic's, or without one through Google Cloud's service accounts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from service.adapters.claude.settings import ClaudeSettings

if TYPE_CHECKING:
    from anthropic import Anthropic, AnthropicGoogleCloud, AnthropicVertex

    Client = Anthropic | AnthropicGoogleCloud | AnthropicVertex

CONNECT_SECONDS = 5
CLOUD = "https://www.googleapis.com/auth/cloud-platform"
NO_PROJECT = "-"
"""Google answers that there is no such project, which is a clearer sentence than a client that cannot be made."""


def client_for(settings: ClaudeSettings, middleware: Sequence[Any]) -> "Client":
    """A client of the chosen backend, with our patience; the package behind it is loaded here."""
    from anthropic import Timeout

    ours: dict[str, Any] = {
        "base_url": settings.url or None,
        "max_retries": settings.retries,
        "timeout": Timeout(settings.timeout_seconds, connect=CONNECT_SECONDS),
        "middleware": list(middleware),
    }
    return DOORS[settings.backend](settings, ours)


def _anthropic(settings: ClaudeSettings, ours: dict[str, Any]) -> "Client":
    from anthropic import Anthropic

    return Anthropic(api_key=settings.key, **ours)


def _google_cloud(settings: ClaudeSettings, ours: dict[str, Any]) -> "Client":
    from anthropic import AnthropicGoogleCloud

    return AnthropicGoogleCloud(workspace_id=settings.workspace or None, **ours)


def _vertex(settings: ClaudeSettings, ours: dict[str, Any]) -> "Client":
    import google.auth
    from anthropic import AnthropicVertex

    credentials, project = google.auth.default(scopes=[CLOUD])
    return AnthropicVertex(region=settings.region, project_id=project or NO_PROJECT, credentials=credentials, **ours)


DOORS: dict[str, Callable[[ClaudeSettings, dict[str, Any]], "Client"]] = {
    "anthropic": _anthropic,
    "google_cloud": _google_cloud,
    "vertex": _vertex,
}
"""What each value of CLAUDE_BACKEND opens; `off` opens none."""
