"""Sign-in to QuickBooks, as a person walks it: connect, come back, see how it stands, disconnect."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template_string, request, url_for

from service.faults import Fault, NotAllowed, SignInUnanswered, WrongCompany
from service.words import say

if TYPE_CHECKING:
    from service.adapters.quickbooks.connector import Connector, Status

COOKIE = "tickmark_sign_in"
COOKIE_PATH = "/quickbooks"
MINUTES = 600
ANSWERS = ((NotAllowed, 403), (WrongCompany, 409), (SignInUnanswered, 502))

PAGE = """<!doctype html>
<html lang="{{ say.language }}"><meta charset="utf-8"><title>{{ say("connection.title") }}</title>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem">
<h1 style="font-size:1.4rem">{{ say("connection.title") }}</h1><p>{{ message }}</p>
{% if state == "ok" %}<form method="post" action="{{ url_for('quickbooks.disconnect', **kept) }}">
<button>{{ say("connection.disconnect") }}</button></form>
{% elif state %}<p><a href="{{ url_for('quickbooks.connect', **kept) }}">{{ say("connection.connect") }}</a></p>
{% endif %}
</body></html>"""
ON_THE_WAY_BACK = ("quickbooks.callback", "quickbooks.connected")
"""Where Intuit leads: the first is guarded by a state that only a let-in visitor can have, the second tells nothing."""


def blueprint(connector: Callable[[], Connector], guard: Callable[[], None] | None = None) -> Blueprint:
    """The pages under /quickbooks; the connector is made when one is first opened.

    `guard` raises NotAllowed where the visitor may not see or change the connection.
    """
    pages = Blueprint("quickbooks", __name__, url_prefix="/quickbooks")

    def guarded() -> None:
        if guard is not None and request.endpoint not in ON_THE_WAY_BACK:
            guard()

    pages.before_request(guarded)
    pages.after_request(_private)
    pages.register_error_handler(Fault, _refused)
    pages.add_url_rule("/connect", "connect", lambda: _begin(connector()))
    pages.add_url_rule("/callback", "callback", lambda: _come_back(connector()))
    pages.add_url_rule("/connected", "connected", lambda: _said("", say("connection.done")))
    pages.add_url_rule("/status", "status", lambda: _shown(connector().status()))
    pages.add_url_rule("/disconnect", "disconnect", lambda: _let_go(connector()), methods=["POST"])
    return pages


def _begin(connect: Connector) -> Response:
    browser = secrets.token_urlsafe(32)
    answer = make_response(redirect(connect.start(browser)))
    answer.set_cookie(
        COOKIE,
        browser,
        max_age=MINUTES,
        path=COOKIE_PATH,
        secure=connect.over_https,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _come_back(connect: Connector) -> Response:
    browser, told = request.cookies.get(COOKIE, ""), request.args
    if told.get("error"):
        connect.cancel(browser, told.get("state", ""))
        raise NotAllowed(say("connection.stopped"))
    connect.finish(browser, told.get("state", ""), told.get("code", ""), told.get("realmId", ""))
    # On to another address, so that the code stays in nobody's history.
    answer = make_response(redirect(url_for("quickbooks.connected"), 303))
    answer.delete_cookie(COOKIE, path=COOKIE_PATH)
    return answer


def _let_go(connect: Connector) -> Response:
    _from_our_own_page()
    message = connect.disconnect()
    return _shown(connect.status()._replace(message=message))


def _from_our_own_page() -> None:
    """Other people's pages may not press our button."""
    origin = request.headers.get("Origin", request.host_url)
    ours = urlsplit(origin).netloc == request.host
    if not ours or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed(say("connection.fromElsewhere"))


def _shown(status: Status, code: int = 200) -> Response:
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        page = render_template_string(PAGE, say=say, message=status.message, state=status.state, kept=_kept())
        return make_response(page, code)
    told = {"error": status.message} if code >= 400 else {"status": status.state, "message": status.message}
    if status.realm:
        told["realm"] = status.realm
    return make_response(jsonify(told), code)


def _said(state: str, message: str, code: int = 200) -> Response:
    from service.adapters.quickbooks.connector import Status

    return _shown(Status(state, "", message), code)


def _kept() -> dict[str, str]:
    """What the guard let the visitor in with, for the links of the page. What Intuit sent is never kept."""
    return {} if request.endpoint in ON_THE_WAY_BACK else request.args.to_dict()


def _refused(fault: Fault) -> Response:
    code = next((code for kind, code in ANSWERS if isinstance(fault, kind)), 500)
    return _said("refused", str(fault), code)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
