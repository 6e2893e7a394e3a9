"""The spreadsheet page shows the workbook as it is, and a person can work in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.page.addon import Addon
from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER, MEMBER, ROWS, Workbook

pytestmark = pytest.mark.browser


def test_the_cells_are_there_under_letters_and_beside_numbers(sheet: Sheet) -> None:
    for address, text in {"A1": "Date", "B2": "Ana", "C4": "stuff", "D4": "8", "F4": "■ vague-text"}.items():
        expect(sheet.cell(address)).to_have_text(text)
    expect(sheet.find("column-D")).to_contain_text("D")
    expect(sheet.find("row-4")).to_have_text("4")
    expect(sheet.find("title")).to_have_text("Hours in March")


def test_a_note_has_a_sign_and_is_read_under_the_mouse(sheet: Sheet) -> None:
    expect(sheet.find("note")).to_be_hidden()
    sheet.cell("F4").hover()
    expect(sheet.find("note")).to_have_text('"stuff" says nothing.')
    sheet.cell("A2").hover()
    expect(sheet.find("note")).to_be_hidden()


def test_colours_and_hidden_columns_are_those_of_the_sheet(sheet: Sheet) -> None:
    assert sheet.cell("F4").evaluate("cell => getComputedStyle(cell).backgroundColor") == "rgb(255, 229, 229)"
    expect(sheet.cell("H2")).to_be_hidden()
    sheet.find("menu-View").click()
    sheet.find("menu-item-show-hidden").click()
    expect(sheet.cell("H2")).to_have_text("r_0000000001")


def test_the_header_row_stays_when_one_scrolls(sheet: Sheet) -> None:
    sheet.go("A900")
    expect(sheet.cell("A900")).to_be_visible()
    expect(sheet.cell("A1")).to_be_visible()
    expect(sheet.cell("A2")).to_be_hidden()


def test_tabs_change_what_is_shown(sheet: Sheet) -> None:
    sheet.find("tab-Notes").click()
    expect(sheet.cell("A1")).to_have_text("Call the accountant")
    expect(sheet.find("tab-Notes")).to_have_attribute("aria-selected", "true")


def test_a_link_within_the_workbook_leads_to_its_cell(sheet: Sheet) -> None:
    start = {"sheetId": sheet.workbook.tab_ids["Notes"], "rowIndex": 0, "columnIndex": 0}
    link = {"link": {"uri": f"#gid={sheet.workbook.tab_ids['March']}&range=C4"}}
    look = {"userEnteredFormat": {"textFormat": link}}
    fields = "userEnteredFormat.textFormat.link"
    sheet.workbook.change({"updateCells": {"start": start, "rows": [{"values": [look]}], "fields": fields}})
    sheet.find("tab-Notes").click()
    sheet.cell("A1").locator("a").click(position={"x": 20, "y": 8})
    expect(sheet.find("tab-March")).to_have_attribute("aria-selected", "true")
    expect(sheet.find("name-box")).to_have_value("C4")


def test_what_somebody_else_writes_appears_by_itself(sheet: Sheet) -> None:
    sheet.workbook.write("March!C3", [["Workshop with the client"]])
    expect(sheet.cell("C3")).to_have_text("Workshop with the client")


def test_typing_writes_into_the_sheet(sheet: Sheet) -> None:
    sheet.type("C4", "Reviewed the design")
    sheet.go("D4")
    sheet.find("value-bar").fill("7.5")
    sheet.find("value-bar").press("Enter")
    expect(sheet.cell("D4")).to_have_text("7.5")
    assert sheet.workbook.read("March!C4:D4") == [["Reviewed the design", 7.5]]


def test_escape_leaves_the_cell_as_it_was(sheet: Sheet) -> None:
    sheet.go("C4")
    sheet.page.keyboard.type("something else")
    sheet.page.keyboard.press("Escape")
    expect(sheet.cell("C4")).to_have_text("stuff")
    assert sheet.workbook.read("March!C4") == [["stuff"]]


def test_a_dropdown_offers_its_choices(sheet: Sheet) -> None:
    sheet.cell("E2").get_by_role("button").click()
    sheet.find("choice-Meetings").click()
    expect(sheet.cell("E2")).to_contain_text("Meetings")
    assert sheet.workbook.read("March!E2") == [["Meetings"]]


@pytest.mark.parametrize("way", ["mouse", "space"])
def test_a_box_is_ticked(sheet: Sheet, way: str) -> None:
    if way == "mouse":
        sheet.cell("G2").get_by_role("checkbox").click()
    else:
        sheet.go("G2")
        sheet.page.keyboard.press("Space")
    expect(sheet.cell("G2").get_by_role("checkbox")).to_be_checked()
    sheet.idle()
    assert sheet.workbook.read("March!G2") == [[True]]


def test_several_boxes_are_ticked_at_once(sheet: Sheet) -> None:
    sheet.go("G2:G4")
    sheet.page.keyboard.press("Space")
    expect(sheet.cell("G4").get_by_role("checkbox")).to_be_checked()
    sheet.idle()
    assert sheet.workbook.read("March!G2:G5") == [[True], [True], [True], [False]]


def test_a_block_is_copied_and_emptied(sheet: Sheet) -> None:
    sheet.copy("C2:D3", "C7")
    expect(sheet.cell("D8")).to_have_text("1.5")
    assert sheet.workbook.read("March!C7:D8") == [["Built the login page", 2], ["Meeting with the client", 1.5]]
    sheet.go("C7:D8")
    sheet.page.keyboard.press("Delete")
    expect(sheet.cell("D8")).to_have_text("")
    assert sheet.workbook.read("March!C7:D8") == []


def test_rows_are_sorted_below_the_frozen_header(sheet: Sheet) -> None:
    sheet.find("column-D").hover()
    sheet.find("column-menu-D").click()
    sheet.find("sort-descending-D").click()
    expect(sheet.cell("D2")).to_have_text("8")
    rows = sheet.workbook.read("March!A1:H5")
    assert [row[3] for row in rows] == ["Hours", 8, 3, 2, 1.5]
    assert rows[1][7] == "r_0000000003", "the Row ID goes with its row"


def test_a_column_is_moved_with_all_that_stands_in_it(sheet: Sheet) -> None:
    sheet.find("column-C").hover()
    sheet.find("column-menu-C").click()
    sheet.find("move-right-C").click()
    expect(sheet.cell("C1")).to_have_text("Hours")
    assert [row[2:4] for row in sheet.workbook.read("March!A1:H2")] == [
        ["Hours", "Description"], [2, "Built the login page"],
    ]  # fmt: skip


def test_rows_are_inserted_and_deleted(sheet: Sheet) -> None:
    sheet.find("row-3").click(button="right")
    sheet.find("insert-above").click()
    expect(sheet.cell("C4")).to_have_text("Meeting with the client")
    sheet.find("row-2").click(button="right")
    sheet.find("delete-rows").click()
    expect(sheet.cell("C3")).to_have_text("Meeting with the client")
    assert sheet.workbook.read("March!C2:C3") == [[], ["Meeting with the client"]]


def test_the_keyboard_goes_everywhere(sheet: Sheet) -> None:
    sheet.go("A1")
    for key, place in (
        ("ArrowDown", "A2"),
        ("ArrowRight", "B2"),
        ("Shift+ArrowDown", "B2:B3"),
        ("Tab", "C2"),
        ("Control+ArrowDown", "C5"),
        ("Home", "A5"),
        ("Control+Home", "A1"),
        ("Control+End", "H5"),
        ("ArrowRight", "I5"),
        ("ArrowLeft", "G5"),
    ):
        sheet.page.keyboard.press(key)
        expect(sheet.find("name-box")).to_have_value(place)


def test_a_protected_cell_says_no_to_those_who_may_not(sheet: Sheet) -> None:
    editors = {"users": [MANAGER]}
    guard = {"range": sheet.workbook.area((6, 7)), "editors": editors, "requestingUserCanEdit": True}
    sheet.workbook.change({"addProtectedRange": {"protectedRange": guard}})
    sheet.open(MEMBER)
    sheet.cell("G2").get_by_role("checkbox").click()
    expect(sheet.toast).to_contain_text("protect")
    expect(sheet.cell("G2").get_by_role("checkbox")).not_to_be_checked()
    assert sheet.workbook.read("March!G2") == [[False]]


def test_a_sum_is_shown_for_a_block(sheet: Sheet) -> None:
    sheet.go("D2:D5")
    expect(sheet.find("summary")).to_have_text(f"Sum {sum(row[3] for row in ROWS)} · Count {len(ROWS)}")


def test_the_list_of_workbooks_leads_to_each(page: Page, workbook: Workbook) -> None:
    page.goto(workbook.root)
    page.get_by_test_id("workbooks").get_by_role("link", name="Hours in March").first.click()
    expect(page.get_by_test_id("title")).to_have_text("Hours in March")


def test_nothing_comes_from_another_host(page: Page, workbook: Workbook, addon: Addon) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sheet = Sheet(page, workbook, addon)
    sheet.open(MANAGER)
    sheet.pick("setUpThisSheet")
    sheet.dialog.get_by_text("tickmark@service.sandbox.example").wait_for()
    assert asked
    assert [url for url in asked if not url.startswith((workbook.root, "about:", "data:"))] == []


def test_a_title_with_an_apostrophe_is_written_as_sheets_wants_it(sheet: Sheet) -> None:
    sheet.workbook.change({"addSheet": {"properties": {"title": "March's rest"}}})
    sheet.find("tab-March's rest").click()
    sheet.type("A1", "left over")
    assert sheet.workbook.read("'March''s rest'!A1") == [["left over"]]
