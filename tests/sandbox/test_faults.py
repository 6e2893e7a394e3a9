"""Every fault that can be switched on does what it says, and the journal shows it."""

import json
import threading
import time
from typing import Any

import gspread
import pytest
import requests

from sandbox.serving import Running
from tests.sandbox.google.sheet import Sheet


@pytest.fixture
def sheet(sandbox: Running) -> Sheet:
    """A spreadsheet that is about to meet a fault."""
    return Sheet(sandbox.root)


def arm(sheet: Sheet, **wish: Any) -> int:
    """Switch a fault on; its number."""
    armed = requests.post(f"{sheet.root}/__faults", json=wish, timeout=30)
    assert armed.status_code == 200, armed.text
    return int(armed.json()["id"])


def journal(sheet: Sheet, service: str = "sheets") -> list[dict[str, Any]]:
    """The lines of the journal about one service."""
    lines = requests.get(f"{sheet.root}/__journal", params={"service": service}, timeout=30)
    return [json.loads(line) for line in lines.text.splitlines()]


STATUSES = [
    # what is switched on, HTTP status, Google's word, Retry-After
    ({"status": 403}, 403, "PERMISSION_DENIED", None),
    ({"status": 403, "as": "scope"}, 403, "PERMISSION_DENIED", None),
    ({"status": 400, "as": "protected"}, 400, "INVALID_ARGUMENT", None),
    ({"status": 429}, 429, "RESOURCE_EXHAUSTED", None),
    ({"status": 429, "retry_after": 7}, 429, "RESOURCE_EXHAUSTED", "7"),
    ({"status": 500}, 500, "INTERNAL", None),
    ({"status": 503}, 503, "UNAVAILABLE", None),
]


@pytest.mark.parametrize(("wish", "status", "word", "wait"), STATUSES)
def test_an_error_comes_before_the_work(sheet: Sheet, wish: dict[str, Any], status: int, word: str, wait: str) -> None:
    arm(sheet, kind="status", service="sheets", **wish)
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.write("Log!A1", [["x"]])
    assert (refusal.value.code, refusal.value.error["status"]) == (status, word)
    assert refusal.value.response.headers.get("Retry-After") == wait
    assert sheet.read("Log!A1") == []
    assert [(line["status"], line.get("fault")) for line in journal(sheet)][-2:] == [(status, "status"), (200, None)]


@pytest.mark.parametrize("status", [502, 504])
def test_the_front_end_answers_with_a_page(sheet: Sheet, status: int) -> None:
    arm(sheet, kind="status", service="sheets", status=status)
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.read("Log!A1")
    assert refusal.value.response.status_code == status
    assert refusal.value.response.headers["Content-Type"].startswith("text/html")


def test_an_error_after_the_work_leaves_the_work_done(sheet: Sheet) -> None:
    arm(sheet, kind="after", service="sheets", method="PUT", status=503)
    with pytest.raises(gspread.exceptions.APIError):
        sheet.write("Log!A1", [["x"]])
    assert sheet.read("Log!A1") == [["x"]]
    assert journal(sheet)[-2]["fault"] == "after"


CONNECTIONS = [
    # kind, what the client meets, whether the work was done
    ({"kind": "drop"}, requests.exceptions.ConnectionError, False),
    ({"kind": "hang", "seconds": 1.5}, requests.exceptions.ReadTimeout, False),
    ({"kind": "cut"}, requests.exceptions.ChunkedEncodingError, True),
]


@pytest.mark.parametrize(("wish", "problem", "done"), CONNECTIONS)
def test_a_connection_breaks(sheet: Sheet, wish: dict[str, Any], problem: type[Exception], done: bool) -> None:
    arm(sheet, service="sheets", method="PUT", **wish)
    sheet.http.set_timeout((1, 1))
    with pytest.raises(problem):
        sheet.write("Log!A1", [["x"]])
    sheet.http.set_timeout((5, 30))
    assert sheet.read("Log!A1") == ([["x"]] if done else [])
    until = time.monotonic() + 20
    while wish["kind"] not in [line.get("fault") for line in journal(sheet)]:
        assert time.monotonic() < until, "the journal shows every call, one that hung when it is over"
        time.sleep(0.05)


def test_a_slow_answer_is_whole_but_late(sheet: Sheet) -> None:
    arm(sheet, kind="slow", service="sheets", seconds=0.3)
    start = time.monotonic()
    assert sheet.read("Log!A1") == []
    assert time.monotonic() - start >= 0.3


SPOILED = [
    # kind, content type
    ("html", "text/html"),
    ("wrong_type", "application/octet-stream"),
]


@pytest.mark.parametrize(("kind", "content"), SPOILED)
def test_a_good_status_may_carry_something_else(sheet: Sheet, kind: str, content: str) -> None:
    arm(sheet, kind=kind, service="sheets")
    where = f"{sheet.root}/v4/spreadsheets/{sheet.id}"
    answer = requests.get(where, headers={"Authorization": "Bearer x"}, timeout=30)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(content)


