"""The seven checks by everybody: the rules alone, over a thousand to a hundred thousand rows, and how that grows."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.bench import engines, frames, limit, log, loop, ours, plain
from tests.bench.board import Line, Part, at_least, at_most
from tests.bench.log import Log, Verdict
from tests.bench.rounds import Rounds, figure, turns

Judge = Callable[[Log], Verdict]
OURS, LIMIT, LOOP, POLARS, PANDAS = "Tickmark", "C", "plain loop", "Polars", "pandas, groups"
ENGINES: Mapping[str, Judge] = {
    "cel (Rust)": engines.cel, "zen (Rust)": engines.zen, "rule-engine": engines.rule_engine,
    "business-rules": engines.business_rules, "JsonLogic": engines.json_logic,
}  # fmt: skip
PEERS: Mapping[str, Judge] = {
    LOOP: loop.judged, POLARS: frames.polars_columns, PANDAS: frames.pandas_groups, "DuckDB": frames.duckdb_windows,
    **ENGINES, "pandas, apply": frames.pandas_rows,
}  # fmt: skip
SLOW = ("pandas, apply",)
MANY = 50_000
"""Rows past which the slow ones are left out: a go of theirs takes most of a minute."""
FEW = (OURS, *ENGINES)
PRODUCT = (
    "Each limit keeps exact decimal hours and money, what was used before, the clause and a sentence with the"
    " reader's own numbers on the row; the peers keep a number. A row past a limit costs most of it."
)


class Wrong(Exception):
    """A peer says something else than the others: nothing is timed then."""


def contestants(size: int, folder: Path) -> tuple[Log, dict[str, Judge]]:
    """The rows and everybody who judges them, after all were found to say the same."""
    rows, judge = log.made(size), limit.built(folder)
    everybody: dict[str, Judge] = {} if judge is None else {LIMIT: partial(limit.judged, judge)}
    known = ours.facts(size)
    peers = {name: peer for name, peer in PEERS.items() if size < MANY or name not in SLOW}
    everybody |= {OURS: lambda one: ours.judged(one, known), **peers}
    agreed(rows, everybody)
    return rows, everybody


def agreed(rows: Log, everybody: Mapping[str, Judge]) -> None:
    """Hold every verdict to the plain one. Raises Wrong."""
    right = plain.judged(rows)
    for name, judge in everybody.items():
        wrong = list(plain.differences(judge(rows), right))
        if wrong:
            raise Wrong(f"{name}: {'; '.join(wrong)}")


def timed(size: int, folder: Path, rounds: int) -> Rounds:
    """Everybody in turn; the slow ones less often."""
    rows, everybody = contestants(size, folder)
    few = max(1, rounds // 2)
    turnings = {name: 1 if name in SLOW else few if name in FEW else rounds for name in everybody}
    return turns({name: partial(judge, rows) for name, judge in everybody.items()}, turnings)


def board(size: int, rounds: int, folder: Path) -> Part:
    """The rules alone at one size."""
    found = timed(size, folder, rounds)
    lines = []
    if LIMIT in found.seconds:
        mine = found.ratio(OURS, LIMIT)
        lines.append(
            at_most("Tickmark beside the same checks in C", mine.middle, 3.5, str(mine), "at most 3.5 x", PRODUCT)
        )
        lines += [Line(f"{name} beside C", str(found.ratio(name, LIMIT))) for name in PEERS if name in found.seconds]
    for name, ahead in ((POLARS, 2), (PANDAS, 4), *((name, 8) for name in ENGINES)):
        lead = found.ratio(name, OURS)
        lines.append(at_least(f"{name} beside Tickmark", lead.middle, ahead, str(lead), f"at least {ahead} x", PRODUCT))
    how = (
        f"{size:,} rows, columns in and columns out; every flag, minute and cent was found equal first."
        " No rule engine can add up over rows: their running sums are made for them, and they decide seven conditions."
    )
    return Part(f"The seven checks over {size:,} rows", how, tuple(lines))


def growth(folder: Path) -> Part:
    """Ten times the rows, and the memory that they take."""
    small, big = log.made(10_000), log.made(100_000)
    facts = ours.facts(10_000), ours.facts(100_000)
    found = turns({"10k": partial(ours.judged, small, facts[0]), "100k": partial(ours.judged, big, facts[1])}, 3)
    grown = found.ratio("100k", "10k")
    peak = {name: peak_of(name) for name in ("ours", "pandas", "polars", "duckdb")}
    why = "Entries, bills and findings are values with sentences, and take more than columns of numbers."
    return Part(
        "How it grows",
        "Time at 100,000 rows beside 10,000; the peak of a fresh process above its rows, libraries included.",
        (
            at_most("Tickmark, 100k beside 10k", grown.middle, 12, str(grown), "at most 12 x"),
            at_most("Tickmark, peak at 100k", peak["ours"], 65, f"{peak['ours']} MB", "at most 65 MB", why),
            *(Line(f"{name}, peak at 100k", f"{peak[name]} MB") for name in ("pandas", "polars", "duckdb")),
        ),
    )


def peak_of(name: str) -> int:
    """Megabytes at the peak of a fresh process above what its rows take."""
    command = [sys.executable, "-m", "tests.bench.peak", name]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout)


def million(folder: Path) -> Part:
    """A million rows once: more than a spreadsheet holds."""
    judge = limit.built(folder)
    rows, known = log.made(1_000_000), ours.facts(1_000_000)
    others = {POLARS: frames.polars_columns, PANDAS: frames.pandas_groups, LOOP: loop.judged}
    acts: dict[str, Callable[[], object]] = {name: partial(one, rows) for name, one in others.items()}
    acts[OURS] = partial(ours.judged, rows, known)
    if judge is not None:
        acts[LIMIT] = partial(limit.judged, judge, rows)
    found = turns(acts, 1)
    base = LIMIT if judge is not None else LOOP
    lines = [
        Line(f"{name} beside {base}", f"{figure(found.ratio(name, base).middle)} x") for name in acts if name != base
    ]
    return Part("A million rows", "One go each: a sign, not a measurement.", tuple(lines))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(board(24_000, 3, Path(scratch)))
