"""The page of costs is what its script works out, every price says where and when it was read, and the goal is met."""

import csv
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
PAGE = (HOUSE / "docs" / "costs.md").read_text(encoding="utf-8")


def cells(name: str) -> list[Decimal]:
    """The figures of a line of the page."""
    line = re.search(rf"^\| \**{re.escape(name)}\** \| (.*) \|$", PAGE, re.MULTILINE)
    assert line, name
    return [Decimal(cell.strip("* ")) for cell in line[1].split("|")]


def test_the_page_is_what_the_script_works_out() -> None:
    made = subprocess.run([sys.executable, ".ci/costs.py"], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert made.stdout == PAGE, "docs/costs.md is old: python .ci/costs.py > docs/costs.md"


@pytest.mark.parametrize(
    ("thing", "bill"),
    [
        ("secrets", ["0.18", "0.18", "0.18"]),  # nine, six of them free, at 6 cents
        ("schedules", ["0.10", "0.10", "0.10"]),  # four, three of them free, at 10 cents
        ("images", ["0.15", "0.15", "0.15"]),  # 2 GB, half a GB free, at 10 cents
        ("db-f1-micro", ["7.67", "7.67", "7.67"]),  # 730 hours at 1.05 cents: 7.665
        ("the same with db-g1-small", ["27.84", "27.84", "27.84"]),  # 730 hours at 3.5 cents: 17.88 more
        ("disk", ["1.70", "1.70", "1.70"]),  # 10 GB at 17 cents
        ("claude", ["0.05", "0.17", "0.66"]),  # 1,980, 6,600 and 26,400 entries at 2.5 cents a thousand
    ],
)
def test_figures_worked_out_by_hand(thing: str, bill: list[str]) -> None:
    assert cells(thing) == [Decimal(one) for one in bill]


def test_a_month_beside_claude_stays_under_twenty_dollars() -> None:
    assert all(total < 20 for total in cells("beside Claude"))


@pytest.mark.parametrize(
    "worked_out",
    [
        "busy for 0.750 s of a minute, or in proportion 3.5 s",  # 30 looks at 25 ms; times 2,000 by 423
        "of the 12 s that it has",  # a fifth of sixty seconds
        "so 333 MB while a new version takes over and both hold all the 44",  # 25 and 44 times 7
        "26,400 entries a month at 12 kB",  # 200 people, 132 entries
        "are 317 MB a month: 9 GB hold 28 months",  # 26,400 times 12 kB
    ],
)
def test_that_the_smallest_database_is_enough_is_worked_out(worked_out: str) -> None:
    assert worked_out in PAGE


def test_every_price_says_where_and_when_it_was_read() -> None:
    with (HOUSE / ".ci" / "prices.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            assert date.fromisoformat(line["read_on"])
            assert line["source"].startswith("https://") or (HOUSE / line["source"]).exists()
            assert line["confirmed"] in ("yes", "second hand", "no")
