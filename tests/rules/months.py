"""Months that hypothesis makes up: few people, days and texts, so that rows meet in every way a rule looks for."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from hypothesis import strategies as st

from service.domain.category import Category
from service.domain.hours.approval import Approval
from service.domain.hours.attribution import assemble
from service.domain.hours.description import Description
from service.domain.hours.entry import Entry
from service.domain.hours.pricetag import PriceTag
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.period import Period, month_of
from service.domain.terms.check import Layer, Level, Setting
from service.domain.terms.steps import Steps
from service.domain.terms.waiver import Waiver
from tests.rules.engagement import AGENCY, NOW, SOWS

DAYS = [date(2026, 8, 28), date(2026, 9, 9), date(2026, 9, 10), date(2026, 9, 30), date(2026, 10, 9), None]
AWAY = Waiver("vague-description", Period(date(2026, 9, 1), date(2026, 9, 30)), "owen@row.example", "Launch", "a.yaml")
PEOPLE = ["Ines", "Tomas", "Petra", "Owen", "Nuria", "Nobody"]
TEXTS = {
    "Fare table import": Description(Category.DEV, 0.95),
    "Fare tables import": Description(Category.DEV, 0.95),
    "Weekly sync": Description(Category.MTG, 0.9),
    "Pitch deck": Description(Category.SAL, 0.9),
    "Fix my last release": Description(Category.DEV, 0.9, rework=True),
    "Internal review, 2h call and 1h notes": Description(Category.PM, 0.6, admin=True),
    "Login of Orchard Bank": None,
    "Plans with the Orchard": Description(Category.PM, 0.9, other_client="Orchard", project_hint="Crew app"),
    "-": None,
    "Stuff": Description(Category.DEV, 0.9, specific=False),
}
LOUD = Layer("agency", {
    "forbidden-phrase": Setting(None, {"phrases": ("internal review",)}),
    "person-off-the-agreed-team": Setting(Level.BLOCK, {"team": ("ines", "tomas", "petra")}),
    "crowded-meeting": Setting(None, {"max_people": 1}),
    "person-day-over-limit": Setting(None, {"steps": Steps.of((6, "warn"), (12, "block"))}),
})  # fmt: skip


def logged(number: int, tab: str, row: int, *said) -> Entry:  # type: ignore[no-untyped-def]  # cells of many kinds
    """An entry out of drawn cells."""
    day, person, project, text, hours, start, end, billable, tag, *reason = said
    return Entry(
        f"r_{number}", tab, row, day, person, "Penhallow", project, "", text, hours, start, end, billable,
        price_tag=tag, reason="".join(reason),
    )  # fmt: skip


rows = st.builds(
    logged,
    st.integers(0, 29),
    st.sampled_from(["Sept", "Calls"]),
    st.integers(2, 99),
    st.sampled_from(DAYS),
    st.sampled_from(PEOPLE),
    st.sampled_from(["Booking site", "Crew app", "Kiosk", "Port app", "Quay", "Harbour", "Fog horn", "Elsewhere"]),
    st.sampled_from(list(TEXTS)),
    st.sampled_from([Decimal(text) for text in ("-1", "0", "0.05", "2", "2", "4.4", "11", "26")]),
    st.sampled_from([None, time(9), time(9), time(10, 30), time(23, 30)]),
    st.sampled_from([None, time(11), time(0, 30)]),
    st.sampled_from([None, None, True, False]),
    st.sampled_from([None, None, None, PriceTag(Decimal(140)), PriceTag(None, Decimal(280)), PriceTag(currency="USD")]),
    st.sampled_from(
        ["", "", "agreed by mail", "TIM005: agreed", "TXT002: yes; DUP001: two ports", "TXT099: agreed"]
    ),
)
months = st.lists(rows, max_size=25, unique_by=(lambda one: one.id, lambda one: (one.tab, one.row)))


ELSEWHERE = [
    logged(90, "Another", 2, DAYS[1], "Ines", "Crew app", "Rota", Decimal("17.5"), time(8), None, None, None),
    logged(91, "Another", 3, DAYS[2], "Petra", "Kiosk", "Screens", Decimal("30"), None, None, True, None),
    logged(92, "Another", 4, DAYS[3], "Owen", "Booking site", "Plans", Decimal("9"), None, None, None, None),
]
"""Rows that wait in another spreadsheet."""


def facts_of(entries: list[Entry], approved: frozenset[str] = frozenset()) -> Facts:
    """What is known of these rows; some were approved as they once stood."""
    said = {one.id: TEXTS[one.description] for one in entries}
    facts = Facts(
        replace(AGENCY, layer=LOUD._replace(waivers=(AWAY, AWAY._replace(person="ines")))),
        SOWS, NOW.date(), month_of(date(2026, 9, 1)),
        descriptions={row: description for row, description in said.items() if description},
        approvals={row: Approval(row, "as it was", "owen@row.example", "tick", NOW) for row in approved},
    )  # fmt: skip
    return replace(facts, waiting=assemble(ELSEWHERE, facts).works)


def month(entries: list[Entry], approved: frozenset[str] = frozenset()) -> Timesheet:
    """A timesheet of these rows."""
    return assemble(entries, facts_of(entries, approved))
