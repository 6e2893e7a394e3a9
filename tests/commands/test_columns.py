"""What a tab leaves open is answered once, on the command line, and remembered."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

ROUNDED = """Date,Who,Project,Hours,Hours Rounded,Notes
2026-10-05,Callum Breck,Taproom shop,1.37,1.50,Age gate
2026-10-06,Callum Breck,Taproom shop,1.12,1.25,Visual design
"""


@pytest.fixture
def rounded(terminal: Terminal) -> Path:
    path = terminal.folder / "October.csv"
    path.write_text(ROUNDED, encoding="utf-8")
    return path


def test_two_columns_of_hours_are_asked_about_and_the_answer_lasts(terminal: Terminal, rounded: Path) -> None:
    asked = terminal.run("check", rounded, "--json").json
    assert "Say which of them holds the hours as they were logged" in asked["refused"][0]["message"]
    answered = terminal.run("check", rounded, "--json", "--columns", "October:hours=Hours").json
    again = terminal.run("check", rounded, "--json").json
    assert answered == again
    assert (again["hours"], again["refused"]) == ("2.49", [])
    (tab,) = again["tabs"]
    assert (tab["columns"]["hours"], tab["decided"], tab["header_row"]) == ("Hours", {"hours": "Hours"}, 1)
    assert terminal.run("check", rounded, "--json", "--columns", "October:hours=").json["tabs"] == []


WRONG = [
    # what was typed, what is said
    ("October", "says nothing about a tab"),
    ("October:colour=red", "“colour” is nothing that can be decided"),
    ("October:dates=sideways", "Choose one of: day first, month first"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG)
def test_an_answer_that_cannot_be_followed_is_refused_in_a_sentence(
    terminal: Terminal, rounded: Path, typed: str, said: str
) -> None:
    answer = terminal.run("check", rounded, "--columns", typed)
    assert answer.status == 2
    assert said in answer.err


def test_a_file_read_twice_has_the_same_ids_and_an_edited_text_keeps_its_row(terminal: Terminal) -> None:
    path = terminal.csv()
    before = {row["row"]: row["id"] for row in terminal.run("check", path, "--json").json["rows"]}
    path.write_text(path.read_text("utf-8").replace("Wrong page numbers corrected", "Page numbers put right"), "utf-8")
    after = {row["row"]: row["id"] for row in terminal.run("check", path, "--json").json["rows"]}
    assert after == before
