"""Edits that come while a sheet is being looked at share the next look, for which one thread waits."""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from service.approving import Act
from service.web.gathering import Gathering, joined

RUTH, HANA = "ruth@tidewick.example", "hana@tidewick.example"


class Looks:
    """Looks that take until they are let go."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.is_broken = False
        self.begun, self.let_go = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, act: Act) -> int:
        self.acts.append(act)
        self.begun.release()
        self.let_go.acquire()
        if self.is_broken:
            raise ValueError("the sheet is gone")
        return len(self.acts)


class Crowd:
    """People who edit at the same moment."""

    def __init__(self) -> None:
        self.looks, self.dropped = Looks(), list[str]()
        self.gathering = Gathering[int](self.dropped.append)
        self._hands = ThreadPoolExecutor(8)

    def edits(self, row: int, who: str = RUTH, sheet: str = "s") -> "Future[int | None]":
        """One edit, on its way."""
        before = len(self.gathering._waiting), len(self.looks.acts)
        act = Act(who, "tick", {"Hours": range(row, row + 1)})
        told = self._hands.submit(self.gathering.look, sheet, act, self.looks)
        while (len(self.gathering._waiting), len(self.looks.acts)) == before and not self._joins(row):
            time.sleep(0.002)
        return told

    def _joins(self, row: int) -> bool:
        return any(row in (one.act.rows or {}).get("Hours", ()) for one in list(self.gathering._waiting.values()))


def rows(act: Act) -> list[int]:
    """The rows of a look."""
    touched: Mapping[str, Any] = act.rows or {}
    return [row for row in range(20) if row in touched.get("Hours", ())]


def test_edits_that_come_meanwhile_share_one_look_and_one_thread() -> None:
    crowd = Crowd()
    first = crowd.edits(2)
    crowd.looks.begun.acquire()
    others = [crowd.edits(row) for row in (5, 9, 7)]
    crowd.looks.let_go.release()
    crowd.looks.let_go.release()
    assert [first.result(5), *(one.result(5) for one in others)] == [1, 2, None, None]
    assert [rows(act) for act in crowd.looks.acts] == [[2], [5, 7, 9]], "and no row in between"


def test_a_tick_counts_as_its_author_s_alone() -> None:
    crowd = Crowd()
    first = crowd.edits(2)
    crowd.looks.begun.acquire()
    others = [crowd.edits(5), crowd.edits(6, HANA)]
    for _ in range(3):
        crowd.looks.let_go.release()
    assert {one.result(5) for one in [first, *others]} == {1, 2, 3}
    assert {(act.who, *rows(act)) for act in crowd.looks.acts} == {(RUTH, 2), (RUTH, 5), (HANA, 6)}


def test_another_sheet_waits_for_nobody() -> None:
    crowd = Crowd()
    here, there = crowd.edits(2), crowd.edits(2, sheet="other")
    for _ in range(2):
        crowd.looks.begun.acquire()
    for _ in range(2):
        crowd.looks.let_go.release()
    assert {here.result(5), there.result(5)} == {2}


def test_rows_left_with_a_look_that_fails_are_left_to_the_clock() -> None:
    crowd = Crowd()
    first = crowd.edits(2)
    crowd.looks.begun.acquire()
    second, third = crowd.edits(5), crowd.edits(7)
    crowd.looks.is_broken = True
    for _ in range(2):
        crowd.looks.let_go.release()
    for failed in (first, second):
        with pytest.raises(ValueError, match="gone"):
            failed.result(5)
    assert third.result(5) is None
    assert crowd.dropped == ["s"], "nobody but the third was told that the rows are seen"
    assert crowd.gathering.look("s", Act(RUTH), lambda _: 7) == 7


def test_who_means_every_row_makes_it_every_row() -> None:
    assert joined(Act(RUTH, "tick", {"Hours": range(2, 3)}), Act(RUTH, "tick")) is None
