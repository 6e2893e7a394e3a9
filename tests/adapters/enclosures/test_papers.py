"""The timesheet of an invoice as files: complete, readable in any language, and no formula whatever was typed."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from service.adapters.enclosures import papers
from service.adapters.workbooks.formulas import harmless
from service.domain.invoicing.enclosure import Paper, Worked
from service.domain.invoicing.invoice import DraftInvoice
from tests.adapters.quickbooks.drafts import draft

ROWS = (
    Worked(date(2026, 9, 3), "Żaneta Łęcka", "Site", "Αρχική σελίδα, Київ & <b>", Decimal("2.5")),
    Worked(date(2026, 9, 4), "Ines Halloran", "Shop", '=HYPERLINK("http://x.example","pay")', Decimal("0.3333333")),
)


def with_rows(*rows: Worked, **more: object) -> DraftInvoice:
    return replace(draft(), appendix=rows or ROWS, **more)  # type: ignore[arg-type]  # fields by name


def cells(paper: Paper) -> list[list[str]]:
    assert paper.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(paper.content.decode("utf-8-sig"), newline="")))


def text(paper: Paper) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)


def test_a_draft_has_a_table_and_a_page() -> None:
    table, page = papers(with_rows(part="PO 17/ä"))
    assert (table.name, table.content_type) == ("larkspur-LK-001-PO-17-2026-09.csv", "text/csv")
    assert (page.name, page.content_type) == ("larkspur-LK-001-PO-17-2026-09.pdf", "application/pdf")
    assert cells(table) == [
        ["Date", "Person", "Project", "Description", "Hours"],
        ["2026-09-03", "Żaneta Łęcka", "Site", "Αρχική σελίδα, Київ & <b>", "2.5"],
        ["2026-09-04", "Ines Halloran", "Shop", '\'=HYPERLINK("http://x.example","pay")', "0.3333"],
    ]


def test_every_letter_of_the_page_can_be_read() -> None:
    said = " ".join(text(papers(with_rows())[1]).split())
    for words in ("Larkspur Ltd · LK-001", "Żaneta Łęcka", "Αρχική σελίδα, Київ & <b>", "Total 2.8333", "2026-09"):
        assert words in said


def test_people_are_named_only_where_the_rows_name_them() -> None:
    table, page = papers(with_rows(*(row._replace(person="") for row in ROWS)))
    assert cells(table)[0] == ["Date", "Project", "Description", "Hours"] and "Person" not in text(page)


def test_a_long_timesheet_repeats_its_header_on_every_page() -> None:
    pages = PdfReader(io.BytesIO(papers(with_rows(*ROWS * 100))[1].content)).pages
    assert len(pages) > 2 and all("Description" in page.extract_text() for page in pages)
    assert ["Total" in page.extract_text() for page in pages] == [False] * (len(pages) - 1) + [True]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert papers(with_rows()) == papers(with_rows())


def test_a_draft_without_rows_has_no_papers() -> None:
    assert papers(draft()) == ()


@pytest.mark.parametrize("promised", [False, True])
def test_papers_travel_with_the_e_mail_where_the_contract_promises_them(promised: bool) -> None:
    assert {paper.travels for paper in papers(with_rows(appendix_promised=promised))} == {promised}


PAYLOADS = [
    "=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "－1", "＠SUM(1)", "|calc",
    "\ufeff=1", "\u200b=1", "﹦1", "=HYPERLINK(\"x\")", "@import", "-2", "+44 20",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_typed_becomes_a_formula(payload: str) -> None:
    assert harmless(payload) == f"'{payload}"


@pytest.mark.parametrize("plain", ["Fare table", "2 + 2", "a=b", "Żółć", "", "#1", "'=1", "§ 4"])
def test_other_texts_stay_as_they_are(plain: str) -> None:
    assert harmless(plain) == plain


@pytest.mark.parametrize(
    "typed", ["#set page(fill: red)", "$x$", "`raw`", "*bold*", "_it_", "#sys.inputs", "\\", "]", "//x"]
)
def test_nothing_typed_becomes_markup(typed: str) -> None:
    row = ROWS[0]._replace(description=f"a {typed} b")
    assert f"a {typed} b" in " ".join(text(papers(with_rows(row))[1]).split())
