"""What the calls have cost, in tokens."""

import threading
from typing import Any


class Usage:
    """Tokens and calls, summed over all threads; answers that come too late are counted too."""

    def __init__(self) -> None:
        self.calls = 0
        self.input = 0
        self.output = 0
        self.cache_read = 0
        self.cache_write = 0
        self._lock = threading.Lock()

    def called(self) -> None:
        """One more request was sent."""
        with self._lock:
            self.calls += 1

    def add(self, told: Any) -> None:
        """The usage block of one answer, whatever of it can be read."""
        with self._lock:
            self.input += _count(told, "input_tokens")
            self.output += _count(told, "output_tokens")
            self.cache_read += _count(told, "cache_read_input_tokens")
            self.cache_write += _count(told, "cache_creation_input_tokens")

    def told(self) -> dict[str, int]:
        """All figures by name."""
        names = ("calls", "input", "output", "cache_read", "cache_write")
        return {name: getattr(self, name) for name in names}


def _count(told: Any, name: str) -> int:
    value = getattr(told, name, None)
    return value if isinstance(value, int) and value > 0 else 0
