"""What stands under load: the service under gunicorn as the image starts it, PostgreSQL, and the stand-ins behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet

from sandbox.caller import asked, poster
from sandbox.demo import SAMPLE, SAMPLE_SOWS, SAMPLE_TODAY
from tests.image import gunicorn
from tests.postgres import Cluster

HOUSE = Path(__file__).resolve().parents[2]
MANAGER = "ruth@tidewick.example"
WILD = "hana@tidewick.example"
"""Whose script floods the first sheet."""
PATIENCE = 60


def free_port() -> int:
    """A port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stage:
    """One agency with several workbooks that are set up; nothing of it outlives the `with` block."""

    def __init__(self, sheets: int, cluster: Cluster | None = None) -> None:
        self._wanted, self._cluster, self._ends = sheets, cluster, ExitStack()
        self.sheets: list[str] = []

    def __enter__(self) -> Stage:
        with ExitStack() as ends:
            cluster = self._cluster or ends.enter_context(Cluster())
            self._folder = Path(ends.enter_context(tempfile.TemporaryDirectory()))
            self.root = f"http://127.0.0.1:{free_port()}"
            self._run(ends, [sys.executable, "-m", "sandbox", "--port", self.root.rpartition(":")[2]], {}, self.root)
            self.port = free_port()
            self.service = f"http://127.0.0.1:{self.port}"
            words = [str(Path(sys.executable).parent / "gunicorn"), *gunicorn(self.port)]
            self.process = self._run(ends, words, self._environment(cluster.fresh()), f"{self.service}/ready")
            self._open_for_business()
            self._ends = ends.pop_all()
        return self

    def __exit__(self, *how: object) -> None:
        self._ends.close()

    def _environment(self, database: str) -> dict[str, str]:
        told: dict[str, str] = requests.get(f"{self.root}/__environment", timeout=PATIENCE).json()
        own = {
            "DATABASE_URL": database.replace("postgresql://", "postgresql+psycopg://"), "SERVICE_URL": self.service,
            "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(), "SOWS_DIR": str(SAMPLE_SOWS), "TODAY": SAMPLE_TODAY,
        }  # fmt: skip
        return {**told, **own}

    def _run(self, ends: ExitStack, words: list[str], variables: dict[str, str], up: str) -> subprocess.Popen[bytes]:
        """A process of our own, once it answers."""
        log = ends.enter_context((self._folder / f"{Path(words[0]).name}.log").open("wb"))
        process = subprocess.Popen(words, cwd=HOUSE, env={**os.environ, **variables}, stdout=log, stderr=log)
        ends.callback(process.wait, PATIENCE)
        ends.callback(process.terminate)
        assert answers(process, up), f"{words[0]} does not answer: {Path(log.name).read_text()[-2000:]}"
        return process

    def _open_for_business(self) -> None:
        for _ in range(self._wanted):
            told = requests.post(f"{self.root}/__load", json={"path": str(SAMPLE)}, timeout=PATIENCE).json()
            self.sheets.append(told["spreadsheetId"])
            self.ask("setup", self.sheets[-1])
        self.ask("check", self.sheets[0], WILD)
        # As in a house that is open for a while: the clock has looked at each sheet, and comes back in a quarter.
        requests.post(f"{self.service}/tasks/sweep", timeout=PATIENCE).raise_for_status()

    def token(self, who: str = MANAGER) -> str:
        """Google's proof of who somebody is."""
        told = requests.post(f"{self.root}/oauth2/identity-token", json={"email": who}, timeout=PATIENCE).json()
        return str(told["token"])

    def ask(self, deed: str, sheet: str, who: str = MANAGER, **more: Any) -> Any:
        """One call of the script, with its answer."""
        post = poster(self.root, self.service, who)
        status, answer = asked(post, self.root, deed, {"spreadsheetId": sheet, **more})
        assert status < 300, f"{deed}: {answer}"
        return answer

    def quota(self, on: bool) -> None:
        """Google's sixty reads and sixty writes a minute, or none of that."""
        requests.post(f"{self.root}/__quota", json={"on": on}, timeout=PATIENCE).raise_for_status()

    def seconds_of_processor(self) -> float:
        """What the service has used so far, its worker included."""
        family = [self.process.pid, *children(self.process.pid)]
        return sum(map(used, family))


def answers(process: subprocess.Popen[bytes], address: str) -> bool:
    """Whether a process comes up and answers well."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            return requests.get(address, timeout=PATIENCE).ok
        except requests.ConnectionError:
            time.sleep(0.05)
    return False


def children(process: int) -> list[int]:
    """The processes that one has started."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in told.split()]


def used(process: int) -> float:
    """Seconds of processor time of one process."""
    after_the_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_the_name[11]) + int(after_the_name[12])) / os.sysconf("SC_CLK_TCK")
