"""The way out of the page for UrlFetchApp: to the service on this machine and to nothing else."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECONDS = 60.0
"""After about a minute Google gives a request up."""


class NotAllowed(Exception):
    """The address is not one the script may call; the text says which is."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """None: a redirection is handed to the script as it came."""


class Outside:
    """Requests in the name of the script; `service` is the only address they may go to."""

    def __init__(self, service: str) -> None:
        self._service = urlsplit(service)
        self._opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))

    def fetch(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Send {url, method, headers, payload} and answer {status, headers, body}, or {failed} where nobody did."""
        self._check(str(wish.get("url", "")))
        payload = wish.get("payload")
        call = urllib.request.Request(
            str(wish["url"]),
            data=None if payload is None else str(payload).encode(),
            method=str(wish.get("method", "get")).upper(),
            headers={str(name): str(value) for name, value in (wish.get("headers") or {}).items()},
        )
        try:
            with self._opener.open(call, timeout=SECONDS) as answer:
                return _told(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refusal:
            return _told(refusal.code, refusal.headers, refusal.read())
        except (OSError, ValueError) as problem:
            return {"failed": f"Address unavailable: {wish['url']} ({problem})"}

    def _check(self, url: str) -> None:
        target = urlsplit(url)
        if not self._service.netloc:
            raise NotAllowed("The sandbox does not know the service: start it with TICKMARK_SERVICE_URL set.")
        if (target.scheme, target.netloc) != (self._service.scheme, self._service.netloc):
            raise NotAllowed(f"The script may call {self._service.geturl()} only, not {url}.")
        if target.hostname not in LOOPBACK:
            raise NotAllowed(f"The sandbox calls this machine only, not {target.hostname}.")


def _told(status: int, headers: Any, body: bytes) -> dict[str, Any]:
    return {"status": status, "headers": dict(headers.items()), "body": body.decode("utf-8", "replace")}
