"""The sandbox on a port of this machine: for a person who starts it, or for a test."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
from types import TracebackType

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sandbox.journal import kept_file
from sandbox.server import create_app

HOST = "127.0.0.1"


class PortTakenError(Exception):
    """Somebody else listens on the port; the text says what to do."""


class Quiet(WSGIRequestHandler):
    """A request handler that leaves the log to the journal."""

    def handle(self) -> None:
        """Serve one connection; one that a fault has ended has no socket left to read from."""
        with contextlib.suppress(OSError):
            super().handle()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the journal notes every call."""


def listening(port: int) -> socket.socket:
    """A socket that listens on loopback."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as problem:
        listener.close()
        raise PortTakenError(
            f"Port {port} cannot be used ({problem.strerror}): stop what listens there, or choose another with --port."
        ) from problem
    listener.listen(128)
    return listener


def server_for(app: Flask, port: int) -> BaseWSGIServer:
    """A threaded server on loopback; port 0 takes any free one."""
    listener = listening(port)
    gc.set_threshold(100_000, 50, 50)  # a large tab is a million small objects that never form a cycle
    server = make_server(
        HOST, listener.getsockname()[1], app, threaded=True, request_handler=Quiet, fd=listener.fileno()
    )
    listener.close()
    return server


class Running:
    """A sandbox that runs in a thread while a `with` block lasts; `root` is its address."""

    def __init__(self, app: Flask | None = None, port: int = 0) -> None:
        self.app = app or create_app(kept_file())
        self._server = server_for(self.app, port)
        self.root = f"http://{HOST}:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
