"""Changed terms are tried on a workbook before anybody signs them."""

from pathlib import Path

import pytest

from tests.terminal import SOWS, Terminal

BRK_3 = (SOWS / "brackenridge" / "brk-3.yaml").read_text(encoding="utf-8")


@pytest.fixture
def changed(terminal: Terminal) -> Path:
    """The taproom shop with designers at 120.00 instead of 110.00 from 6 October on."""
    path = terminal.folder / "brk-3.draft.yaml"
    path.write_text(BRK_3.replace("rate: 110.00", "rate: 120.00"), encoding="utf-8")
    return path


def test_every_row_is_compared_and_the_invoices_with_it(terminal: Terminal, changed: Path) -> None:
    said = terminal.run("sows", "simulate", changed, "--against", terminal.xlsx())
    assert said.status == 0, said.err
    assert "1 row of 6 would change." in said.out
    assert "Hours, row 4, 2026-10-06, Sunniva Aske: 3.5 h, 385.00 USD → 420.00 USD\n" in said.out
    assert said.out.splitlines()[-1] == ("  BRK-3: 965.00 USD before, 1,000.00 USD after, a difference of +35.00 USD.")


def test_a_program_gets_the_rows_and_the_totals(terminal: Terminal, changed: Path) -> None:
    told = terminal.run("sows", "simulate", changed, "--against", terminal.xlsx(), "--json").json
    assert [(row["row"], row["difference"]) for row in told["rows"] if row["differs"]] == [(4, "35.00")]
    assert next(total for total in told["totals"] if total["sow"] == "BRK-3") == {
        "sow": "BRK-3", "currency": "USD", "before": "965.00", "after": "1000.00", "difference": "35.00",
    }  # fmt: skip


def test_a_file_that_changes_nothing_says_so(terminal: Terminal) -> None:
    said = terminal.run("sows", "simulate", SOWS / "brackenridge" / "brk-3.yaml", "--against", terminal.xlsx())
    assert said.out.splitlines()[-1] == "Every invoice would come to what it comes to now."


def test_nothing_is_kept_of_a_simulation(terminal: Terminal, changed: Path) -> None:
    workbook = terminal.xlsx()
    before = terminal.run("check", workbook, "--json").json
    terminal.run("sows", "simulate", changed, "--against", workbook)
    assert terminal.run("check", workbook, "--json").json == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (BRK_3.replace("id: BRK-3", "id: BRK-9"), "is for the SOW BRK-9, and no file of the folder has that id"),
        (BRK_3.replace("rate: 110.00", "rate: ninety"), "brk-3.draft.yaml, line 31: rate is ninety"),
    ],
)
def test_a_file_that_cannot_stand_in_is_refused(terminal: Terminal, changed: Path, text: str, sentence: str) -> None:
    changed.write_text(text, encoding="utf-8")
    said = terminal.run("sows", "simulate", changed, "--against", terminal.xlsx())
    assert (said.status, said.out) == (2, "")
    assert sentence in said.err
