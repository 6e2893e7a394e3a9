"""What the README of the SOW files shows is true."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from service.adapters.sows import load
from service.domain.terms.check import Check
from service.faults import SowFault
from tests.adapters.sows.folders import AGENCY, KNOWN

README = (Path(__file__).parents[3] / "sows" / "README.md").read_text(encoding="utf-8")
CLIENT, SOW, MORE, AMENDMENT = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
KNOWN_HERE = {**KNOWN, "several-tasks-in-one-entry": Check("TXT003", {"min_hours": 1})}
SENIOR = "senior_developer"


def folder(root: Path, sow: str) -> Path:
    """The README's files under an agency whose people have the roles it names."""
    own = root / "sows" / "fern"
    own.mkdir(parents=True)
    (own.parent / "agency.yaml").write_text(AGENCY.replace("role: designer", f"role: {SENIOR}"))
    (own / "client.yaml").write_text(CLIENT + "  - {id: care-plan, name: Care plan}\n")
    (own / "fern-1.yaml").write_text(sow)
    return own.parent


def test_the_first_sow_of_the_readme_loads(tmp_path: Path) -> None:
    agency, (sow,) = load(folder(tmp_path, SOW), KNOWN_HERE)
    assert agency.client("fern") is not None
    assert [card.role for card in sow.rates] == ["developer", "developer", "designer"]


def test_everything_else_that_the_readme_shows_loads_behind_it(tmp_path: Path) -> None:
    _, (sow,) = load(folder(tmp_path, SOW + MORE), KNOWN_HERE)
    assert [cap.action for cap in sow.caps] == ["clip", "acknowledge", "block"]
    assert sow.retainer is not None
    assert sow.rounding is not None


def test_the_amendment_of_the_readme_raises_the_ceiling_from_its_day_on(tmp_path: Path) -> None:
    _, (sow,) = load(folder(tmp_path, SOW + MORE + AMENDMENT), KNOWN_HERE)
    limits = [sow.on(day).caps[-1].limit for day in (date(2026, 11, 30), date(2026, 12, 1))]
    assert limits == [Decimal("60000.00"), Decimal("72000.00")]


def test_the_mistakes_of_the_readme_are_worded_as_they_are(tmp_path: Path) -> None:
    wrong = SOW.replace("115.00", "ninety") + "retainer: {hours: 20, settlement: yearly}\n"
    with pytest.raises(SowFault) as caught:
        load(folder(tmp_path, wrong), KNOWN_HERE)
    said = [line.partition(": ")[2] for line in str(caught.value).splitlines()]
    assert all(sentence in README for sentence in said)
    assert len(said) == 2
