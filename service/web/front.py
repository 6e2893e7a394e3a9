"""What gunicorn serves: /health at once, and everything else by an application that is put together when first needed.

An instance that starts is asked for /health before it is asked for anything else; `/ready` is the first address that
loads what a review needs, so a deployment that cannot work fails there, with its sentence, before it gets any visitor.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from service.collector import lasting
from service.settings import Settings
from service.web.headers import HEADERS
from service.web.porter import Porter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALIVE = json.dumps({"status": "ok"}).encode()


class Front:
    """A WSGI application before the application."""

    def __init__(self, make: Callable[[], WSGIApplication], porter: Porter | None = None) -> None:
        self._make, self.porter = make, porter or Porter()
        self._made: WSGIApplication | None = None
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer."""
        if environ.get("PATH_INFO") == "/health" and environ.get("REQUEST_METHOD") in ("GET", "HEAD"):
            length = ("Content-Length", str(len(ALIVE)))
            start("200 OK", [("Content-Type", "application/json"), length, *HEADERS.items()])
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else ALIVE]
        return self._application()(environ, start)

    def _application(self) -> WSGIApplication:
        """The application; whoever comes while it is put together waits for it."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


def front() -> Front:
    """For gunicorn. Missing or contradictory settings are refused here, before anything listens."""
    settings, porter = Settings.read().for_serving(), Porter()

    def make() -> Any:
        from service.web.app import create_app
        from service.web.watch import speak_json
        from service.wiring import Wiring

        speak_json()
        return create_app(Wiring(settings), porter)

    return Front(lambda: lasting(make), porter)
