"""Work that takes longer than anybody likes to look at nothing: whoever asked hears each second how far it is.

The script of a sheet stands still while it waits for an answer, so it cannot show anything meanwhile; it gets the news
as an answer, shows it, and asks again with the same word. Where another instance is asked that knows nothing of the
work, it does it as well: a walk that is walked twice writes once.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

from flask import copy_current_request_context, g

from service.desk import Sheet
from service.domain.hours.reading import Changes, Reading, Written
from service.words import say

Answer = dict[str, Any]
Key = tuple[str, str, str, str]
"""Who asks, at which address, about which sheet, and the word that the script has chosen for this work."""

PATIENCE = 1.0
"""Seconds until whoever waits hears something."""

MOST_KEPT = 100
"""Works that are kept until somebody asks for their answer; beyond, answers that nobody has fetched are dropped."""


class News:
    """How far one piece of work is."""

    def __init__(self) -> None:
        self._words = self._judges = say("working.reads")
        self._since = time.monotonic()

    @property
    def words(self) -> str:
        """A sentence for a toast."""
        return say("working.since", words=self._words, seconds=round(time.monotonic() - self._since))

    def has_read(self, rows: int) -> None:
        """The sheet is read."""
        self._words = self._judges = say("working.judges", rows=rows)

    def describes(self, done: int, texts: int) -> None:
        """So many of the texts that nobody knew are described."""
        self._words = say("working.describes", done=done, texts=texts) if done < texts else self._judges

    def writes(self, cells: int) -> None:
        """All is decided, and so many cells are on their way into the sheet."""
        self._words = say("working.writes", cells=cells)


class Heard:
    """A sheet that says when it has been read and when it is written."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._news = sheet, news()

    def read(self) -> Reading:
        """Everything in it, in one read."""
        reading = self._sheet.read()
        self._news.has_read(len(reading.entries))
        return reading

    def write(self, changes: Changes) -> Written:
        """All changes in one write."""
        self._news.writes(len(changes.cells))
        return self._sheet.write(changes)


def news() -> News:
    """Where the work that goes on in this thread tells how far it is; where nobody listens, into the air."""
    found: News = g.get("news") or News()
    return found


class Meanwhile:
    """The works of this process that somebody watches."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._works: dict[Key, tuple[Future[Answer], News]] = {}

    def answer(self, key: Key, act: Callable[[], Answer]) -> Answer:
        """What the work came to, or how far it is. What goes wrong in it is raised here."""
        with self._lock:
            future, how_far = self._works.get(key) or self._begun(key, act)
        wait([future], self._patience)
        if not future.done():
            return {"working": how_far.words}
        with self._lock:
            self._works.pop(key, None)
        return future.result()

    def _begun(self, key: Key, act: Callable[[], Answer]) -> tuple[Future[Answer], News]:
        if len(self._works) >= MOST_KEPT:
            self._works = {other: work for other, work in self._works.items() if not work[0].done()}
        who, future, how_far = g.who, Future[Answer](), News()

        @copy_current_request_context
        def work() -> None:
            g.who, g.news = who, how_far
            try:
                future.set_result(act())
            except BaseException as trouble:  # noqa: BLE001 - it is raised where somebody waits for the answer
                future.set_exception(trouble)

        threading.Thread(target=work, daemon=True).start()
        self._works[key] = future, how_far
        return self._works[key]
