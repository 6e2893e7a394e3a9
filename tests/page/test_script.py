"""The real script, run in the page: its menu, its dialogs, its trigger, its Row IDs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER

pytestmark = pytest.mark.browser

ROW_ID = re.compile(r"r_[0-9a-z]{10}")


def test_the_menu_is_the_one_the_script_builds(sheet: Sheet) -> None:
    sheet.find("menu-Tickmark").click()
    assert sheet.page.get_by_role("menu").get_by_role("menuitem").all_inner_texts() == [
        "Check this sheet",
        "Check selected rows only",
        "Preview invoices",
        "Generate invoices",
        "Explain this row",
        "Undo last run",
        "Clear our columns",
        "Set up this sheet",
    ]


def test_set_up_shows_what_was_understood_and_installs_the_trigger_once(sheet: Sheet) -> None:
    for _ in range(2):
        sheet.pick("setUpThisSheet")
        expect(sheet.dialog.locator("code")).to_have_text("tickmark@service.sandbox.example")
        expect(sheet.dialog.locator("body")).to_contain_text("the day the work was done")
        expect(sheet.dialog.locator("body")).to_contain_text("No header row was found.")
        expect(sheet.dialog.locator("body")).to_contain_text(MANAGER)
        sheet.dialog.get_by_role("button", name="Close").click()
    assert [(t["function"], t["owner"]) for t in sheet.workbook.triggers()] == [("onEdited", MANAGER)]
    first = sheet.addon.asked("setup")[0]
    assert first == {"spreadsheetId": sheet.workbook.id, "by": MANAGER, "watch": first["watch"]}


def test_a_person_may_say_how_a_tab_is_to_be_read(sheet: Sheet) -> None:
    sheet.pick("setUpThisSheet")
    sheet.dialog.get_by_text("Read it differently").first.click()
    what, is_ = (sheet.dialog.get_by_role("combobox").nth(place) for place in (0, 1))
    assert is_.locator("option").all_inner_texts() == ["as Tickmark sees fit", "Date", "Person", "Description", "Hours"]
    what.select_option("dates")
    is_.select_option("month first")
    sheet.dialog.get_by_role("button", name="Keep").first.click()
    expect(sheet.dialog.locator("#waiting")).to_be_hidden()
    expect(sheet.dialog.locator("body")).to_contain_text("only pm@agency.example may tick.")
    asked = sheet.addon.asked("setup")
    assert asked[-1]["decisions"] == {"March": {"dates": "month first"}}
    assert "decisions" not in asked[0]


def test_every_call_carries_an_identity_token(sheet: Sheet) -> None:
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("4 rows checked, 1 needs a decision.")
    (word, body, authorization), *_ = sheet.addon.calls
    assert (word, body) == ("check", {"spreadsheetId": sheet.workbook.id, "by": MANAGER, "watch": body["watch"]})
    assert re.fullmatch(r"Bearer [\w-]+\.[\w-]+\.[\w-]+", authorization)


def test_whoever_is_not_known_in_the_sheet_shows_in_it_that_they_may_edit_it(sheet: Sheet) -> None:
    unknown, known = {"error": "Tickmark does not know this sheet.", "status": 404}, sheet.addon.answers["check"]
    sheet.addon.answers |= {"check": [unknown, known], "challenge": {"challenge": "a word of the service"}}
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("4 rows checked, 1 needs a decision.")
    assert [word for word, _, _ in sheet.addon.calls] == ["check", "challenge", "check"]
    assert sheet.addon.asked("check")[1]["challenge"] == "a word of the service"
    (told,) = sheet.workbook.metadata()
    assert (told["metadataKey"], told["metadataValue"]) == ("tickmark.challenge", "a word of the service")
    sheet.addon.answers["check"] = [unknown, unknown]
    sheet.pick("checkThisSheet")
    expect(sheet.find("question-text")).to_have_text("Tickmark does not know this sheet.")


def test_the_check_goes_on_until_nothing_remains(sheet: Sheet) -> None:
    sheet.addon.answers["check"] = [{"message": "", "remaining": n} for n in (300, 120)] + [
        {"message": "All rows are checked.", "remaining": 0}
    ]
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("All rows are checked.")
    assert len(sheet.addon.asked("check")) == 3


def test_the_check_gives_up_where_nothing_moves(sheet: Sheet) -> None:
    sheet.addon.answers["check"] = {"message": "", "remaining": 7}
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_contain_text("7 rows are still to be checked", timeout=15_000)
    assert len(sheet.addon.asked("check")) == 4


def test_a_new_row_gets_an_id_when_it_is_typed(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    before = sheet.workbook.ids()
    sheet.type("C7", "Fixed the footer")
    ids = sheet.workbook.ids()
    assert ids[:3] == before[:3]
    assert ids[3:5] == ["", ""], "rows nobody touched wait for a check"
    assert ROW_ID.fullmatch(ids[5])


def test_a_check_stamps_every_row_with_work_in_it(sheet: Sheet) -> None:
    sheet.workbook.write("March!G6:H7", [[False, ""], [False, ""]])
    sheet.workbook.write("March!C8", [["A row after a gap"]])
    before = sheet.workbook.ids()
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("4 rows checked, 1 needs a decision.")
    ids = sheet.workbook.ids()
    assert ids[:3] == before[:3]
    assert [bool(ROW_ID.fullmatch(text)) for text in ids] == [True, True, True, True, False, False, True]
    assert len(set(filter(None, ids))) == 5


@pytest.mark.parametrize(
    ("source", "target", "fresh"),
    [
        ("A2:H2", "A6", 6),
        ("A4:H4", "A5", 5),
        ("A3:H3", "A2", 2),
    ],
    ids=["below", "over the row after it", "above"],
)
def test_a_pasted_copy_gets_an_id_of_its_own(sheet: Sheet, source: str, target: str, fresh: int) -> None:
    sheet.workbook.install_trigger(MANAGER)
    before = sheet.workbook.ids()
    sheet.copy(source, target)
    sheet.idle()
    assert len(sheet.addon.asked("edited")) == 1
    ids = sheet.workbook.ids()
    position = fresh - 2
    assert ROW_ID.fullmatch(ids[position])
    assert ids[position] not in before
    assert other_ids(ids, position) == other_ids(before, position)


def other_ids(ids: list[str], position: int) -> list[str]:
    return [text for n, text in enumerate(ids) if n != position and text]


def test_a_sort_changes_no_id(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("4 rows checked, 1 needs a decision.")
    before = set(sheet.workbook.ids())
    sheet.find("column-menu-D").click(force=True)
    sheet.find("sort-ascending-D").click()
    expect(sheet.cell("D2")).to_have_text("1.5")
    sheet.type("C2", "Meeting with both clients")
    assert set(sheet.workbook.ids()) == before


def test_generating_says_what_quickbooks_will_hold_and_waits_for_a_yes(sheet: Sheet) -> None:
    sheet.pick("generateInvoices")
    body = sheet.dialog.locator("body")
    for words in (
        "QuickBooks has no draft state",
        "not e-mailed",
        "Accounts Receivable",
        "Acme <i>& Sons</i>",
        "not created yet",
        "vague-text must be fixed",
    ):
        expect(body).to_contain_text(words)
    assert sheet.addon.asked("generate") == []
    sheet.dialog.get_by_role("button", name="Create 1 invoice in QuickBooks").click()
    link = sheet.dialog.get_by_role("link", name="invoice TM-1001")
    expect(link).to_have_attribute("href", "http://127.0.0.1/quickbooks/app/invoice/1")
    expect(sheet.dialog.locator("#create")).to_be_hidden()
    assert len(sheet.addon.asked("generate")) == 1


def test_a_preview_offers_no_button_that_creates(sheet: Sheet) -> None:
    sheet.pick("previewInvoices")
    expect(sheet.dialog.locator("body")).to_contain_text("200.00")
    expect(sheet.dialog.locator("#create")).to_be_hidden()
    sheet.dialog.get_by_role("button", name="Close").click()
    expect(sheet.find("dialog")).to_have_count(0)


@pytest.mark.parametrize("function", ["previewInvoices", "explainThisRow", "setUpThisSheet"])
def test_a_refusal_of_the_service_is_said_in_its_own_words(sheet: Sheet, function: str) -> None:
    refusal = {"error": "Share this sheet with tickmark@service.sandbox.example, then try again."}
    sheet.addon.answers.update(preview=refusal, explain=refusal, setup=refusal)
    sheet.pick(function)
    place = sheet.sidebar if function == "explainThisRow" else sheet.dialog
    expect(place.get_by_role("alert")).to_have_text(refusal["error"])


def test_a_refused_check_is_said_in_a_question_one_can_close(sheet: Sheet) -> None:
    sheet.addon.answers["check"] = {"error": "No SOW is known for this sheet."}
    sheet.pick("checkThisSheet")
    expect(sheet.find("question-text")).to_have_text("No SOW is known for this sheet.")
    sheet.find("question-OK").click()
    sheet.idle()
    expect(sheet.find("dialog")).to_have_count(0)
