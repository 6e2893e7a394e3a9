"""Where the script's requests are taken and answered: who asks, about which sheet, and whether there is room."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from flask import Response, g, jsonify, make_response, request

from service.faults import NotAllowed
from service.web.identity import Doorkeeper
from service.web.meanwhile import Meanwhile
from service.web.porter import Porter
from service.web.turnstile import HOUSE, Turnstile
from service.words import say

Answer = dict[str, Any]
WATCHED = ("setup", "check")
"""What may take longer than anybody likes to look at nothing."""

SHEET_ID = re.compile(r"[A-Za-z0-9_-]{1,120}")


class Window:
    """One for all addresses of the script."""

    def __init__(self, door: Doorkeeper, turnstile: Turnstile, porter: Porter) -> None:
        self._door, self._turnstile, self._porter, self._meanwhile = door, turnstile, porter, Meanwhile()

    def address(self, name: str, act: Callable[[Answer], Answer]) -> Callable[[], Response]:
        """An address that takes and gives JSON."""

        def answer() -> Response:
            g.who = self._door.who(request.headers.get("Authorization", ""))
            body = request.get_json(silent=True)
            sheet = body.get("spreadsheetId") if isinstance(body, dict) else None
            if not isinstance(body, dict) or not isinstance(sheet, str) or not SHEET_ID.fullmatch(sheet):
                raise NotAllowed(say("refused.noSpreadsheet"))
            g.is_hasty = self._porter.knows_as_hasty(request.headers["Authorization"], sheet)
            told = self._told(name, sheet, body, act)
            return make_response(jsonify(told), 202 if "later" in told or "working" in told else 200)

        return answer

    def _told(self, name: str, sheet: str, body: Answer, act: Callable[[Answer], Answer]) -> Answer:
        """What the act came to, or how far it is where somebody watches; only the act itself takes room."""
        room = self._room(name, sheet)

        def work() -> Answer:
            with room:
                return act(body)

        watch = str(body.get("watch") or "") if name in WATCHED else ""
        return self._meanwhile.answer((str(g.who), name, sheet, watch), work) if watch else work()

    def _room(self, name: str, sheet: str) -> AbstractContextManager[None]:
        """Room for one request. A trigger runs as whoever set the sheet up, so edits are counted by their looks."""
        if name == "edited":
            return nullcontext()
        return self._turnstile.turn(HOUSE, ("person", str(g.who)), ("hasty" if g.is_hasty else "sheet", sheet))
