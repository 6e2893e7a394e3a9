"""Names are shown in one language and understood in all; what counts knows neutral ones."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.adapters.tabs.columns import SCHEMA, declared, our_columns
from service.domain.category import Category
from service.domain.judging.verdict import Status
from service.domain.phrase import joined
from service.names import category_name, read_category, read_status, rule_title, status_name
from service.rules.rule import promises
from service.words import catalogue, languages, put, say
from sheets_schema import generate
from tests.terminal import Terminal
from tests.test_sample import SAMPLE
from tests.tongue import NAME, speak, untold

ROOMS = ("statuses", "categories", "tabs", "headers")
SAID = ("Category", "Amount", "Flags", "Suggestion", "Status")
FORBIDDEN = set("[]:*?/\\")
PLACE = re.compile(r"\{(\w+)")


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "words").mkdir()
    yield from speak(tmp_path / "words", monkeypatch)


def names(language: str, room: str) -> dict[str, str]:
    """The names of a section by what they stand for."""
    texts = catalogue(language).items()
    return {key.partition(".")[2]: text for key, text in texts if key.startswith(f"{room}.")}


def test_english_names_are_those_of_the_code() -> None:
    def declared_in(file: str, key: str, name: str) -> dict[str, str]:
        with (SCHEMA / file).open(encoding="utf-8", newline="") as rows:
            return {row[key]: row[name] for row in csv.DictReader(rows)}

    assert names("en", "statuses") == {status.value: status.value for status in Status}
    assert names("en", "categories") == {category.code: category.value for category in Category}
    assert names("en", "tabs") == declared_in("tabs.csv", "title", "title")
    assert names("en", "headers") == declared_in("timesheet.csv", "key", "header")
    assert names("en", "tally").keys() == names("en", "statuses").keys()


@pytest.mark.parametrize("language", languages())
def test_a_language_can_be_read_back_and_has_the_places_of_english(language: str) -> None:
    for room in ROOMS:
        told = [name.casefold() for name in names(language, room).values()]
        assert sorted(told) == sorted(set(told)), f"two names of [{room}] are alike"
    tabs = names(language, "tabs").values()
    assert [title for title in tabs if len(title) > 20 or set(title) & FORBIDDEN] == [], "no title of a tab"
    english = catalogue("en")
    odd = [key for key, text in catalogue(language).items()
           if not key.startswith("phrases.") and set(PLACE.findall(text)) - set(PLACE.findall(english.get(key, "")))]
    assert odd == []


READ = [
    # what stands in a cell, the status or the category it names
    ("⟦Needs fix⟧", Status.NEEDS_FIX),
    (" ⟦needs  FIX⟧ ", Status.NEEDS_FIX),
    ("Needs fix", Status.NEEDS_FIX),
    ("ready", Status.READY),
    ("Fertig", None),
    ("", None),
    (None, None),
    ("⟦Testing⟧", Category.QA),
    ("testing", Category.QA),
    ("qa", Category.QA),
    ("Prüfung", None),
]


@pytest.mark.parametrize("spoken", ["en", NAME])
@pytest.mark.parametrize(("text", "named"), READ)
def test_a_name_is_understood_whatever_is_spoken(
    other: str, monkeypatch: pytest.MonkeyPatch, spoken: str, text: str | None, named: Status | Category | None
) -> None:
    monkeypatch.setattr(say, "language", spoken)
    assert (read_status(text) or read_category(text or "")) is named


def test_every_name_is_shown_in_the_language_and_in_english_where_it_has_none(
    other: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = [*map(status_name, Status), *map(category_name, Category), *(column.header for column in declared())]
    shown += [rule_title(promise.code, promise.name) for promise in promises()]
    assert [name for name in shown if untold(name) not in ("", "·")] == []
    (tmp_path / "words" / "yy.toml").write_text('[statuses]\nReady = "Valmis"\n', encoding="utf-8")
    monkeypatch.setattr(say, "language", "yy")
    assert [status_name(one) for one in (Status.READY, Status.ERROR)] == ["Valmis", "Error"]
    assert rule_title("CAT001", "uncertain-category") == "uncertain category"


def test_a_category_within_a_phrase_is_called_what_it_is_called_in_the_sheet(other: str) -> None:
    kinds = joined(" / ", [Category.OFF, Category.OFF.said, "Ines"])
    assert (str(kinds), put(kinds)) == ("Not work / time off / Ines", "⟦Not work⟧ / ⟦time off⟧ / Ines")


def test_the_script_knows_the_names_of_every_language(
    other: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(generate, "TEXTS", tmp_path / "words")
    columns, tabs = generate.read("timesheet.csv"), generate.read("tabs.csv")
    told = generate.script(columns, tabs, NAME)
    assert '{key: "row_id", header: "⟦Row ID⟧", owner: "ours",\n    alsoCalled: ["row id"]}' in told
    assert 'const OWN_TABS = ["⟦Review⟧", "Review", ' in told
    assert '{key: "row_id", header: "Row ID", owner: "ours",\n    alsoCalled: ["⟦row id⟧"]}' in generate.script(
        columns, tabs, "en"
    )


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed (make setup)")
@pytest.mark.parametrize("language", ["en", NAME])
def test_the_script_finds_our_columns_whatever_language_made_them(
    other: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    monkeypatch.setattr(generate, "TEXTS", tmp_path / "words")
    columns = generate.script(generate.read("timesheet.csv"), generate.read("tabs.csv"), language)
    finding = (generate.SCRIPT.parent / "Headers.js").read_text(encoding="utf-8")
    asked = ["⟦Row ID⟧", "Row ID", "⟦approve⟧", " Approve ", "⟦Hours⟧", "Stunden", "Nothing"]
    code = f"{columns}\n{finding}\nconsole.log(JSON.stringify({json.dumps(asked)}.map(keyOfHeader)))"
    told = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert json.loads(told) == ["row_id", "row_id", "approve", "approve", "hours", "hours", None]


def test_nothing_that_we_say_beside_the_rows_of_the_sample_month_is_english(terminal: Terminal, other: str) -> None:
    reviewed = terminal.folder / "sample.xlsx"
    terminal.run("check", SAMPLE / "timesheets", "--out", reviewed)
    told = [text for tab in load_workbook(reviewed) for text in beside_rows(tab)]
    assert len(told) > 1000
    assert [text for text in told if re.search("[A-Za-z]{4}", untold(text))] == []


def beside_rows(tab: Worksheet) -> Iterator[str]:
    """Category, amount, flags, suggestion and status of each row, the notes on them, and the header of our block."""
    rows = list(tab.iter_rows())
    header = next((row for row in rows if any(cell.value == "⟦Row ID⟧" for cell in row)), ())
    said = [cell.column - 1 for cell in header if str(cell.value).strip("⟦⟧") in SAID]
    yield from (cell.value for cell in header if cell.column - 1 >= min(said))
    for row in rows[header[0].row :] if header else ():
        for cell in (row[place] for place in said):
            yield from (text for text in (cell.value, cell.comment and cell.comment.text) if isinstance(text, str))


def neutral(told: Any) -> Any:
    """What `--json` promises of each row, without the sentences, which are in the language."""
    return [
        {**{key: row[key] for key in ("row", "id", "category", "category_source", "status", "amount")},
         "findings": [(one["code"], one["name"], one["level"]) for one in row["findings"]]}
        for row in told["rows"]
    ]  # fmt: skip


def test_a_workbook_goes_through_two_languages_and_counts_the_same(
    terminal: Terminal, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    month, reviewed, again = terminal.xlsx(), terminal.folder / "reviewed.xlsx", terminal.folder / "again.xlsx"
    monkeypatch.setenv("TICKMARK_LANGUAGE", "en")
    first = terminal.run("check", month, "--json").json
    monkeypatch.setenv("TICKMARK_LANGUAGE", NAME)
    second = terminal.run("check", month, "--json", "--out", reviewed).json
    book = load_workbook(reviewed)
    ours = [cell.value for cell in book["Hours"][2]][6:]
    assert book["⟦Run log⟧"]["C2"].value == "⟦Check⟧"
    assert (ours, book.sheetnames[0]) == ([column.header for column in our_columns()], "⟦Review⟧")
    monkeypatch.setenv("TICKMARK_LANGUAGE", "en")
    third = terminal.run("check", reviewed, "--json", "--out", again).json
    assert neutral(first) == neutral(second) == neutral(third)
    back = load_workbook(again)
    assert back.sheetnames == book.sheetnames, "tabs are used again under the name that they have"
    assert [cell.value for cell in back["Hours"][2]][6:] == ours
    assert [cell.value for cell in back["Hours"][3]][13] == "Needs approval"
