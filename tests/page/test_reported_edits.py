"""What the trigger tells of an edit: the place, who it was, and how rows looked whose boxes were touched."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from service.domain.hours.approval import imprint_of
from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER, MEMBER, ROWS

pytestmark = pytest.mark.browser


def test_without_a_trigger_nothing_is_reported(sheet: Sheet) -> None:
    sheet.type("C2", "Built another page")
    assert sheet.addon.calls == []


def test_an_edit_is_reported_in_the_name_of_whoever_edited(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    sheet.addon.answers["edited"] = {"message": "Row 4 can be approved now."}
    sheet.open(MEMBER)
    sheet.type("C4", "Reviewed the design")
    expect(sheet.toast).to_have_text("Row 4 can be approved now.")
    assert sheet.addon.asked("edited") == [edit(sheet, 4, 4, 3, 3, MEMBER)]


def test_ticks_are_reported_as_the_block_they_were_made_in(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    sheet.go("G2:G4")
    sheet.page.keyboard.press("Space")
    expect(sheet.cell("G4").get_by_role("checkbox")).to_be_checked()
    sheet.idle()
    displayed = {row[-1]: imprint_of(map(str, row[:4])) for row in ROWS[:3]}
    seen = {"columns": [1, 2, 3, 4], "rows": displayed}
    assert sheet.addon.asked("edited") == [{**edit(sheet, 2, 4, 7, 7, MANAGER), "seen": seen}]


def test_a_column_that_nobody_reads_does_not_take_ticks_back(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    sheet.workbook.write("March!I1", [["Running total"], [2]])
    sheet.go("G2")
    sheet.page.keyboard.press("Space")
    expect(sheet.cell("G2").get_by_role("checkbox")).to_be_checked()
    sheet.idle()
    (told,) = sheet.addon.asked("edited")
    assert told["seen"]["columns"] == [1, 2, 3, 4]


def edit(sheet: Sheet, first: int, last: int, left: int, right: int, by: str) -> dict[str, Any]:
    return {
        "spreadsheetId": sheet.workbook.id,
        "tabId": sheet.workbook.tab_ids["March"],
        "tab": "March",
        "firstRow": first,
        "lastRow": last,
        "firstColumn": left,
        "lastColumn": right,
        "by": by,
    }


def test_a_tab_of_somebody_else_is_left_alone(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    sheet.find("tab-Notes").click()
    sheet.type("A2", "Call the bank")
    assert sheet.addon.calls == []
