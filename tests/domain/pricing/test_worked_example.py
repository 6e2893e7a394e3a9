"""A month of the ferries' engagement, row by row, as its paper says it comes out."""

from dataclasses import replace
from datetime import date, time

from service.domain.category import Category
from service.domain.period import ALWAYS, Period
from service.domain.pricing import price
from service.domain.terms.agency import Agency, Person, RoleSpan
from service.domain.terms.cap import Cap, ChangeOrder, Threshold
from service.domain.terms.ratecard import Minimum, Multiplier, RateCard, Rounding, Step, Tier
from service.domain.terms.retainer import Retainer, Rollover
from service.domain.terms.sow import ScopeLine, Sow
from tests.domain.pricing.terms import D, conserved, sheet_of, told
from tests.rules.engagement import AGENCY

TERM = Period(date(2026, 9, 1), date(2027, 2, 28))
WEEKDAYS = frozenset(range(5))
HOURLY = {"senior_developer": 140, "developer": 110, "designer": 100, "project_manager": 105}
PF_003 = Sow(
    "PF-003", "Booking site and care plan", "penhallow", TERM, "EUR", ("booking-site",), priority=10,
    rates=(
        *(RateCard(D(rate), TERM, role=role) for role, rate in HOURLY.items()),
        RateCard(D(0), TERM, category=Category.TRV, factor=D("0.5"), needs_approval=True),
    ),
    resolve=("person+project", "role+project", "category", "person", "role", "sow"),
    tiers=(Tier("volume", (Step(D(100), D(1)), Step(None, D("0.9")))),),
    rounding=(Rounding(D("0.25"), "up"),),
    minimums=(Minimum(D("0.25")),),
    multipliers=(
        Multiplier("evenings", D("1.5"), weekdays=WEEKDAYS, starts=time(18), ends=time(8), needs_approval=True),
        Multiplier("sundays", D(2), weekdays=frozenset({6}), holidays=True, needs_approval=True),
        Multiplier("emergency", D(2), on="hours", only_if="unplanned", lines=frozenset({"PF04"})),
    ),
    non_billable=frozenset({Category.ADM, Category.SAL, Category.TRN, Category.OFF}),
    lines=(
        ScopeLine("PF01", "Booking flow", D(220)), ScopeLine("PF02", "Accessibility repairs", D(30), "cap"),
        ScopeLine("PF03", "Photography", D(0)), ScopeLine("PF04", "Care plan"),
    ),
    caps=(
        Cap("tomas-week", "person", D(24), "week", "acknowledge", subject="tomas", role="senior_developer"),
        Cap("senior-week", "role", D(40), "week", "clip", subject="senior_developer",
            thresholds=(Threshold(D(75)), Threshold(D(90)), Threshold(D(100)))),
        Cap("PF01", "line", D(220), "term", "notify", subject="PF01", kind="estimate"),
        Cap("PF02", "line", D(30), "term", "clip", subject="PF02"),
        Cap("PF03", "line", D(0), "term", "notify", subject="PF03"),
        Cap("month", "client", D(160), "month", "carry", limits={"2026-12": D(80)}),
        Cap("ceiling", "sow", D(60000), "term", "block", "money", thresholds=(Threshold(D(75)), Threshold(D(85)))),
    ),
    change_orders=(ChangeOrder("CO-1", hours=D(20), line="PF02", signed=date(2026, 9, 28), lifts=("PF02",)),),
    retainer=Retainer(
        D(20), D(2200), D(125), name="Care plan", lines=("PF04",), free_band=D(2), preapproved=D(5),
        rollover=Rollover(D("0.5"), D(10), 1),
    ),
)  # fmt: skip
BRAM = Person("bram", "Bram Okoye", ("Bram",), (), (RoleSpan("developer", ALWAYS),))
PEOPLE = Agency(
    "Lantern Row Studio", "EUR", people=(*AGENCY.people[:2], BRAM, *AGENCY.people[3:]), clients=AGENCY.clients
)

