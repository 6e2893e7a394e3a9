"""Where something is wrong, with a cell, a tab, QuickBooks or Claude, it is said in the language of the agency too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.adapters.cells.dates import read_date
from service.adapters.claude import Claude, ClaudeSettings
from service.adapters.offline import Offline, Standby
from service.adapters.quickbooks.answers import Answer, Problem
from service.adapters.quickbooks.bodies import document
from service.adapters.quickbooks.company import Company
from service.adapters.quickbooks.connector import Connector
from service.adapters.quickbooks.outcomes import judge
from service.adapters.quickbooks.partners import Directory, Partners, each_missing
from service.adapters.quickbooks.queries import Row
from service.adapters.quickbooks.remarks import remarks_on
from service.adapters.quickbooks.sealing import fresh_key
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.adapters.store.store import Store
from service.domain.bookkeeping import Standing
from service.domain.hours.entry import Problem as CellProblem
from service.domain.hours.reading import Reading
from service.domain.invoicing.invoice import DraftInvoice
from service.faults import Fault, QuickBooksFault, Unbuildable
from service.reports.listing import listed
from service.review import review
from service.web.answers import understood
from service.words import put
from tests.adapters.quickbooks.drafts import draft
from tests.adapters.tabs.drawn import cell, tab, workbook
from tests.rules.engagement import AGENCY
from tests.tongue import SENTENCE, speak, texts, untold
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at
from tests.walks.test_billing import approved
from tests.walks.test_standby import LOGGED

HEADER = "Date | Person | Client | Project | Description | Hours | Start | End | Billable\n"
UNREADABLE = (
    HEADER
    + """\
    @2026-09-02 | Ines | Penhallow | Kiosk | Menus  | #2   | | | yes
    04/05/2026  | Ines | Penhallow | Kiosk | Menus  | #2   | | | yes
    31.04.2026  | Ines | Penhallow | Kiosk | Menus  | #2   | | | yes
    in spring   | Ines | Penhallow | Kiosk | Menus  | #2   | | | yes
    9 October   | Ines | Penhallow | Kiosk | Menus  | #2   | | | yes
    @2026-09-02 | Ines | Penhallow | Kiosk | Menus  | much | | | yes
    @2026-09-02 | Ines | Penhallow | Kiosk | Menus  | 1,234 | | | yes
    @2026-09-02 | Ines | Penhallow | Kiosk | Menus  | !#REF! | | | yes
    @2026-09-02 | Ines & Bram | Penhallow | Kiosk | Menus | #2 | | | yes
    @2026-09-02 | Ines | Penhallow | Kiosk | Menus  | | 9 | noon | perhaps
    @2026-09-02 | Ines | Penhallow | Kiosk | Menus  | | | | yes
                | Ines | Penhallow | Kiosk | Menus  | #2   | | | yes
    Total       |      |           |       |        | #14  | | |
    Week 37     |      |           |       |        |      | | |
    @2026-09-03 | Ines |           |       |        |      | | |
