"""Claude's answers kept in a file, so that the same questions can be asked again without Claude.

A small server on this machine stands between the client and the API. While recording it passes each request on and
keeps the answer under a hash of the request; later it gives the same answer to the same request, and to others none.
"""

import hashlib
import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

import requests

from service.faults import WorkbookFault

CLAUDE = "https://api.anthropic.com"
PASSED_ON = ("authorization", "x-api-key", "anthropic-version", "content-type")
PASSED_BACK = ("content-type", "request-id", "retry-after", "retry-after-ms", "x-should-retry")
PATIENCE_SECONDS = 600
STAND_IN = "These are answers of a stand-in on this machine, not of Claude: they say nothing about its quality."
NOT_KEPT = {"type": "error", "error": {"type": "not_found_error", "message": "this question was never recorded"}}


class Recordings:
    """Answers by request; `address` is where a client finds them while they are open."""

    def __init__(self, path: Path, upstream: str | None = None) -> None:
        """`upstream` is the address to record from, blank for Anthropic's own; None only plays what is there."""
        self._path, self._lock = path, Lock()
        self._upstream = None if upstream is None else upstream or CLAUDE
        self.source = self._upstream or ""
        self._answers: dict[str, Any] = {}
        if self._upstream is None:
            self._read()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    def __enter__(self) -> "Recordings":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        if self._upstream is not None:
            kept = [{"request": name, "message": self._answers[name]} for name in sorted(self._answers)]
            lines = (json.dumps(line, ensure_ascii=False) for line in ({"recorded_from": self.source}, *kept))
            self._path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    @property
    def address(self) -> str:
        """The base address for a client."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def remark(self) -> str:
        """Whose answers these are, where they are not Claude's."""
        return STAND_IN if is_stand_in(self.source) else ""

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to a request."""
        name = name_of(body)
        if self._upstream is None:
            found = self._answers.get(name)
            told = json.dumps(NOT_KEPT if found is None else found).encode()
            return (404 if found is None else 200), {"content-type": "application/json"}, told
        sent = {key: value for key, value in headers.items() if key.casefold() in PASSED_ON}
        reply = requests.post(f"{self._upstream}{path}", data=body, headers=sent, timeout=PATIENCE_SECONDS)
        if reply.ok:
            with self._lock:
                self._answers[name] = reply.json()
        back = {key: value for key, value in reply.headers.items() if key.casefold() in PASSED_BACK}
        return reply.status_code, back, reply.content

    def _read(self) -> None:
        try:
            lines = [json.loads(line) for line in self._path.read_text(encoding="utf-8").splitlines() if line.strip()]
            self.source = lines[0]["recorded_from"]
            self._answers = {line["request"]: line["message"] for line in lines[1:]}
        except (OSError, ValueError, LookupError, TypeError) as problem:
            raise WorkbookFault(
                f"{self._path} holds no recorded answers ({type(problem).__name__}): make them with --live --answers."
            ) from problem


def name_of(body: bytes) -> str:
    """The name of a request: what it says, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(json.loads(body), sort_keys=True).encode()).hexdigest()


def is_stand_in(url: str) -> bool:
    """Whether an address is on this machine, where Claude is not."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def _handler(recordings: Recordings) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, headers, told = recordings.answer(self.path, dict(self.headers), body)
            self.send_response(status)
            for key, value in {**headers, "content-length": str(len(told))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Nothing: an address may hold a key."""

    return Handler
