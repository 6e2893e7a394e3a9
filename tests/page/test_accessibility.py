"""The page and what the script shows can be used with a screen reader and a keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from sheets_schema import generate
from tests.page.sheet import Sheet

AXE = generate.HERE / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core of sheets_schema is not installed (make setup)"),
]


def faults(frame: Frame) -> list[tuple[str, str, str]]:
    """The grave findings of axe in one frame: how grave, which, and the first place."""
    frame.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = frame.evaluate("axe.run().then(all => all.violations)")
    grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    return [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in grave]


def test_the_page_has_no_grave_fault(sheet: Sheet) -> None:
    assert faults(sheet.page.main_frame) == []
    sheet.find("menu-Tickmark").click()
    assert faults(sheet.page.main_frame) == []


def test_the_list_of_workbooks_has_no_grave_fault(sheet: Sheet) -> None:
    sheet.page.goto(sheet.workbook.root)
    sheet.find("workbooks").get_by_role("link").first.wait_for()
    assert faults(sheet.page.main_frame) == []


@pytest.mark.parametrize(
    ("function", "sign"), [("explainThisRow", "h1"), ("setUpThisSheet", "code"), ("generateInvoices", "#create")]
)
def test_what_the_script_shows_has_no_grave_fault(sheet: Sheet, function: str, sign: str) -> None:
    sheet.pick(function)
    place = sheet.sidebar if function == "explainThisRow" else sheet.dialog
    expect(place.locator(sign)).to_be_visible()
    assert faults(sheet.page.frames[-1]) == []
    assert faults(sheet.page.main_frame) == []


def test_the_keyboard_leads_from_the_cells_to_the_menu_and_back(sheet: Sheet) -> None:
    sheet.go("C4")
    for key in ("F6", "ArrowRight", "ArrowRight", "ArrowDown"):
        sheet.page.keyboard.press(key)
    expect(sheet.find("menu-item-checkThisSheet")).to_be_focused()
    sheet.page.keyboard.press("Escape")
    expect(sheet.find("menu-Tickmark")).to_be_focused()
    sheet.page.keyboard.press("F6")
    expect(sheet.find("grid")).to_be_focused()


def test_a_note_is_read_where_the_keyboard_has_come_to(sheet: Sheet) -> None:
    sheet.go("E4")
    sheet.page.keyboard.press("ArrowRight")
    expect(sheet.find("note")).to_be_visible()
    expect(sheet.page.locator("#spoken")).to_have_text('F4, ■ vague-text, note: "stuff" says nothing.')
