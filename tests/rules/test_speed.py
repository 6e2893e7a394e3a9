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

import pytest

from service.domain.category import Category
from service.domain.hours.attribution import assemble
from service.domain.hours.description import Description
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.period import month_of
from service.domain.terms.agency import Agency, Client, Person, Project
from service.domain.terms.cap import Cap, Threshold
from service.domain.terms.sow import Sow
from service.rules.judge import judge, judge_again
from service.rules.rule import catalogue
from tests.rules.engagement import AGENCY, SOWS, role

SIZE = 100_000
ROUNDS = 5
"""The best of them counts: whatever else the machine does makes a round slower, and none faster."""
MOST = 4
"""How many times as long as json.loads of the same rows all rules may take, once the rows are priced."""

EDITS = 20
"""How many edits, prices included, take no longer together than all rules."""
NEAR = Decimal("0.45")
"""How many times as long as json.loads one takes where a limit is passed: its month of 850 rows is priced again."""


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
    """A hundred people, twenty clients with three projects each, a SOW for each; one client goes past its months."""
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
    ceiling = Cap("ceiling", "sow", Decimal(3_000_000), "term", "block", "money", thresholds=(Threshold(Decimal(80)),))
    hours = [Decimal(850 if client.id == "c0" else 2000) for client in clients]
    months = [Cap("month", "client", limit, "month", "clip", thresholds=(Threshold(Decimal(90)),)) for limit in hours]
    sows = tuple(
        replace(SOWS[2], id=f"S-{client.id}", client=client.id, projects=(), caps=(month, ceiling))
        for client, month in zip(clients, months, strict=True)
    )
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

    def all_rules() -> object:
        fresh = Timesheet(works, facts).priced(bills)
        return [list(rule.findings(fresh)) for rule in catalogue()]

    def edit(client: str) -> object:
        work = next(work for work in works[5000:] if work.client and work.client.id == client)
        changed = work.entry._replace(hours=Decimal("1.25"), description="Something else entirely")
        return judge_again(before, facts, [changed])

    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        edit("c1")
        acts = (lambda: json.loads(text), all_rules, lambda: edit("c1"), lambda: edit("c0"))
        figures = [[spent(act) for act in acts] for _ in range(ROUNDS)]
    finally:
        gc.enable()
        gc.unfreeze()
    rules = min(judged / parsed for parsed, judged, _, _ in figures)
    shares = max(judged / again for _, judged, again, _ in figures)
    near = min(again / parsed for parsed, _, _, again in figures)
    print(f"all rules: {rules:.2f} x json.loads of the rows, and {shares:.0f} x one edit; past a limit: {near:.3f} x")
    assert rules < MOST
    assert shares > EDITS
    assert near < NEAR
