"""`serve` and `key`: the service on this machine, and a key for its tokens."""

import argparse
import errno
from typing import Any

from service.commands.terminal import say
from service.faults import SettingFault
from service.wiring import Wiring


def add_serve(commands: Any) -> None:
    """`serve`: answer the add-on on loopback."""
    parser = commands.add_parser("serve", help="answer the add-on on this machine (Cloud Run uses gunicorn instead)")
    parser.add_argument("--port", type=int, default=8080)
    parser.set_defaults(run=serve)


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
    try:
        server = make_server("127.0.0.1", options.port, app, threaded=True, request_handler=Discreet)
    except (OSError, SystemExit) as problem:
        if isinstance(problem, OSError) and problem.errno != errno.EADDRINUSE:
            raise
        raise SettingFault(
            f"Port {options.port} is in use: stop what listens there, or choose another --port."
        ) from None
    say([f"Tickmark answers at http://127.0.0.1:{options.port}"])
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


def key(wiring: Wiring, options: argparse.Namespace) -> int:
    """Print a key."""
    from cryptography.fernet import Fernet

    del wiring, options
    say([Fernet.generate_key().decode()])
    return 0
