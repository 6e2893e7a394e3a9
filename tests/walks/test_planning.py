"""A draft is judged as a whole before anything is made of it; one that waits for an answer holds up no other."""

from dataclasses import replace
from decimal import Decimal

from service.adapters.store.store import Store
from service.billing import Billing, preview
from service.desk import Desk
from service.domain.judging.finding import Finding
from service.domain.terms.cap import PurchaseOrder
from service.domain.terms.charge import Discount, Expenses, ExpenseTerms
from service.review import review
from tests.domain.pricing.terms import PLAIN
from tests.rules.engagement import AGENCY, SOWS
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at
from tests.walks.test_billing import OWEN, ROWS

D = Decimal
NEARLY_USED = PurchaseOrder("PO-7", limit=D(10_000), used=D("9_600"))
PARKING = """
    date       | person | hours | expense | text
    2026-09-03 | Ines   | 2.00  |         | Fare table import
    2026-09-03 | Ines   |       | 20.00   | Parking at the port
"""
RETAINED = """
    date       | person | project  | hours | text
    2026-09-07 | Ines   | Crew app | 9.00  | Rota export
"""


def under(store: Store, **terms: object) -> Desk:
    """The usual desk, with other terms of PF-003."""
    first, *others = SOWS
    return replace(desk_at(store), sows=(replace(first, **terms), *others))  # type: ignore[arg-type]  # terms by name


def ticked(desk: Desk, table: str = ROWS, *rows: int) -> PaperSheet:
    """A reviewed sheet with these rows ticked; without any, all of them."""
    sheet = PaperSheet(table)
    review(desk, sheet)
    for row in rows or [one.row for one in sheet.entries]:
        sheet.put(row, "approve", True)
    review(desk, sheet, OWEN)
    return sheet


def said(made: Billing) -> dict[str, tuple[str, list[str]]]:
    """What became of the draft of each SOW, and which rules spoke of it."""
    return {one.draft.sow: (one.state, [finding.code for finding in one.findings]) for one in made.drafted}


def finding(made: Billing, code: str) -> Finding:
    return next(one for drafted in made.drafted for one in drafted.findings if one.code == code)


def test_an_order_that_is_nearly_used_is_asked_about_and_the_others_are_made(store: Store) -> None:
    desk, books = under(store, purchase_orders=(NEARLY_USED,)), PaperBooks()
    sheet = ticked(desk)
    assert said(preview(desk, sheet)) == {"PF-003": ("held", ["CAP012"]), "PF-007": ("preview", [])}
    made = bill(desk, sheet, store, books)
    assert said(made) == {"PF-007": ("created", []), "PF-003": ("held", ["CAP012"])}
    assert finding(made, "CAP012").message == (
        "580.00 EUR is 180.00 EUR more than what is left on PO-7: 400.00 EUR of 10,000.00 EUR."
    )
    assert [sheet.says(row, "status") for row in (2, 3, 4)] == ["Ready", "Ready", "Drafted"]
    assert {held.row.work.id: held.reason[:8] for held in made.held} == {"r_2": "▲ CAP012", "r_3": "▲ CAP012"}


def test_of_eight_drafts_the_one_past_its_order_is_asked_about_and_seven_are_made(store: Store) -> None:
    projects = AGENCY.clients[0].projects[:8]
    papers = tuple(replace(PLAIN, id=f"S{at}", projects=(one.id,)) for at, one in enumerate(projects))
    used = PurchaseOrder("PO-9", limit=D(10_000), used=D(9_400))
    desk = replace(desk_at(store), sows=(replace(papers[0], purchase_orders=(used,)), *papers[1:]))
    rows = [f"2026-09-{at + 7:02} | Petra | {one.name} | {1 if at else 12}.00 | part {at}"
            for at, one in enumerate(projects)]  # fmt: skip
    sheet, books = PaperSheet("\n".join(["date | person | project | hours | text", *rows])), PaperBooks()
    review(desk, sheet)
    for one in sheet.entries:
        sheet.put(one.row, "approve", True)
        sheet.put(one.row, "reason", "" if one.row > 2 else "TIM004: a long day, R. Tamblyn by mail")
    review(desk, sheet, OWEN)
    made = bill(desk, sheet, store, books)
    assert said(made)["S0"] == ("held", ["CAP012"])
    assert finding(made, "CAP012").message == (
        "1,200.00 EUR is 600.00 EUR more than what is left on PO-9: 600.00 EUR of 10,000.00 EUR."
    )
    assert [invoice.subtotal for invoice in books.made] == [D("100.00")] * 7


