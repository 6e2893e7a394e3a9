"""The matrix of faults and steps: each cell is lived through with the real code, and said by one letter."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.exc import OperationalError

from service.adapters.quickbooks.books import Books
from service.adapters.sheets.spreadsheet import GoogleSheet
from service.faults import Fault
from tests.faults.agency import Score
from tests.faults.scene import Died, Scene

TABLE = Path(__file__).with_name("matrix.txt")
STEPS: dict[str, tuple[Any, str]] = {
    "read": (GoogleSheet, "read"), "reserve": (None, "reserve"), "verify": (None, "verify"), "mark": (None, "mark"),
    "create": (Books, "create"), "confirm": (None, "confirm"), "project": (None, "shown"), "void": (None, "void"),
}  # fmt: skip
"""The call of our own in which each step happens; None stands for the ledger."""
CALLS = {
    "read": ("sheets", "GET", ":batchGet|spreadsheets/[^/]+$", 1), "verify": ("sheets", "GET", "", 3),
    "create": ("quickbooks", "POST", "/invoice$", 1), "project": ("sheets", "POST", ":batchUpdate", 1),
    "void": ("quickbooks", "GET", "/cdc|/invoice/", 1),
}  # fmt: skip
"""The call to the world outside that each step makes."""


LEASE_ENDS = timedelta(minutes=6)
"""Whoever died is known to be dead once its lease is over; what is left to the next try happens then."""


class Cell(NamedTuple):
    """One fault at one step, and what may come of it."""

    fault: str
    step: str
    may: str


class Lived(NamedTuple):
    """What came of a cell."""

    letter: str
    score: Score
    recovery: float
    without_reason: int
    faults: int
    kills: int
    edits: int


def cells() -> Iterator[Cell]:
    """Every cell of the table."""
    lines = [line.split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if "|" in line]
    steps = [step.strip() for step in lines[0][1:]]
    for fault, *letters in lines[1:]:
        for step, may in zip(steps, letters, strict=True):
            yield Cell(fault.strip(), step, may.strip())


def live(scene: Scene, cell: Cell) -> Lived:
    """Arm the fault, ask for drafts, let the world calm down, and look at what is left."""
    act = FAULTS[cell.fault]
    if cell.step == "void":
        scene.generate()
        scene.recover()
        scene.void_one()
    act(scene, cell.step)
    for _ in range(2):
        with suppress(Died, Fault, OperationalError):
            scene.sweep() if cell.step == "void" else scene.generate()
            break
        scene.troubled = True
        scene.late += LEASE_ENDS
    clean = scene.is_at_rest() and not scene.troubled
    scene.calm()
    recovery = scene.recover()
    return Lived(
        scene.letter(clean, cell.step), scene.score(cell.step), recovery, scene.held_without_reason(),
        scene.faults, scene.kills, scene.edits,
    )  # fmt: skip


def at(when: str, deed: Callable[[Scene], None]) -> Callable[[Scene, str], None]:
    """Something that happens right before or right after our own call of a step."""

    def arm(scene: Scene, step: str) -> None:
        thing, name = STEPS[step]
        scene.trap(thing or scene.agency.store, name, when, deed)

    return arm


def met(**fault: Any) -> Callable[[Scene, str], None]:
    """A fault that the step's call meets at the sandbox."""

    def arm(scene: Scene, step: str) -> None:
        service, method, path, nth = CALLS[step]
        scene.break_at(service=service, method=method, path=path, nth=nth, **fault)

    return arm


def refused(scene: Scene, step: str) -> None:
    scene.turn(book_close_date="2027-01-01")
    scene.faults += 1


def expired(scene: Scene, step: str) -> None:
    scene.turn(expire_access_tokens=True)
    scene.faults += 1


def ill(scene: Scene, step: str) -> None:
    scene.turn(remember_requestids=False, faults_in_queries=1)
    met(kind="cut")(scene, step)


def doubled(scene: Scene, step: str) -> None:
    met(kind="cut")(scene, step)
    at("after", lambda scene: None)  # the second document is posted once the first has been
    scene.doubles = True


def killed(scene: Scene) -> None:
    scene.kills += 1
    raise Died


def down(scene: Scene) -> None:
    scene.faults += 1
    raise OperationalError("", {}, Exception("the database is down"))


FAULTS: dict[str, Callable[[Scene, str], None]] = {
    "kill before and after": at("around", killed),
    "database down": at("before", down),
    "lost before the effect": met(kind="drop"),
    "answer lost after the effect": met(kind="cut"),
    "429": met(kind="status", status=429, retry_after="1"),
    "a page with 503": met(kind="status", status=503, **{"as": "html"}),
    "refusal": refused,
    "token refused": expired,
    "requestid ignored, search ill": ill,
    "person edits the hours": at("before", Scene.edit),
    "person unticks": at("before", Scene.untick),
    "person sorts": at("before", Scene.sort),
    "asked for twice": at("before", Scene.ask_too),
    "frozen past its lease": at("before", Scene.freeze),
    "two with one marker": doubled,
}


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of the values lie."""
    if len(values) < 2:
        return values[0] if values else 0
    return statistics.quantiles(values, n=100, method="inclusive")[int(share * 100) - 1]
