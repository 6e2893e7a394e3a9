"""The sample month from the manager's chair: at most one act for each twenty rows, and each act is done here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from service.domain.judging.verdict import Status
from service.reports.decisions import ANSWER, ASKED, head
from service.reports.matters import open_matters
from service.review import Review, consider
from tests.month import APPROVERS, runs
from tests.office import MANAGER, Office

pytestmark = [pytest.mark.story, pytest.mark.slow]

ROWS_A_DECISION = 20
"""Five per cent of the rows."""

OPEN = (Status.NEEDS_FIX, Status.NEEDS_APPROVAL)


class Decision(NamedTuple):
    """A decision as it stands in the Review tab."""

    row: int
    title: str
    to_do: str
    box: Any

    @property
    def asks(self) -> bool:
        return self.to_do.startswith("Ask ")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("decisions"))
    try:
        office.ask("setup")
        yield office
    finally:
        office.close()


def decisions(office: Office) -> list[Decision]:
    """What the Review tab lists as waiting for a person, read from the sheet like anybody reads it."""
    lines = office.values("Review")
    start = next(at for at, line in enumerate(lines) if line[: len(head())] == list(head()))
    found: list[Decision] = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        padded = [*line, *[""] * len(head())]
        if not any(padded):
            break
        if not str(padded[0]).startswith(" "):
            found.append(Decision(number, padded[0], padded[1], padded[ASKED]))
    return found


def settle(office: Office, one: Decision) -> None:
    """The manager does what Review says: one tick, or one sentence."""
    column, value = (ASKED, True) if one.asks else (ANSWER, "Agreed by mail on 2 November")
    place = f"'Review'!{'ABCDEFGHIJK'[column]}{one.row}"
    office.said("/__person/edit", {"spreadsheetId": office.id, "by": MANAGER, "range": place, "value": value})


def seen(office: Office) -> Review:
    wiring = office.wiring
    return consider(wiring.desk(), wiring.sheet(office.id).read())


def test_what_a_manager_has_to_read_fits_on_two_pages(office: Office) -> None:
    """The headings of all decisions, and the rows of those that the manager alone can answer."""
    lines = office.values("Review")
    start = next(at for at, line in enumerate(lines) if line[: len(head())] == list(head()))
    words, answered = 0, False
    for line in (line for line in lines[start + 1 :] if len(line) > 1):
        below = str(line[0]).startswith(" ")
        answered = answered if below else not str(line[1]).startswith("Ask ")
        if not below or answered:
            words += sum(len(str(cell).split()) for cell in line)
    assert 300 < words <= 1000


def test_a_month_is_settled_by_one_act_for_twenty_rows(office: Office) -> None:
    rows = len(seen(office).rows)
    asked = decisions(office)
    assert len({one.title for one in asked}) == len(asked) <= rows // ROWS_A_DECISION, asked
    settle(office, asked[0])
    told = office.reports("Review", asked[0].row, asked[0].row)
    assert told == f"Waiting for Tobias Renn. {len(asked) - 1} decisions to make.", "the most money at stake first"
    left = decisions(office)
    assert [one.title for one in left] == [one.title for one in asked[1:]]
    for one in left:  # the trigger may tell of several acts at once
        settle(office, one)
    assert office.reports("Review", left[0].row, left[-1].row).endswith(" 0 decisions to make.")
    assert decisions(office) == []


def test_what_is_settled_is_drafted_or_held_with_a_reason(office: Office) -> None:
    """The ticks come on top: one stroke down each tab."""
    waiting = [row for row in seen(office).with_status(Status.NEEDS_APPROVAL) if not row.asked]
    for tab, who in APPROVERS.items():
        numbers = [row.work.entry.row for row in waiting if row.work.entry.tab == tab]
        for first, last in runs(numbers):
            office.types(tab, first, "approve", True, last, who)
        office.reports(tab, min(numbers), max(numbers), who)
    office.ask("generate")
    after = seen(office)
    left = [row for row in after.rows if row.status not in (Status.DRAFTED, Status.NOT_BILLABLE)]
    assert [row.work.entry.place for row in left if row.status not in OPEN or not row.asked] == []
    assert len(after.with_status(Status.DRAFTED)) + len(after.with_status(Status.NOT_BILLABLE)) + len(left) == len(
        after.rows
    )
    assert open_matters(after.rows) == []


def test_an_answer_stands_in_the_reason_of_every_row_it_settles(office: Office) -> None:
    after = seen(office)
    over = [row for row in after.rows if row.work.entry.reason == "CAP006: Agreed by mail on 2 November"]
    assert len(over) == 5
    notes = {after.reading.shown[row.work.entry.tab, row.work.entry.row]["reason"].note for row in over}
    assert notes == {"Answered in Review by ruth@tidewick.example on 2 November 2026, for 5 rows."}
    answers = office.wiring.store.answers([row.work.id for row in over])
    assert {(one.check, one.reason) for one in answers} == {("client-past-cap", "Agreed by mail on 2 November")}
