"""A benchmark that breaks, hangs or disagrees is on the page as missed, with what happened; the page is never lost."""

from __future__ import annotations

import time

import pytest

from tests.bench import run
from tests.bench.board import Line, Part, as_markdown
from tests.bench.checks import Wrong

GOOD = Part("Good", "Measured.", (Line("speed", "2 x", "at most 3 x", True),))


def good() -> Part:
    return GOOD


def broken() -> Part:
    raise OSError("no port is free")


def endless() -> Part:
    while True:
        time.sleep(0.01)


def disagreeing() -> Part:
    raise Wrong("polars: row 7")


def test_what_breaks_or_hangs_is_missed_and_the_others_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "A_PART", 0.2)
    broke, hung, fine = run.measured({"starts": broken, "reading": endless, "good": good})
    assert fine == GOOD
    said = [(part.title, line.met, line.found) for part in (broke, hung) for line in part.lines]
    assert said == [
        ("Starts", False, "OSError: no port is free"),
        ("Reading", False, "TimeoutError: it took longer than 0 s"),
    ]


def test_nothing_is_timed_after_an_answer_that_differs() -> None:
    (only,) = run.measured({"checks": disagreeing, "good": good})
    assert only.lines[0].found == "Two disagree, so nothing more was timed: polars: row 7."


def test_what_has_no_time_left_is_not_begun() -> None:
    (late,) = run.measured({"good": good}, longest=0)
    assert late.lines[0].found == "The time for all parts was over."


def test_a_reason_that_holds_for_several_goals_is_given_once() -> None:
    lines = [Line(name, "9 x", "at most 3 x", False, why) for name, why in (("a", "Why."), ("b", "Why."), ("c", "So."))]
    told = as_markdown(Part("T", "How.", tuple(lines)))
    assert told.endswith("Missed, and why:\n\n- a; b: Why.\n- c: So.")
    assert as_markdown(Part("T", "How.", tuple(lines[:2]))).endswith("| missed |\n\nWhy what is missed is missed: Why.")