"""
)
REFUSED = [
    # what a tab holds that is not read, or not without a question
    "Person | Total\nInes | #40\nBram | #30",
    "Date | Person | Hours | Decimal hours\n@2026-09-01 | Ines | #1 | #2\n@2026-09-02 | Ines | #1 | #2",
    "Date | Hours\n" + "\n".join(f"@2026-09-0{day} | #{3 * day}" for day in range(1, 8)),
    "Date | Ines | Bram\n@2026-09-01 | #2 | #3\n@2026-09-02 | #4 | #1",
    "@2026-09-01 | Ines | Menus drawn | #2\n@2026-09-02 | Ines | Menus drawn again | #3",
    HEADER + "@2026-09-02 | Ines | Penhallow | Kiosk | Menus | #2\nDay | Hours | Notes\n@2026-09-03 | #3 | Menus",
    "Invoice no | Client | Item rate\n7 | Penhallow | #2",
]  # fmt: skip


@pytest.fixture(autouse=True)
def language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "words").mkdir()
    yield from speak(tmp_path / "words", monkeypatch)


def strange(told: Any, *names: str) -> list[str]:
    """Sentences that are not in the language, but for what people wrote themselves."""
    found = []
    for text in texts(told):
        rest = untold(text)
        for name in names:
            rest = rest.replace(name, "·")
        if SENTENCE.search(rest):
            found.append(text)
    return found


def shown(sheet: PaperSheet) -> list[Any]:
    """Every cell and note of ours, and our tabs."""
    cells = [(one.value, one.note) for row in sheet.shown.values() for one in row.values()]
    return [*cells, *sheet.tabs.values()]


OTHERS = (*AGENCY.people, *AGENCY.clients, *AGENCY.projects())
NAMES = sorted((AGENCY.name, *(one.name for one in OTHERS)), key=len, reverse=True)


class Workbook(PaperSheet):
    """A spreadsheet whose tabs are read as they are drawn."""

    def __init__(self, read: Reading) -> None:
        super().__init__(LOGGED)
        self.drawn = read

    def read(self) -> Reading:
        return self.drawn


def test_a_cell_that_cannot_be_read_is_asked_about_in_the_language(store: Store) -> None:
    read = workbook(tab(UNREADABLE, title="Log", delimited=False)).reading
    assert sum(bool(one.problems) for one in read.entries) == 11 and len(read.skipped) == 3
    sheet = Workbook(read)
    rows = review(desk_at(store), sheet).rows
    notes = [one.note for row in sheet.shown.values() for one in row.values() if "⟦“" in one.note]
    assert len(notes) >= 8, "what is wrong with the cells stands behind them"
    assert strange(shown(sheet), *NAMES) == []
    told = listed(read, rows)
    assert strange([one["reason"] for one in told["skipped"]]) == []
    assert strange(told["asked"], *NAMES) == []


def test_a_doubtful_date_is_told_with_the_month_of_the_language() -> None:
    found = read_date(cell("04/09/2026"), "date", None)
    assert isinstance(found, CellProblem)
    assert "can be ⟦4 ⟦September⟧⟧ or ⟦9 ⟦April⟧⟧" in put(found.message)


@pytest.mark.parametrize("drawing", REFUSED)
def test_a_tab_that_is_not_read_says_so_in_the_language(store: Store, drawing: str) -> None:
    read = workbook(tab(drawing, title="Odd"), closely=True).reading
    assert [one.tab for one in read.refused] == ["Odd"]
    sheet = Workbook(read)
    review(desk_at(store), sheet)
    (told,) = understood(read)
    assert told["problem"].startswith("⟦") and strange(told["problem"]) == []
    assert any("⟦Not read: Odd." in str(one) for row in sheet.tabs["Review"] for one in row)
    assert strange(shown(sheet), *NAMES) == []


def judged(status: int, *codes: str) -> Fault:
    """What an answer of QuickBooks means."""
    with pytest.raises(QuickBooksFault) as found:
        judge(status, Answer({}, tuple(Problem(code, "", "") for code in codes)), "trace-1", "")
    return found.value


ANSWERS: list[tuple[tuple[Any, ...], str]] = [
    # status and codes, the rule that speaks of it beside the rows
    ((400, "6140"), "QBO003"),
    ((500,), "QBO004"),
    ((429,), ""),
    ((400, "120"), ""),
]


@pytest.mark.parametrize(("answer", "code"), ANSWERS)
def test_what_quickbooks_answers_stands_in_the_language_beside_the_rows(store: Store, answer: Any, code: str) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=judged(*answer))
    made = bill(desk_at(store), sheet, store, books)
    assert code in sheet.says(2, "flags")
    assert strange([*shown(sheet), [one.reason for one in made.held]], *NAMES) == []
    assert strange([one.flag for one in store.unfinished()]) == []


class Shut(PaperBooks):
    """Books of which nobody has a body."""

    fault: Fault

    def body(self, draft: DraftInvoice, marker: str) -> str:
        del draft, marker
        raise self.fault


def unbuilt() -> Fault:
    with pytest.raises(Unbuildable) as found:
        document(drafted(), "tm1:6b", Partners("1", "EUR", "", {}, {}), COMPANY, "Invoice")
    return found.value


def unconnected() -> Fault:
    keys = {"client_id": "a", "client_secret": "b", "redirect_url": "http://localhost", "token_key": fresh_key()}
    settings = QuickBooksSettings(url="", app_url="", discovery_url="", **keys)
    with pytest.raises(QuickBooksFault) as found:
        Connector(settings, Store.at("sqlite://").engine).access()
    return found.value


COMPANY = Company("DE", "EUR", False, False, False, False, date(2027, 1, 1), "")


def drafted() -> DraftInvoice:
    return draft(tax_code="S", terms="Net", quickbooks_class="Web")


def test_an_invoice_that_cannot_be_built_says_so_in_the_language(store: Store) -> None:
    sheet, books = approved(store, 2, 3), Shut()
    books.fault = unbuilt()
    made = bill(desk_at(store), sheet, store, books)
    assert strange([*shown(sheet), [one.reason for one in made.held]], *NAMES) == []


def test_who_is_not_connected_hears_it_in_the_language(store: Store) -> None:
    sheet, books = approved(store, 2, 3), PaperBooks(trouble=unconnected())
    made = bill(desk_at(store), sheet, store, books)
    assert strange([str(unconnected()), *shown(sheet), [one.reason for one in made.held]], *NAMES) == []


ALIKE: list[list[Row]] = [
    # what QuickBooks has under a name
    [],
    [{"Id": "1", "Name": "Design", "DisplayName": "Larkspur Ltd", "Active": False}],
    [{"Id": "1", "Name": "DESIGN", "DisplayName": "LARKSPUR Ltd"}],
    [{"Id": number, "Name": "Design", "DisplayName": "Larkspur Ltd", "Type": "Inventory"} for number in "12"],
]


@pytest.mark.parametrize("rows", ALIKE)
def test_what_quickbooks_lacks_is_named_in_the_language(rows: list[Row]) -> None:
    directory = Directory(lambda _entity, _condition: rows, COMPANY, "Estimate")
    told = [one.message for one in each_missing(directory, [drafted()])]
    assert len(told) >= 4 and strange(told, "Larkspur Ltd", "LARKSPUR Ltd") == []


def test_what_has_become_of_an_invoice_is_said_in_the_language() -> None:
    class Ours:
        standing, customer, marker, became = Standing.PART_PAID, "7", "k", "9"
        subtotal, tax = Decimal(1), Decimal(2)

    row = {"DeliveryInfo": {}, "AllowOnlineACHPayment": True, "TotalAmt": 5, "Balance": 3,
           "LinkedTxn": [{"TxnType": "Payment", "TxnId": "3"}]}  # fmt: skip
    sent = {"Line": [{"Amount": 4}], "CustomerRef": {"value": "8"}, "PrivateNote": "key=other"}
    told = [one.message for one in remarks_on(row, Ours(), sent)]  # type: ignore[arg-type]  # as much of one as is read
    assert len(told) == 10 and strange(told) == []


def test_why_claude_read_nothing_is_said_in_the_language(store: Store) -> None:
    sheet = PaperSheet(LOGGED)
    reader = Standby(Claude(ClaudeSettings(key="")), Offline())
    seen = review(desk_at(store, reader), sheet)
    assert "⟦There is no API key for Claude" in seen.look.unread
    assert strange([seen.look.unread, *shown(sheet)], *NAMES) == []
