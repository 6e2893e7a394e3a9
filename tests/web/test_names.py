"""Names in the sheet follow the language of the agency, and are understood in every language that has a file."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from service.review import consider
from service.words import say
from tests import office
from tests.office import MANAGER, Papers
from tests.tongue import NAME, speak, untold
from tests.web.test_undoing import HOURS, Desk

OURS = range(6, 16)
CATEGORY, FLAGS, STATUS = 6, 9, 13
NEUTRAL = re.compile(r"[✖▲●·+\d\s]|\b[A-Z]{3}\d{3}\b")
"""What says the same in every language: signs, figures and codes of rules."""

Opened = Callable[[str], Desk]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """The desk of an agency that speaks one of two languages."""
    workbook, folder = tmp_path / "October.csv", tmp_path / "words"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in HOURS.strip().splitlines())
    folder.mkdir()
    reading, made = office.Settings.read, []

    def open_desk(language: str) -> Desk:
        speaking = speak(folder, monkeypatch, language)
        next(speaking)
        monkeypatch.setattr(office.Settings, "read", lambda env: reading({**env, "TICKMARK_LANGUAGE": language}))
        made.append((Desk(tmp_path, Papers(workbook)), speaking))
        return made[0][0]

    yield open_desk
    for desk, speaking in made:
        with closing(desk):
            next(speaking, None)


def titles(desk: Desk) -> list[str]:
    return [tab["properties"]["title"] for tab in desk.grid()["sheets"]]


def timesheet(desk: Desk) -> dict[str, Any]:
    return next(tab for tab in desk.grid()["sheets"] if tab["properties"]["title"] == "October")


def column(desk: Desk, place: int) -> list[Any]:
    return [[*row, *[""] * 16][place] for row in desk.values("October")[1:]]


def formulas(desk: Desk) -> list[str]:
    rules = timesheet(desk).get("conditionalFormats", [])
    return [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]


def choices(desk: Desk, row: int) -> list[str]:
    cell = timesheet(desk)["data"][0]["rowData"][row - 1]["values"][CATEGORY]
    return [one["userEnteredValue"] for one in cell["dataValidation"]["condition"]["values"]]


def writes(desk: Desk, after: int) -> list[str]:
    return [call["path"] for call in desk.calls("sheets", after) if call["path"].endswith(":batchUpdate")]


def statuses(desk: Desk) -> list[str]:
    """What the service makes of the rows, as the JSON tells it."""
    rows = consider(desk.wiring.desk(), desk.wiring.sheet(desk.id).read()).rows
    return [row.status.value for row in rows]


def test_no_name_in_the_sheet_stands_in_english(opened: Opened) -> None:
    desk = opened(NAME)
    desk.ask("setup")
    header, *rows = desk.values("October")
    named = [*header[6:], *(row[at] for row in rows for at in (CATEGORY, FLAGS, STATUS) if len(row) > at and row[at])]
    named += [*choices(desk, 2), *(title for title in titles(desk) if title != "October")]
    named += [text for line in desk.values("⟦Run log⟧") for text in line[1:3] if text != MANAGER]
    assert len(named) > 35
    assert [text for text in named if NEUTRAL.sub("", untold(text))] == []
    assert [one for one in formulas(desk) if re.search("[A-Z][a-z]", untold(one))] == []
    assert statuses(desk) == ["Needs approval", "Needs approval", "Needs approval", "Needs approval"]


def test_a_second_review_reads_its_own_words_and_writes_nothing(opened: Opened) -> None:
    desk = opened(NAME)
    desk.ask("setup")
    before = desk.said_so_far()
    desk.check()
    assert writes(desk, before) == []


@pytest.mark.parametrize(("language", "typed"), [(NAME, "⟦Testing⟧"), ("en", "Testing")])
def test_a_category_counts_in_whatever_language_it_is_chosen(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, language: str, typed: str
) -> None:
    desk = opened(language)
    desk.ask("setup")
    place = {"spreadsheetId": desk.id, "by": MANAGER, "range": "October!G2", "value": typed}
    desk.said("/__person/edit", place)
    monkeypatch.setattr(say, "language", NAME)
    desk.check()
    assert desk.ask("explain", tab="October", row=2)["facts"][8] == ["⟦Category⟧", "⟦⟦Testing⟧, chosen by a person⟧"]
    assert column(desk, CATEGORY)[0] == typed


def test_an_agency_may_change_its_language_and_change_it_back(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened("en")
    desk.ask("setup")
    desk.types("October", 2, "approve", True)
    desk.reports("October", 2, 2)
    english, tabs = column(desk, STATUS), titles(desk)
    header, coloured = desk.values("October")[0], formulas(desk)

    monkeypatch.setattr(say, "language", NAME)
    desk.check()
    assert column(desk, STATUS) == [f"⟦{status}⟧" for status in english]
    assert (titles(desk), desk.values("October")[0]) == (tabs, header), "nothing is made twice or renamed"
    assert choices(desk, 2)[0] == "⟦Strategy⟧"
    assert {one.partition("=")[2].partition("=")[2] for one in formulas(desk)} >= {'"⟦Ready⟧"', '"Ready"'}
    assert statuses(desk)[0] == "Ready", "the approval stands"
    before = desk.said_so_far()
    desk.check()
    assert writes(desk, before) == []

    monkeypatch.setattr(say, "language", "en")
    desk.check()
    assert column(desk, STATUS) == english
    assert choices(desk, 2)[0] == "Strategy"
    assert (titles(desk), desk.values("October")[0]) == (tabs, header)
    assert len(formulas(desk)) == len(coloured) + 2, "each language has its rules once"
    desk.said("/__person/edit", {"spreadsheetId": desk.id, "by": MANAGER, "range": "October!F5", "value": "Layout"})
    assert desk.ask("clear", confirmed=True)
    assert formulas(desk) == []


def test_a_box_under_english_heads_counts_in_the_other_language(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened("en")
    desk.ask("setup")
    desk.types("October", 2, "approve", True, last=3)
    desk.reports("October", 2, 3)
    lines = desk.values("Review")
    row = next(number for number, line in enumerate(lines, 1) if len(line) > 2 and line[2] is False and line[3])
    desk.said("/__person/edit", {"spreadsheetId": desk.id, "by": MANAGER, "range": f"Review!C{row}", "value": True})
    monkeypatch.setattr(say, "language", NAME)
    assert "⟦1 invoice drafted" in desk.reports("Review", row, row)
    assert column(desk, STATUS)[:2] == ["⟦Drafted⟧", "⟦Drafted⟧"]
