"""Clockify's webhooks: one entry was made, changed or deleted, and its row follows.

Clockify signs nothing: the header holds the token that it shows for the webhook, so the token is kept like a password.
"""

from __future__ import annotations

import hmac
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, request

from service.faults import NotAllowed
from service.wiring import Wiring

if TYPE_CHECKING:
    from service.domain.hours.logged import Told

SIGNATURE, EVENT = "Clockify-Signature", "Clockify-Webhook-Event-Type"
STRANGER = "This address listens to Clockify alone, and this call does not carry the token of one of its webhooks."
ELSEWHERE = "This event is about another workspace than the one in CLOCKIFY_WORKSPACE."
TAB = "Clockify"


class Happened(NamedTuple):
    """A tracker that tells one event."""

    event: Told

    def told(self) -> Told:
        """The event."""
        return self.event


def blueprint(wiring: Wiring) -> Blueprint:
    """The one address; without a token and a sheet in the settings it lets nobody in."""
    hooks = Blueprint("clockify", __name__)
    one_at_a_time = threading.Lock()

    @hooks.post("/trackers/clockify")
    def hear() -> Response:
        from service.adapters.trackers.clockify import happened
        from service.importing import bring_in

        settings = wiring.settings
        check_token(settings.clockify_webhook_tokens if settings.clockify_sheet else ())
        body: Any = request.get_json(silent=True)
        said: Mapping[str, Any] = body if isinstance(body, dict) else {}
        if settings.clockify_workspace and said.get("workspaceId") != settings.clockify_workspace:
            raise NotAllowed(ELSEWHERE)
        event = happened(request.headers.get(EVENT, ""), said, ZoneInfo(wiring.agreed[0].timezone))
        with one_at_a_time:
            bring_in(Happened(event), wiring.logbook(settings.clockify_sheet, TAB))
        return jsonify({})

    return hooks


def check_token(tokens: tuple[str, ...]) -> None:
    """Let in whoever carries one of the tokens. Raises NotAllowed."""
    brought = request.headers.get(SIGNATURE, "").encode()
    if not any(hmac.compare_digest(brought, token.encode()) for token in tokens):
        raise NotAllowed(STRANGER)
