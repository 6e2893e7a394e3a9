"""`make demo`: the stand-ins, the service, a month of hours, and the page to look at them.

Everything between the page and the books is the real thing; only Google, Intuit and Anthropic are played.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
import yaml

from sandbox.caller import asked, poster
from sandbox.page import PEOPLE
from sandbox.server import create_app
from sandbox.serving import PortTakenError, Running

HERE = Path(__file__).resolve().parent
SAMPLE = HERE / "sample" / "timesheets"
SAMPLE_BOOKS = HERE / "sample" / "quickbooks.json"
SAMPLE_SOWS = HERE.parent / "sows"
SAMPLE_TODAY = "2026-11-02"
"""The first working day after the sample month, so that the sample means the same on any day."""

SAMPLE_TITLE = "Tidewick hours, October 2026"
PERSON = {"Authorization": "Bearer a-person"}
PLACEHOLDER_RATE = "100.00"
OWN_MANAGER = "manager@agency.example"
PATIENCE = 60


class Trouble(Exception):
    """The demo cannot go on; the text says why and what to do."""


def main() -> int:
    """Run the demo until somebody presses Ctrl-C or ends it; the service beside it ends too."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        play(arguments().parse_args())
    except (PortTakenError, Trouble) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nThe demo has stopped; nothing of it is left.")
    return 0


def play(wish: argparse.Namespace) -> None:
    """Start everything, review the month, and serve it."""
    with Running(create_app(), wish.port) as sandbox, tempfile.TemporaryDirectory() as folder:
        demo = Demo(sandbox.root, Path(folder), wish.workbook, wish.sows)
        with demo.service():
            demo.connect_books()
            demo.review()
            print("\n".join(demo.addresses()), flush=True)
            if not wish.once:
                threading.Event().wait()


