"""Intuit's webhooks: a change in QuickBooks is heard of, written down, and looked into later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from service.faults import NotAllowed

if TYPE_CHECKING:
    from service.adapters.quickbooks.hintbox import HintBox

SIGNATURE = "intuit-signature"
LARGEST = 1024 * 1024


def blueprint(tokens: tuple[str, ...], realm: Callable[[], str], box: Callable[[], HintBox]) -> Blueprint:
    """The one address. Without a token nobody is let in; missing and wrong signatures are refused alike."""
    hooks = Blueprint("quickbooks_webhook", __name__)

    @hooks.errorhandler(NotAllowed)
    def refused(fault: NotAllowed) -> tuple[Response, int]:
        from service.adapters.quickbooks.hints import UNSIGNED

        return jsonify(error=str(fault)), 401 if str(fault) == UNSIGNED else 400

    @hooks.post("/quickbooks/webhook")
    def hear() -> Response:
        from service.adapters.quickbooks.hints import check_signature, hints_in

        request.max_content_length = LARGEST
        raw = request.get_data()
        check_signature(raw, request.headers.get(SIGNATURE, ""), tokens)
        # Only written down: Intuit waits three seconds, and a look at QuickBooks may take longer.
        box().keep(hints_in(raw, realm()))
        return jsonify({})

    return hooks
