"""A person edits a row: one question to Claude, and the row says what it is before they look up."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import MANAGER, Office, Papers

HEAD = "Day,Who,Client,Project,Hours,Notes\n"
ROW = '2026-10-{day:02},Sunniva Aske,Brackenridge,Taproom shop,1.00,"Wireframes for the cart drawer, part {day}"\n'
EDITS = ["Sprint review call with the brewers", "Regression tests of the cart on phones", "Train to the tasting room"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("edited")
    workbook = folder / "Studio log.csv"
    workbook.write_text(HEAD + "".join(ROW.format(day=day) for day in range(1, 31)), encoding="utf-8")
    opened = Office(folder, Papers(Path(workbook)))
    opened.ask("setup")
    opened.check()
    yield opened
    opened.close()


def edited(office: Office, row: int, text: str) -> tuple[float, int, str]:
    """Seconds from the edit to the written row, questions to Claude, and the category that then stands there."""
    office.said("/claude/__script", {"answers": [{"kind": "slow", "seconds": 0.8}]})
    place = f"'Studio log'!F{row}"
    before = office.said_so_far()
    started = time.monotonic()
    office.said("/__person/edit", {"spreadsheetId": office.id, "by": MANAGER, "range": place, "value": text})
    office.reports("Studio log", row, row)
    took = time.monotonic() - started
    values = office.values("Studio log")
    return took, len(office.calls("claude", before)), str(values[row - 1][values[0].index("Category")])


@pytest.mark.slow
def test_an_edited_row_is_described_within_two_seconds_by_one_question(office: Office) -> None:
    seen = [edited(office, row, text) for row, text in enumerate(EDITS, 5)]
    assert [category for _, _, category in seen] == ["Meeting", "Testing", "Travel"]
    assert [questions for _, questions, _ in seen] == [1, 1, 1]
    # The best of three: the machine may be busy, and a busy machine is no slowness of ours.
    assert 0.8 <= min(took for took, _, _ in seen) < 2
