"""The invented engagement that the examples of the rules are judged under, and the tables they are drawn as."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal, InvalidOperation

from service.domain.bookkeeping import Remark
from service.domain.category import Category
from service.domain.hours.approval import LeftOut
from service.domain.hours.attribution import assemble
from service.domain.hours.entry import Entry, Problem
from service.domain.hours.pricetag import PriceTag
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.period import ALWAYS, Period, month_of
from service.domain.pricing import price
from service.domain.pricing.conditions import terms_of
from service.domain.terms.agency import Agency, Client, Person, Project, RoleSpan
from service.domain.terms.cap import Cap
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.check import Layer, Setting
from service.domain.terms.ratecard import RateCard, Rounding
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import ScopeLine, Sow
from service.rules.duplicates import content_of
from service.rules.rule import Rule
from tests.rules.cells import NOW, about, approval, described, invoiced, waived
from tests.rules.more_terms import MORE

WITH = re.compile(r"With `(\w+)` (.+):")
FIRST, LAST = date(2026, 9, 1), date(2027, 2, 28)
TERM = Period(FIRST, LAST)


def role(name: str, days: Period = ALWAYS) -> tuple[RoleSpan, ...]:
    return (RoleSpan(name, days),)


PEOPLE = (
    Person("ines", "Ines Halloran", ("Ines",), ("ines@row.example",), role("senior_developer")),
    Person("tomas", "Tomas Verbeek", ("Tomas",), ("tomas@row.example",), role("senior_developer")),
    Person("bram", "Bram Okoye", ("Bram",), (), role("developer", Period(date(2026, 9, 15), None))),
    Person("petra", "Petra Lindqvist", ("Petra",), (), role("designer")),
    Person("owen", "Owen Tregear", ("Owen",), ("owen@row.example",), role("project_manager")),
    Person("nuria", "Nuria Vidal", ("Nuria",), (), role("copywriter")),
)
PENHALLOW = Client(
    "penhallow",
    "Penhallow Ferries",
    ("Penhallow",),
    tuple(
        Project(name.lower().replace(" ", "-"), name, "penhallow")
        for name in ("Booking site", "Crew app", "Port app", "Kiosk", "Lockers", "Docks", "Piers", "Breakwater",
                     "Beacon", "Fog horn", "Lighthouse", "Quay", "Harbour", "Islands")
    ),
)
ORCHARD = Client("orchard", "Orchard Bank", (), (Project("login", "Login", "orchard"),))
PHRASES = Layer("agency", {"forbidden-phrase": Setting(None, {"phrases": ("internal review",)})})
AGENCY = Agency("Lantern Row Studio", "EUR", people=PEOPLE, clients=(PENHALLOW, ORCHARD),
                approvers=("owen@row.example",), layer=PHRASES)  # fmt: skip
RATES = (
    RateCard(Decimal(140), TERM, role="senior_developer"),
    RateCard(Decimal(110), TERM, role="developer"),
    RateCard(Decimal(100), TERM, role="designer"),
    RateCard(Decimal(105), TERM, role="project_manager"),
)
CAPS = (
    Cap("owen-week", "person", Decimal(12), "week", "acknowledge", subject="owen"),
    Cap("senior-week", "role", Decimal(40), "week", "clip", subject="senior_developer"),
    Cap("designer-month", "role", Decimal(60), "month", "clip", subject="designer"),
    Cap("month", "client", Decimal(160), "month", "acknowledge"),
)
NOT_PAID = frozenset({Category.ADM, Category.SAL, Category.TRN, Category.OFF})


def sow(name: str, *projects: str, **more: object) -> Sow:
    terms = {"rates": RATES, "rounding": (Rounding(Decimal("0.25"), "up"),), "non_billable": NOT_PAID, **more}
    return Sow(name, name, "penhallow", TERM, "EUR", projects, **terms)  # type: ignore[arg-type]  # keys by name


SOWS = (
    sow("PF-003", "booking-site", caps=CAPS),
    sow("PF-004", "crew-app", retainer=Retainer(Decimal(20), Decimal(2200), Decimal(125), name="Crew care")),
    sow("PF-005", "port-app"),
    sow("PF-006", "port-app"),
    sow(
        "PF-007",
        "kiosk",
        caps=(
            Cap("kiosk", "project", Decimal(32), "term", "clip", subject="kiosk"),
            Cap("ceiling", "sow", Decimal(3100), "term", "block", measure="money"),
        ),
        expenses=Expenses(
            {
                "parking": ExpenseTerms("parking", Decimal("0.1"), receipt_above=Decimal(25)),
                "mileage": ExpenseTerms("mileage", per="km", rate=Decimal("0.42")),
            },
            limit=Decimal(100),
        ),
    ),
    sow("PF-008", "lockers"),
    sow("PF-009", "docks", lines=(ScopeLine("PF01", "Fares"), ScopeLine("PF02", "Seats"))),
    sow("PF-010", "piers", lines=(ScopeLine("PF01", "Fares"), ScopeLine("PF09", "All else", default=True))),
    sow("PF-017", "islands", rates=(*RATES, RateCard(Decimal(0), TERM, category=Category.TRV, factor=Decimal("0.5")))),
    *(sow(name, project, **terms) for name, (project, terms) in MORE.items()),
)


@dataclass(frozen=True)
class Drawn:
    """A drawn timesheet and what its last column expects: row id to the text of the finding cell."""

    sheet: Timesheet
    expected: dict[str, str]


def tables_in(text: str) -> Iterator[list[dict[str, str]]]:
    """The tables of a text, each as rows of cells by header."""
    return (rows for _, rows in headed_tables(text))


def headed_tables(text: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The tables of a text, each under the last line of prose above it."""
    heading, block = "", list[list[str]]()
    for line in [*text.splitlines(), ""]:
        if "|" in line:
            block.append([cell.strip() for cell in line.split("|")])
        elif block:
            head, *rows = block
            yield heading, [dict(zip(head, row, strict=True)) for row in rows]
            block = []
        heading = line.strip() if line.strip() and "|" not in line else heading


