"""What the judges of a test run are shown: all there is to be judged, and no row twice."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

PLACE = Path(__file__).parents[1] / ".ci" / "traffic.py"


@pytest.fixture(scope="module")
def traffic() -> Any:
    spec = importlib.util.spec_from_file_location("traffic", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(**cell: Any) -> dict[str, Any]:
    return {"values": [{"userEnteredValue": cell}]}


@pytest.mark.parametrize(
    ("other", "is_shown"),
    [
        (row(stringValue="Another text"), False),
        (row(stringvalue="A text"), True),  # a name that Google does not know
        (row(stringValue=1), True),  # a number where a text belongs
        (row(stringValue=None), True),
        (row(stringValue="A_WORD"), True),  # it could be a word of a list
    ],
)
def test_a_row_is_left_out_where_one_like_it_is_shown(traffic: Any, other: dict[str, Any], is_shown: bool) -> None:
    told = {"sheets": [{"data": [{"rowData": [row(stringValue="A text")] * 1000 + [other]}]}]}
    shown = traffic.thinned(told)["sheets"][0]["data"][0]["rowData"]
    assert sorted(map(str, shown)) == sorted(map(str, [row(stringValue="A text"), *([other] if is_shown else [])]))


def test_an_answer_that_was_spoiled_on_purpose_is_not_judged(traffic: Any) -> None:
    call = {"service": "sheets", "request": {"a": 1}, "status": 503, "response": "down", "fault": "503"}
    assert traffic.judged(call) == {**call, "status": 200, "response": {}}
