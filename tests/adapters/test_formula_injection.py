"""Texts that would be formulas, markup or commands, through everything that writes: each stays the text it was."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pytest
from pypdf import PdfReader

from service.adapters.enclosures import papers
from service.adapters.logbook import FileLogbook
from service.adapters.quickbooks.queries import quoted
from service.adapters.workbooks.formulas import BEGINS_A_FORMULA, INVISIBLE
from service.adapters.workbooks.tables import TableFile, in_csv
from service.domain.hours.reading import Cell, Changes, Report
from service.domain.invoicing.enclosure import Worked
from service.importing import bring_in
from service.reports.letter import Letter, Part, page_of
from tests.adapters.logbook.conftest import Telling
from tests.adapters.quickbooks.drafts import draft, line
from tests.adapters.quickbooks.test_bodies import body_of
from tests.logged import told

DRAWN = (Path(__file__).parents[1] / "data" / "formulas.txt").read_text(encoding="utf-8").splitlines()
PAYLOADS = [json.loads(f'"{one}"') if one.startswith(("\\t", "\\r", "\\n", "\\u")) else one for one in DRAWN]
PLAIN = [one for one in PAYLOADS if one.isprintable() and normalize("NFKC", one) == one and one == one.strip()]
"""Those that every writer leaves letter for letter; the others hold signs that a page of paper does not show."""

FIRST_ROW = 2


def is_a_formula(text: str) -> bool:
    """Whether a spreadsheet program might take a cell of a delimited file for one."""
    return normalize("NFKC", text).lstrip(INVISIBLE).startswith(BEGINS_A_FORMULA) or text.startswith(BEGINS_A_FORMULA)


def changes() -> Changes:
    """Every payload as a cell, as a note, and in a tab of ours."""
    cells = [Cell("Log", row, "suggestion", text) for row, text in enumerate(PAYLOADS, FIRST_ROW)]
    notes = [Cell("Log", row, "flags", "✖ TIM004", text) for row, text in enumerate(PAYLOADS, FIRST_ROW)]
    reports = (Report("Review", tuple((text, Decimal(1)) for text in PAYLOADS)),)
    return Changes((*cells, *notes), reports, ("Log",))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A timesheet with a row for each payload, which stands in it as its description."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Log"
    sheet.append(["Date", "Person", "Hours", "Description"])
    for row, text in enumerate(PAYLOADS, FIRST_ROW):
        sheet.append([date(2026, 10, 5), "Ana", 1])
        sheet.cell(row, 4).value = text
        sheet.cell(row, 4).data_type = "s"
    made.save(tmp_path / "log.xlsx")
    return tmp_path / "log.xlsx"


def test_there_are_more_than_fifty_and_most_of_them_begin_a_formula() -> None:
    assert len(set(PAYLOADS)) >= 50
    assert sum(map(is_a_formula, PAYLOADS)) >= 40


def test_in_a_workbook_each_is_a_text_in_cells_notes_and_tabs_of_ours(log: Path, tmp_path: Path) -> None:
    TableFile(log, tmp_path / "out.xlsx").write(changes())
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds, kinds
    suggestions = next(column for column in book["Log"].iter_cols() if column[0].value == "Suggestion")
    assert set(PLAIN) <= {cell.value for cell in suggestions}
    notes = {cell.comment.text for row in book["Log"].iter_rows() for cell in row if cell.comment}
    assert set(PLAIN) <= notes
    assert set(PLAIN) <= {row[0] for row in book["Review"].iter_rows(values_only=True)}


def test_in_a_delimited_file_none_begins_a_formula_whoever_wrote_it(log: Path, tmp_path: Path) -> None:
    TableFile(log, tmp_path / "out.csv").write(changes())
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == len(PAYLOADS) + 1
    assert [cell for row in rows for cell in row if is_a_formula(cell)] == []
    assert in_csv("-1.5") == "-1.5", "a number is no formula"


def test_what_a_tracker_tells_is_a_text_in_the_tab_of_its_import(tmp_path: Path, log: Path) -> None:
    drawn = "\n".join(
        f"harvest-{number} | 10-05 | Mara | Website | {text} | 1"
        for number, text in enumerate(one for one in PLAIN if "|" not in one)
    )
    bring_in(Telling(told(drawn)), FileLogbook(log, "Harvest", tmp_path / "out.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Harvest"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_the_papers_of_an_invoice_hold_them_as_texts_and_no_action() -> None:
    rows = [Worked(date(2026, 9, 3), text, text, text, Decimal(1)) for text in PAYLOADS]
    table, page = papers(replace(draft(), appendix=tuple(rows)))
    cells = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert [cell for row in cells for cell in row if is_a_formula(cell)] == []
    assert not [word for word in (b"/JavaScript", b"/JS", b"/Launch", b"/URI") if word in page.content]
    read = PdfReader(io.BytesIO(page.content))
    assert [one for sheet in read.pages for one in sheet.get("/Annots") or []] == []
    said = "".join("".join(sheet.extract_text() for sheet in read.pages).split())
    assert '=IMPORTDATA("' in said and "#link(" in said, "typed as it was"


class Tags(HTMLParser):
    """The elements of a page, and the addresses in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs} | {str(value) for name, value in attrs if name == "href"}


def test_a_mail_has_the_elements_of_a_mail_without_them() -> None:
    def page(texts: list[str]) -> Tags:
        parts = [Part(text, ("What", "How much"), [(text, text)]) for text in texts]
        links = [(text, "https://docs.google.com/spreadsheets/d/x") for text in texts]
        return Tags(page_of(Letter(texts[0], " ".join(texts), parts, links, texts[0])))

    plain, attacked = page(["words"] * len(PAYLOADS)), page(PAYLOADS)
    assert attacked.names == plain.names and attacked.attributes == plain.attributes


def test_an_invoice_carries_them_as_texts_and_is_else_the_same() -> None:
    told, plain = (
        body_of(draft(*(line(text=text) for text in texts))) for texts in (PAYLOADS, ["words"] * len(PAYLOADS))
    )
    assert [one.pop("Description") for one in told["Line"]] == PAYLOADS
    assert [one.pop("Description") for one in plain["Line"]] == ["words"] * len(PAYLOADS)
    assert told == plain


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_question_to_quickbooks_ends_where_its_value_ends(text: str) -> None:
    inside = quoted(text)[1:-1]
    assert "'" not in inside.replace("\\\\", "").replace("\\'", "")
    assert inside.replace("\\'", "'").replace("\\\\", "\\") == text
