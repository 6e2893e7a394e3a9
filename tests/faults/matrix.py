"""The matrix of faults and steps: each cell is lived through with the real code, and said by one letter."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sandbox.serving import Running
from tests.faults.faults import FAULTS, STANDS
from tests.faults.scene import Scene
from tests.faults.verdict import Outcome, Verdict

TABLE = Path(__file__).with_name("matrix.txt")
MEMORY = Path("/dev/shm")
"""What is written here costs no disk: no cell pulls the plug of the machine."""


class Cell(NamedTuple):
    """One kind of a fault at one step, and the letter that may come of it."""

    fault: str
    step: str
    kind: str
    may: str


class Lived(NamedTuple):
    """What came of a cell."""

    letter: str
    outcome: Outcome
    recovery: float
    faults: int
    kills: int
    edits: int

    def is_right(self, cell: Cell) -> bool:
        """Whether it came out as the table says; what was to resume may as well not have been disturbed."""
        return self.letter in (cell.may, "N" if cell.may == "R" else cell.may) and not self.outcome.harm


Tried = tuple[Cell, Lived]


def table() -> Iterator[tuple[str, str, str]]:
    """Fault, step, and what stands there: letters, or the word that says why there is nothing to live through."""
    lines = [line.split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if "|" in line]
    steps = [step.strip() for step in lines[0][1:]]
    for fault, *told in lines[1:]:
        for step, said in zip(steps, told, strict=True):
            yield fault.strip(), step, said.strip()


def is_word(said: str) -> bool:
    """Whether a cell says why the fault cannot meet the step."""
    return said.isalpha() and said.islower()


def cells() -> Iterator[Cell]:
    """Every kind of every cell of the table that is lived through."""
    for fault, step, said in table():
        if not is_word(said):
            kinds, letters = FAULTS[fault][step], said.split(",")
            letters = letters * len(kinds) if len(letters) == 1 else letters
            for kind, may in zip(kinds, letters, strict=True):
                yield Cell(fault, step, kind, may)


def live(scene: Scene, cell: Cell) -> Lived:
    """Arm the fault, ask for drafts, let the world calm down, and look at what is left."""
    scene.prepare(cell.step, voided=cell.fault not in STANDS)
    FAULTS[cell.fault][cell.step][cell.kind](scene, cell.step)
    scene.endure(cell.step)
    verdict = Verdict(scene, cell.step)
    verdict.look_at_once()
    scene.calm()
    recovery = scene.recover(cell.step)
    letter = verdict.letter()
    scene.settle()
    return Lived(letter, verdict.outcome(), recovery, scene.faults, scene.kills, scene.edits)


@cache
def sandbox() -> str:
    """The address of this process's own sandbox."""
    running = Running()
    running.__enter__()
    return running.root


def lived(cell: Cell) -> Tried:
    """One cell in a world of its own."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        scene = Scene(sandbox(), Path(folder), f"sqlite:///{folder}/tickmark.db", claude=cell.step == "describe")
        try:
            return cell, live(scene, cell)
        except Exception as problem:
            return cell, Lived(
                f"broke by {type(problem).__name__}", Outcome(0), 0, scene.faults, scene.kills, scene.edits
            )
        finally:
            scene.close()


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of the values lie."""
    if len(values) < 2:
        return values[0] if values else 0
    return statistics.quantiles(values, n=100, method="inclusive")[int(share * 100) - 1]
