"""Who calls how often: people at their sheets, and a sheet in which a script has gone wild."""

from __future__ import annotations

from typing import Any

from tests.load.stage import MANAGER, WILD, Stage
from tests.load.traffic import Call, steadily

FLOOD, OTHERS, EVERYBODY, CLOCK = "the flooding sheet", "the others", "everybody", "the clock"
TAB = "Dev hours"
PLACE = {"tabId": 0, "tab": TAB, "firstRow": 5, "lastRow": 5, "firstColumn": 1, "lastColumn": 1}
DEEDS: dict[str, dict[str, Any]] = {"edited": PLACE, "explain": {"tab": TAB, "row": 5}, "check": {}}
USUAL = ("edited", "edited", "edited", "explain", "edited", "edited", "edited", "check")
"""What people do: mostly they type."""


class Crowds:
    """The calls of one run at one stage; the first sheet is the one that floods."""

    def __init__(self, stage: Stage, seconds: float) -> None:
        self._stage, self._seconds = stage, seconds
        self._tokens = {who: stage.token(who) for who in (MANAGER, WILD)}

    def flood(self, a_second: float) -> list[Call]:
        """Calls of one sheet."""
        return self._calls(FLOOD, self._stage.sheets[:1], a_second)

    def others(self, a_second: float) -> list[Call]:
        """Calls of all other sheets, in turn."""
        return self._calls(OTHERS, self._stage.sheets[1:], a_second)

    def everybody(self, a_second: float) -> list[Call]:
        """Calls of all sheets alike, in turn."""
        return self._calls(EVERYBODY, self._stage.sheets, a_second)

    def clock(self, every: float = 30.0) -> list[Call]:
        """The clock's knocks."""
        moments = steadily(1 / every, self._seconds, every / 2)
        return [Call(at, CLOCK, "/tasks/pump", {}, self._tokens[MANAGER]) for at in moments]

    def _calls(self, crowd: str, sheets: list[str], a_second: float) -> list[Call]:
        return [
            self._call(at, crowd, sheets[number % len(sheets)], USUAL[number // len(sheets) % len(USUAL)])
            for number, at in enumerate(steadily(a_second, self._seconds))
        ]

    def _call(self, at: float, crowd: str, sheet: str, deed: str) -> Call:
        who = WILD if crowd == FLOOD else MANAGER
        # People's scripts come again when they are told to. A flood comes once, each time as if it were the last.
        is_patient = crowd == OTHERS
        last = {"waits": True} if deed == "edited" and not is_patient else {}
        body = {"spreadsheetId": sheet, "by": who, **DEEDS[deed], **last}
        return Call(at, crowd, f"/addon/{deed}", body, self._tokens[who], is_patient)
