"""Where many sheets share one quota, the script waits for its turn and says so; nobody sees an error."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER

LISTEN = """() => {
  window.heard = [];
  const listen = () => heard.push(document.querySelector('[data-testid=toast-text]')?.textContent || '');
  new MutationObserver(listen).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""

pytestmark = pytest.mark.browser


def test_a_turn_that_takes_a_while_is_said_and_then_waited_for(sheet: Sheet) -> None:
    sheet.workbook.install_trigger(MANAGER)
    sheet.addon.answers["edited"] = [{"message": "", "wait": 2}, {"message": "1 row approved."}]
    sheet.page.evaluate(LISTEN)
    sheet.type("C2", "Login page, second draft")
    expect(sheet.toast).to_have_text("1 row approved.")
    said = sheet.page.evaluate("heard")
    assert any("your change has its turn in about 2 seconds" in words for words in said)
    first, second = sheet.addon.asked("edited")
    assert second == first, "it only says that it will not come again when it will not"


def test_a_call_that_comes_too_soon_is_made_again_when_it_may(sheet: Sheet) -> None:
    sheet.addon.answers["check"] = [{"error": "Wait.", "too soon": 1}, {"message": "4 rows checked.", "remaining": 0}]
    began = time.monotonic()
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("4 rows checked.")
    assert time.monotonic() - began >= 1
    assert len(sheet.addon.asked("check")) == 2


def test_a_check_that_takes_a_while_says_how_far_it_is(sheet: Sheet) -> None:
    told = ["Reading the sheet… 1 s", "1200 rows read. Checking… 2 s"]
    sheet.addon.answers["check"] = [{"working": words} for words in told] + [
        {"message": "1200 entries.", "remaining": 0}
    ]
    sheet.page.evaluate(LISTEN)
    sheet.pick("checkThisSheet")
    expect(sheet.toast).to_have_text("1200 entries.")
    said = sheet.page.evaluate("heard")
    assert all(any(words in shown for shown in said) for words in told)
    calls = sheet.addon.asked("check")
    assert len(calls) == 3
    assert calls[0] == calls[1] == calls[2], "one word for one work"
    assert calls[0]["watch"]
