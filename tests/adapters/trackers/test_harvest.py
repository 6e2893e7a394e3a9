"""Harvest's entries are taken over exactly, page by page."""

from typing import NamedTuple

import pytest

from service.adapters.trackers.harvest import Harvest, logged_of
from service.faults import TrackerFault
from tests.adapters.trackers.conftest import OCTOBER, Trackers, lines

LOGGED = [
    {"id": 11, "date": "2026-10-05", "person": "Mara Quist", "client": "Corner Bakery", "project": "Website",
     "task": "Design", "notes": "Hero\r\n2nd", "hours": 2.11, "start": "9:00am", "end": "11:06am"},
    {"id": 12, "date": "2026-10-05", "person": "Mara Quist", "client": "Corner Bakery", "project": "Website",
     "task": "Meetings", "notes": None, "hours": 0.5, "billable": False, "start": "14:30", "end": "15:00"},
    {"id": 13, "date": "2026-10-31", "person": "Ben Ode", "client": "Corner Bakery", "project": "Website",
     "task": "Code", "notes": "Footer", "hours": 8},
    {"id": 14, "date": "2026-11-01", "person": "Ben Ode", "project": "Website", "notes": "next month", "hours": 1},
    {"id": 15, "date": "2026-10-30", "person": "Ben Ode", "project": "Website", "notes": "now", "running": True},
]  # fmt: skip


@pytest.mark.parametrize("page", [1, 2, 2000])
def test_every_entry_of_the_days_is_told_whatever_a_page_holds(trackers: Trackers, page: int) -> None:
    trackers.say("/trackers/__seed", {"harvest": LOGGED})
    told = trackers.harvest(page).told()
    assert lines(told.entries) == [
        "11 | 2026-10-05 | Mara Quist | Corner Bakery | Website | Design | Hero\n2nd | 7596 | 09:00 | 11:06 | True",
        "12 | 2026-10-05 | Mara Quist | Corner Bakery | Website | Meetings | | 1800 | 14:30 | 15:00 | False",
        "13 | 2026-10-31 | Ben Ode | Corner Bakery | Website | Code | Footer | 28800 | | | True",
    ]
    assert str(told.entries[0].hours) == "2.11"
    assert told.whole


def test_a_running_timer_waits_until_it_is_stopped(trackers: Trackers) -> None:
    trackers.say("/trackers/__seed", {"harvest": LOGGED})
    assert trackers.harvest().told().left == (
        "Timers still running in Harvest: 1. They come with an import after they were stopped.",
    )


PASSING = [
    {"kind": "status", "status": 429, "retry_after": 3},
    {"kind": "status", "status": 503, "times": 2},
    {"kind": "drop"},
    {"kind": "cut"},
]


@pytest.mark.parametrize("fault", PASSING, ids=str)
def test_trouble_that_passes_is_not_noticed(trackers: Trackers, fault: dict[str, object]) -> None:
    trackers.say("/trackers/__seed", {"harvest": LOGGED})
    trackers.say("/__faults", {"service": "harvest", **fault})
    assert len(trackers.harvest().told().entries) == 3
    assert max(trackers.slept) >= fault.get("retry_after", 0)  # type: ignore[operator]  # a number


STAYING = [
    ({"kind": "status", "status": 401}, "does not accept the token"),
    ({"kind": "status", "status": 403}, "Use the token of somebody who may see all"),
    ({"kind": "status", "status": 404}, "knows no such account"),
    ({"kind": "status", "status": 429, "retry_after": 900}, "asks us to slow down"),
    ({"kind": "html"}, "cannot be read"),
]


@pytest.mark.parametrize(("fault", "sentence"), STAYING, ids=str)
def test_trouble_that_stays_is_said_in_a_sentence(trackers: Trackers, fault: dict[str, object], sentence: str) -> None:
    trackers.say("/__faults", {"service": "harvest", **fault})
    with pytest.raises(TrackerFault, match=sentence):
        trackers.harvest().told()


@pytest.mark.parametrize(
    "odd", [{"spent_date": "soon"}, {"spent_date": None}, {"spent_date": "2026-10-05", "hours": "many"}], ids=str
)
def test_an_entry_that_cannot_be_read_is_said(odd: dict[str, object]) -> None:
    with pytest.raises(TrackerFault, match="Harvest's entry 7 has no day or no hours that can be read"):
        logged_of({"id": 7, **odd})


@pytest.mark.parametrize("answer", [[], {}, {"time_entries": None}, {"time_entries": ["no object"]}, "text"], ids=str)
def test_an_answer_of_another_shape_is_said(answer: object) -> None:
    with pytest.raises(TrackerFault, match="Harvest gave an answer"):
        Harvest(Answering(answer), *OCTOBER).told()  # type: ignore[arg-type]  # asked for nothing else


class Answering(NamedTuple):
    """A line on which always the same is answered."""

    answer: object

    def ask(self, path: str, questions: object) -> tuple[object, dict[str, str]]:
        return self.answer, {}


def test_no_sentence_holds_the_token(trackers: Trackers) -> None:
    trackers.say("/__faults", {"service": "harvest", "kind": "status", "status": 401})
    with pytest.raises(TrackerFault) as fault:
        trackers.harvest(token="secret-token").told()
    assert "secret" not in str(fault.value)