def test_an_answer_in_the_reason_of_a_row_lets_the_draft_go(store: Store) -> None:
    desk, books = under(store, purchase_orders=(NEARLY_USED,)), PaperBooks()
    sheet = ticked(desk)
    sheet.put(3, "reason", "CAP012: R. Tamblyn, by mail on 2 October")
    assert said(bill(desk, sheet, store, books))["PF-003"] == ("created", ["CAP012"])


def test_what_was_billed_on_an_order_is_known_in_the_next_run(store: Store) -> None:
    desk, books = under(store, purchase_orders=(PurchaseOrder("PO-7", limit=D(500)),)), PaperBooks()
    sheet = ticked(desk, ROWS, 2)
    assert said(bill(desk, sheet, store, books))["PF-003"] == ("created", ["INV001"])
    sheet.put(3, "approve", True)
    review(desk, sheet, OWEN)
    assert finding(preview(desk, sheet), "CAP012").numbers == (("left", D("220.00")), ("total", D("300.00")))


def test_without_an_order_that_is_asked_for_nothing_is_made(store: Store) -> None:
    desk, books = under(store, purchase_order_required=True), PaperBooks()
    assert said(bill(desk, ticked(desk), store, books))["PF-003"] == ("held", ["CAP011"])


def test_rows_left_behind_and_a_second_invoice_are_said_with_the_draft(store: Store) -> None:
    desk, books = desk_at(store), PaperBooks()
    sheet = ticked(desk, ROWS, 2)
    first = bill(desk, sheet, store, books)
    assert finding(first, "INV001").message == "1 billable row stays behind: 3 h, 300.00 EUR (September, row 3)."
    sheet.put(3, "approve", True)
    review(desk, sheet, OWEN)
    second = bill(desk, sheet, store, books)
    assert said(second)["PF-003"] == ("created", ["INV005"])
    assert finding(second, "INV005").message == "PF-003 has an invoice for 2026-09 already: INV-1 (280.00 EUR)."


def test_a_draft_below_zero_is_not_made(store: Store) -> None:
    desk, books = under(store, discounts=(Discount("early", amount=D(1500)),)), PaperBooks()
    sheet = ticked(desk, ROWS, 2, 3)
    made = bill(desk, sheet, store, books)
    assert said(made) == {"PF-003": ("held", ["INV006"])}
    assert (books.made, sheet.says(2, "status")) == ([], "Ready")


def test_a_fee_is_drafted_where_no_row_is_approved_and_only_once(store: Store) -> None:
    desk, books = desk_at(store), PaperBooks()
    sheet = PaperSheet(RETAINED)
    review(desk, sheet)
    made = bill(desk, sheet, store, books)
    assert [(one.state, str(one.draft.total)) for one in made.drafted] == [("created", "2200.00")]
    assert finding(made, "INV001").stake == 0
    assert bill(desk, sheet, store, books).drafted == ()


def test_a_fee_of_a_sow_that_nobody_asked_for_stays_out(store: Store) -> None:
    desk = desk_at(store)
    table = f"{ROWS}    2026-09-08 | Ines   | Crew app     | 1.00  | Rota export\n"
    sheet = ticked(desk, table, 4)
    assert [one.draft.sow for one in preview(desk, sheet, ["PF-007"]).drafted] == ["PF-007"]


def test_a_cost_that_nobody_has_approved_is_left_behind_too(store: Store) -> None:
    desk = under(store, expenses=Expenses({"parking": ExpenseTerms("parking", D("0.1"))}))
    sheet = PaperSheet(PARKING)
    review(desk, sheet)
    sheet.put(2, "approve", True)
    review(desk, sheet, OWEN)
    made = preview(desk, sheet)
    assert finding(made, "INV001").message == "1 billable row stays behind: 0 h, 22.00 EUR (September, row 3)."
