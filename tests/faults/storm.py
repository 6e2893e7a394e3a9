"""Processes on one PostgreSQL, killed at moments of chance, while each row is asked for twice.

`python -m tests.faults.storm` raises the whole one and prints its score; the exit status is 1 where it is not clean.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from sandbox.serving import Running
from tests.faults.agency import Agency, Score
from tests.faults.nursery import Nursery
from tests.faults.worker import Request, Short
from tests.postgres import Cluster

SEED = int(os.environ.get("SEED", "8"))


class Storm(NamedTuple):
    """How much is asked for, how often somebody dies, and for how long we look on."""

    rows: int
    kills: int
    seconds: float
    processes: int = 3


class Outcome(NamedTuple):
    """What is left when it is over."""

    storm: Storm
    score: Score
    asked_again: int
    kills: int
    lives: int
    seconds: float
    rest: float

    @property
    def is_clean(self) -> bool:
        """Whether each row is on one invoice, with the right cents, after all the kills, and nothing is left to do."""
        return self.score == Score(self.storm.rows) and (self.asked_again, self.kills) == self.storm[:2]

    def __str__(self) -> str:
        score = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in self.score._asdict().items())
        return (
            f"{self.storm.processes} processes, {self.storm.rows} rows, each asked for twice, seed {SEED}: "
            f"kills {self.kills}, lives {self.lives}, {score}; {self.seconds:.0f} s, at rest {self.rest:.0f} s after "
            "the last kill"
        )


GREAT = Storm(rows=300, kills=60, seconds=900)
"""Bounded for a busy machine; an idle one needs a small part of it."""


def raised(root: str, folder: Path, database: str, storm: Storm) -> Outcome:
    """A storm lived through."""
    agency = Agency(root, folder, database, storm.rows)
    agency.set_up()
    again = Request(Short(agency.wiring), agency.book, SEED, "sol@kite.example")
    began = time.monotonic()
    with Nursery(agency, SEED) as nursery:
        rest = nursery.storm(storm.processes, storm.kills, ask=5, pause=(1.0, 2.4), seconds=storm.seconds)
        asked = len(again.ask(storm.rows))
        return Outcome(
            storm, agency.score(), asked, nursery.killed, nursery.born, time.monotonic() - began, rest
        )  # fmt: skip


def main() -> int:
    """The great storm."""
    with Running() as sandbox, Cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        outcome = raised(sandbox.root, Path(folder), cluster.fresh(), GREAT)
    print(outcome)
    return int(not outcome.is_clean)


if __name__ == "__main__":
    sys.exit(main())
