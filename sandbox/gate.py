"""The gate before the parts: every call to a service passes here, is noted, and meets the faults."""

from __future__ import annotations

import io
import urllib.parse
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Response
from werkzeug.test import run_wsgi_app

from sandbox.damage import HangupError, hang_up, instead, spoiled
from sandbox.faults import AFTER_THE_WORK, Fault, Faults, Human
from sandbox.journal import Journal
from sandbox.part import PART_OF, Part, is_write, service_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Gate:
    """A WSGI layer around the parts, so that what is noted is what was sent."""

    def __init__(
        self,
        app: Flask,
        journal: Journal,
        faults: Faults,
        parts: Mapping[str, Part],
        act: Callable[[Human], Any],
    ) -> None:
        self._app = app
        self._inner: WSGIApplication = app.wsgi_app
        self._journal = journal
        self._faults = faults
        self._parts = parts
        self._act = act

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raw = str(environ.get("REQUEST_URI") or environ.get("RAW_URI") or environ["PATH_INFO"])
        parts = urllib.parse.urlsplit(raw if raw.startswith("/") else "/" + raw.split("/", 3)[-1])
        service = service_of(parts.path)
        if not service:
            return self._inner(environ, start_response)
        body = taken(environ)
        request = (str(environ["REQUEST_METHOD"]), parts.path, parts.query, body)
        age = self._journal.age
        for human in self._faults.acting(service, is_write(request[0], parts.path)):
            self._act(human)
        fault = self._faults.hit(service, request[0], parts.path)
        try:
            answer = self._answer(environ, service, fault)
        except HangupError:
            self._note(age, service, request, (0, b""), fault)
            hang_up(environ.get("werkzeug.socket"))
            raise ConnectionResetError("switched-on fault") from None
        told = (answer.status_code, answer.get_data())
        self._note(age, service, request, told, fault, answer.mimetype == "application/json")
        return answer(environ, start_response)

    def _note(
        self,
        age: int,
        service: str,
        request: tuple[str, str, str, bytes],
        answer: tuple[int, bytes],
        fault: Fault | None,
        json: bool = False,
    ) -> None:
        """Note a call, unless everything was reset while it was under way: it belongs to what was before."""
        if age == self._journal.age:
            self._journal.write(service, request, answer, fault.kind if fault else "", json)

    def _answer(self, environ: WSGIEnvironment, service: str, fault: Fault | None) -> Response:
        part = self._parts.get(PART_OF.get(service, service))
        if fault is not None and fault.kind not in AFTER_THE_WORK:
            with self._app.request_context(environ):
                return instead(fault, part)
        answer = Response(*run_wsgi_app(self._inner, environ, buffered=True))
        if fault is None:
            return answer
        with self._app.request_context(environ):
            return spoiled(fault, part, answer)


def taken(environ: WSGIEnvironment) -> bytes:
    """The body of a request, put back for whoever reads it next."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    chunked = environ.get("wsgi.input_terminated") and not length
    body: bytes = environ["wsgi.input"].read() if chunked else environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    return body
