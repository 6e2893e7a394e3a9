"""The peak of memory that one contestant needs for 100,000 rows, in megabytes above the rows: `peak.py NAME`."""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path

from tests.bench import frames, log, ours

SELF = Path("/proc/self")


def kilobytes(name: str) -> int:
    """A figure of this process as the kernel keeps it."""
    found = re.search(rf"^{name}:\s+(\d+) kB", (SELF / "status").read_text(), re.MULTILINE)
    assert found, f"the kernel says nothing of {name}"
    return int(found[1])


def main(name: str) -> None:
    """Judge a few rows, so that the libraries are there; then forget the peak, and judge many."""
    before = kilobytes("VmRSS")
    few, many = log.made(1000), log.made(100_000)
    held = kilobytes("VmRSS") - before
    judges = {
        "pandas": frames.pandas_groups, "polars": frames.polars_columns, "duckdb": frames.duckdb_windows,
        "ours": lambda rows: partial(ours.judged, known=facts[len(rows.serial)])(rows),
    }  # fmt: skip
    facts = {size: ours.facts(size) for size in (1000, 100_000)} if name == "ours" else {}
    judges[name](few)
    (SELF / "clear_refs").write_text("5")
    judges[name](many)
    print((kilobytes("VmHWM") - held - before) // 1024)


if __name__ == "__main__":
    main(sys.argv[1])
