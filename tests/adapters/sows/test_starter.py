"""Somebody's own workbook gets SOW files with which it can be reviewed at once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from service.adapters.sows import load, starter
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Reading
from service.domain.period import Period
from service.faults import SowFault


def entry(number: int, day: int | None, person: str, client: str, project: str) -> Entry:
    on = date(2026, 9, day) if day else None
    return Entry(f"r{number}", "Log", number, on, person=person, client=client, project=project)


ROWS = [
    # day, person, client, project
    (14, "Ana Reis", "Dune Hotels", "Site"),
    (30, "ana  reis", "dune hotels", "SITE"),
    (2, "Bo “B” Lind", "Dune Hotels", "Guest app"),
    (3, "Ána Reis", "Ødegård: Söhne #1", "off"),
    (4, "ana-reis", "", "Homeless project"),
    (None, "", "", ""),
    (5, "no", "1043", ""),
]
READING = Reading(tuple(entry(n, *row) for n, row in enumerate(ROWS, 2)), title="Hours 2026.xlsx")


def test_the_first_files_load_and_know_every_name_of_the_workbook(tmp_path: Path) -> None:
    starter(READING, tmp_path / "sows")
    agency, sows = load(tmp_path / "sows", {})
    assert [person.name for person in agency.people] == ["Ana Reis", "Bo “B” Lind", "Ána Reis", "ana-reis", "no"]
    assert all(agency.person(row[1]) for row in ROWS if row[1])
    assert {client.name: [project.name for project in client.projects] for client in agency.clients} == {
        "Dune Hotels": ["Site", "Guest app"],
        "Ødegård: Söhne #1": ["off"],
        "Client without a name": ["Homeless project"],
        "1043": [],
    }
    assert len(sows) == 4


def test_one_price_stands_in_for_everybody_over_the_months_found(tmp_path: Path) -> None:
    starter(READING, tmp_path / "sows")
    _, sows = load(tmp_path / "sows")
    for sow in sows:
        assert sow.days == Period(date(2026, 9, 1), date(2026, 9, 30))
        price = sow.rate_on(date(2026, 9, 14), "ana-reis", "team")
        assert price is not None and price.rate == Decimal("100.00")


def test_every_line_that_waits_for_an_answer_says_so(tmp_path: Path) -> None:
    for path in starter(READING, tmp_path / "sows"):
        text = path.read_text(encoding="utf-8")
        assert "FILL IN" in text, path
        assert text.startswith("# yaml-language-server: $schema="), path


def test_a_workbook_without_people_clients_or_dates_still_gets_files_that_load(tmp_path: Path) -> None:
    starter(Reading((entry(2, None, "", "", ""),)), tmp_path / "sows")
    agency, sows = load(tmp_path / "sows")
    assert (agency.people, agency.clients, sows) == ((), (), ())


def test_files_that_are_there_are_never_overwritten(tmp_path: Path) -> None:
    starter(READING, tmp_path)
    with pytest.raises(SowFault, match=r"holds an agency\.yaml already; name an empty folder"):
        starter(READING, tmp_path)
