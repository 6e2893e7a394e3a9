"""The stand-ins answer as the trackers do where somebody reads time entries."""

import requests

from sandbox.serving import Running

HARVEST = {"Authorization": "Bearer t", "Harvest-Account-Id": "7", "User-Agent": "test"}


def ask(sandbox: Running, headers: dict[str, str], **questions: object) -> requests.Response:
    url = f"{sandbox.root}/harvest/v2/time_entries"
    return requests.get(url, headers=headers, params=questions, timeout=30)  # type: ignore[arg-type]  # numbers and texts


def test_harvest_pages_from_the_newest_on(sandbox: Running) -> None:
    logged = [{"id": n, "date": f"2026-10-{n:02}", "person": "Mara", "hours": 1} for n in range(1, 6)]
    requests.post(f"{sandbox.root}/trackers/__seed", json={"harvest": logged}, timeout=30)
    told = ask(sandbox, HARVEST, per_page=2, page=2, **{"from": "2026-10-02"}).json()
    assert [entry["id"] for entry in told["time_entries"]] == [3, 2]
    pages = ("page", "per_page", "total_pages", "total_entries", "next_page", "previous_page")
    assert [told[name] for name in pages] == [2, 2, 2, 4, None, 1]


def test_harvest_lets_a_hundred_calls_through_and_says_how_long_to_wait(sandbox: Running) -> None:
    answers = [ask(sandbox, HARVEST) for _ in range(101)]
    assert {answer.status_code for answer in answers[:100]} == {200}
    assert answers[100].status_code == 429
    assert 1 <= int(answers[100].headers["Retry-After"]) <= 15


def test_harvest_turns_away_whoever_brings_no_token(sandbox: Running) -> None:
    answer = ask(sandbox, {"Harvest-Account-Id": "7"})
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_token"


def test_calls_of_both_are_in_the_journal(sandbox: Running) -> None:
    ask(sandbox, HARVEST)
    requests.get(f"{sandbox.root}/clockify/api/v1/workspaces/w/users", timeout=30)
    for service in ("harvest", "clockify"):
        lines = requests.get(f"{sandbox.root}/__journal", params={"service": service}, timeout=30).text.splitlines()
        assert len(lines) == 1
