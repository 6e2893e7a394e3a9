"""What goes wrong at Google passes unseen where it may, and is said in a sentence where it may not."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from service.adapters.sheets import GoogleSheet, SheetClient
from service.adapters.sheets.pace import Pace
from service.domain.hours.reading import Cell, Changes
from service.faults import NoSuchSheet, NotShared, SheetBusy, SheetFault, SheetRefused, SheetUnreachable
from tests.adapters.sheets.conftest import ACCOUNT, LOG, Draw, ServiceAccount, Spreadsheet, cells_for

READ, WRITE = {"method": "GET"}, {"method": "POST", "path": "batchUpdate"}

PASSING = [
    {"kind": "status", "status": 429},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503, "times": 3},
    {"kind": "status", "status": 502, "as": "html"},
    {"kind": "drop"},
    {"kind": "html"},
    {"kind": "cut"},
    {"kind": "after", "status": 503},
]


@pytest.mark.parametrize("fault", PASSING, ids=str)
@pytest.mark.parametrize("call", [READ, WRITE], ids=["read", "write"])
def test_trouble_that_passes_is_not_noticed(
    reviewed: Spreadsheet, fault: dict[str, object], call: dict[str, object]
) -> None:
    reviewed.fault(**fault, **call)
    service = reviewed.service()
    service.read()
    assert service.write(Changes((Cell("Log", 2, "status", "Drafted"),))) == (1, ())
    assert reviewed.service().read().shown["Log", 2]["status"].value == "Drafted"
    assert len(reviewed.calls()) > 4, "something was asked again"


NOT_REPEATED = [
    {"kind": "after", "status": 503},
    {"kind": "status", "status": 503},
    {"kind": "drop"},
    {"kind": "cut"},
]


@pytest.mark.parametrize("fault", NOT_REPEATED, ids=str)
def test_what_would_do_something_twice_is_not_repeated(draw: Draw, fault: dict[str, object]) -> None:
    sheet = draw(Log=LOG)
    sheet.fault(**fault, **WRITE)
    service = sheet.service()
    entries = service.read().entries
    changes = Changes(tuple(cell for entry in entries for cell in cells_for(entry)), new_blocks=("Log",))
    with pytest.raises(SheetUnreachable, match="may or may not have made the change"):
        service.write(changes)
    assert sheet.calls().count("write") == 1
    again = sheet.service()
    read = again.read()
    blocks = () if read.tabs[0].has_block else ("Log",)
    again.write(Changes(tuple(cell for entry in read.entries for cell in cells_for(entry)), new_blocks=blocks))
    assert sheet.rows()[0].count("Category") == 1
    assert len({entry.id for entry in sheet.service().read().entries}) == 3


def test_a_request_that_was_certainly_not_carried_out_is_repeated(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    sheet.fault(kind="status", status=429, **WRITE)
    service = sheet.service()
    service.read()
    service.write(Changes(new_blocks=("Log",)))
    assert sheet.calls() == ["read", "look", "write", "write"]


LASTING = [
    # the trouble, the fault, a word of its sentence
    ({"kind": "status", "status": 429, "times": 99}, SheetBusy, "Wait a minute"),
    ({"kind": "status", "status": 503, "times": 99}, SheetUnreachable, "Try again in a minute"),
    ({"kind": "drop", "times": 99}, SheetUnreachable, "no answer"),
    ({"kind": "html", "times": 99}, SheetUnreachable, "no answer that can be read"),
    ({"kind": "status", "status": 401, "times": 99}, SheetRefused, "credentials"),
]


@pytest.mark.parametrize(("trouble", "fault", "said"), LASTING, ids=str)
def test_trouble_that_lasts_is_a_fault_in_a_sentence(
    draw: Draw, trouble: dict[str, object], fault: type[SheetFault], said: str
) -> None:
    sheet = draw(Log=LOG)
    sheet.fault(**trouble)
    with pytest.raises(fault, match=said):
        sheet.service(clock=ticking()).read()


def ticking() -> "Iterator[float] | object":
    """A clock on which ten seconds pass at each look."""
    seconds = iter(range(0, 100_000, 10))
    return lambda: float(next(seconds))


def test_a_hanging_answer_ends(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    sheet.fault(kind="hang", seconds=3)
    client = SheetClient(ServiceAccount(token="x"), sheet.root, patience=0)  # type: ignore[no-untyped-call]  # google's
    client.set_timeout((1, 0.3))
    with pytest.raises(SheetUnreachable):
        GoogleSheet(client, sheet.id).read()


def test_we_wait_as_long_as_google_asks(draw: Draw) -> None:
    sheet, waits = draw(Log=LOG), []
    sheet.fault(kind="status", status=429, retry_after="7", times=2)
    sheet.service(sleep=waits.append).read()
    assert waits == [7.0, 7.0]


def test_a_sheet_that_is_not_shared_says_with_whom_to_share_it(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    requests.post(f"{sheet.root}/__private", json={"spreadsheetId": sheet.id}, timeout=30).raise_for_status()
    with pytest.raises(NotShared, match=f"Share it with {ACCOUNT} as an editor"):
        sheet.service().read()


def test_a_sheet_that_does_not_exist_is_said_so(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    sheet.id = "1doesnotexist"
    with pytest.raises(NoSuchSheet, match="no spreadsheet at this address"):
        sheet.service().read()


@pytest.mark.parametrize(
    ("act", "body"), [("renameTab", {"tab": "Log", "title": "May"}), ("deleteTab", {"tab": "Log"})]
)
def test_a_tab_that_is_gone_meanwhile_is_said_so(draw: Draw, act: str, body: dict[str, object]) -> None:
    sheet = draw(Log=LOG.replace("Description", "Description | Status | Row ID"), Other="x")
    service = sheet.service()
    service.read()
    sheet.person(act, **body).raise_for_status()
    with pytest.raises(NoSuchSheet, match="renamed or deleted"):
        service.write(Changes((Cell("Log", 2, "status", "Ready"),)))


def test_a_protected_range_is_said_so_and_nothing_is_half_done(draw: Draw) -> None:
    sheet = draw(Log=LOG.replace("Description", "Description | Status | Row ID"))
    sheet.person(
        "protect", range="Log!F:F", editors=["boss@agency.example"], by="boss@agency.example"
    ).raise_for_status()
    service = sheet.service()
    entries = service.read().entries
    with pytest.raises(SheetRefused, match="Somebody protected cells"):
        service.write(Changes(tuple(Cell("Log", e.row, key, "x") for e in entries for key in ("status", "row_id"))))
    assert all(len(row) == 4 for row in sheet.rows()[1:])


class Hands:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, [0.0]

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def pace(self, per_minute: int) -> Pace:
        return Pace(per_minute, lambda: self.now, self.sleep)


@pytest.mark.parametrize("rest", [0.0, 0.3, 0.9, 1.1, 2.5, 20])
def test_no_minute_has_more_turns_than_it_may_and_nobody_waits_for_the_next_one(rest: float) -> None:
    hands, turns = Hands(), []
    pace = hands.pace(50)
    for _ in range(300):
        pace.take()
        turns.append(hands.now)
        hands.now += rest
    assert all(later - turn > 59.999 for turn, later in zip(turns, turns[50:], strict=False))
    assert max(hands.waits) <= 3, "what is left is spread over the minute"
    assert turns[24] == pytest.approx(24 * rest), "half of a minute's turns are there at once"


def test_who_comes_now_is_told_how_long_it_takes() -> None:
    hands = Hands()
    pace = hands.pace(50)
    assert pace.wait == 0
    for _ in range(30):
        pace.take()
    assert 1 < pace.wait < 3


def test_where_google_says_that_the_quota_is_spent_everybody_waits(draw: Draw) -> None:
    sheet, hands = draw(Log=LOG), Hands()
    pace = hands.pace(50)
    sheet.fault(kind="status", status=429, retry_after="7", times=1)
    sheet.service(sleep=lambda _: None, reads=pace).read()
    assert hands.waits[-1] == pytest.approx(7, abs=1), "the pace itself was held, and others go by it"


def test_two_processes_that_share_a_quota_both_get_through(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    requests.post(f"{sheet.root}/__quota", json={"reads": 8, "writes": 8, "seconds": 1}, timeout=30)
    paces = [Pace(8 * 60), Pace(8 * 60)]
    readers = [sheet.service(sleep=time.sleep, reads=pace, patience=20) for pace in paces]
    with ThreadPoolExecutor(2) as hands:
        read = list(hands.map(lambda reader: [len(reader.read().entries) for _ in range(12)], readers))
    assert read == [[read[0][0]] * 12] * 2 and read[0][0] > 0


def test_no_pace_never_waits() -> None:
    pace = Pace(0, sleep=lambda _: pytest.fail("it waited"))
    for _ in range(1000):
        pace.take()