def arguments() -> argparse.ArgumentParser:
    """The command line of the demo."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.demo", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workbook", nargs="?", type=Path, help="your own .xlsx or .csv (the sample agency's month)")
    parser.add_argument("--sows", type=Path, help="a folder of SOW files for it")
    parser.add_argument("--port", type=int, default=9010, help="port of the page, 0 for any free one (9010)")
    parser.add_argument("--once", action="store_true", help="end after the summary instead of serving the page")
    return parser


class Demo:
    """One run: a workbook in the sandbox, a service beside it."""

    def __init__(self, root: str, folder: Path, workbook: Path | None, sows: Path | None) -> None:
        self.root, self.folder = root, folder
        self.own = workbook is not None
        self.workbook = (workbook or SAMPLE).resolve()
        self.spreadsheet = self.load()
        self.environment = self.variables()
        self.sows = self.papers(sows)
        self.environment["SOWS_DIR"] = str(self.sows)
        self.manager = self.approver()
        self.seed_books()

    def load(self) -> str:
        """The id under which the workbook is open in the sandbox."""
        if not self.workbook.exists():
            raise Trouble(
                f"There is no file {self.workbook}: name an .xlsx or a .csv, as in make demo WORKBOOK=hours.xlsx."
            )
        answer = requests.post(f"{self.root}/__load", json={"path": str(self.workbook)}, timeout=PATIENCE).json()
        if "error" in answer:
            raise Trouble(answer["error"]["message"])
        if not self.own:
            self.name(str(answer["spreadsheetId"]))
        return str(answer["spreadsheetId"])

    def name(self, spreadsheet: str) -> None:
        """Give the sample the title its owners would give it."""
        title = {"updateSpreadsheetProperties": {"properties": {"title": SAMPLE_TITLE}, "fields": "title"}}
        address, body = f"{self.root}/v4/spreadsheets/{spreadsheet}:batchUpdate", {"requests": [title]}
        requests.post(address, json=body, headers=PERSON, timeout=PATIENCE).raise_for_status()

    def variables(self) -> dict[str, str]:
        """The environment of the service: the sandbox's addresses, and a ledger that goes with the demo."""
        told = requests.get(f"{self.root}/__environment", timeout=PATIENCE).json()
        port = free_port()
        own = {
            "DATABASE_URL": f"sqlite:///{self.folder / 'tickmark.db'}",
            "SERVICE_URL": f"http://127.0.0.1:{port}",
            "PYTHONUNBUFFERED": "1",
            **({} if self.own else {"TODAY": SAMPLE_TODAY}),
        }
        key = self.run("key", quiet=True, environment={**os.environ, **told, **own}).strip()
        return {**os.environ, **told, **own, "QUICKBOOKS_TOKEN_KEY": key}

    def papers(self, sows: Path | None) -> Path:
        """The SOW files: the sample's, those that were named, or a first draft made from the workbook itself."""
        if sows is not None or not self.own:
            return (sows or SAMPLE_SOWS).resolve()
        begun = self.folder / "sows"
        self.run("sows", "start", str(self.workbook), "--out", str(begun), quiet=True)
        print(f"{self.workbook.name} comes without SOW files: everybody costs {PLACEHOLDER_RATE} an hour for now.")
        print(
            f"To write your own: python -m service sows start {self.workbook.name}, fill them in, then add SOWS=sows.\n"
        )
        return begun

    def approver(self) -> str:
        """Somebody who may approve: the sample's manager, or the first name on the list."""
        people = json.loads(PEOPLE.read_text()) if PEOPLE.exists() and not self.own else []
        listed = people["people"] if isinstance(people, dict) else people
        return str(next((one["email"] for one in listed if one.get("approver")), OWN_MANAGER))

    def seed_books(self) -> None:
        """Give the books the customers, items and terms that the SOWs name."""
        wish = json.loads(SAMPLE_BOOKS.read_text()) if not self.own else {"customers": self.customers()}
        self.post("/quickbooks/__seed", wish)

    def customers(self) -> list[dict[str, Any]]:
        """A customer for every client of the SOW files."""
        files = sorted(self.sows.glob("*/client.yaml"))
        clients = [yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["client"] for path in files]  # noqa: S506 - texts
        return [{"DisplayName": one.get("quickbooks_customer") or one["name"]} for one in clients]

    @contextmanager
    def service(self) -> Iterator[None]:
        """The service as its own process, up and answering."""
        port = self.environment["SERVICE_URL"].rpartition(":")[2]
        command = [sys.executable, "-m", "service", "serve", "--port", port]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        try:
            self.wait_for(process)
            self.post("/__script/properties", {"SERVICE_URL": self.environment["SERVICE_URL"]})
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)

    def wait_for(self, process: subprocess.Popen[bytes]) -> None:
        """Return when the service answers."""
        for _ in range(PATIENCE * 10):
            if process.poll() is not None:
                raise Trouble("The service did not start: its own sentence stands above.")
            try:
                if requests.get(f"{self.environment['SERVICE_URL']}/health", timeout=1).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise Trouble("The service did not answer within a minute: try again, or free the machine for it.")

    def connect_books(self) -> None:
        """Sign in to QuickBooks the way a browser does: connect, say yes at Intuit, come back."""
        browser = requests.Session()
        asked = browser.get(f"{self.environment['SERVICE_URL']}/quickbooks/connect", timeout=PATIENCE)
        fields = dict(parameters(asked.url), realm="9130350000000001", answer="connect")
        answer = browser.post(asked.url.partition("?")[0], data=fields, timeout=PATIENCE)
        if not answer.ok:
            raise Trouble("The sign-in to the QuickBooks stand-in failed: run make demo again.")

    def review(self) -> None:
        """Set the sheet up as the manager, install the trigger, and review the month with a progress bar."""
        self.run("check", self.spreadsheet)
        post = poster(self.root, self.environment["SERVICE_URL"], self.manager)
        status, said = asked(post, self.root, "setup", {"spreadsheetId": self.spreadsheet})
        if status != requests.codes.ok:
            raise Trouble(said.get("error", "The set-up of the sheet failed."))
        trigger = {"spreadsheetId": self.spreadsheet, "function": "onEdited", "event": "ON_EDIT", "owner": self.manager}
        self.post("/__script/triggers", trigger)

    def addresses(self) -> list[str]:
        """Where to look, and what to try there."""
        who = f"?people={self.manager}" if self.own else ""
        return [
            "",
            f"The spreadsheet     {self.root}/sheet/{self.spreadsheet}{who}",
            f"QuickBooks          {self.root}/quickbooks/app/invoices",
            f"The dashboard       {self.environment['SERVICE_URL']}/",
            "",
            "Open Review and settle what needs a decision; tick Approve on the rest (select the boxes, press Space),",
            "then choose Tickmark > Generate invoices. Ctrl-C ends the demo.",
        ]

    def run(self, *words: str, quiet: bool = False, environment: dict[str, str] | None = None) -> str:
        """One command of the service; a failure ends the demo with the command's own sentence."""
        command = [sys.executable, "-m", "service", *words]
        env, output = environment or self.environment, subprocess.PIPE if quiet else None
        done = subprocess.run(command, env=env, text=True, check=False, stdout=output)  # noqa: S603 - our own
        if done.returncode:
            raise Trouble("The demo ends here: the sentence above says why.")
        return done.stdout or ""

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Something said to the sandbox."""
        answer = requests.post(f"{self.root}{path}", json=body, timeout=PATIENCE)
        answer.raise_for_status()
        return dict(answer.json() or {})


def parameters(address: str) -> dict[str, str]:
    """What an address carries behind its question mark."""
    return dict(parse_qsl(urlsplit(address).query))


def free_port() -> int:
    """A port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
