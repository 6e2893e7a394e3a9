"""A person does at the sheet what people do, within what they are allowed."""

from typing import Any

import pytest

from tests.sandbox.google.sheet import Sheet

ACTS = [
    # act, wish, what stands there afterwards (before: a 1 / b 2 / c 3)
    ("edit", {"range": "Log!A2", "value": "x"}, [["a", "1"], ["x", "2"], ["c", "3"]]),
    ("edit", {"range": "Log!A2:B2", "value": None}, [["a", "1"], [], ["c", "3"]]),
    ("edit", {"range": "Log!A3", "values": [["p", "4"], ["q"]]}, [["a", "1"], ["b", "2"], ["p", "4"], ["q"]]),
    ("sort", {"range": "Log!A1:B3", "column": 2, "ascending": False}, [["c", "3"], ["b", "2"], ["a", "1"]]),
    ("sort", {"range": "Log!A1:B3", "column": "A", "ascending": False}, [["c", "3"], ["b", "2"], ["a", "1"]]),
    ("insertRows", {"tab": "Log", "at": 2, "count": 1}, [["a", "1"], [], ["b", "2"], ["c", "3"]]),
    ("deleteRows", {"tab": "Log", "first": 1, "last": 2}, [["c", "3"]]),
    ("insertColumns", {"tab": "Log", "at": 1}, [["", "a", "1"], ["", "b", "2"], ["", "c", "3"]]),
    ("deleteColumns", {"tab": "Log", "first": 1}, [["1"], ["2"], ["3"]]),
    ("moveColumn", {"tab": "Log", "column": 2, "to": 1}, [["1", "a"], ["2", "b"], ["3", "c"]]),
    ("moveColumn", {"tab": "Log", "column": 1, "to": 3}, [["1", "", "a"], ["2", "", "b"], ["3", "", "c"]]),
    ("copyRow", {"tab": "Log", "row": 1, "to": 4}, [["a", "1"], ["b", "2"], ["c", "3"], ["a", "1"]]),
]


@pytest.mark.parametrize(("act", "wish", "after"), ACTS)
def test_what_a_person_does_shows_in_the_sheet(
    sheet: Sheet, act: str, wish: dict[str, Any], after: list[list[str]]
) -> None:
    sheet.write("Log!A1", [["a", 1], ["b", 2], ["c", 3]])
    done = sheet.person(act, **wish)
    assert done.status_code == 200, done.text
    assert sheet.read("Log") == after


def test_every_change_makes_a_new_revision(sheet: Sheet) -> None:
    first = sheet.person("edit", range="Log!A1", value="x").json()["revision"]
    sheet.write("Log!A2", [["y"]])
    assert sheet.person("edit", range="Log!A1", value="z").json()["revision"] == first + 2


def test_a_tab_is_renamed_and_deleted(sheet: Sheet) -> None:
    sheet.batch({"addSheet": {"properties": {"title": "Second"}}})
    assert sheet.person("renameTab", tab="Log", title="March").status_code == 200
    assert sheet.person("renameTab", tab="March", title="Second").status_code == 400
    assert sheet.person("deleteTab", tab="Second").status_code == 200
    assert sheet.person("deleteTab", tab="March").status_code == 400


def test_a_protected_range_opens_for_the_people_on_its_list_only(sheet: Sheet) -> None:
    wish = {"range": {"endColumnIndex": 1}, "editors": {"users": ["cfo@agency.example"]}}
    sheet.batch({"addProtectedRange": {"protectedRange": wish}})
    refused = sheet.person("edit", range="Log!A1", value=True)
    assert (refused.status_code, refused.json()["error"]["message"][:35]) == (
        403,
        "You are trying to edit a protected ",
    )
    assert sheet.person("edit", range="Log!A1", value=True, by="cfo@agency.example").status_code == 200


def test_a_warning_lets_everybody_through(sheet: Sheet) -> None:
    sheet.batch({"addProtectedRange": {"protectedRange": {"range": {"endColumnIndex": 1}, "warningOnly": True}}})
    assert sheet.person("edit", range="Log!A1", value="x").status_code == 200


VALIDATED = [
    # what is typed into a strict checkbox, whether it is let in
    (True, 200),
    ("FALSE", 200),
    (None, 200),
    ("maybe", 400),
]


@pytest.mark.parametrize(("typed", "status"), VALIDATED)
def test_a_strict_checkbox_takes_ticks_only(sheet: Sheet, typed: Any, status: int) -> None:
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    sheet.batch({"setDataValidation": {"range": {"endRowIndex": 1, "endColumnIndex": 1}, "rule": rule}})
    assert sheet.person("edit", range="Log!A1", value=typed).status_code == status


def test_a_page_gets_every_cell_as_people_see_it(sheet: Sheet) -> None:
    listed = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Admin"}]}}
    look = {"backgroundColor": {"red": 1}, "textFormat": {"bold": True, "link": {"uri": "https://a.example"}}}
    cells = [
        {"userEnteredValue": {"stringValue": "Fix"}, "userEnteredFormat": look, "note": "why"},
        {"userEnteredValue": {"boolValue": False}, "dataValidation": {"condition": {"type": "BOOLEAN"}}},
        {"dataValidation": listed},
        {"userEnteredValue": {"formulaValue": "=1/4"}},
    ]
    sheet.batch(
        {"updateCells": {"start": {}, "fields": "*", "rows": [{"values": cells}]}},
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"frozenRowCount": 1}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
    )
    drawn = sheet.grid()
    assert drawn["frozenRows"] == 1
    assert drawn["rows"] == [
        [
            {"v": "Fix", "u": "Fix", "b": 1, "bg": "#ff0000", "note": "why", "link": "https://a.example"},
            {"v": "FALSE", "u": False, "check": 1},
            {"list": ["Admin"]},
            {"v": "0.25", "u": 0.25, "f": "=1/4"},
        ]
    ]
