"""Clockify's entries are taken over exactly, on the day that the agency's clocks showed."""

import pytest
import requests

from service.adapters.trackers.clockify import happened
from service.faults import TrackerFault
from tests.adapters.trackers.conftest import ZONE, Trackers, lines

LOGGED = [
    {"id": "c1", "person": "Mara Quist", "client": "Corner Bakery", "project": "Website", "task": "Design",
     "description": "Homepage hero", "start": "2026-10-05T13:00:00Z", "end": "2026-10-05T13:50:00Z"},
    {"id": "c2", "person": "Ben Ode", "client": "Corner Bakery", "project": "Website",
     "description": "Late at night", "start": "2026-10-07T03:30:00Z", "end": "2026-10-07T04:30:10Z", "billable": False},
    {"id": "c3", "person": "Ben Ode", "description": "No project",
     "start": "2026-11-01T03:00:00Z", "end": "2026-11-01T04:30:00Z"},
    {"id": "c4", "person": "Ben Ode", "description": "September in New York",
     "start": "2026-10-01T03:00:00Z", "end": "2026-10-01T04:00:00Z"},
    {"id": "c5", "person": "Ben Ode", "description": "now", "start": "2026-10-08T13:00:00Z"},
    {"id": "c6", "person": "Ben Ode", "description": "lunch", "type": "BREAK",
     "start": "2026-10-08T16:00:00Z", "end": "2026-10-08T17:00:00Z"},
]  # fmt: skip


@pytest.mark.parametrize("page", [1, 2, 200])
def test_every_entry_of_everybody_is_told_whatever_a_page_holds(trackers: Trackers, page: int) -> None:
    trackers.say("/trackers/__seed", {"clockify": LOGGED, "limits": {"clockify": 0}})
    told = trackers.clockify(page).told()
    assert sorted(lines(told.entries)) == [
        "c1 | 2026-10-05 | Mara Quist | Corner Bakery | Website | Design | Homepage hero | 3000 | 09:00 | 09:50 | True",
        "c2 | 2026-10-06 | Ben Ode | Corner Bakery | Website | | Late at night | 3610 | 23:30 | 00:30:10 | False",
        "c3 | 2026-10-31 | Ben Ode | | | | No project | 5400 | 23:00 | 00:30 | True",
    ]
    assert sorted(told.left) == [
        "Left out as breaks or time off: 1.",
        "Timers still running in Clockify: 1. They come with an import after they were stopped.",
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"key": ""}, "does not accept the token"), ({"workspace": "other"}, "lets this token not read")],
    ids=str,
)
def test_a_key_or_a_workspace_that_is_not_ours_is_said(
    trackers: Trackers, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(TrackerFault, match=sentence):
        trackers.clockify(**options).told()  # type: ignore[arg-type]  # names of two texts


def test_too_many_calls_in_a_second_are_made_later(trackers: Trackers) -> None:
    trackers.say("/trackers/__seed", {"clockify": LOGGED})
    trackers.say("/__faults", {"service": "clockify", "kind": "status", "status": 429, "times": 3})
    assert len(trackers.clockify().told().entries) == 3
    assert len(trackers.slept) == 3


@pytest.mark.parametrize(
    ("event", "expected"),
    [("NEW_TIME_ENTRY", (1, 0)), ("TIME_ENTRY_UPDATED", (1, 0)), ("TIME_ENTRY_DELETED", (0, 1))],
)
def test_an_event_tells_one_entry_or_that_it_is_gone(event: str, expected: tuple[int, int]) -> None:
    body = {
        "id": "c1", "description": "Hero", "billable": True, "type": "REGULAR", "user": {"name": "Mara Quist"},
        "project": {"name": "Website", "clientName": "Corner Bakery"}, "task": None,
        "timeInterval": {"start": "2026-10-05T13:00:00Z", "end": "2026-10-05T14:00:00Z", "duration": "PT1H"},
    }  # fmt: skip
    told = happened(event, body, ZONE)
    assert (len(told.entries), len(told.gone)) == expected
    assert not told.whole


@pytest.mark.parametrize(
    ("event", "body"),
    [("NEW_TIME_ENTRY", {}), ("NEW_PROJECT", {"id": "p"}), ("", {"id": "c1"}),
     ("NEW_TIME_ENTRY", {"id": "c", "timeInterval": {"start": "soon", "end": "later"}})],
    ids=str,
)  # fmt: skip
def test_what_is_no_event_about_an_entry_is_refused(event: str, body: dict[str, object]) -> None:
    with pytest.raises(TrackerFault):
        happened(event, body, ZONE)


def test_the_stand_in_lets_fifty_calls_a_second_through(trackers: Trackers) -> None:
    trackers.say("/trackers/__seed", {"limits": {"clockify": 2}})
    url = f"{trackers.root}/clockify/api/v1/workspaces/64a687e29ae1f428e7ebe303/users"
    answers = [requests.get(url, headers={"X-Api-Key": "k"}, timeout=30) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1].json()["message"] == "Too Many Requests"
