"""Claude as a reader of descriptions: it says what a text says, and nothing it says is about money."""

from service.adapters.claude.reader import Claude, Silent
from service.adapters.claude.settings import ClaudeSettings
from service.adapters.claude.usage import Usage

__all__ = ["Claude", "ClaudeSettings", "Silent", "Usage"]
