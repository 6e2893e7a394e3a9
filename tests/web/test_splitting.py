"""A row that names several tasks becomes two by one click, and one again by one undo."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.domain.hours.halves import Half, halves_of, parted
from tests.office import Papers
from tests.web.test_undoing import Desk

HOURS = """
Date       | Person         | Client         | Project          | Description                                                     | Hours
2026-10-15 | Sunniva Aske   | Harbour & Pine | Spring catalogue | Cover proofs checked; call with the printer; new type scale set | 2.25
2026-10-16 | Sunniva Aske   | Harbour & Pine | Spring catalogue | Spreads 12 to 19, layout of the kitchen range                   | 4
"""  # noqa: E501 - drawn as people see it


TIMES = """
Date       | Person         | Client         | Project          | Start | End   | Description                                                     | Hours
2026-10-15 | Sunniva Aske   | Harbour & Pine | Spring catalogue | 09:00 | 13:00 | Cover proofs checked; call with the printer; new type scale set | 4
2026-10-16 | Sunniva Aske   | Harbour & Pine | Spring catalogue | 09:00 | 11:00 | Spreads 12 to 19, layout of the kitchen range                   | 2
"""  # noqa: E501 - drawn as people see it


def desk_with(folder: Path, hours: str) -> Desk:
    workbook = folder / "October.csv"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in hours.strip().splitlines())
    made = Desk(folder, Papers(workbook))
    made.ask("setup")
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(desk_with(tmp_path, HOURS)) as made:
        yield made


def offered(desk: Desk) -> dict[str, Any]:
    (offer,) = [one for one in desk.ask("explain", tab="October", row=2)["offers"] if one.get("split")]
    return dict(offer)


def rows(desk: Desk) -> list[tuple[Any, Any]]:
    return [(row[4], row[5]) for row in desk.values("October")[1:]]


def test_a_row_is_split_at_the_offered_boundary_and_one_undo_joins_it_again(desk: Desk) -> None:
    offer = offered(desk)
    assert offer["label"] == (
        "Split into two rows: 0.75 h “Cover proofs checked” and 1.5 h “call with the printer; new type scale set”"
    )
    before = desk.grid()
    desk.ask("split", tab="October", row=2, rowId=offer["rowId"])
    assert rows(desk)[:2] == [("Cover proofs checked", 0.75), ("call with the printer; new type scale set", 1.5)]
    (ids,) = {tuple(row[-1] for row in desk.values("October")[1:])}
    assert len(set(ids)) == 3 and ids[0] == offer["rowId"]
    assert "went back" in desk.undo()
    assert october(desk.grid()) == october(before)


def test_the_times_of_a_row_are_split_with_its_hours(tmp_path: Path) -> None:
    with closing(desk_with(tmp_path, TIMES)) as desk:
        offer, before = offered(desk), clocks(desk)
        assert offer["label"] == (
            "Split into two rows: 1.25 h from 09:00 “Cover proofs checked” "
            "and 2.75 h from 10:15 “call with the printer; new type scale set”"
        )
        desk.ask("split", tab="October", row=2, rowId=offer["rowId"])
        assert clocks(desk) == [[9, 10.25, 1.25], [10.25, 13, 2.75], [9, 11, 2]]
        again = desk.ask("explain", tab="October", row=2)
        assert [one["code"] for one in again["findings"] if one["code"].startswith("TIM")] == []
        assert "went back" in desk.undo()
        assert clocks(desk) == before == [[9, 13, 4], [9, 11, 2]]


def clocks(desk: Desk) -> list[list[Any]]:
    """Start and end of each row by the clock, and its hours."""
    return [[*(round(24 * cell, 2) for cell in row[4:6]), row[7]] for row in desk.values("October")[1:]]


PARTED = [
    # start, end, hours of each half, the times of both; None where they cannot be parted
    ("09:00", "13:00", "1.5", "2.5", (("09:00", "10:30"), ("10:30", "13:00"))),
    ("09:00", "13:00", "1.5", "2", (("09:00", "10:30"), ("10:30", "13:00"))),
    ("09:00", "", "1.5", "2.5", (("09:00", ""), ("10:30", ""))),
    ("", "13:00", "1.5", "2.5", (("", "10:30"), ("", "13:00"))),
    ("", "", "1.5", "2.5", (("", ""), ("", ""))),
    ("22:00", "02:00", "1.5", "2.5", None),
    ("22:00", "", "2", "2", None),
    ("09:00", "10:00", "1.5", "2.5", None),
]


@pytest.mark.parametrize(("start", "end", "first", "second", "times"), PARTED)
def test_the_second_half_begins_when_the_first_one_ends(
    start: str, end: str, first: str, second: str, times: tuple[tuple[str, str], tuple[str, str]] | None
) -> None:
    found = parted((clock(start), clock(end)), Decimal(first), Decimal(second))
    assert found == (times and tuple((clock(one), clock(other)) for one, other in times))


def clock(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def october(grid: dict[str, Any]) -> Any:
    return next(sheet for sheet in grid["sheets"] if sheet["properties"]["title"] == "October")


def test_halves_that_somebody_has_changed_stay_two(desk: Desk) -> None:
    offer = offered(desk)
    desk.ask("split", tab="October", row=2, rowId=offer["rowId"])
    desk.said("/__person/edit", {"spreadsheetId": desk.id, "by": "x@y.example", "range": "October!F3", "value": 2})
    assert "Left as people have changed it since: October, row 2" in desk.undo()
    assert [hours for _, hours in rows(desk)] == [0.75, 2, 4]


def test_a_row_that_is_another_by_now_is_not_split(desk: Desk) -> None:
    assert "nothing was changed" in desk.ask("split", tab="October", row=3, rowId=offered(desk)["rowId"])["message"]
    assert len(rows(desk)) == 2


BOUNDARIES = [
    # text, tasks, hours, times in the text, the halves
    ("a; b; c", ["a", "b", "c"], "2.25", [], ("0.75", "a", "1.50", "b; c")),
    ("call 2h and notes 1h", ["call 2h", "notes 1h"], "4", ["2", "1"], ("2", "call 2h", "2", "notes 1h")),
    ("one task", ["one task"], "2", [], None),
    ("only the end", ["the end", "x"], "2", [], None),
]


@pytest.mark.parametrize(("text", "tasks", "hours", "told", "halves"), BOUNDARIES)
def test_the_boundary_lies_behind_the_first_task(
    text: str, tasks: list[str], hours: str, told: list[str], halves: tuple[str, str, str, str] | None
) -> None:
    found = halves_of(text, tasks, Decimal(hours), [Decimal(one) for one in told])
    wanted = halves and (Half(Decimal(halves[0]), halves[1]), Half(Decimal(halves[2]), halves[3]))
    assert found == wanted
