"""Work falls into the invoice period of its day, and a period is known by a name that means no other."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.period import Period, text_of
from service.domain.terms.cadence import billed_with, named
from service.domain.terms.cap import PurchaseOrder
from service.domain.terms.sow import Invoicing
from tests.domain.invoicing.charges import HOURLY, ROLE, drafted, told, with_terms

BOUNDARIES = """
    date       | person | hours | text
    2026-09-01 | Ines   | 1.00  | first
    2026-09-15 | Ines   | 2.00  | fifteenth
    2026-09-16 | Ines   | 4.00  | sixteenth
    2026-09-30 | Ines   | 8.00  | last
"""


@pytest.mark.parametrize(
    ("terms", "day", "text", "name"),
    [
        (Invoicing(), "2026-09-30", "2026-09", "September 2026"),
        (Invoicing(every="half_month"), "2026-09-15", "2026-09-01", "1 Sep to 15 Sep 2026"),
        (Invoicing(every="half_month"), "2026-09-16", "2026-09-16", "16 Sep to 30 Sep 2026"),
        (Invoicing(every="half_month", starts_on_days=(1, 15)), "2026-09-15", "2026-09-15", "15 Sep to 30 Sep 2026"),
        (Invoicing(starts_on_days=(17,)), "2026-10-16", "2026-09-17", "17 Sep to 16 Oct 2026"),
        (Invoicing(starts_on_days=(17,)), "2026-12-17", "2026-12-17", "17 Dec 2026 to 16 Jan 2027"),
        (Invoicing(starts_on_days=(31,)), "2026-09-30", "2026-09-30", "30 Sep to 30 Oct 2026"),
        (Invoicing(every="contract_month"), "2026-10-05", "2026-10-05", "5 Oct to 4 Nov 2026"),
    ],
    ids=["month", "first half", "second half", "from the 15th", "from the 17th", "new year", "short month", "contract"],
)
def test_a_day_falls_into_one_period(terms: Invoicing, day: str, text: str, name: str) -> None:
    engagement = replace(HOURLY, invoicing=terms, days=Period(date(2026, 9, 5), None))
    period = billed_with(engagement, date.fromisoformat(day))
    assert (text_of(period), named(period)) == (text, name)
    assert date.fromisoformat(day) in period


def test_half_months_are_two_invoices_and_every_day_is_on_one() -> None:
    made = drafted(BOUNDARIES, with_terms(invoicing=replace(ROLE, every="half_month")))
    assert told(made) == [
        "3 x 100.00 = 300.00 Senior developer · 1 Sep to 15 Sep 2026",
        "12 x 100.00 = 1,200.00 Senior developer · 16 Sep to 30 Sep 2026",
    ]
    assert [draft.period_text for draft in made] == ["2026-09-01", "2026-09-16"]


def test_an_invoice_a_project_parts_the_rows_and_bills_what_is_due_once() -> None:
    table = """
        date       | person | project      | hours | text
        2026-09-01 | Ines   | Kiosk        | 1.00  | screens
        2026-09-02 | Ines   | Booking site | 2.00  | fares
    """
    made = drafted(table, with_terms(invoicing=replace(ROLE, one_per="project")))
    assert [(draft.part, draft.total) for draft in made] == [("booking-site", 200), ("kiosk", 100)]
    assert len({draft.export_key for draft in made}) == len(made)


def test_an_invoice_a_purchase_order_parts_the_rows_by_the_order_of_their_day() -> None:
    orders = (
        PurchaseOrder("PO-1", Period(None, date(2026, 9, 15))),
        PurchaseOrder("PO-2", Period(date(2026, 9, 16), None)),
    )
    terms = with_terms(purchase_orders=orders, invoicing=replace(ROLE, one_per="purchase_order"))
    assert [(draft.order, draft.total) for draft in drafted(BOUNDARIES, terms)] == [("PO-1", 300), ("PO-2", 1200)]
    whole = with_terms(purchase_orders=orders)
    assert [draft.order for draft in drafted(BOUNDARIES, whole)] == ["PO-2"]
