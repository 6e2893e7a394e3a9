"""Prices, caps and explanations for a hundred thousand rows cost a few times what parsing the rows costs."""

import gc
import json
import random
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from statistics import median

import pytest

from service.domain.hours.attribution import assemble
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.period import ALWAYS, Period, month_of
from service.domain.pricing import price
from service.domain.terms.agency import Agency, Client, Person, Project, RoleSpan
from service.domain.terms.cap import Cap, Threshold
from service.domain.terms.ratecard import RateCard, Rounding, Step, Tier
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Sow
from tests.domain.pricing.terms import YEAR, D, conserved
from tests.rules.test_speed import as_json, spent

SIZE, CLIENTS, PEOPLE, ROUNDS = 100_000, 12, 60, 3
MOST = 4
"""How many times as long as json.loads of the same rows prices, caps and explanations may take."""
ROLES = ("senior_developer", "developer", "designer", "project_manager")
HALVES = (Period(date(2026, 1, 1), date(2026, 6, 30)), Period(date(2026, 7, 1), None))
RATES = tuple(
    RateCard(D(100 + 10 * number), half, role=role) for number, role in enumerate(ROLES) for half in HALVES
)  # fmt: skip


def terms(number: int) -> Sow:
    """Quarter hours, a week's and a month's cap and a ceiling each; a retainer, tiers or a week's rounding for some."""
    caps = (
        Cap("senior-week", "role", D(125), "week", "clip", subject="senior_developer", thresholds=(Threshold(D(90)),)),
        Cap("month", "client", D(2150), "month", "acknowledge", thresholds=(Threshold(D(75)),)),
        Cap("ceiling", "sow", D(3_000_000), "term", "block", "money", thresholds=(Threshold(D(75)),)),
    )
    sow = Sow(f"S{number}", f"S{number}", f"c{number}", YEAR, "EUR", rates=RATES, caps=caps)
    sow = replace(sow, rounding=(Rounding(D("0.25"), "up", scope="person_week" if number == 11 else "entry"),))
    if number % 4 == 1:
        return replace(sow, retainer=Retainer(D(900), D(9000), D(125), projects=(f"c{number}-0",)))
    steps = (Step(D(1500), D(1)), Step(None, D("0.9")))
    return replace(sow, tiers=(Tier("volume", steps),)) if number % 4 == 2 else sow


def entry(number: int, dice: random.Random) -> Entry:
    client = dice.randrange(CLIENTS)
    day, hours = date(2026, 1, 1) + timedelta(days=dice.randrange(364)), D(dice.randrange(1, 48)) / 8
    text = f"Build part {dice.randrange(900)} of the booking form and test it"
    return Entry(f"r_{number}", "Log", number, day, f"Person {dice.randrange(PEOPLE)}", f"Client {client}",
                 f"Project {dice.randrange(3)}", "Design", text, hours, time(9), None, True)  # fmt: skip


def year() -> Timesheet:
    dice = random.Random(5)
    people = tuple(Person(f"p{n}", f"Person {n}", roles=(RoleSpan(ROLES[n % 4], ALWAYS),)) for n in range(PEOPLE))
    clients = tuple(
        Client(f"c{n}", f"Client {n}", (), tuple(Project(f"c{n}-{one}", f"Project {one}", f"c{n}") for one in range(3)))
        for n in range(CLIENTS)
    )
    facts = Facts(Agency("Row", "EUR", people=people, clients=clients), tuple(terms(n) for n in range(CLIENTS)),
                  date(2027, 1, 5), month_of(date(2026, 9, 1)))  # fmt: skip
    return assemble([entry(number, dice) for number in range(SIZE)], facts)


@pytest.mark.slow
def test_pricing_costs_little_beside_parsing_the_rows() -> None:
    sheet = year()
    text, bills = as_json(sheet), price(sheet)
    assert all(conserved(bill) and bill.steps for bill in bills.values())
    past, covered = sum(bool(bill.over) for bill in bills.values()), sum(bill.in_fee > 0 for bill in bills.values())
    reduced = sum(any("past" in str(part.why) for part in bill.parts) for bill in bills.values())
    assert min(past, covered, reduced) > SIZE // 50, "the mix has to have something of everything"
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        pairs = [(spent(lambda: json.loads(text)), spent(lambda: price(sheet))) for _ in range(ROUNDS)]
    finally:
        gc.enable()
        gc.unfreeze()
    found = Decimal(str(median(priced / parsed for parsed, priced in pairs)))
    print(f"prices and explanations: {found:.2f} x json.loads of the rows; {past} rows past a cap, {covered} in a fee")
    assert found < MOST
