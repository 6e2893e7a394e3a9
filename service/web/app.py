"""The Flask application: the add-on's addresses, the QuickBooks sign-in, a health check, and one page for errors."""

import hmac
import importlib
import logging
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template_string, request
from werkzeug.exceptions import HTTPException

from service.faults import (
    AskedTooOften,
    Fault,
    MailFault,
    NotAllowed,
    NotKnown,
    QuickBooksFault,
    SettingFault,
    SheetFault,
    SowFault,
    TrackerFault,
    WorkbookFault,
)
from service.settings import Settings
from service.web.addon import blueprint as addon
from service.web.clockify import blueprint as clockify
from service.web.dashboard import blueprint as dashboard
from service.web.headers import guarded
from service.web.identity import Doorkeeper
from service.web.porter import Porter
from service.web.quickbooks import blueprint as quickbooks
from service.web.tasks import blueprint as tasks
from service.web.telemetry import told_to_a_collector
from service.web.watch import measured
from service.web.webhooks import blueprint as webhooks
from service.wiring import Wiring
from service.words import say

STATUS = (
    (AskedTooOften, 429),
    (NotKnown, 404),
    (NotAllowed, 403),
    (TrackerFault, 400),
    (WorkbookFault, 400),
    (SheetFault, 502),
    (QuickBooksFault, 502),
    (MailFault, 502),
    (SowFault, 500),
    (SettingFault, 500),
)
DOWN = ("OperationalError", "InterfaceError", "InternalError", "TimeoutError")
"""What SQLAlchemy raises where the database is away, is full, or has ended our session."""
SOON = 30
"""Seconds after which a request may be made again that the database did not let through."""
LOOPBACK = ("127.0.0.1", "::1")
UNREADABLE = "gunicorn.http.errors"
"""What is wrong with a body is found while it is read, and is the caller's doing."""

LARGEST_REQUEST = 256 * 1024
PAGE = """<!doctype html><html lang="{{ language }}"><meta charset="utf-8"><title>Tickmark</title>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem">
<h1 style="font-size:1.4rem">{{ title }}</h1><p>{{ message }}</p></body></html>"""

log = logging.getLogger("tickmark")


def create_app(wiring: Wiring | None = None, porter: Porter | None = None) -> Flask:
    """The application. Settings, SOW files, a ledger and a key that cannot be used are refused here."""
    from service.adapters.quickbooks.sealing import Seal

    wiring, porter = wiring or Wiring(Settings.read()), porter or Porter()
    settings = wiring.settings.for_serving()
    _ = wiring.agreed, wiring.store, Seal(settings.token_key)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    door = Doorkeeper(settings.addon_client_ids, settings.certificates_url, settings.addon_domains)
    app.register_blueprint(addon(wiring, door, porter))
    app.register_blueprint(quickbooks(lambda: wiring.connector, lambda: _known_visitor(settings.connect_key)))
    hooks = settings.quickbooks_webhook_tokens
    app.register_blueprint(webhooks(hooks, lambda: wiring.connector.realm, lambda: wiring.hints))
    app.register_blueprint(clockify(wiring))
    app.register_blueprint(tasks(wiring))
    app.register_blueprint(dashboard(wiring, lambda: _known_visitor(settings.connect_key)))
    app.add_url_rule("/health", "health", lambda: jsonify(status="ok"))
    app.add_url_rule("/ready", "ready", _ready)
    measured(app, settings.metrics_key, lambda: porter.sent_away)
    told_to_a_collector(app, settings.otlp_url, settings.revision)
    app.after_request(guarded)
    app.register_error_handler(Fault, _fault)
    app.register_error_handler(HTTPException, _not_here)
    app.register_error_handler(Exception, _ours)
    return app


def _ready() -> Response:
    """Load what a review needs, so that nobody waits for it later."""
    importlib.import_module("service.adapters.sheets")
    return jsonify(status="ok")


def _known_visitor(key: str) -> None:
    """The QuickBooks pages are for this machine, and for visitors who bring the key."""
    if request.remote_addr in LOOPBACK and not key:
        return
    if not key or not hmac.compare_digest(request.args.get("key", "").encode(), key.encode()):
        raise NotAllowed(say("refused.noKey", path=request.path))


def _fault(fault: Fault) -> Response:
    status = next((status for kind, status in STATUS if isinstance(fault, kind)), 500)
    log.log(_loudness(fault), "%s answered with %s", request.path, type(fault).__name__)
    answer = _told(str(fault), status)
    if isinstance(fault, AskedTooOften):
        answer.headers["Retry-After"] = str(fault.wait)
    return answer


def _loudness(fault: Fault) -> int:
    """Everybody is a stranger once, before the script has shown a word for them; a word that proves nothing is news."""
    shows_a_word = "challenge" in (request.get_json(silent=True) or {})
    return logging.INFO if isinstance(fault, NotKnown) and not shows_a_word else logging.WARNING


def _not_here(problem: HTTPException) -> Response:
    return _told(problem.description or say("refused.nothingHere"), problem.code or 500)


def _ours(problem: Exception) -> Response:
    if type(problem).__module__ == UNREADABLE:
        return _told(say("refused.cutShort"), 400)
    if _is_down(problem):
        log.error("%s: the database does not answer (%s)", request.path, type(problem).__name__)
        answer = _told(say("refused.noDatabase"), 503)
        answer.headers["Retry-After"] = str(SOON)
        return answer
    log.error("%s failed with %s", request.path, type(problem).__name__, exc_info=_trace(problem))
    return _told(say("refused.ours"), 500)


def _is_down(problem: Exception) -> bool:
    """Whether the database failed us. Told by name: SQLAlchemy is loaded only once somebody needs it."""
    return any(kind.__module__ == "sqlalchemy.exc" and kind.__name__ in DOWN for kind in type(problem).__mro__)


def _trace(problem: Exception) -> Any:
    """Where it happened. Frames name our own lines only: the words of an exception could hold a client's."""
    return (type(problem), type(problem)("(words withheld)"), problem.__traceback__) if _plain(problem) else None


def _plain(problem: Exception) -> bool:
    return type(problem) in (KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError, RuntimeError)


def _told(message: str, status: int) -> Response:
    best = request.accept_mimetypes.best_match(["application/json", "text/html"])
    if best == "text/html":
        told = {"language": say.language, "title": say("refused.title"), "message": message}
        return make_response(render_template_string(PAGE, **told), status)
    return make_response(jsonify(error=message), status)
