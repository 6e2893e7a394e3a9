"""Clients that send a byte now and then, or more than anybody reads, against gunicorn as the image starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import requests
from cryptography.fernet import Fernet

from service.web.antechamber import Arrival
from tests.image import gunicorn
from tests.load.stage import HOUSE, answers, free_port

HASTY = "def post_worker_init(worker):\n    import service.web.antechamber as room\n    room.PATIENCE = {patience}\n"
PATIENCE = 3
HEAD = "POST /quickbooks/webhook HTTP/1.1\r\nHost: here\r\n"
CHUNKED = f"{HEAD}Transfer-Encoding: chunked\r\n\r\n"
SLOW = {
    "nothing at all": "",
    "half a head": "POST /addon/check HTTP/1.1\r\nHost: he",
    "no body": f"{HEAD}Content-Length: 1000\r\n\r\n",
    "a body that does not end": f"{HEAD}Content-Length: 1000\r\n\r\n" + "x" * 999,
    "half a chunk": f"{CHUNKED}400\r\nxxxx",
    "no last chunk": f"{CHUNKED}1\r\nx\r\n",
    "a word first": f"{HEAD}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n",
}
EACH = 8
"""Of every kind as many as there are threads."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The service, with less patience than it has."""
    folder, found = tmp_path_factory.mktemp("slow"), free_port()
    (folder / "hasty.py").write_text(HASTY.format(patience=PATIENCE), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "gunicorn"), "--config", str(folder / "hasty.py"), *gunicorn(found)]
    own = {
        "ADDON_CLIENT_IDS": "ours", "QUICKBOOKS_CLIENT_ID": "id", "QUICKBOOKS_CLIENT_SECRET": "secret",
        "QUICKBOOKS_TOKEN_KEY": Fernet.generate_key().decode(), "CLAUDE_BACKEND": "off", "DATABASE_URL": "sqlite://",
        "QUICKBOOKS_WEBHOOK_TOKEN": "of Intuit", "SOWS_DIR": str(HOUSE / "sows"),
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=HOUSE, env={**os.environ, **own}, stdout=log, stderr=log)
        try:
            answers(process, f"http://127.0.0.1:{found}/ready")
            yield found
        finally:
            process.terminate()
            process.wait(30)


def opened(port: int, words: str) -> socket.socket:
    """A client that has said so much."""
    client = socket.create_connection(("127.0.0.1", port), 30)
    client.sendall(words.encode())
    return client


def heard(client: socket.socket) -> bytes:
    """All that a client is told until the other side hangs up."""
    told = b""
    while piece := client.recv(4096):
        told += piece
    return told


def test_slow_clients_keep_no_thread_and_are_sent_away(port: int) -> None:
    with ExitStack() as stack:
        slow = [
            (kind, stack.enter_context(closing(opened(port, words))))
            for kind, words in SLOW.items()
            for _ in range(EACH)
        ]
        for path, status in (("/health", 200), ("/addon/check", 405), ("/ready", 200)):
            assert requests.get(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE).status_code == status
        told = [(kind, heard(client)) for kind, client in slow]
    assert all(b" 408 " in words for kind, words in told if kind != "nothing at all"), told
    assert all(b"100 Continue" in words for kind, words in told if kind == "a word first")
    assert all(words == b"" for kind, words in told if kind == "nothing at all")


def test_a_slow_client_that_is_done_in_time_is_answered_and_so_is_what_it_asks_next(port: int) -> None:
    asked = f"{HEAD}Content-Length: 4\r\n\r\nbody"
    with closing(opened(port, "")) as client:
        for byte in asked:
            client.sendall(byte.encode())
            time.sleep(0.005)
        assert client.recv(4096).startswith(b"HTTP/1.1 401 ")
        client.sendall(f"{asked}GET /health HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode())
        told = heard(client)
    assert told.count(b"HTTP/1.1 401 ") == 1
    assert told.endswith(b'{"status": "ok"}')


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (f"{HEAD}Content-Length: {2 * 1024 * 1024}\r\n\r\nx", b" 413 "),
        (f"{HEAD}Content-Length: {10**12}\r\n\r\n", b" 413 "),
        (CHUNKED + "10000\r\n" + ("x" * 65536 + "\r\n10000\r\n") * 20, b" 401 "),
        (f"{CHUNKED}no chunk\r\n", b" 400 "),
        (f"{HEAD}Content-Length: -1\r\n\r\n", b" 400 "),
        ("GET / HTTP/1.1\r\nX: " + "x" * 100_000, b" 431 "),
        ("no request at all\r\n\r\n", b" 400 "),
    ],
    ids=["2 MB", "a terabyte", "chunks without end", "no chunk", "less than nothing", "an endless head", "no request"],
)
def test_what_is_too_large_or_makes_no_sense_is_refused_and_not_read_to_its_end(
    port: int, words: str, status: bytes
) -> None:
    with closing(opened(port, words)) as client:
        assert status in client.recv(4096).partition(b"\r\n")[0]
    assert requests.get(f"http://127.0.0.1:{port}/health", timeout=10).ok


@pytest.mark.parametrize("words", [*SLOW.values(), f"{CHUNKED}5\r\nhello\r\n0\r\nEnd: x\r\n"])
def test_what_is_not_whole_waits(words: str) -> None:
    arrival = Arrival()
    for byte in words.encode():
        arrival.come.append(byte)
        assert not arrival.is_whole()


@pytest.mark.parametrize(
    "words",
    [
        "GET / HTTP/1.1\r\n\r\n",
        f"{HEAD}Content-Length: 3\r\n\r\nabc",
        f"{HEAD}content-length:3\r\n\r\nabc",
        f"{CHUNKED}5;more=1\r\nhello\r\n0\r\n\r\n",
        f"{CHUNKED}0\r\nEnd: x\r\n\r\n",
    ],
)
def test_what_is_whole_is_let_in_with_its_last_byte_and_not_before(words: str) -> None:
    arrival = Arrival()
    for place, byte in enumerate(words.encode(), 1):
        arrival.come.append(byte)
        assert arrival.is_whole() == (place == len(words))


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        (f"{HEAD}Content-Length: 3\r\n\r\nabc", True),
        (f"{HEAD}Content-Length: 3\r\n\r\nabcPOST /", False),
        (f"{HEAD}Connection: close\r\n\r\n", False),
        (f"{HEAD}\r\n".replace("1.1", "1.0"), False),
        (f"{CHUNKED}0\r\n\r\n", False),
    ],
    ids=["one", "more behind it", "says so", "an old client", "chunks"],
)
def test_a_connection_is_kept_for_whoever_is_sent_away_where_it_is_plain_that_nothing_else_comes(
    words: str, stays: bool
) -> None:
    arrival = Arrival(words.encode())
    assert arrival.is_whole() and arrival.is_one_of_several is stays
