"""A month of two thousand entries is read for cents, and an unchanged second look asks nothing."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from sandbox.serving import Running
from service.adapters.claude import Claude, ClaudeSettings
from service.adapters.store.store import Store
from service.review import review
from tests.rules.engagement import NOW
from tests.walks.desk import PaperSheet, desk_at

WRITTEN = Path(__file__).parents[1] / "data" / "descriptions" / "learned.csv"
ENTRIES, DIFFERENT = 2000, 1200
MOST_REQUESTS, MOST_MONEY = 60, Decimal("0.10")
PEOPLE, PROJECTS = ("Ines", "Tomas", "Bram", "Petra", "Owen"), ("Booking site", "Crew app", "Kiosk")


def texts() -> list[str]:
    """Texts as people in agencies write them, each of them different."""
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["description"].replace("|", "/") for row in csv.DictReader(file)))[:DIFFERENT]


def a_month() -> str:
    """So many entries; a text that comes twice stands under the same project both times."""
    written = texts()
    assert len(written) == DIFFERENT
    rows = ["    date       | person | project | hours | text"]
    for n in range(ENTRIES):
        which = n % DIFFERENT
        project = PROJECTS[which % len(PROJECTS)]
        rows.append(f"    2026-09-{n % 28 + 1:02} | {PEOPLE[n % 5]} | {project} | 0.25 | {written[which]}")
    return "\n".join(rows)


@pytest.mark.slow
def test_a_month_is_read_for_cents_and_the_second_look_is_free(sandbox: Running, tmp_path: Path) -> None:
    store = Store.at(f"sqlite:///{tmp_path / 'ledger.db'}")
    reader = Claude(ClaudeSettings(key="k", url=f"{sandbox.root}/claude"), store, lambda: NOW)
    sheet = PaperSheet(a_month())
    first = review(desk_at(store, reader), sheet)
    assert (first.look.left, reader.problem) == (0, "")
    lines = store.spending(f"{NOW:%Y-%m}")
    told = {line.model: (line.requests, line.money) for line in lines}
    assert sum(requests for requests, _ in told.values()) <= MOST_REQUESTS, told
    assert sum(money for _, money in told.values()) < MOST_MONEY, told
    assert sum(line.cache_read for line in lines) > sum(line.cache_write for line in lines)
    review(desk_at(store, reader), sheet)
    assert store.spending(f"{NOW:%Y-%m}") == lines
