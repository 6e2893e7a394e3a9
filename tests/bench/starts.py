"""From nothing to the first answer, in fresh processes that take turns."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.board import Line, Part, at_least, at_most
from tests.bench.rounds import figure
from tests.image import gunicorn
from tests.web.test_image import BARE, environment

HOUSE = Path(__file__).parents[2]
EVERYTHING = (
    "import anthropic, dbos, flask, gspread, openpyxl, orjson, pandas, quickbooks, sqlalchemy.orm\n"
    "from service.web.front import front\napp = front()\n"
)
LIBRARIES = (
    "import flask, google.auth.transport.requests, google.oauth2.id_token, gspread, orjson, sqlalchemy, yaml\n"
    "from service.web.front import front\napp = front()\n"
)
"""What a check is made of before a line of ours is loaded."""
ROUNDS, PATIENCE = 7, 60
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Start(NamedTuple):
    """One start: seconds to the first answer, and megabytes of all its processes by then."""

    seconds: float
    megabytes: float


@contextmanager
def served(app: str, scratch: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """gunicorn as the image starts it, beside a database that an earlier start has set up; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python = HOUSE / ".venv/bin/python"
    command = [str(python), "-m", "gunicorn", *gunicorn(port, app)]
    own = {"PYTHONPATH": f"{HOUSE}:{scratch}", "DATABASE_URL": f"sqlite:///{scratch / 'ledger.db'}"}
    server = subprocess.Popen(command, cwd=HOUSE, env={**environment(), **own}, **SILENT)
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(20)


def start(app: str, path: str, scratch: Path) -> Start:
    """One start of an application, until a path answers."""
    began = time.perf_counter()
    with served(app, scratch) as (root, server):
        answered(root + path)
        return Start(time.perf_counter() - began, sum(map(proportional, family(server.pid))))


def answered(address: str) -> None:
    """Ask each millisecond until there is an answer. Raises HTTPError for one that is an error, and TimeoutError."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.001)
    raise TimeoutError(f"nothing answered at {address}")


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def proportional(pid: int) -> float:
    """Megabytes of a process, where shared pages count in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def board() -> Part:
    """Health, ready, and everything imported at the top, beside a bare function."""
    apps = {"bare": ("bare:app", "/health"), "health": ("service.web.front:front()", "/health"),
            "ready": ("service.web.front:front()", "/ready"), "libraries": ("libraries:app", "/health"),
            "all": ("everything:app", "/health")}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        (scratch / "bare.py").write_text(BARE, encoding="utf-8")
        (scratch / "libraries.py").write_text(LIBRARIES, encoding="utf-8")
        (scratch / "everything.py").write_text(EVERYTHING, encoding="utf-8")
        for app, path in apps.values():
            start(app, path, scratch)
        rounds = [{name: start(*app, scratch) for name, app in apps.items()} for _ in range(ROUNDS)]
    imports = libraries(rounds)
    return Part(
        "Starts",
        f"gunicorn with one worker and eight threads, {ROUNDS} rounds in turn; the tables are there, as at every start "
        "but the first.",
        (*lines(rounds), imports),
    )


def lines(rounds: list[Mapping[str, Start]]) -> Iterator[Line]:
    """Ratios of seconds, and memory."""

    def beside(one: str, other: str) -> float:
        return median(turn[one].seconds / turn[other].seconds for turn in rounds)

    def memory(name: str) -> float:
        return median(turn[name].megabytes for turn in rounds)

    why = (
        "Ready means that a review can run: reader, rules and ledger are loaded, SOW files and tables looked at. Most "
        "of it is what Flask, SQLAlchemy, gspread and Google's sign-in take by themselves, as a row of their own shows."
    )
    for name, most in (("health", 2), ("ready", 5)):
        yield at_most(f"first answer from /{name} beside a bare function", beside(name, "bare"), most,
                      f"{figure(beside(name, 'bare'))} x", f"at most {most} x", why)  # fmt: skip
    for name, least in (("health", 8), ("ready", 4)):
        yield at_least(f"everything imported at the top beside /{name}", beside("all", name), least,
                       f"{figure(beside('all', name))} x", f"at least {least} x", why)  # fmt: skip
    for name, most in (("health", 45), ("ready", 70)):
        yield at_most(f"memory at the first answer from /{name}", memory(name), most, f"{memory(name):.0f} MB",
                      f"at most {most} MB", why)  # fmt: skip
    alone = f"{figure(beside('libraries', 'bare'))} x, {memory('libraries'):.0f} MB"
    yield Line("Flask, SQLAlchemy, gspread and Google's sign-in imported, and nothing done with them", alone)
    yield Line("memory with everything imported", f"{memory('all'):.0f} MB")


def libraries(rounds: list[Mapping[str, Start]]) -> Line:
    """The start beside an interpreter that imports three libraries and does nothing."""
    began = time.perf_counter()
    for _ in rounds:
        subprocess.run([sys.executable, "-c", "import flask, sqlalchemy, gspread"], check=True)
    bare = (time.perf_counter() - began) / len(rounds)
    found = median(turn["health"].seconds for turn in rounds) / bare
    return at_most(
        "/health beside importing Flask, SQLAlchemy and gspread", found, 1.5, f"{figure(found)} x", "below 1.5 x"
    )
