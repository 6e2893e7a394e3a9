"""What holds for a row and who said so, and how much noise the rules make, at the terminal."""

from pathlib import Path

import pytest

from tests.terminal import Terminal

SAMPLE = Path(__file__).parents[2] / "sandbox" / "sample" / "timesheets"

TERMS = [
    # check, row, lines that are said
    (
        "TXT003",
        "1 Studio log:92",
        ["level: acknowledge (SOW HP-2)", "min_hours: 2.0 (SOW HP-2)", "min_tasks: 2 (built-in)"],
    ),
    ("TXT002", "2 Dev hours:96", ["level: block (client Brackenridge Brewing)", "min_words: 2 (built-in)"]),
    ("TXT001", "3 Calls and travel:57", ["level: block (built-in)"]),
    ("TIM005", "3 Calls and travel:48", ["steps: over 12, level warn; over 15, level block (agency)"]),
    ("ROW005", "3 Calls and travel:68", ["level: block (fixed)", "Write Callum Breck?"]),
]


@pytest.mark.parametrize(("check", "row", "lines"), TERMS)
def test_each_value_is_said_with_the_layer_that_set_it(
    terminal: Terminal, check: str, row: str, lines: list[str]
) -> None:
    said = terminal.run("rules", check, SAMPLE, "--row", row)
    assert said.status == 0
    assert [line for line in lines if line not in said.out] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["TXT003", SAMPLE, "--row", "2 Dev hours:1"], "There is no entry in 2 Dev hours:1"),
        (["TXT003", SAMPLE], "Name both a workbook and a row of it"),
        (["TXT999"], "There is no rule TXT999"),
    ],
)
def test_what_cannot_be_answered_is_said(terminal: Terminal, words: list[str | Path], sentence: str) -> None:
    said = terminal.run("rules", *words)
    assert said.status == 2
    assert sentence in said.err


def test_the_noise_of_each_rule_is_counted(terminal: Terminal) -> None:
    told = terminal.run("rules", "--measure", SAMPLE, "--json").json
    counts = {one["code"]: one for one in told["rules"]}
    assert told["rows"] == 423
    assert (counts["CAP002"]["flagged"], counts["CAP002"]["share"]) == (2, "0.005")
    assert counts["CAP002"]["agreed"] is None
    assert "TIM003" not in counts
    said = terminal.run("rules", "--measure", SAMPLE).out
    assert "role-hours-past-weekly-cap" in said
