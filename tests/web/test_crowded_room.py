"""Where more come than it makes sense to wait behind, the next are told when to come again, and reach no thread."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from service.web.porter import IN_A_SHEET, WAIT
from tests.image import gunicorn
from tests.load.stage import HOUSE, answers, free_port

ROOM = 3
SMALL = f"def post_worker_init(worker):\n    import service.web.antechamber as room\n    room.MOST_INSIDE = {ROOM}\n"
SLOW = """
import os, pathlib, threading, time
folder = pathlib.Path(os.environ["FOLDER"])
def app(environ, start):
    if environ["PATH_INFO"].startswith("/addon/"):
        with (folder / "heard").open("a") as heard:
            heard.write("x")
    if environ["PATH_INFO"] == "/slow":
        (folder / f"inside {threading.get_ident()}").touch()
        while not (folder / "door").exists():
            time.sleep(0.01)
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"done"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Iterator[str]:
    """gunicorn as the image starts it, with an application that answers /slow once a file called `door` is there."""
    (tmp_path / "small.py").write_text(SMALL, encoding="utf-8")
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    port, own = free_port(), {"PYTHONPATH": f"{HOUSE}:{tmp_path}", "FOLDER": str(tmp_path)}
    begin = [str(Path(sys.executable).parent / "gunicorn"), "--config", str(tmp_path / "small.py")]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*begin, *gunicorn(port, "slow:app")], cwd=HOUSE, env={**os.environ, **own}, stdout=log, stderr=log
        )
        try:
            assert answers(process, f"http://127.0.0.1:{port}/quick")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def admitted(address: str) -> requests.Response:
    """The answer once there was room: what the room held before may be leaving it just now."""
    while (answer := requests.get(address, timeout=60)).status_code == 429:
        time.sleep(0.01)
    return answer


def test_whoever_finds_the_room_full_is_told_to_come_again_and_a_health_check_is_let_in(
    root: str, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(ROOM) as crowd:
        inside = [crowd.submit(admitted, f"{root}/slow") for _ in range(ROOM)]
        while len(list(tmp_path.glob("inside *"))) < ROOM:
            time.sleep(0.01)
        refused = requests.get(f"{root}/quick", timeout=60)
        alive = requests.get(f"{root}/health", timeout=60)
        (tmp_path / "door").touch()
        assert [one.result().text for one in inside] == ["done"] * ROOM
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert "try again in a few seconds" in refused.json()["error"]
    assert alive.ok and requests.get(f"{root}/quick", timeout=60).ok


FLOOD = 4 * IN_A_SHEET.burst
SHOWN = {"Authorization": "Bearer of one"}
BODY = b'{"spreadsheetId": "flooded"}'


def test_a_flood_is_answered_at_the_door_over_one_connection_and_reaches_the_application_no_more(
    root: str, tmp_path: Path
) -> None:
    line, began, told = http.client.HTTPConnection(root.removeprefix("http://"), timeout=60), time.monotonic(), []
    for _ in range(FLOOD):
        line.request("POST", "/addon/edited", BODY, SHOWN)
        answer = line.getresponse()
        told.append((answer.status, answer.headers["Retry-After"], bool(answer.read()), answer.will_close))
    heard, room = len((tmp_path / "heard").read_text()), 1 + (time.monotonic() - began) * IN_A_SHEET.a_second
    counted = Counter(told)
    assert set(counted) == {(200, None, True, False), (429, str(WAIT), True, False)}
    assert heard == counted[200, None, True, False]
    assert IN_A_SHEET.burst <= heard <= IN_A_SHEET.burst + room
    assert requests.post(f"{root}/addon/edited", BODY, headers={"Authorization": "Bearer of another"}, timeout=60).ok
