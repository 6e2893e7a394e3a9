"""`evaluate` asks about texts without showing their labels, and counts what comes back."""

from pathlib import Path

import pytest

from sandbox.serving import Running
from tests.terminal import Terminal

TEXTS = """description,label
Wireframes of the seat picker,DES
Weekly stand-up with the client,Meeting
Regression test of the checkout in Safari,QA
Train to the harbour and back,TRV
"""


def test_every_text_is_counted_under_its_label(terminal: Terminal, environment: dict[str, str], tmp_path: Path) -> None:
    assert environment["CLAUDE_BACKEND"] == "anthropic"
    (tmp_path / "texts.csv").write_text(TEXTS, encoding="utf-8")
    said = terminal.run("evaluate", tmp_path / "texts.csv", "--json")
    assert said.status == 0
    assert (said.json["cases"], said.json["answered"]) == (4, 4)
    assert set(said.json["by_label"]) == {"DES", "MTG", "QA", "TRV"}
    told = terminal.run("evaluate", tmp_path / "texts.csv").out
    assert "all" in told and "strict" in told


def test_the_labels_are_never_sent(
    terminal: Terminal, sandbox: Running, environment: dict[str, str], tmp_path: Path
) -> None:
    import requests

    del environment
    (tmp_path / "texts.csv").write_text("description,label\nZebra crossing,SAL\n", encoding="utf-8")
    terminal.run("evaluate", tmp_path / "texts.csv")
    asked = requests.get(f"{sandbox.root}/__journal?service=claude", timeout=30).text
    assert "Zebra crossing" in asked
    assert "SAL" not in asked.partition("<entries>")[2].partition("</entries>")[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("text,label\nx,DES\n", "needs the columns description and label"),
        ("description,label\nx,Nonsense\n", "line 2: 'Nonsense' is no category; there are STR, DES,"),
    ],
)
def test_a_file_that_cannot_be_used_ends_in_a_sentence(
    terminal: Terminal, tmp_path: Path, content: str, sentence: str
) -> None:
    (tmp_path / "texts.csv").write_text(content, encoding="utf-8")
    said = terminal.run("evaluate", tmp_path / "texts.csv")
    assert said.status == 2
    assert sentence in said.err
