"""gunicorn's threads behind a room in which requests arrive: one reaches a thread when the last byte of it is there.

Without the room each of a handful of clients that send a byte now and then would keep a thread to itself, and in a
flood each would wait longer than the one before: whoever comes when all is full is told at once when to come again.
"""

from __future__ import annotations

import re
import selectors
import sys
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from service.web.porter import Porter

if TYPE_CHECKING:
    import socket

PATIENCE = 10.0
"""Seconds that one request may take to arrive."""

MOST_HEAD, MOST_BODY = 64 * 1024, 1024 * 1024 + 64 * 1024
"""Bytes that are waited for. Of a longer body only the beginning goes in, where it is refused by its length."""

MOST_HELD = 64 * 1024 * 1024
"""Bytes that the room holds; whoever brings more is sent away."""

MOST_INSIDE = 64
"""Requests that are answered or wait for a thread. Most take a few milliseconds; whoever is one more comes again."""

TURN = 0.001
"""Seconds after which Python lets another thread have its turn. At its own pace, five milliseconds, whoever reads or
answers a request waits so long at each word to the socket while a sheet is worked out.
"""

END, PIECE = b"\r\n\r\n", 65536
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*(?:\r\n|$)")
CHUNKED = re.compile(rb"\r\ntransfer-encoding:")
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue")
CHUNK = re.compile(rb"([0-9a-fA-F]{1,15})[^\r\n]*\r\n")
HANGS_UP = re.compile(rb"^[^\r]* http/1\.0\r\n|\r\nconnection:[ \t]*close")
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
ALIVE = b"GET /health "
"""Whoever asks whether we live is let in even then."""

FULL = b'{"error":"Tickmark is asked for more than it can answer just now: try again in a few seconds."}'
TOO_MANY = (
    b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nCache-Control: no-store\r\nConnection: close\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(FULL), FULL)
)
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Arrival:
    """A request as far as it has come."""

    def __init__(self, come: bytes = b"") -> None:
        self.come = bytearray(come)
        self.is_awaited = False
        """Whether the room listens for more of it."""
        self._body = 0
        """Where the body begins, or its next chunk; 0 until the head is there."""
        self._length = 0
        self._chunked = self._hangs_up = self.expects = False

    def is_whole(self) -> bool:
        """Whether all of it is there, or as much as anybody waits for."""
        if not self._body and not self._has_head():
            return False
        if len(self.come) > MOST_HEAD + MOST_BODY:
            return True
        return self._has_chunks() if self._chunked else len(self.come) >= self._body + self._length

    @property
    def has_endless_head(self) -> bool:
        """Whether the head goes on and on."""
        return not self._body and len(self.come) > MOST_HEAD

    @property
    def is_one_of_several(self) -> bool:
        """Whether its connection may be kept for the next: nothing else has come, and nobody said that they hang up."""
        return not (self._chunked or self._hangs_up) and len(self.come) == self._body + self._length

    def _has_head(self) -> bool:
        end = self.come.find(END)
        if end < 0:
            return False
        head, self._body = bytes(self.come[:end]).lower(), end + len(END)
        told = LENGTH.search(head)
        length = int(told[1]) if told else 0
        self._length = length if length <= MOST_BODY else 0
        self._chunked, self.expects = bool(CHUNKED.search(head)), bool(EXPECTS.search(head))
        self._hangs_up = bool(HANGS_UP.search(head))
        return True

    def _has_chunks(self) -> bool:
        """Whether the last chunk is there. What is no chunk is handed on, to be refused."""
        while (at := self.come.find(b"\r\n", self._body)) >= 0:
            size = CHUNK.match(self.come, self._body)
            if size is None:
                return True
            if int(size[1], 16) == 0:
                return self.come.find(END, at) >= 0
            if len(self.come) < size.end() + int(size[1], 16) + 2:
                return False
            self._body = size.end() + int(size[1], 16) + 2
        return False


