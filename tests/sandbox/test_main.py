"""`python -m sandbox` says where it is, or why it is not."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[2]
BEARER = {"Authorization": "Bearer x"}


def started(*options: str) -> "subprocess.Popen[str]":
    """The sandbox as a person starts it."""
    command = [sys.executable, "-m", "sandbox", *options]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_it_prints_its_addresses_and_opens_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "hours.csv").write_text("Date,Hours\n2026-03-02,7:30\n")
    process = started("--port", "0", "--workbook", str(tmp_path / "hours.csv"), "--journal", str(tmp_path / "calls"))
    assert process.stdout is not None
    try:
        lines = [process.stdout.readline().split() for _ in range(9)]
        assert lines[0][0] == str(tmp_path / "hours.csv")
        root = lines[1][-1].rstrip("/")
        answer = requests.get(
            f"{root}/v4/spreadsheets/{lines[0][-1]}", headers={"Authorization": "Bearer x"}, timeout=9
        )
        assert answer.json()["properties"]["title"] == "hours"
        assert '"status":200' in (tmp_path / "calls").read_text()
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_a_port_in_use_ends_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = started("--port", str(port)).communicate(timeout=30)
    assert told[1].startswith(f"Port {port} cannot be used")
    assert told[1].count("\n") == 1


UNREADABLE = [
    # name of the file, what is said
    ("missing.xlsx", "check the path."),
    ("hours.ods", "save it as one of them and try again."),
]


@pytest.mark.parametrize(("name", "said"), UNREADABLE)
def test_a_workbook_that_cannot_be_read_ends_in_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "hours.ods").write_text("x")
    told = started("--port", "0", "--workbook", str(tmp_path / name)).communicate(timeout=30)
    assert told[1].strip().endswith(said)
    assert told[1].count("\n") == 1
