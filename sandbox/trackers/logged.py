"""What was logged in the two trackers, as whoever steers the sandbox has said it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

JSON = dict[str, Any]


class Logged:
    """The entries of one tracker by id, in the order in which they were made."""

    def __init__(self) -> None:
        self.entries: dict[str, JSON] = {}

    def clear(self) -> None:
        """Nothing was logged."""
        self.entries = {}

    def put(self, entries: Iterable[JSON]) -> None:
        """Take entries in; one without an id gets the next number."""
        for entry in entries:
            name = str(entry.get("id") or 1000 + len(self.entries) + 1)
            self.entries[name] = {**entry, "id": name}

    def change(self, told: JSON) -> tuple[str, JSON]:
        """Make, change or delete one entry; what was done, and the entry."""
        name = str(told.get("id", ""))
        if told.get("deleted"):
            return "deleted", self.entries.pop(name)
        known = name in self.entries
        self.put([{**self.entries.get(name, {}), **told}])
        return ("updated" if known else "created"), self.entries[name or list(self.entries)[-1]]


def number_for(name: str) -> int:
    """A number for a name that has none of its own; the same name has the same."""
    return 100_000 + sum(ord(char) * (place + 1) for place, char in enumerate(name))
