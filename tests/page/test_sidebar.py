"""The sidebar: it explains the selected row, and does by one click what a person could type."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.page.sheet import Sheet

pytestmark = pytest.mark.browser


def test_the_sidebar_explains_the_selected_row_and_shows_text_as_text(sheet: Sheet) -> None:
    sheet.go("C4")
    sheet.pick("explainThisRow")
    body = sheet.sidebar.locator("body")
    for words in ("2 h of Ana on 2 March", "March, row 4", "<script>alert(1)</script> says nothing.", "<b>bold</b>"):
        expect(body).to_contain_text(words)
    sheet.go("C2")
    sheet.sidebar.get_by_role("button", name="Explain the selected row").click()
    expect(body).to_contain_text("March, row 2")
    assert [call["row"] for call in sheet.addon.asked("explain")] == [4, 2]


def test_one_click_writes_the_one_cell_that_was_offered(sheet: Sheet) -> None:
    text = "=Login page, second draft"
    offer = {"label": "Use it", "header": "Description", "headerRow": 1, "value": text, "rowId": "r_0000000003"}
    told = [["2 Mar 2026, 09:30", "Approved by an approver"]]
    sheet.addon.answers["explain"] = {"title": "A row", "facts": [], "offers": [offer], "history": told}
    sheet.go("C4")
    sheet.pick("explainThisRow")
    expect(sheet.sidebar.locator("body")).to_contain_text("Approved by an approver")
    sheet.sidebar.get_by_role("button", name="Use it").click()
    expect(sheet.cell("C4")).to_have_text(text)
    sheet.idle()
    assert sheet.workbook.read("March!C4") == [[text]], "a text, never a formula"
    assert [call["firstRow"] for call in sheet.addon.asked("edited")] == [4]
    sheet.sidebar.get_by_role("button", name="Use it").wait_for()


def test_a_row_that_was_moved_away_is_not_written(sheet: Sheet) -> None:
    offer = {"label": "Use it", "header": "Description", "headerRow": 1, "value": "x", "rowId": "r_0000000009"}
    sheet.addon.answers["explain"] = {"title": "A row", "facts": [], "offers": [offer]}
    sheet.go("C4")
    sheet.pick("explainThisRow")
    sheet.sidebar.get_by_role("button", name="Use it").click()
    expect(sheet.sidebar.get_by_role("alert")).to_contain_text("nothing was changed")
    assert sheet.workbook.read("March!C4") == [["stuff"]]
