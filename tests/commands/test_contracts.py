"""A contract becomes a draft of a SOW file, in which each key carries the words that it rests on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests.terminal import SOWS, Terminal

CONTRACT = """\
Statement of Work No. DUNE-7: Booking site

The work is done from 1 September 2026 to 28 February 2027.

Senior developers are charged at EUR 140.00 per hour. Designers are charged at EUR 1,100 per
hour.

Time is rounded up to the next quarter of an hour. Fees shall not exceed EUR 60,000.00 without a new order.
Designers work no more than 40 hours per week. The agency must wear blue hats when it bills hours at night.

Invoices are payable within 30 days.
"""
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def as_text(path: Path) -> Path:
    path.with_suffix(".txt").write_text(CONTRACT, encoding="utf-8")
    return path.with_suffix(".txt")


def as_docx(path: Path) -> Path:
    """The contract as Word keeps it, its rates in a table."""
    document = Document()
    before, _, after = CONTRACT.partition("Senior developers")
    for paragraph in before.split("\n\n"):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("Senior developers", "EUR 140.00 per hour"), ("Designers", "EUR 1,100 per hour"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    for paragraph in after.partition("\n\n")[2].split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def as_pdf(path: Path) -> Path:
    """The contract as a page of a PDF, one line of text below the other."""
    lines = "".join(f"({line.replace('(', '')}) Tj T*\n" for line in CONTRACT.splitlines())
    stream = f"BT /F1 9 Tf 12 TL 40 780 Td\n{lines}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % FONT,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    text, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(text)
    text += b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        start,
    )
    path.with_suffix(".pdf").write_bytes(text)
    return path.with_suffix(".pdf")


@pytest.mark.parametrize("form", [as_text, as_docx, as_pdf])
def test_a_contract_is_drafted_whatever_it_was_sent_as(terminal: Terminal, form: Callable[[Path], Path]) -> None:
    said = terminal.run("sows", "draft", form(terminal.folder / "dune-7"), "--out", "dune")
    assert said.status == 0, said.err
    drafted = (terminal.folder / "dune" / "dune-7.draft.yaml").read_text(encoding="utf-8")
    for line in (
        "  id: DUNE-7", "  title: Booking site", "  starts: 2026-09-01", "  ends: 2027-02-28",
        "    - {role: senior_developer, rate: 140.00}", "    - {role: designer, rate: 1100.00}",
        "  - {increment: 0.25, direction: up, scope: entry}",
        "  - {scope: sow, measure: money, window: term, limit: 60000.00, action: block}",
        '  # "payable within 30 days"', "  net_days: 30",
    ):  # fmt: skip
        assert f"{line}\n" in drafted, line


def test_what_no_key_can_say_is_named_and_the_draft_waits_for_a_person(terminal: Terminal) -> None:
    as_text(terminal.folder / "dune-7")
    said = terminal.run("sows", "draft", "dune-7.txt")
    first, *others, last = said.out.splitlines()
    assert first == "Written to dune-7.draft.yaml: 10 terms, each with the words of the contract that it rests on."
    assert others == [
        "No key can say these clauses; see to them by hand:",
        "  “The agency must wear blue hats when it bills hours at night.”",
    ]
    assert last.startswith("Read it, correct it, and take “.draft” out of the name of dune-7.draft.yaml")


def test_a_draft_is_no_sow_before_it_is_renamed_and_one_afterwards(terminal: Terminal) -> None:
    folder = terminal.folder / "sows"
    (folder / "dune").mkdir(parents=True)
    (folder / "agency.yaml").write_text((SOWS / "agency.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "dune" / "client.yaml").write_text("client: {id: dune, name: Dune}\n", encoding="utf-8")
    terminal.run("sows", "draft", as_text(terminal.folder / "dune-7"), "--out", folder / "dune")
    assert "1 clients, 0 SOWs" in terminal.run("sows", "check", "--sows", folder).out
    (folder / "dune" / "dune-7.draft.yaml").rename(folder / "dune" / "dune-7.yaml")
    assert "1 clients, 1 SOWs" in terminal.run("sows", "check", "--sows", folder).out


def test_nothing_is_overwritten(terminal: Terminal) -> None:
    as_text(terminal.folder / "dune-7")
    terminal.run("sows", "draft", "dune-7.txt")
    said = terminal.run("sows", "draft", "dune-7.txt")
    assert (said.status, said.err.partition(":")[0]) == (2, "There is a draft dune-7.draft.yaml already")


def test_without_claude_it_says_so(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDE_BACKEND", "off")
    said = terminal.run("sows", "draft", as_text(terminal.folder / "dune-7"))
    assert said.status == 2
    assert said.err.startswith("Claude is switched off, and nobody else here can read a contract")


def test_where_claude_does_not_answer_nothing_is_written(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDE_URL", "http://127.0.0.1:9")
    said = terminal.run("sows", "draft", as_text(terminal.folder / "dune-7"))
    assert said.status == 2
    assert said.err.startswith("The contract was not read. Claude cannot be reached")
    assert not list(terminal.folder.glob("*.draft.yaml"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.odt", b"x", "a.odt is no contract that can be read: name a .pdf, a .docx or a .txt file."),
        ("a.txt", b" \n", "a.txt is empty."),
        ("a.txt", b"\xff\xfe\xfa", "a.txt is not written in UTF-8; save it again as UTF-8."),
        ("a.pdf", b"no pdf", "a.pdf cannot be read as a PDF"),
        ("a.docx", b"no docx", "a.docx cannot be read as a Word document: save it again as .docx."),
    ],
)
def test_a_file_that_is_no_contract_is_refused(terminal: Terminal, name: str, content: bytes, sentence: str) -> None:
    Path(name).write_bytes(content)
    said = terminal.run("sows", "draft", name)
    assert (said.status, said.err.startswith(sentence)) == (2, True), said.err
