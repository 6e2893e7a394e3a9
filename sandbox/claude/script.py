"""What the next answers shall do wrong, as a test or a person has asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.claude.errors import Refused

Row = dict[str, Any]
Rows = list[Row]


@dataclass(slots=True)
class Scene:
    """One wish: what to do, to which requests, and how often."""

    kind: str
    contains: str = ""
    times: int = 1
    wish: dict[str, Any] = field(default_factory=dict)
    played: int = 0

    def fits(self, text: str) -> bool:
        """Whether the wish is for a request with this text."""
        return self.played < self.times and self.contains in text

    def told(self) -> dict[str, Any]:
        """The wish as the admin address shows it."""
        return {**self.wish, "kind": self.kind, "times": self.times, "played": self.played}


WHOLE = (
    "refusal",
    "cut",
    "empty",
    "thinking",
    "stop_reason",
    "text",
    "body",
    "slow",
    "drip",
    "error",
    "usage",
    "canceled",
    "expired",
)
"""Kinds that change an answer as a whole; the others change its rows."""


def _some(wish: Row, rows: Rows) -> Rows:
    """The rows a wish is about: those with the `n` it names, else the first."""
    wanted = wish.get("n")
    numbers = wanted if isinstance(wanted, list) else [wanted]
    return [row for row in rows if row.get("n") in numbers] if wanted is not None else rows[:1]


def _missing(wish: Row, rows: Rows) -> Rows:
    gone = _some(wish, rows)
    return [row for row in rows if row not in gone]


def _shifted(_: Row, rows: Rows) -> Rows:
    """Every row carries what belongs to the next one; the numbers stay perfect."""
    return [{**after, "n": row["n"]} for row, after in zip(rows, [*rows[1:], *rows[:1]], strict=True)]


def _set(wish: Row, rows: Rows) -> Rows:
    """One field of some rows, or of all, gets a value."""
    value = float("nan") if wish.get("value") == "NaN" else wish.get("value")
    chosen = rows if wish.get("n") == "all" else _some(wish, rows)
    return [{**row, wish["field"]: value} if row in chosen else row for row in rows]


def _in_capitals(_: Row, rows: Rows) -> Rows:
    return [{**row, "category": str(row.get("category", "")).upper()} for row in rows]


ROW_KINDS: dict[str, Callable[[Row, Rows], Rows]] = {
    "missing": _missing,
    "doubled": lambda wish, rows: [*rows, *({**row, "confidence": 0.99} for row in _some(wish, rows))],
    "reordered": lambda _, rows: rows[::-1],
    "shifted": _shifted,
    "unknown_n": lambda wish, rows: [*rows, {**rows[0], "n": wish.get("n", 9999)}],
    "case": _in_capitals,
    "set": _set,
    "confidence": lambda wish, rows: _set({"n": "all", **wish, "field": "confidence"}, rows),
    "notes": lambda wish, rows: _set({"value": '=IMPORTXML("x")', "n": "all", **wish, "field": "wording"}, rows),
    "long_notes": lambda wish, rows: _set({"n": "all", **wish, "value": "long " * 400, "field": "wording"}, rows),
    "unknown_category": lambda wish, rows: _set({"value": "gardening", **wish, "field": "category"}, rows),
    "unknown_project": lambda wish, rows: _set({"value": "no-such-project", **wish, "field": "project"}, rows),
}


class Script:
    """The wishes that are still to be played, the oldest first."""

    def __init__(self) -> None:
        self._scenes: list[Scene] = []
        self._lock = threading.Lock()

    def add(self, wish: object) -> None:
        """Take one wish, or refuse it with a sentence."""
        if not isinstance(wish, dict) or wish.get("kind") not in (*WHOLE, *ROW_KINDS):
            kinds = ", ".join((*WHOLE, *ROW_KINDS))
            raise Refused(400, f"Each answer needs a 'kind', one of: {kinds}.")
        scene = Scene(wish["kind"], str(wish.get("contains", "")), int(wish.get("times", 1)), wish)
        with self._lock:
            self._scenes.append(scene)

    def next_for(self, text: str) -> Scene | None:
        """The wish for a request with this text, which is thereby played once."""
        with self._lock:
            scene = next((scene for scene in self._scenes if scene.fits(text)), None)
            if scene is not None:
                scene.played += 1
        return scene

    def told(self) -> list[dict[str, Any]]:
        """Every wish with how often it was played."""
        return [scene.told() for scene in self._scenes]

    def clear(self) -> None:
        """Nothing is wished for."""
        with self._lock:
            self._scenes.clear()
