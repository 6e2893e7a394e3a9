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
SPOKEN = ("reports/month.py", "reports/decisions.py", "reports/matters.py", "reports/burning.py", "reports/tabs.py",
          "reports/row.py", "reports/explanation.py", "reports/offers.py", "reports/digest.py", "answering.py",
          "approving.py", "billing.py", "dispatch.py", "enclosing.py", "impasse.py", "reconciliation.py",
          "reservation.py", "review.py", "settling.py", "verification.py", "web/addon.py",
          "web/answers.py", "web/edits.py", "web/registration.py", "web/splitting.py", "web/turnstile.py",
          "web/undoing.py")  # fmt: skip
"""Files whose texts are all in the catalogue."""

TITLES = {"Run log"}
"""What tabs are known by: tabs.csv has them."""

SENTENCE = re.compile(r"[A-Za-z]{3,},? [A-Za-z]{2,}")


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A second language: every text of English between brackets, in a file of its own."""
    yield from speak(tmp_path, monkeypatch)


def texts(path: Path) -> list[str]:
    """The sentences that stand in a file outside of docstrings and of what goes into the log."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    apart |= {id(word) for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func)[:4] == "log."
              for word in node.args}  # fmt: skip
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in apart)
    told = [node.value for node in strings if isinstance(node.value, str) and node.value not in TITLES]
    return [text for text in told if SENTENCE.search(text)]


@pytest.mark.parametrize("name", SPOKEN)
def test_no_sentence_of_review_or_of_a_note_stands_in_the_code(name: str) -> None:
    assert texts(ROOT / "service" / name) == []


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