def examples(rule: Rule) -> Iterator[tuple[Layer | None, list[dict[str, str]]]]:
    """The tables that a rule draws, each with the settings that the line above it names."""
    for heading, rows in headed_tables(rule.judge.__doc__ or ""):
        named = WITH.fullmatch(heading)
        said = {named[1]: setting(rule.parameters[named[1]], named[2])} if named else {}
        yield Layer("agency", {rule.name: Setting(None, said)}) if named else None, rows


def setting(default: object, text: str) -> object:
    """A setting out of a docstring, in the form of the default."""
    if isinstance(default, tuple):
        return tuple(text.split(", "))
    if default is None:
        return int(text) if text.isdecimal() else date.fromisoformat(text)
    return text


def drawn(rows: list[dict[str, str]], settings: Layer | None = None) -> Drawn:
    """A timesheet from a table; what a row does not say is taken from the engagement."""
    entries = [entry(number, row) for number, row in enumerate(rows, 2)]
    cells = {one.id: row for one, row in zip(entries, rows, strict=True)}
    waivers = tuple(waived(row) for row in rows if row.get("waived"))
    facts = Facts(
        replace(AGENCY, layer=(settings or PHRASES)._replace(waivers=waivers)),
        SOWS, NOW.date(), month_of(date(2026, 9, 1)),
        descriptions={key: described(row) for key, row in cells.items() if row.get("said")},
        missing_partners={"PF-008": "QuickBooks has no customer called Penhallow Lockers."},
        remarks={key: (remarked(row["quickbooks"]),) for key, row in cells.items() if row.get("quickbooks")},
        changed_headers={row["tab"]: f"{row['header']}." for row in rows if row.get("header")},
    )  # fmt: skip
    plain = assemble(entries, facts)
    bills = price(plain)
    words = {
        work.id: word._replace(terms=terms_of(work, bills[work.id]), left_out=left_out(cells[work.id]))
        for work in plain
        if (word := approval(work.id, content_of(work), cells[work.id]))
    }
    billed = {work.id: bill for work in plain if (bill := invoiced(work.id, content_of(work), cells[work.id]))}
    gone = {key: bill for key, bill in billed.items() if cells[key].get("gone")}
    facts = replace(
        facts, approvals=words, billed={key: bill for key, bill in billed.items() if key not in gone}, gone=gone
    )
    kept = [one for one in entries if one.id not in gone]
    expected = {about(key, row, gone): row["finding"] for key, row in cells.items()}
    return Drawn(assemble(kept, facts), expected)


REMARKS = {
    # what a `quickbooks` cell says, the remark that comes of it
    "line 7 of 40": Remark("QBO002", "Line 7 of 40 for PF-003 has a text of 4,112 characters.", "Shorten it."),
    "number taken": Remark("QBO003", "Invoice LR-1044 of another customer has this number.", "Give it another."),
    "no answer": Remark("QBO004", "QuickBooks did not answer, so the invoice may or may not exist.", "Wait."),
    "8,113.74": Remark("QBO005", "Its total before tax is 8,113.74 there and 8,113.75 here.", "Look at it."),
    "lowered": Remark("QBO006", "It was lowered from 6,613.75 to 6,500.00 by hand.", "Look at it."),
}


def left_out(row: dict[str, str]) -> LeftOut | None:
    return LeftOut(row["left out"], NOW) if row.get("left out") else None


def remarked(said: str) -> Remark:
    return REMARKS[said]


def entry(number: int, row: dict[str, str]) -> Entry:
    day, day_problem = read(row.get("date", ""), date.fromisoformat, "date")
    hours, hours_problem = read(row.get("hours", ""), Decimal, "hours")
    problems = tuple(problem for problem in (day_problem, hours_problem) if problem)
    return Entry(
        f"r_{number}", row.get("tab") or "September", number, day, row.get("person", ""),
        row.get("client", "Penhallow"), row.get("project", "Booking site"), row.get("task", ""), row.get("text", ""),
        hours, clock(row, "start"), clock(row, "end"),
        reason=row.get("reason", ""),
        ticked={"yes": True, "no": False}.get(row.get("ticked", "")),
        billable={"yes": True, "no": False}.get(row.get("billable", "")),
        expense=Decimal(row["expense"]) if row.get("expense") else None, problems=problems, price_tag=price_tag(row),
        pause=Decimal(row["break"]) if row.get("break") else None,
    )  # fmt: skip


def price_tag(row: dict[str, str]) -> PriceTag | None:
    """What the row says of its price; a figure that is none is unread."""
    (rate, no_rate), (amount, _) = (read(row.get(key, ""), Decimal, key) for key in ("rate", "price"))
    tag = PriceTag(rate, amount, row.get("currency", ""), no_rate.text if no_rate else "")
    return tag if any(tag) else None


def read(text, reader, column):  # type: ignore[no-untyped-def]  # a reader of any kind
    try:
        return (reader(text) if text else None), None
    except (ValueError, InvalidOperation):
        return None, Problem(column, text, f"“{text}” cannot be read.")


def clock(row: dict[str, str], key: str) -> time | None:
    return time.fromisoformat(row[key]) if row.get(key) else None
