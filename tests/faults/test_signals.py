"""Processes that are stopped, woken too late, or asked to go: each row still ends on exactly one invoice."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.serving import Running
from tests.faults.agency import Agency, Score
from tests.faults.nursery import Nursery
from tests.faults.worker import SHORT
from tests.postgres import Cluster

LONGEST = 120


@pytest.fixture
def agency(sandbox: Running, postgres: Cluster, tmp_path: Path) -> Agency:
    """Two approved rows, and a QuickBooks that remembers no request."""
    made = Agency(sandbox.root, tmp_path, postgres.fresh(), rows=2)
    made.set_up()
    made.said("/quickbooks/__company", remember_requestids=False)
    return made


def until(done: Callable[[], bool]) -> None:
    """Wait for something, for two minutes at most."""
    ends = time.monotonic() + LONGEST
    while not done():
        assert time.monotonic() < ends, "waited for two minutes in vain"
        time.sleep(0.1)


def is_stopped(child: int) -> bool:
    return Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T"


@pytest.mark.slow
def test_a_process_that_slept_past_its_lease_sends_nothing_when_it_wakes(agency: Agency) -> None:
    with Nursery(agency, 8) as nursery:
        sleeper = nursery.start(2, die="mark", when="after", sign="SIGSTOP")
        until(lambda: is_stopped(sleeper))
        nursery.start(2)
        until(lambda: nursery.all_claimed() and agency.is_at_rest())
        nursery.signal(sleeper, signal.SIGCONT)
        time.sleep(SHORT.read_timeout.total_seconds())
        until(agency.is_at_rest)  # whoever wakes may still ask for a look at the sheet
        assert nursery.lives(sleeper) and agency.score() == Score(invoices=2)


@pytest.mark.slow
def test_a_process_that_is_asked_to_go_ends_its_work_and_takes_no_more(agency: Agency) -> None:
    with Nursery(agency, 8) as nursery:
        leaver = nursery.start(2)
        until(lambda: agency.claims() > 0)
        nursery.signal(leaver, signal.SIGTERM)
        until(lambda: not nursery.lives(leaver))
        nursery.start(2)
        until(lambda: nursery.all_claimed() and agency.is_at_rest())
        assert agency.score() == Score(invoices=2)
