"""All rules over a hundred thousand entries cost a few times what parsing their text costs; an edit hardly anything."""

import gc
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as dt_time
from decimal import Decimal
from statistics import median

import pytest

from service.domain.agency import Agency, Client, Person, Project
from service.domain.attribution import assemble
from service.domain.category import Category
from service.domain.description import Description
from service.domain.entry import Entry
from service.domain.period import month_of
from service.domain.pricing import price
from service.domain.sow import Sow
from service.domain.timesheet import Facts, Timesheet
from service.rules.judge import judge, judge_again
from service.rules.reach import own_client
from service.rules.rule import catalogue
from tests.rules.engagement import AGENCY, SOWS, role

SIZE = 100_000
ROUNDS = 3
MOST = 4
"""How many times as long as json.loads of the same rows all rules may take, once the rows are priced."""

EDIT = Decimal("0.2")
"""How many times as long an edit may take, without the prices that it changes."""


VERBS = ("Build", "Test", "Draw", "Review", "Plan", "Write", "Import", "Fix", "Measure", "Discuss")
THINGS = ("fare table", "seat map", "booking form", "ferry icons", "crew rota", "timetable", "login page", "price list")
KINDS = (Category.DEV, Category.DEV, Category.DES, Category.DES, Category.PM, Category.CON, Category.MTG)


def entry(number: int, dice: random.Random) -> Entry:
    """A row as a team writes it: six in a person's day one after the other, no two texts alike, half with times."""
    turn, slot = divmod(number, 6)
    day = date(2026, 9, 1) + timedelta(days=turn // 100)
    start, length = 32 + slot * 7, dice.randrange(1, 8)
    clock = [dt_time(at // 4, at % 4 * 15) for at in (start, start + length)]
    part = f"part {number % 9973}" if number % 3 == 0 else f"all {dice.choice(THINGS)}s"
    text = f"{dice.choice(VERBS)} the {dice.choice(THINGS)} and {part} of the {dice.choice(THINGS)}"
    times = clock if number % 2 else [None, None]
    return Entry(
        f"r_{number:08x}", f"Tab {number % 12}", number, day, f"Person {turn % 100}", f"Client {number % 20}",
        f"Project {number % 3}", "", text, Decimal(length) / 4, *times, billable=True if number % 30 else None,
    )  # fmt: skip


def agency() -> tuple[Agency, tuple[Sow, ...]]:
    """A hundred people, twenty clients with three projects each, and a SOW for each client."""
    people = tuple(
        Person(f"p{number}", f"Person {number}", (), (f"p{number}@row.example",), role("designer"))
        for number in range(100)
    )
    clients = tuple(
        Client(f"c{number}", f"Client {number}", (f"Brand {number} & Sons",), tuple(
            Project(f"c{number}-{one}", f"Project {one}", f"c{number}") for one in range(3)
        ))
        for number in range(20)
    )  # fmt: skip
    sows = tuple(replace(SOWS[2], id=f"S-{client.id}", client=client.id, projects=()) for client in clients)
    return replace(AGENCY, people=people, clients=clients), sows


def sheet() -> Timesheet:
    """A hundred thousand rows, all of them described."""
    dice = random.Random(7)
    entries = [entry(number, dice) for number in range(SIZE)]
    own, sows = agency()
    said = {one.id: Description(dice.choice(KINDS), 0.9) for one in entries}
    return assemble(entries, Facts(own, sows, date(2027, 3, 1), month_of(date(2026, 9, 1)), said))


def as_json(sheet: Timesheet) -> str:
    """The same rows as a program would hand them over: cells by name."""
    return json.dumps(
        [
            {
                key: cell if isinstance(cell, bool | int) else str(cell or "")
                for key, cell in work.entry._asdict().items()
            }
            for work in sheet
        ]
    )


def spent(act: Callable[[], object]) -> float:
    """The processor time that something takes."""
    gc.collect()
    began = time.process_time()
    kept = act()
    took = time.process_time() - began
    del kept
    return took


@pytest.mark.slow
def test_all_rules_and_one_edit_cost_little_beside_parsing_the_rows() -> None:
    before = judge(sheet())
    works, facts, bills = before.sheet.works, before.sheet.facts, before.sheet.bills
    text = as_json(before.sheet)
    client = Timesheet(tuple(before.sheet.grouped(own_client)[own_client(works[5000])]), facts)
    changed = works[5000].entry._replace(hours=Decimal("1.25"), description="Something else entirely")

    def all_rules() -> object:
        fresh = Timesheet(works, facts).priced(bills)
        return [list(rule.findings(fresh)) for rule in catalogue()]

    def edit() -> object:
        return judge_again(before, facts, [changed])

    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        edit()
        figures = [(spent(lambda: json.loads(text)), spent(all_rules), spent(edit), spent(lambda: price(client)))
                   for _ in range(ROUNDS)]  # fmt: skip
    finally:
        gc.enable()
        gc.unfreeze()
    rules = median(judged / parsed for parsed, judged, _, _ in figures)
    again = median((whole - prices) / parsed for parsed, _, whole, prices in figures)
    print(f"all rules: {rules:.2f} x json.loads of the rows; an edit: {again:.3f} x, its prices left out")
    assert rules < MOST
    assert again < EDIT