SEPTEMBER = """
    date       | person | start | task | category | hours                    | text | amount
    2026-09-07 | Ines   | 08:00 | PF01 |          | 9.50                     | r1   | 9.50 = 1330.00
    2026-09-08 | Ines   | 08:00 | PF01 |          | 9.50                     | r2   | 9.50 = 1330.00
    2026-09-09 | Ines   | 08:00 | PF01 |          | 9.50                     | r3   | 9.50 = 1330.00
    2026-09-10 | Ines   | 08:00 | PF01 |          | 9.50                     | r4   | 9.50 = 1330.00
    2026-09-11 | Ines   | 09:00 | PF01 |          | 1.40                     | r5   | 1.50 = 210.00
    2026-09-11 | Tomas  | 10:30 | PF01 |          | 3.3333333333333333333333 | r6   | 0.50 + 3.00 down = 70.00
    2026-09-15 | Petra  | 09:00 | PF03 |          | 1.50                     | r7   | 0.00 = 0.00
    2026-09-01 | Bram   | 09:00 | PF04 |          | 3.00                     | r8   | 0.00 + 3.00 fee = 0.00
    2026-09-04 | Bram   | 09:00 | PF04 |          | 3.00                     | r9   | 0.00 + 3.00 fee = 0.00
    2026-09-08 | Bram   | 09:00 | PF04 |          | 3.00                     | r10  | 0.00 + 3.00 fee = 0.00
    2026-09-14 | Bram   | 09:00 | PF04 |          | 3.00                     | r11  | 0.00 + 3.00 fee = 0.00
    2026-09-17 | Bram   | 09:00 | PF04 |          | 3.00                     | r12  | 0.00 + 3.00 fee = 0.00
    2026-09-22 | Bram   | 09:00 | PF04 |          | 3.00                     | r13  | 0.00 + 3.00 fee = 0.00
    2026-09-25 | Bram   | 09:00 | PF04 |          | 3.00                     | r14  | 0.00 + 2.00 fee + 1.00 free = 0.00
    2026-09-29 | Bram   | 09:00 | PF04 |          | 2.25                     | r15  | 1.25 + 1.00 free = 156.25
    2026-09-18 | Owen   | 09:00 | PF01 | TRV      | 3.00                     | r16  | 3.00 = 157.50
"""


def test_every_row_of_september_comes_out_as_the_paper_says() -> None:
    sheet = sheet_of(SEPTEMBER, PF_003, agency=PEOPLE)
    bills = price(sheet)
    wanted = {line.split("|")[6].strip(): line.split("|")[7].strip() for line in SEPTEMBER.strip().splitlines()[1:]}
    assert {work.entry.description: told(bills[work.id]) for work in sheet} == wanted
    assert sum(bill.amount for bill in bills.values()) == D("5600.00") + D("157.50") + D("156.25")
    assert sum(bill.in_fee + bill.free for bill in bills.values()) == 22
    assert all(conserved(bill) for bill in bills.values())


def test_each_row_says_how_its_amount_came_about() -> None:
    sheet = sheet_of(SEPTEMBER, PF_003, agency=PEOPLE)
    bills = price(sheet)
    steps = {work.entry.description: bills[work.id].steps for work in sheet}
    assert steps["r6"] == (
        "3.3333 h logged, 3.50 h after rounding up to 0.25 h.",
        "3.00 h of 3.50 past the 40 h a week for senior developer (39.50 h used before): written down.",
        "0.50 h x 140.00 EUR (senior developer, from 2026-09-01) = 70.00 EUR.",
    )
    assert steps["r16"][-1] == ("3.00 h x 52.50 EUR (travel at 0.50 of the usual price, from 2026-09-01) = 157.50 EUR.")
    assert steps["r15"][1] == "Care plan: 0.00 h left of the month; 0.00 h in the fee, 1.00 h free, 1.25 h past it."


def test_the_announced_thresholds_of_the_week_are_those_on_the_way_to_its_limit() -> None:
    bills = price(sheet_of(SEPTEMBER, PF_003, agency=PEOPLE))
    reached = {row: [one.threshold.at for one in bill.reached] for row, bill in bills.items() if bill.reached}
    assert reached == {"r_5": [D(75), D(90)], "r_7": [D(100)]}


def test_a_ceiling_that_an_amendment_raises_keeps_what_was_used() -> None:
    low, high = (
        Cap("ceiling", "sow", D(1000), "term", "block", "money"),
        Cap("ceiling", "sow", D(2000), "term", "block", "money"),
    )
    later = replace(PF_003, caps=(high,), version=1, in_force=Period(date(2026, 12, 1), None), multipliers=())
    base = replace(PF_003, caps=(low,), multipliers=(), later=(later,))
    table = """
        date       | person | task | hours | text
        2026-11-30 | Petra  | PF01 | 10.00 | before
        2026-12-01 | Petra  | PF01 | 10.00 | after
        2026-12-02 | Petra  | PF01 | 1.00  | past it
    """
    bills = price(sheet_of(table, base))
    assert [bool(bill.over) for bill in bills.values()] == [False, False, True]
    assert bills["r_3"].version == "PF-003 (amendment 1)"
