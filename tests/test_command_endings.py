"""Whatever cannot be done at the terminal ends in one sentence on standard error and the exit status 2."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.terminal import SOWS, Said, Terminal

ROOT = Path(__file__).parents[1]
SETTINGS = """
variable                 | value           | the sentence begins with
SHEETS_URL               | ftp://sheets    | SHEETS_URL is 'ftp://sheets'
CLAUDE_BACKEND           | both            | CLAUDE_BACKEND is 'both': set it to anthropic, google_cloud, vertex or off.
QUICKBOOKS_DRAFT         | Letter          | QUICKBOOKS_DRAFT is 'Letter'
TODAY                    | soon            | TODAY is 'soon'
ANSWER_WITHIN_SECONDS    | a while         | ANSWER_WITHIN_SECONDS is 'a while'
ANTHROPIC_API_KEY        |                 | ANTHROPIC_API_KEY is missing
K_SERVICE                | tickmark        | DATABASE_URL names a SQLite file, and Cloud Run forgets files
DATABASE_URL             | here            | DATABASE_URL is no address of a database
DATABASE_URL             | sqlite:////no/x | The database that DATABASE_URL names cannot be opened
"""
SERVING = """
variable                 | value           | the sentence begins with
ADDON_CLIENT_IDS         |                 | ADDON_CLIENT_IDS is missing
QUICKBOOKS_CLIENT_ID     |                 | QUICKBOOKS_CLIENT_ID is missing
QUICKBOOKS_CLIENT_SECRET |                 | QUICKBOOKS_CLIENT_SECRET is missing
QUICKBOOKS_TOKEN_KEY     |                 | QUICKBOOKS_TOKEN_KEY is missing
QUICKBOOKS_TOKEN_KEY     | guess           | QUICKBOOKS_TOKEN_KEY holds no key
"""
COMMANDS = """
command                                    | the sentence begins with
check nowhere.xlsx                         | There is no file nowhere.xlsx
check letter.docx                          | letter.docx is no workbook that can be read here.
check broken.xlsx                          | broken.xlsx cannot be read as an Excel workbook.
check empty.csv                            | There is no timesheet in empty.csv.
check shopping.csv                         | There is no timesheet in shopping.csv. shopping: None of the first
invoice shopping.csv --dry-run             | There is no timesheet in shopping.csv.
sows start shopping.csv                    | There is no timesheet in
check month.csv --month October            | 'October' is not a month
check month.csv --out month.csv            | month.csv is the workbook itself, which is never changed.
check month.csv --out month.pdf            | month.pdf is neither .xlsx nor .csv.
check month.csv --out nowhere/month.xlsx   | nowhere/month.xlsx cannot be written
check month.csv --sows nowhere             | There is no agency.yaml in nowhere
sows check --sows nowhere                  | There is no agency.yaml in nowhere
sows explain nowhere.yaml                  | nowhere.yaml is no SOW of
rules XYZ999                               | There is no rule XYZ999
check sheet-that-is-not-there-0123456789ab | There is no spreadsheet
"""


def drawn(table: str) -> list[list[str]]:
    """The rows of a table below its header."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]


def assert_one_sentence(said: Said, beginning: str) -> None:
    """Status 2, nothing on standard output, and one line for people that ends as a sentence does."""
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(beginning), said.err
    assert said.err.count("\n") == 1 and said.err.rstrip("\n").endswith((".", "`."))
    assert "Traceback" not in said.err and "Error" not in said.err


@pytest.fixture
def folder(terminal: Terminal) -> Iterator[Terminal]:
    """A folder with a timesheet, and with files that are none."""
    terminal.csv()
    terminal.csv("shopping.csv", "Shopping")
    for name in ("empty.csv", "letter.docx"):
        (terminal.folder / name).touch()
    (terminal.folder / "broken.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    return terminal


@pytest.fixture
def taken() -> Iterator[str]:
    """A port on which somebody listens, so that nothing which is started here goes on for ever."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield str(holder.getsockname()[1])


@pytest.mark.parametrize(("variable", "value", "beginning"), drawn(SETTINGS), ids=lambda cell: cell[:24])
def test_a_wrong_setting(
    folder: Terminal, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, beginning: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert_one_sentence(folder.run("check", "month.csv"), beginning)


@pytest.mark.parametrize(("variable", "value", "beginning"), drawn(SERVING), ids=lambda cell: cell[:24])
def test_a_setting_without_which_nobody_may_be_served(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, taken: str, variable: str, value: str, beginning: str
) -> None:
    monkeypatch.setenv("QUICKBOOKS_TOKEN_KEY", Fernet.generate_key().decode())
    monkeypatch.setenv(variable, value)
    assert_one_sentence(terminal.run("serve", "--port", taken), beginning)


@pytest.mark.parametrize(("command", "beginning"), drawn(COMMANDS), ids=lambda cell: cell[:40])
def test_a_command_that_cannot_be_done(folder: Terminal, command: str, beginning: str) -> None:
    assert_one_sentence(folder.run(*command.split()), beginning)


def test_a_sow_that_does_not_fit_its_schema(folder: Terminal) -> None:
    """The sentence names the file and the line."""
    shutil.copytree(SOWS, "sows")
    spoilt = folder.folder / "sows" / "brackenridge" / "brk-3.yaml"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace("rate: 115.00", "rate: cheap"), encoding="utf-8")
    for command in (["sows", "check"], ["sows", "explain", "BRK-3"], ["check", "month.csv"]):
        said = folder.run(*command, "--sows", "sows")
        assert_one_sentence(said, "")
        assert "brk-3.yaml" in said.err and "cheap" in said.err


def test_a_folder_of_sow_files_is_never_written_over(folder: Terminal) -> None:
    folder.run("sows", "start", "month.csv", "--out", "begun")
    said = folder.run("sows", "start", "month.csv", "--out", "begun")
    assert_one_sentence(said, "begun holds an agency.yaml already")


@pytest.mark.parametrize("port", ["taken", "65536"])
def test_a_port_that_cannot_be_had(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, taken: str, port: str) -> None:
    monkeypatch.setenv("QUICKBOOKS_TOKEN_KEY", Fernet.generate_key().decode())
    number = taken if port == "taken" else port
    assert_one_sentence(terminal.run("serve", "--port", number), f"Port {number} ")


def test_a_wrong_word_is_answered_with_how_it_is_used(terminal: Terminal) -> None:
    said = terminal.run("chek", "month.csv")
    assert said.status == 2 and said.out == "" and said.err.startswith("usage: python -m service")


def test_a_program_is_told_in_its_own_shape_that_a_workbook_has_no_timesheet(folder: Terminal) -> None:
    said = folder.run("check", "shopping.csv", "--json")
    assert (said.status, said.json["rows"], [one["tab"] for one in said.json["refused"]]) == (0, [], ["shopping"])


def test_it_is_so_at_a_real_terminal(folder: Terminal) -> None:
    command = [sys.executable, "-m", "service", "check", str(folder.folder / "nowhere.xlsx")]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120)
    assert_one_sentence(Said(done.returncode, done.stdout, done.stderr), "There is no file ")
