"""`python -m sandbox`: serve the stand-ins until somebody presses Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flask import Flask

from sandbox.journal import kept_file
from sandbox.server import create_app
from sandbox.serving import HOST, PortTakenError, server_for

ADDRESSES = (
    ("spreadsheet page", "/"),
    ("Google Sheets", "/v4/spreadsheets"),
    ("QuickBooks API", "/quickbooks/v3"),
    ("QuickBooks page", "/quickbooks/app"),
    ("Claude", "/claude/v1/messages"),
    ("variables for a service", "/__environment"),
    ("journal", "/__journal"),
    ("faults", "/__faults"),
)


def arguments() -> argparse.ArgumentParser:
    """The command line of the sandbox."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=9010, help="port on loopback, 0 for any free one (9010)")
    parser.add_argument("--workbook", type=Path, nargs="+", default=[], metavar="FILE|FOLDER", help=".xlsx or .csv")
    parser.add_argument("--journal", type=Path, metavar="FILE", help="also append every call to this file")
    return parser


def load(app: Flask, workbook: Path) -> str:
    """The sentence that says how the loading of one workbook ended; it raises where it failed."""
    answer = app.test_client().post("/__load", json={"path": str(workbook), "keep": True}).get_json()
    if "error" in answer:
        raise SystemExit(answer["error"]["message"])
    return f"{workbook} is open as {answer['spreadsheetId']}"


def main() -> None:
    """Start the stand-ins and say where they are."""
    wish = arguments().parse_args()
    app = create_app(wish.journal or kept_file())
    try:
        server = server_for(app, wish.port)
    except PortTakenError as problem:
        sys.exit(str(problem))
    root = f"http://{HOST}:{server.port}"
    for workbook in wish.workbook:
        print(load(app, workbook))
    for what, path in ADDRESSES:
        print(f"{what:26}{root}{path}")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("The sandbox has stopped.")


if __name__ == "__main__":
    main()
