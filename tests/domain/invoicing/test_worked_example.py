"""One month under a full contract, from hours to the draft, to the cent."""

from datetime import date
from decimal import Decimal

from service.domain.category import Category
from service.domain.invoicing.drafting import drafts
from service.domain.judging.case import cases
from service.domain.terms.cap import Cap, PurchaseOrder, Threshold
from service.domain.terms.charge import Discount, Fixed, Milestone
from service.domain.terms.ratecard import Minimum, RateCard, Rounding, Step, Tier
from service.domain.terms.retainer import Retainer, Rollover
from service.domain.terms.sow import Invoicing, ScopeLine, Sow
from tests.domain.invoicing.charges import all_of, told, under
from tests.rules.engagement import NOT_PAID, RATES, TERM

D = Decimal
HALF = RateCard(D(0), TERM, category=Category.TRV, factor=D("0.5"))
CONTRACT = Sow(
    "PF-003", "Booking site and care plan", "penhallow", TERM, "EUR", ("booking-site",), priority=10,
    rates=(*RATES, HALF), rounding=(Rounding(D("0.25"), "up"),), minimums=(Minimum(D("0.25")),), non_billable=NOT_PAID,
    lines=(
        ScopeLine("PF01", "Booking flow", D(220)), ScopeLine("PF03", "Photography", D(0)),
        ScopeLine("PF04", "Care plan"),
    ),
    tiers=(Tier("volume", (Step(D(100), D(1)), Step(None, D("0.9")))),),
    caps=(
        Cap("tomas-week", "person", D(24), "week", "acknowledge", subject="tomas", role="senior_developer"),
        Cap("senior-week", "role", D(40), "week", "clip", subject="senior_developer"),
        Cap("PF03", "line", D(0), "term", "clip", subject="PF03"),
        Cap("month", "client", D(160), "month", "carry"),
        Cap("ceiling", "sow", D(60_000), "term", "block", measure="money", thresholds=(Threshold(D(75)),)),
    ),
    retainer=Retainer(D(20), D(2200), D(125), name="Care plan", lines=("PF04",), free_band=D(2), preapproved=D(5),
                      rollover=Rollover(D("0.5"), D(10), 1)),
    fixed=Fixed(D(9000), (Milestone("M1", D(4000), trigger="acceptance"), Milestone("M2", D(5000), date(2027, 2, 15)))),
    discounts=(Discount("early", amount=D(1500), once=True, condition="Signed by 25 August"),),
    purchase_orders=(PurchaseOrder("PO-77120", TERM, D(45_000)),), purchase_order_required=True,
    invoicing=Invoicing(("role", "line"), show=frozenset({"written_down", "goodwill"})),
)  # fmt: skip
SEPTEMBER = """
    date       | start | person | hours  | text
    2026-09-07 |       | Ines   | 9.50   | PF01 fares
    2026-09-08 |       | Ines   | 9.50   | PF01 fare tables
    2026-09-09 |       | Ines   | 9.50   | PF01 seats
    2026-09-10 |       | Ines   | 9.50   | PF01 seat map
    2026-09-11 | 09:00 | Ines   | 1.40   | PF01 fare import
    2026-09-11 | 10:30 | Tomas  | 3.3333 | PF01 seat import
    2026-09-15 |       | Petra  | 1.50   | PF03 harbour pictures
    2026-09-15 |       | Bram   | 3.00   | PF04 patches
    2026-09-16 |       | Bram   | 3.00   | PF04 more patches
    2026-09-17 |       | Bram   | 3.00   | PF04 backups
    2026-09-18 |       | Bram   | 3.00   | PF04 restore
    2026-09-21 |       | Bram   | 3.00   | PF04 certificates
    2026-09-22 |       | Bram   | 3.00   | PF04 uptime
    2026-09-23 |       | Bram   | 3.00   | PF04 logs
    2026-09-29 |       | Bram   | 2.25   | PF04 month end
    2026-09-18 |       | Owen   | 3.00   | To the port and back
"""


def test_a_month_under_a_full_contract_comes_to_the_draft_that_it_should() -> None:
    sheet = under(SEPTEMBER, CONTRACT, chosen={"r_17": Category.TRV})
    (draft,) = drafts(sheet, all_of(sheet))
    assert told([draft]) == [
        "1 x 2,200.00 = 2,200.00 Care plan · September 2026 (20 of 20 h used)",
        "1.25 x 125.00 = 156.25 Developer · Care plan · past the hours of Care plan · September 2026",
        "3 x 52.50 = 157.50 Project manager · September 2026",
        "40 x 140.00 = 5,600.00 Senior developer · Booking flow · September 2026",
        "3 x 0.00 = 0.00 Senior developer · Booking flow · written down · September 2026",
        "2 x 0.00 = 0.00 Developer · Care plan · free of charge · September 2026",
        "20 x 0.00 = 0.00 Developer · Care plan · in the fee of Care plan · September 2026",
        "-1,500.00 Discount · Signed by 25 August",
    ]
    assert (draft.subtotal, draft.total, draft.order) == (D("8113.75"), D("6613.75"), "PO-77120")
    (case,) = cases([draft], sheet, ())
    left = case.left_on_order
    assert left is not None and left - draft.total == D("38386.25")
