"""One act in Review settles all rows of a decision: a sentence that stands in each Reason, or a question that waits."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.hours.reading import Shown, Value
from service.reports.decisions import ANSWER, ASKED, head
from service.review import Review, review
from tests.walks.desk import TAB, PaperSheet, desk_at

OWEN = "owen@row.example"
VAGUE = """
    date       | person | hours | text
    2026-09-01 | Ines   | 2.00  | stuff
    2026-09-02 | Ines   | 3.00  | things
    2026-09-03 | Petra  | 1.00  | work
    2026-09-04 | Owen   | 1.00  | misc
"""


def lines(sheet: PaperSheet) -> list[tuple[Value, ...]]:
    """The decisions of the Review tab, without the rows below them."""
    rows = sheet.tabs["Review"]
    start = rows.index(head())
    return [row for row in rows[start + 1 :] if len(row) == len(head()) and not str(row[0]).startswith("   ")]


def put(sheet: PaperSheet, title: str, column: int, value: Value) -> range:
    """A person writes beside a decision; the row it was."""
    rows = list(sheet.tabs["Review"])
    at = next(at for at, row in enumerate(rows) if row[:1] == (title,))
    rows[at] = tuple(value if place == column else cell for place, cell in enumerate(rows[at]))
    sheet.tabs["Review"] = tuple(rows)
    return range(at + 1, at + 2)


def says(store: Store, sheet: PaperSheet, title: str, column: int, value: Value, who: str = OWEN) -> Review:
    """A person writes beside a decision, and the trigger reports it."""
    where = put(sheet, title, column, value)
    return review(desk_at(store), sheet, Act(who, "tick", {}, where, {}))


@pytest.fixture
def sheet(store: Store) -> PaperSheet:
    made = PaperSheet(VAGUE)
    review(desk_at(store), made)
    return made


def titles(sheet: PaperSheet) -> Sequence[Value]:
    return [line[0] for line in lines(sheet)]


def test_whoever_logged_them_is_asked_about_all_their_rows_at_once(sheet: PaperSheet) -> None:
    assert [(line[0], line[3], line[4]) for line in lines(sheet)] == [
        ("Ines Halloran", 5, 700), ("Owen Tregear", 1, 105), ("Petra Lindqvist", 1, 100),
    ]  # fmt: skip


def test_an_answer_goes_into_the_reason_of_each_row(store: Store, sheet: PaperSheet) -> None:
    says(store, sheet, "Ines Halloran", ANSWER, "the client knows; agreed")
    assert [sheet.says(row, "reason") for row in (2, 3, 4)] == ["TXT002: the client knows, agreed"] * 2 + ["None"]
    assert sheet.note(2, "reason").startswith(f"Answered in Review by {OWEN}")
    assert "Ines Halloran" not in titles(sheet)
    assert sheet.note(2, "status") == "Tick Approve if it is right."


def test_what_stood_in_reason_before_stays_there(store: Store, sheet: PaperSheet) -> None:
    sheet.shown[TAB, 2]["reason"] = Shown("TIM004: long day")
    says(store, sheet, "Ines Halloran", ANSWER, "agreed")
    assert sheet.says(2, "reason") == "TIM004: long day; TXT002: agreed"


def test_nobody_answers_for_their_own_hours(store: Store, sheet: PaperSheet) -> None:
    says(store, sheet, "Owen Tregear", ANSWER, "it was me")
    assert sheet.says(5, "reason") == "None"
    assert "Owen Tregear" in titles(sheet)


IGNORED = ["ines@row.example", ""]


@pytest.mark.parametrize("who", IGNORED)
def test_only_an_approver_decides_and_what_they_wrote_stays_to_be_seen(
    store: Store, sheet: PaperSheet, who: str
) -> None:
    says(store, sheet, "Petra Lindqvist", ANSWER, "let it pass", who)
    assert sheet.says(4, "reason") == "None"
    assert next(line for line in lines(sheet) if line[0] == "Petra Lindqvist")[ANSWER] == "let it pass"


def test_a_question_waits_until_the_row_says_something_else(store: Store, sheet: PaperSheet) -> None:
    says(store, sheet, "Ines Halloran", ASKED, True)
    assert titles(sheet)[-1] == "Ines Halloran, asked 5 October"
    assert sheet.note(2, "status") == "Ines Halloran was asked on 5 October."
    sheet.edit(2, description="odds")
    seen = review(desk_at(store), sheet)
    assert titles(sheet) == ["Ines Halloran", "Owen Tregear", "Petra Lindqvist", "Ines Halloran, asked 5 October"]
    assert seen.decisions == 3


def test_a_question_is_taken_back_by_its_box(store: Store, sheet: PaperSheet) -> None:
    says(store, sheet, "Ines Halloran", ASKED, True)
    says(store, sheet, "Ines Halloran, asked 5 October", ASKED, False)
    assert titles(sheet) == ["Ines Halloran", "Owen Tregear", "Petra Lindqvist"]
    assert store.asked(["r_2", "r_3"]) == []


def test_two_answers_at_once_both_stand_in_a_row(store: Store, sheet: PaperSheet) -> None:
    first = put(sheet, "Ines Halloran", ANSWER, "agreed")
    last = put(sheet, "Petra Lindqvist", ANSWER, "agreed too")
    review(desk_at(store), sheet, Act(OWEN, "tick", {}, range(first.start, last.stop), {}))
    assert [sheet.says(row, "reason") for row in (2, 4)] == ["TXT002: agreed", "TXT002: agreed too"]


def test_what_asks_for_nothing_is_no_decision(store: Store) -> None:
    sheet = PaperSheet("date | person | hours | text\n2026-09-01 | Ines | 2.00 | Fare table import")
    assert review(replace(desk_at(store)), sheet).decisions == 0
    assert lines(sheet) == []
