"""A request that is made twice under one key is answered twice with the same bytes, and carried out once."""

import hashlib
from collections.abc import Callable

from flask import Response, jsonify, make_response, request

from service.adapters.store.keys import Met
from service.web.identity import Doorkeeper
from service.wiring import Wiring
from service.words import say

HEADER = "Idempotency-Key"
LONGEST_KEY = 120


def once(wiring: Wiring, door: Doorkeeper, act: Callable[[], Response]) -> Callable[[], Response]:
    """An address at which a key is honoured; requests without one are carried out each time."""

    def answer() -> Response:
        key = request.headers.get(HEADER, "")
        if not key:
            return act()
        if len(key) > LONGEST_KEY:
            return make_response(jsonify(error=say("refused.longKey", most=LONGEST_KEY)), 400)
        caller = door.who(request.headers.get("Authorization", ""))
        asked = hashlib.sha256(f"{request.path}\n".encode() + request.get_data()).hexdigest()
        known = wiring.store.begin_request(caller, key, asked, wiring.store.now())
        if known.met is Met.NEW:
            return _carried_out(wiring, caller, key, act)
        if known.met is Met.DONE:
            return Response(known.body, known.status, mimetype="application/json")
        status, words = (422, "refused.usedKey") if known.met is Met.OTHER else (409, "refused.stillRunning")
        return make_response(jsonify(error=say(words)), status)

    return answer


def _carried_out(wiring: Wiring, caller: str, key: str, act: Callable[[], Response]) -> Response:
    """Answer, and keep the answer; a request that fails before it answers may be made again under its key."""
    try:
        response = act()
    except Exception:
        wiring.store.drop_request(caller, key)
        raise
    wiring.store.end_request(caller, key, response.status_code, response.get_data())
    return response
