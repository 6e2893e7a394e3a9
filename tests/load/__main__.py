"""`make load`: calls of the script against the service as the image starts it, and whether one sheet harms the others.

Each figure stands beside the same figure without the flood, taken right before it on the same machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from tests.load.crowds import CLOCK, EVERYBODY, FLOOD, OTHERS, Crowds
from tests.load.stage import Stage
from tests.load.traffic import AGAIN, BROKEN, Answered, Call, percentile, play, statuses

A_SECOND = 200.0
PEOPLE = 0.5
"""Calls a second of all other sheets together: Google's sixty reads a minute are not enough for many more."""

GOAL = 1.5
"""How much longer the others may wait while a sheet floods; the flood's own work on these processors is in it."""

SHEETS = 7


class Ran(NamedTuple):
    """What came of one run."""

    name: str
    answers: list[Answered]
    processor: float
    """Seconds of it that the service took."""
    own: float
    """Seconds that this program took, on the same machine."""

    def of(self, crowd: str) -> list[Answered]:
        """The answers to one crowd."""
        return [one for one in self.answers if one.call.crowd == crowd]


def main() -> int:
    """Run it, print the scoreboard; 1 where something does not hold."""
    wish = arguments().parse_args()
    with Stage(SHEETS) as stage:
        stage.quota(on=True)
        runs = []
        for number in range(1, wish.pairs + 1):
            crowds = Crowds(stage, wish.seconds)
            alone, flood = crowds.others(PEOPLE) + crowds.clock(), crowds.flood(A_SECOND - PEOPLE)
            runs += [run(stage, f"alone {number}", alone), run(stage, f"flooded {number}", alone + flood)]
        everybody = Crowds(stage, wish.seconds).everybody(A_SECOND)
        runs.append(run(stage, "all alike", everybody))
    print(board(runs))
    held = verdict(runs)
    return 0 if held else 1


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="how long each run takes (60)")
    parser.add_argument("--pairs", type=int, default=1, help="runs without and with the flood (1)")
    return parser


def run(stage: Stage, name: str, calls: list[Call]) -> Ran:
    """One run, after a pause in which Google's minute fills again."""
    print(f"{name}: {len(calls)} calls", file=sys.stderr)
    time.sleep(20)
    before, own = stage.seconds_of_processor(), time.process_time()
    answers = play(stage.port, calls)
    return Ran(name, answers, stage.seconds_of_processor() - before, time.process_time() - own)


def board(runs: Iterable[Ran]) -> str:
    """The scoreboard."""
    head = ("run", "crowd", "calls", "done", "kept", "come again", "other 4xx", "5xx", "no answer", "again", "p50 s",
            "p95 s")  # fmt: skip
    lines = [head, *(line(ran, crowd) for ran in runs for crowd in (OTHERS, FLOOD, EVERYBODY, CLOCK) if ran.of(crowd))]
    widths = [max(len(str(one[place])) for one in lines) for place in range(len(head))]
    return "\n".join("  ".join(str(cell).rjust(wide) for cell, wide in zip(one, widths, strict=True)) for one in lines)


def line(ran: Ran, crowd: str) -> tuple[object, ...]:
    """One crowd of one run."""
    mine = ran.of(crowd)
    found = statuses(mine)
    refused = sum(count for status, count in found.items() if 400 <= status < 500) - found[AGAIN]
    counts = (found[200] + found[204], found[202], found[AGAIN], refused, broken(mine), found[BROKEN])
    turns = sum(one.turns for one in mine)
    return (ran.name, crowd, len(mine), *counts, turns, f"{percentile(mine, 0.5):.3f}", f"{percentile(mine, 0.95):.3f}")


def broken(answers: Iterable[Answered]) -> int:
    """How many answers say that the service failed."""
    return sum(one.status >= 500 for one in answers)


def verdict(runs: list[Ran]) -> bool:
    """Whether it holds, said line by line."""
    every = [one for ran in runs for one in ran.answers]
    pairs = list(zip(runs[:-1:2], runs[1:-1:2], strict=True))
    ratios = [percentile(two.of(OTHERS), 0.95) / percentile(one.of(OTHERS), 0.95) for one, two in pairs]
    lost = statuses(every)[BROKEN]
    flooded = [ran for ran in runs if ran.of(FLOOD) or ran.of(EVERYBODY)]
    cost, own = (
        statistics.median(1000 * seconds(ran) / len(ran.answers) for ran in flooded)
        for seconds in (attrgetter("processor"), attrgetter("own"))
    )
    longer = ", ".join(f"{one:.2f}" for one in ratios)
    said = [
        (broken(every) == 0, f"answers of 5xx: {broken(every)} of {len(every)}"),
        (lost == 0, f"calls without an answer: {lost}"),
        (
            statistics.median(ratios) <= GOAL,
            f"others' p95, in times without the flood: {longer} (goal: {GOAL} at most)",
        ),
    ]
    for held, words in said:
        print(f"{'holds ' if held else 'MISSED'}  {words}")
    needed, busy = cost * A_SECOND / 1000, os.getloadavg()[0]
    print(
        f"        {cost:.2f} ms of processor a call in the flood, so {A_SECOND:.0f} a second need {needed:.2f} of one;"
        f" to make them takes {own:.2f} ms"
    )
    print(
        f"        load of this machine {busy:.1f} on {os.cpu_count()} processors: past that number, times mean little"
    )
    return all(held for held, _ in said)


if __name__ == "__main__":
    sys.exit(main())
