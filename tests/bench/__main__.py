"""`make bench`: the scoreboard, printed and written to docs/benchmarks.md. The exit status is 1 where a goal is missed.

`--quick` leaves out whatever takes minutes, `--million` adds a million rows, and `--only WORD` runs the parts whose
title holds the word, and writes nothing.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.bench import checks, costs, gates, sheets, starts, whole
from tests.bench.board import Part, as_markdown, printed
from tests.bench.run import measured

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PACKAGES = ("pandas", "polars", "duckdb", "zen-engine", "common-expression-language", "rule-engine", "business-rules",
            "panzi-json-logic", "gspread", "orjson", "flask", "gunicorn")  # fmt: skip
HEAD = """# Benchmarks

`make bench` writes this page.
Contestants take turns in one process, and only ratios within a round count.
The median of the rounds is shown, with the quartiles.
Times are processor time, starts and invoices wall time.
A peer that says anything else than the others about any row stops the run before anything is timed.
The whole run takes a quarter of an hour at most; a part that breaks or takes too long is missed, and the others go on.
A goal that is missed says so, with what stands in the way; goals are not moved to fit.
"""


LONG = ("checks 100k", "growth", "whole 24k", "whole 100k", "gates")
LEFT_OUT = "This was a quick run: 100,000 rows, growth, bytes to bytes and the product's own limits are left out.\n\n"
UNFINISHED = "This run has not come to its end.\n\n"


def parts(folder: Path, million: bool) -> Mapping[str, Callable[[], Part]]:
    """Everything that is measured, in the order of the page."""
    found: dict[str, Callable[[], Part]] = {
        "right": costs.right,
        "checks 1k": partial(checks.board, 1000, 7, folder),
        "checks 24k": partial(checks.board, 24_000, 7, folder),
        "checks 100k": partial(checks.board, 100_000, 3, folder),
        "growth": partial(checks.growth, folder),
        "whole 24k": partial(whole.board, 24_000, 3, folder),
        "whole 100k": partial(whole.board, 100_000, 1, folder),
        "gates": gates.board,
        "month": sheets.month,
        "reading": sheets.reading,
        "writing": sheets.writing,
        "starts": starts.board,
        "money": costs.money,
        "questions": costs.questions,
    }
    return found | ({"million": partial(checks.million, folder)} if million else {})


def machine() -> str:
    """Where and with what it ran."""
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.machine())  # fmt: skip
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {cpu}.\nWith {versions}.\n"


def main(arguments: list[str]) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="make bench", description="The scoreboard.")
    parser.add_argument("--million", action="store_true", help="judge a million rows as well")
    parser.add_argument("--quick", action="store_true", help="leave out whatever takes minutes; the page says so")
    parser.add_argument("--only", default="", metavar="WORD", help="only parts named so; writes nothing")
    told = parser.parse_args(arguments)
    done: list[Part] = []
    with tempfile.TemporaryDirectory() as folder:
        wanted = {name: part for name, part in parts(Path(folder), told.million).items()
                  if told.only in name and not (told.quick and name in LONG)}  # fmt: skip
        for part in measured(wanted):
            print(printed(part), flush=True)
            done.append(part)
            if not told.only:
                PAGE.write_text(page(done, told.quick, len(done) < len(wanted)), encoding="utf-8")
    print(f"\n{score(done)}")
    return int(any(line.met is False for part in done for line in part.lines))


def page(done: Sequence[Part], is_quick: bool, goes_on: bool) -> str:
    """The page as far as the run has come."""
    said = f"{LEFT_OUT if is_quick else ''}{UNFINISHED if goes_on else ''}{score(done)}\n"
    return "\n".join([HEAD, machine(), said, *(as_markdown(part) + "\n" for part in done)])


def score(done: Sequence[Part]) -> str:
    """How many goals are met."""
    verdicts = [line.met for part in done for line in part.lines]
    return f"{verdicts.count(True)} goals met, {verdicts.count(False)} missed."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