class Antechamber(ThreadWorker):  # type: ignore[misc]  # gunicorn is published without annotations
    """gunicorn's worker with threads, and the room before them."""

    _arrivals: dict[TConn, Arrival]
    _held = _inside = 0
    _notified = 0.0

    def init_process(self) -> None:
        """Begin to work."""
        self._arrivals = {}
        sys.setswitchinterval(TURN)
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application, and ask for its porter."""
        super().load_wsgi()
        self._porter: Porter = getattr(self.wsgi, "porter", None) or Porter()

    def notify(self) -> None:
        """Say that we live; gunicorn would do so at every word from outside."""
        now = time.monotonic()
        if now - self._notified >= 1:
            self._notified = now
            super().notify()
            self._porter.tell()

    def enqueue_req(self, conn: TConn) -> None:
        """Wait for a request of this connection, then let it in."""
        conn.sock.setblocking(False)
        come = conn.parser.unreader.take_buffered() if conn.parser else b""
        arrival = self._arrivals[conn] = Arrival(come)
        self._held += len(come)
        self._more(conn, conn.sock)
        if conn in self._arrivals:
            arrival.is_awaited, conn.timeout = True, time.monotonic() + PATIENCE
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._more, conn))

    def _more(self, conn: TConn, sock: socket.socket) -> None:
        arrival = self._arrivals[conn]
        while not arrival.is_whole():
            try:
                piece = sock.recv(PIECE)
            except (BlockingIOError, InterruptedError):
                self._answer_what_it_expects(arrival, sock)
                return
            except OSError:
                self._send_away(conn, b"")
                return
            if not piece:
                break  # whoever hung up in the middle of a request is told so by the parser, if anybody listens
            arrival.come += piece
            self._held += len(piece)
            if arrival.has_endless_head or self._held > MOST_HELD:
                self._send_away(conn, TOO_LONG)
                return
        self._let_in(conn)

    def _answer_what_it_expects(self, arrival: Arrival, sock: socket.socket) -> None:
        """Some clients wait for a word before they send a body."""
        if arrival.expects:
            arrival.expects = False
            with suppress(OSError):
                sock.send(GO_ON)

    def _let_in(self, conn: TConn) -> None:
        if words := self._porter.refusal(self._arrivals[conn].come):
            self._turn_back(conn, words)
            return
        if self._inside >= MOST_INSIDE and not self._arrivals[conn].come.startswith(ALIVE):
            self._send_away(conn, TOO_MANY)
            return
        come = bytes(self._forget(conn).come)
        conn.sock.setblocking(True)
        conn.init()
        conn.parser.unreader.unread(come)
        self._inside += 1
        super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """One has been answered."""
        self._inside -= 1
        super().finish_request(conn, fs)

    def _forget(self, conn: TConn) -> Arrival:
        arrival = self._arrivals.pop(conn)
        if arrival.is_awaited:
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)
        self._held -= len(arrival.come)
        return arrival

    def _turn_back(self, conn: TConn, words: bytes) -> None:
        """Answer, and keep the connection where it can be kept: to make a new one costs more than the answer."""
        stays = (
            self.alive and self._arrivals[conn].is_one_of_several and len(self.keepalived_conns) < self.max_keepalived
        )
        if not stays:
            self._send_away(conn, words.replace(END, b"\r\nConnection: close" + END, 1))
            return
        self._forget(conn)
        with suppress(OSError):
            if conn.sock.send(words) == len(words):
                conn.set_timeout()
                self.keepalived_conns.append(conn)
                self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_client_socket_readable, conn))
                return
        self._hang_up(conn)

    def _send_away(self, conn: TConn, words: bytes) -> None:
        self._forget(conn)
        with suppress(OSError):
            conn.sock.send(words)
        self._hang_up(conn)

    def _hang_up(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Send away whoever took too long."""
        now = time.monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            conn = self.pending_conns[0]
            self._send_away(conn, TOO_SLOW if self._arrivals[conn].come else b"")
