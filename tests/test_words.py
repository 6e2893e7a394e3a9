"""All that people read is in one file for each language; another language is another file and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.adapters.store.store import Store
from service.reports.decisions import head
from service.review import review
from service.settings import Settings
from service.words import catalogue, filled
from sheets_schema import generate
from tests.tongue import speak
from tests.walks.desk import PaperSheet, desk_at

ROOT = Path(__file__).parents[1]
APART = ("domain/", "rules/", "commands/", "adapters/store/", "adapters/sows/")
"""The core, which has a law of its own, and what speaks to the agency's developer or to a database."""

OF_DEVELOPERS = """
    __main__ google postage readers settings wiring adapters/carrier adapters/postbox
    adapters/claude/backfill adapters/claude/contracts adapters/claude/recordings adapters/claude/standing
    adapters/logbook/layout adapters/logbook/spreadsheet adapters/logbook/workbook adapters/notes/pages
    adapters/offline/model adapters/quickbooks/calls adapters/quickbooks/client adapters/quickbooks/hints
    adapters/quickbooks/sealing adapters/quickbooks/settings adapters/quickbooks/signin adapters/quickbooks/undoing
    adapters/tabs/decisions adapters/trackers/clockify adapters/trackers/export adapters/trackers/harvest
    adapters/trackers/line adapters/workbooks/excel adapters/workbooks/excel_writer adapters/workbooks/tables
    reports/catalogue reports/imports reports/noise reports/scores reports/simulations reports/summary
    web/clockify web/displayed web/identity web/openapi web/tasks web/telemetry web/watch
"""
"""Files with sentences for the agency's developer, at the terminal or in the log, or for another program."""

OF_READING = """
    proposing adapters/cells/currencies adapters/cells/dates adapters/cells/plain adapters/claude/answer
    adapters/claude/names adapters/claude/packet adapters/claude/screen adapters/notes/measures adapters/offline/facts
    adapters/quickbooks/attaching adapters/quickbooks/company adapters/quickbooks/names adapters/quickbooks/partners
    adapters/quickbooks/queries adapters/sheets/client adapters/sheets/misfortunes adapters/tabs/fields
    adapters/tabs/headers adapters/tabs/refusals adapters/tabs/remainders adapters/tabs/rosters adapters/tabs/titles
    reports/leakage reports/letter web/app web/dashboard web/quickbooks
"""
"""Files with words that are looked for in what others write, questions to others, names of products, and markup."""

TITLES = {"Run log"}
"""What tabs are known by: tabs.csv has them."""

SENTENCE = re.compile(r"[A-Za-z]{3,},? [A-Za-z]{2,}")


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A second language: every text of English between brackets, in a file of its own."""
    yield from speak(tmp_path, monkeypatch)


def texts(path: Path) -> list[str]:
    """The sentences that stand in a file outside of docstrings, phrases and what goes into the log."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    apart |= {id(word) for call in calls if ast.unparse(call.func)[:4] == "log." for word in call.args}
    apart |= {id(word) for call in calls if ast.unparse(call.func) == "phrase" for word in ast.walk(call.args[0])}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in apart)
    told = [node.value for node in strings if isinstance(node.value, str) and node.value not in TITLES]
    return [text for text in told if SENTENCE.search(text)]


def spoken() -> list[str]:
    """The files of the service whose sentences people read."""
    folder = ROOT / "service"
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.py"))
    others = {*OF_DEVELOPERS.split(), *OF_READING.split()}
    return sorted(name for name in names if not name.startswith(APART) and name not in others)


def test_no_sentence_that_people_read_stands_in_the_code() -> None:
    found = {name: told for name in spoken() if (told := texts(ROOT / "service" / f"{name}.py"))}
    assert found == {}, "say it by a key of en.toml, or make it a phrase"
    assert len(spoken()) > 100


def test_a_file_is_let_be_only_while_it_holds_sentences() -> None:
    others = [*OF_DEVELOPERS.split(), *OF_READING.split()]
    assert [name for name in others if not texts(ROOT / "service" / f"{name}.py")] == []


def test_the_dashboard_holds_no_word_of_its_own() -> None:
    page = (ROOT / "service" / "web" / "pages" / "dashboard.html").read_text(encoding="utf-8")
    shown = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", page, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{2,}", shown) == ["Tickmark", "Tickmark"], "its name is the same in every language"


def test_a_sentence_in_the_code_is_seen() -> None:
    assert texts(Path(__file__)) != []


def test_every_key_that_is_said_is_in_the_catalogue() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "service").rglob("*.py"))
    said = set(re.findall(r'(?:say|heads)\(\s*"([a-z]+\.\w+)"', code))
    assert len(said) > 40
    assert said <= catalogue("en").keys()


def test_review_speaks_another_language_by_another_file(other: str) -> None:
    store = Store.at("sqlite://")
    sheet = PaperSheet("date | person | hours | text\n2026-09-01 | Ines | 2.00 | stuff")
    review(desk_at(store), sheet)
    shown = [row for row in sheet.tabs["Review"] if row]
    assert head() in shown
    assert [row for row in shown if len(row) == 1 and row[0] and not str(row[0]).startswith("⟦")] == []
    assert sheet.note(2, "category") == "⟦Not described. ⟧"


def test_the_script_speaks_another_language_by_the_same_file(
    other: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(generate, "TEXTS", tmp_path)
    assert '  check: "⟦Check this sheet⟧",' in generate.words(other)


def test_a_language_without_a_file_is_refused_early() -> None:
    with pytest.raises(Exception, match="TICKMARK_LANGUAGE"):
        Settings.read({"TICKMARK_LANGUAGE": "tlh"})


FILLED = [
    ("{n} {n?row:rows} to go", {"n": 1}, "1 row to go"),
    ("{n} {n?row:rows} to go", {"n": 3}, "3 rows to go"),
    ("about {n?this row:these {n} rows}", {"n": 3}, "about these 3 rows"),
    ("nothing to fill", {}, "nothing to fill"),
]


@pytest.mark.parametrize(("text", "values", "read"), FILLED)
def test_a_text_takes_the_word_that_fits_its_number(text: str, values: dict[str, object], read: str) -> None:
    assert filled(text, values) == read
