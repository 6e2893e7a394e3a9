"""The stand-ins for Apps Script do what Google's do, and say so where they do not know a thing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.page.addon import Addon
from tests.page.sheet import Sheet
from tests.page.workbook import MANAGER, MEMBER, Workbook

pytestmark = pytest.mark.browser

EXECUTE = """async order => {
    const {execute} = await import('/__page/static/script.js');
    const heard = {toast() {}, changed() {}, activate() {}};
    return execute(order, heard).catch(problem => 'failed: ' + problem.message);
}"""


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page, workbook: Workbook, addon: Addon) -> Script:
    """A sheet whose script the test writes."""
    monkeypatch.setattr("sandbox.page.scripting.SCRIPT", tmp_path)
    return Script(tmp_path, Sheet(page, workbook, addon))


class Script:
    """The folder of the script's files, and the page in which they run."""

    def __init__(self, folder: Path, sheet: Sheet) -> None:
        self.folder = folder
        self.sheet = sheet

    def write(self, name: str, text: str) -> None:
        """Put a file into the script."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def value(self, code: str, owner: str = MANAGER) -> Any:
        """What a function with this body returns, or 'failed: …'."""
        self.write("Code.js", f"function onOpen() {{}}\nfunction probe() {{ {code} }}")
        book = self.sheet.workbook
        self.sheet.page.goto(book.root)
        active = {"tabId": book.tab_ids["March"], "row": 2, "column": 3, "rows": 2, "columns": 1}
        order = {"spreadsheetId": book.id, "user": MANAGER, "owner": owner, "active": active, "functionName": "probe"}
        return self.sheet.page.evaluate(EXECUTE, order)


LONG = "Żółć \u001f 💶" * 40


def test_a_digest_is_that_of_every_other_program(script: Script) -> None:
    code = "return ['', 'a', %s].map(text => Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, \
        Utilities.Charset.UTF_8).map(byte => byte & 255));"
    told = script.value(code % json.dumps(LONG))
    assert told == [list(hashlib.sha256(text.encode()).digest()) for text in ("", "a", LONG)]


MARCH = "const march = SpreadsheetApp.getActive().getSheetByName('March');"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("return march.getLastRow() + ' ' + march.getLastColumn();", "5 8"),
        (
            "return march.getRange('B2:C3').getValues();",
            [["Ana", "Built the login page"], ["Ben", "Meeting with the client"]],
        ),
        ("return march.getRange(2, 4, 2, 1).getDisplayValues();", [["2"], ["1.5"]]),
        ("return march.getRange(2, 7).getValue();", False),
        ("return march.getRange(2, 7).isChecked();", False),
        (
            "const d = march.getRange('A2').getValue(); return [d instanceof Date, d.getFullYear(), d.getDate()];",
            [True, 2026, 2],
        ),
        ("return march.getRange(50, 1, 1, 2).getValues();", [["", ""]]),
        ("return march.getRange('C2:D3').offset(1, 1).getA1Notation();", "D3:E4"),
        ("return SpreadsheetApp.getActiveRange().getA1Notation();", "C2:C3"),
        ("return [march.getFrozenRows(), march.getIndex(), march.getParent().getName()];", [1, 1, "Hours in March"]),
        ("return SpreadsheetApp.getActive().getSheetByName('None');", None),
        ("march.getRange('C2').setValue('new'); return march.getRange('C2').getValue();", "new"),
        ("march.getRange('A2').setValue(new Date(2026, 3, 1)); return march.getRange('A2').getValue().getMonth();", 3),
        ("return typeof fetch + typeof XMLHttpRequest + typeof setTimeout;", "undefined" * 3),
    ],
)
def test_a_range_is_read_and_written(script: Script, code: str, value: Any) -> None:
    assert script.value(MARCH + code) == value


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SpreadsheetApp.openById('x')", "SpreadsheetApp.openById is not in"),
        ("SpreadsheetApp.getActive().insertSheet('x')", "Spreadsheet.insertSheet is not in"),
        ("SpreadsheetApp.getActiveRange().setBackground('red')", "Range.setBackground is not in"),
        ("Utilities.base64Encode('x')", "Utilities.base64Encode is not in"),
        ("UrlFetchApp.fetch('http://127.0.0.1/', {escaping: false})", "the option escaping is not"),
        ("UrlFetchApp.fetch('http://127.0.0.1:1/')", "The script may call"),
        (
            "SpreadsheetApp.getActiveRange().setValues([[1]])",
            "The data has 1 rows and 1 columns but the range has 2 and 1.",
        ),
        ("SpreadsheetApp.getActiveSheet().getRange(0, 1)", "too small"),
        ("HtmlService.createTemplateFromFile('None')", "No HTML file named None was found."),
        ("DriveApp.getFiles()", "DriveApp is not defined"),
    ],
)
def test_what_is_missing_or_wrong_ends_in_a_sentence(script: Script, code: str, words: str) -> None:
    assert words in script.value(code)


def test_a_function_that_is_private_or_missing_cannot_be_called(script: Script) -> None:
    script.write("Other.js", "function hidden_() { return 1; }")
    script.value("return 1;")
    for name in ("hidden_", "nothing"):
        order = {"spreadsheetId": script.sheet.workbook.id, "user": "", "owner": "", "functionName": name}
        assert script.sheet.page.evaluate(EXECUTE, order) == f"failed: Script function not found: {name}"


def test_each_run_starts_in_a_fresh_world(script: Script) -> None:
    script.write("Other.js", "let count = 0;")
    assert [script.value("count += 1; return count;") for _ in range(2)] == [1, 1]


def test_files_share_what_they_declare(script: Script) -> None:
    script.write("Later.js", "const LATER = 'from another file';")
    assert script.value("return LATER;") == "from another file"


def test_a_template_escapes_what_it_prints(script: Script) -> None:
    script.write("Page.html", "<? for (const x of list) { ?><li><?= x ?></li><? } ?><?!= '<hr>' ?>")
    fill = "const t = HtmlService.createTemplateFromFile('Page'); t.list = ['<b>', '&'];"
    assert script.value(fill + "return t.evaluate().getContent();") == "<li>&lt;b&gt;</li><li>&amp;</li><hr>"


def test_properties_stay_from_run_to_run(script: Script) -> None:
    script.value("PropertiesService.getDocumentProperties().setProperty('secret', 's');")
    assert script.value("return PropertiesService.getDocumentProperties().getProperty('secret');") == "s"
    assert script.value("return PropertiesService.getUserProperties().getProperty('secret');") is None


def test_a_run_writes_in_the_name_of_whoever_it_runs_as(script: Script) -> None:
    book = script.sheet.workbook
    guard = {"range": book.area((6, 7)), "editors": {"users": [MANAGER]}}
    book.change({"addProtectedRange": {"protectedRange": guard}})
    code = MARCH + "march.getRange('G2').setValue(true); return march.getRange('G2').getValue();"
    assert script.value(code, owner=MEMBER).startswith("failed: ")
    assert script.value(code, owner=MANAGER) is True


EVENT = """function onOpen() {}
function onEdited(e) {
  const told = {range: e.range.getA1Notation(), tab: e.range.getSheet().getName(), user: e.user.getEmail(),
    runsAs: Session.getEffectiveUser().getEmail(), has: ['value' in e && e.value, 'oldValue' in e && e.oldValue]};
  SpreadsheetApp.getActive().toast(JSON.stringify(told));
}
"""


@pytest.mark.parametrize(
    ("act", "place", "value", "old"),
    [
        ("type 9 into D2", "D2", "9", "2"),
        ("type new into C7", "C7", "new", None),
        ("clear C2", "C2", None, "Built the login page"),
        ("tick G2", "G2", "TRUE", "FALSE"),
        ("clear C2:D3", "C2:D3", None, None),
    ],
)
def test_the_event_has_values_only_where_one_cell_was_edited(
    script: Script, act: str, place: str, value: str | None, old: str | None
) -> None:
    script.write("Code.js", EVENT)
    sheet = script.sheet
    sheet.workbook.install_trigger(MANAGER)
    book = sheet.workbook
    sheet.page.goto(f"{book.root}/sheet/{book.id}?as={MEMBER}")
    sheet.idle()
    sheet.go(place)
    if act.startswith("type"):
        sheet.page.keyboard.type(act.split()[1])
        sheet.page.keyboard.press("Enter")
    else:
        sheet.page.keyboard.press("Space" if act.startswith("tick") else "Delete")
    sheet.toast.wait_for()
    told = sheet.page.evaluate("text => JSON.parse(text)", sheet.toast.inner_text())
    assert told == {"range": place, "tab": "March", "user": MEMBER, "runsAs": MANAGER, "has": [value, old]}


def test_a_question_stops_the_script_until_a_person_answers(script: Script) -> None:
    script.write(
        "Code.js",
        """function onOpen() { SpreadsheetApp.getUi().createMenu('Ask').addItem('Now', 'now').addToUi(); }
        function now() {
          const ui = SpreadsheetApp.getUi();
          const answer = ui.alert('Sure?', 'Really sure?', ui.ButtonSet.YES_NO);
          SpreadsheetApp.getActive().toast(answer === ui.Button.NO ? 'not sure' : 'sure');
        }""",
    )
    sheet = script.sheet
    book = sheet.workbook
    sheet.page.goto(f"{book.root}/sheet/{book.id}")
    sheet.find("menu-Ask").click()
    sheet.find("menu-item-now").click()
    expect(sheet.find("question-text")).to_have_text("Really sure?")
    sheet.find("question-NO").click()
    expect(sheet.toast).to_have_text("not sure")