def test_an_answer_may_hold_fields_nobody_has_heard_of(sheet: Sheet) -> None:
    arm(sheet, kind="extra", service="sheets")
    told = sheet.http.values_get(sheet.id, "Log!A1:B2")
    assert (told["range"], "sandboxNews" in told) == ("Log!A1:B2", True)


COUNTED = [
    # what is switched on, which of six calls fail
    ({"nth": 3}, [3]),
    ({"nth": 2, "times": 2}, [2, 3]),
    ({"nth": 4, "times": 0}, [4, 5, 6]),
    ({"path": "A1$"}, [1]),
    ({"path": "nothing-like-this"}, []),
    ({"method": "PUT"}, []),
    ({"service": "quickbooks"}, []),
    ({"share": 1.0, "times": 2}, [1, 2]),
]


@pytest.mark.parametrize(("wish", "failing"), COUNTED)
def test_a_fault_hits_the_calls_it_names(sheet: Sheet, wish: dict[str, Any], failing: list[int]) -> None:
    arm(sheet, status=503, **wish)
    failed = []
    for number in range(1, 7):
        try:
            sheet.read("Log!A1")
        except gspread.exceptions.APIError:
            failed.append(number)
    assert failed == failing


def test_a_share_of_calls_fails_alike_for_the_same_seed(sheet: Sheet) -> None:
    patterns = []
    for _ in range(2):
        number = arm(sheet, status=503, share=0.4, seed=7)
        statuses = []
        for _ in range(20):
            where = f"{sheet.root}/v4/spreadsheets/{sheet.id}/values/A1"
            statuses.append(requests.get(where, headers={"Authorization": "Bearer x"}, timeout=30).status_code)
        patterns.append(statuses)
        requests.delete(f"{sheet.root}/__faults", params={"id": number}, timeout=30)
    assert patterns[0] == patterns[1]
    assert 2 <= patterns[0].count(503) <= 14


def test_a_person_acts_between_the_read_and_the_write(sheet: Sheet) -> None:
    sheet.write("Log!A1", [["b", "r_2"], ["a", "r_1"]])
    sort = {"spreadsheetId": sheet.id, "by": "pm@agency.example", "range": "Log!A1:B2", "column": 1}
    human = {"when": "before_write", "act": {"path": "/__person/sort", "body": sort}}
    assert requests.post(f"{sheet.root}/__faults/human", json=human, timeout=30).status_code == 200
    assert sheet.read("Log!B1:B2") == [["r_2"], ["r_1"]]
    sheet.write("Log!C1", [["for r_2"]])
    assert sheet.read("Log") == [["a", "r_1", "for r_2"], ["b", "r_2"]]
    assert [line["path"] for line in journal(sheet, "person")] == ["/__person/sort"]


def test_the_quota_counts_reads_and_writes_of_a_minute(sheet: Sheet) -> None:
    requests.post(f"{sheet.root}/__quota", json={"reads": 3, "writes": 1}, timeout=30)
    assert [sheet.read("Log!A1") for _ in range(3)] == [[], [], []]
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.read("Log!A1")
    limit = refusal.value.error["details"][0]["metadata"]
    assert (limit["quota_limit"], limit["quota_limit_value"]) == ("ReadRequestsPerMinutePerUser", "3")
    sheet.write("Log!A1", [["x"]])
    with pytest.raises(gspread.exceptions.APIError, match="Write requests"):
        sheet.write("Log!A1", [["x"]])


NONSENSE = [
    # what is asked for, what is said
    ({"kind": "earthquake"}, "'kind' must be one of"),
    ({"path": "("}, "'path' is not a regular expression"),
]


@pytest.mark.parametrize(("wish", "said"), NONSENSE)
def test_a_fault_that_makes_no_sense_is_refused(sandbox: Running, wish: dict[str, Any], said: str) -> None:
    answer = requests.post(f"{sandbox.root}/__faults", json=wish, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(said)


def test_a_reset_switches_everything_off_and_forgets(sheet: Sheet) -> None:
    arm(sheet, status=503, times=0)
    requests.post(f"{sheet.root}/__reset", timeout=30)
    assert requests.get(f"{sheet.root}/__faults", timeout=30).json() == []
    assert requests.get(f"{sheet.root}/__journal", timeout=30).text == ""
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        sheet.read("Log!A1")
    assert refusal.value.code == 404


def test_a_call_under_way_at_a_reset_is_not_noted_after_it(sandbox: Running) -> None:
    wish = {"service": "sheets", "kind": "slow", "seconds": 1.5}
    requests.post(f"{sandbox.root}/__faults", json=wish, timeout=30).raise_for_status()
    late = threading.Thread(target=lambda: requests.get(f"{sandbox.root}/v4/spreadsheets/late", timeout=30))
    late.start()
    time.sleep(0.5)
    requests.post(f"{sandbox.root}/__reset", timeout=30).raise_for_status()
    late.join()
    assert requests.get(f"{sandbox.root}/__journal", timeout=30).text == ""
