"""`serve`, `migrate` and `key`: the service on this machine, its database, and a key for its tokens."""

import argparse
import errno
import socket
from typing import Any

from service.commands.terminal import say
from service.faults import SettingFault
from service.wiring import Wiring

HOST = "127.0.0.1"


def add_serve(commands: Any) -> None:
    """`serve`: answer the add-on on loopback."""
    parser = commands.add_parser("serve", help="answer the add-on on this machine (Cloud Run uses gunicorn instead)")
    parser.add_argument("--port", type=int, default=8080)
    parser.set_defaults(run=serve)


def add_migrate(commands: Any) -> None:
    """`migrate`: bring the database up to date, where a start may not (MIGRATE_AT_START=no)."""
    parser = commands.add_parser("migrate", help="bring the tables of the database up to date")
    parser.set_defaults(run=migrate)


def add_key(commands: Any) -> None:
    """`key`: a fresh key for QUICKBOOKS_TOKEN_KEY."""
    parser = commands.add_parser("key", help="make a key for QUICKBOOKS_TOKEN_KEY")
    parser.set_defaults(run=key)


def serve(wiring: Wiring, options: argparse.Namespace) -> int:
    """Serve until interrupted. A port in use is a SettingFault."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    from service.web.app import create_app

    class Discreet(WSGIRequestHandler):
        """Logs no request: an address can carry a code or a state that is nobody's business."""

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing."""

    app = create_app(wiring)
    with _listening(options.port) as listener:
        server = make_server(HOST, options.port, app, threaded=True, request_handler=Discreet, fd=listener.fileno())
    say([f"Tickmark answers at http://{HOST}:{server.port}"])
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


def migrate(wiring: Wiring, options: argparse.Namespace) -> int:
    """Take the steps that the database lacks. Raises SettingFault where it cannot be opened."""
    from service.adapters.store.opening import open_database

    del options
    url = wiring.settings.database_url
    open_database(url).dispose()
    if wiring.settings.runner == "dbos":
        from service.adapters.carrier import migrate as migrate_queue

        migrate_queue(url)
    say(["The tables are those of this release."])
    return 0


def _listening(port: int) -> socket.socket:
    """A socket on loopback; werkzeug would say in words of its own that the port is taken, and end the program."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as problem:
        listener.close()
        raise SettingFault(_why_not(port, problem)) from None
    return listener


def _why_not(port: int, problem: Exception) -> str:
    """Why a port cannot be had, and what to do."""
    if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop what listens there, or choose another --port."
    return f"Port {port} cannot be used: choose another --port, from 1024 to 65535."


def key(wiring: Wiring, options: argparse.Namespace) -> int:
    """Print a key."""
    from service.adapters.quickbooks.sealing import fresh_key

    del wiring, options
    say([fresh_key()])
    return 0
