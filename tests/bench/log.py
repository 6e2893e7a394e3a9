"""The rows that everybody in the comparison judges: a year of an agency, as Sheets hands it over."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

SEED = 20261125
FIRST = date(2026, 1, 1)
DAYS = 365
EPOCH = date(1899, 12, 30).toordinal()
"""The ordinal of the day from which a spreadsheet counts."""

TABS = 12
ROWS_A_CLIENT = 700
ROWS_A_PERSON = 1200
ROLES = ("senior developer", "developer", "designer", "project manager")
RATES = ((16500, 17250), (13000, 13675), (11050, 11525), (12090, 12590))
"""Cents an hour by role, before and from the day on which rates rise."""

RISE = date(2026, 7, 1).toordinal() - EPOCH
LONG, WORDS = 720, 4
"""Minutes that one entry may have, and words that its text has to have."""

ROLE_WEEK, CLIENT_MONTH, CEILING = 2400, 9600, 18_000_000
"""Minutes a week for a role at a client, minutes a month for a client, and cents for a client in all."""

HEADER = ("Date", "Person", "Role", "Client", "Project", "Task", "Description", "Hours", "Start", "End", "Billable",
          "Ticket")  # fmt: skip
VERBS = ("Build", "Test", "Draw", "Review", "Plan", "Write", "Import", "Fix", "Measure", "Discuss")
THINGS = ("fare table", "seat map", "booking form", "ferry icons", "crew rota", "timetable", "login page", "price list")
LONG_ENTRY, NO_PROJECT, SHORT_TEXT, OVER_ROLE, OVER_CLIENT, OVER_CEILING, TWICE = (1 << bit for bit in range(7))
"""The seven checks, as bits of a row's flags."""


class Log(NamedTuple):
    """The eight columns that are judged, in the order of the sheet; tabs follow each other."""

    serial: list[int]
    person: list[str]
    role: list[str]
    client: list[str]
    project: list[str]
    text: list[str]
    hours: list[float]
    tab: list[int]


class Verdict(NamedTuple):
    """What is said of each row: flags, minutes past both limits, cents, cents past the ceiling, the row it repeats."""

    flags: list[int]
    role_over: list[int]
    client_over: list[int]
    cents: list[int]
    ceiling_over: list[int]
    twin: list[int]
    """The place of the first row that says the same; -1 where there is none."""


def role_of(person: int) -> str:
    """The role somebody has all year."""
    return ROLES[person % len(ROLES)]


def people(size: int) -> int:
    """How many people log so many rows."""
    return max(4, size // ROWS_A_PERSON)


def clients(size: int) -> int:
    """How many clients that is work for."""
    return max(4, size // ROWS_A_CLIENT)


def made(size: int, seed: int = SEED) -> Log:
    """A year of `size` rows: a tab a month, a few of them late, retyped, without a project or hardly described."""
    dice = random.Random(seed)
    months: list[list[tuple[object, ...]]] = [[] for _ in range(TABS)]
    for number in range(size):
        day = FIRST + timedelta(days=number * DAYS // size)
        late = 0 if dice.random() < 0.97 else dice.randrange(1, 20)
        rows = months[day.month - 1]
        if rows and dice.random() < 0.012:
            rows.append(dice.choice(rows[-20:]))
        else:
            rows.append(_row(day.toordinal() - EPOCH - late, size, dice))
    columns = list(zip(*(row for rows in months for row in rows), strict=True))
    tabs = [tab for tab, rows in enumerate(months) for _ in rows]
    return Log(*map(list, columns), tabs)  # type: ignore[arg-type]  # the columns of _row, one after the other


def _row(serial: int, size: int, dice: random.Random) -> tuple[object, ...]:
    person = dice.randrange(people(size))
    client = min(int(dice.expovariate(1.2 / clients(size))), clients(size) - 1)
    text = f"{dice.choice(VERBS)} the {dice.choice(THINGS)}"
    text += f", part {dice.randrange(900)}" if dice.random() < 0.8 else dice.choice(("", " twice", " again"))
    minutes = dice.randrange(5, 80) * 3 if dice.random() < 0.98 else dice.randrange(80, 300) * 3
    project = f"Project {dice.randrange(3)}" if dice.random() < 0.99 else ""
    return (max(serial, FIRST.toordinal() - EPOCH), f"Person {person:04}", role_of(person), f"Client {client:04}",
            project, text if dice.random() < 0.97 else "misc", minutes / 60)  # fmt: skip


def day(serial: int) -> date:
    """The day that a spreadsheet counts as this number."""
    return date.fromordinal(serial + EPOCH)
