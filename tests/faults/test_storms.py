"""Real processes, killed at moments of chance: each row ends on exactly one invoice, whatever QuickBooks remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.serving import Running
from tests.faults.agency import Agency, Score
from tests.faults.nursery import Nursery
from tests.faults.storm import SEED, Storm, raised
from tests.postgres import Cluster


def said(nursery: Nursery, rest: float, score: Score) -> str:
    return (
        f"{nursery.killed} kills, {nursery.born} lives, {score.invoices} invoices, at rest {rest:.1f} s after: {score}"
    )


@pytest.mark.slow
def test_forty_kills_of_one_process_after_another(sandbox: Running, database: str, tmp_path: Path) -> None:
    agency = Agency(sandbox.root, tmp_path, database, rows=80)
    agency.set_up()
    agency.said("/quickbooks/__company", remember_requestids=False)
    with Nursery(agency, SEED) as nursery:
        rest = nursery.storm(processes=1, kills=40, ask=3, pause=(0.3, 1.7), seconds=120)
        score = agency.score()
    assert nursery.killed == 40
    assert score == Score(invoices=80), said(nursery, rest, score)
    print(said(nursery, rest, score))


@pytest.mark.slow
def test_three_processes_on_one_database_and_each_row_asked_for_twice(
    sandbox: Running, postgres: Cluster, tmp_path: Path
) -> None:
    outcome = raised(sandbox.root, tmp_path, postgres.fresh(), Storm(rows=60, kills=20, seconds=110))
    assert outcome.is_clean, outcome
    print(outcome)
