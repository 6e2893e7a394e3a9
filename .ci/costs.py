"""Works out docs/costs.md from prices.csv: `python .ci/costs.py > docs/costs.md`."""

import csv
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

PRICES = Path(__file__).with_name("prices.csv")
CENT = Decimal("0.01")
TEAMS = (15, 50, 200)
ENTRIES = 132
"""A person's entries a month: six on each of 22 days."""

CALLS = 3
"""Calls of the script for an entry: edits of it, the tick, its part of the checks."""

SECONDS = Decimal("1.5")
"""A call keeps one instance busy for so long, counted as if no two ever shared an instance."""

KNOCKS = 60 * 24 * 30
KNOCK = Decimal("0.1")
HOURS = 730
MOST_FOR_SMALL = 100
"""People for whom the smallest database is taken."""

HEAD = """# What it costs

This page is worked out by `python .ci/costs.py` from [`prices.csv`](../.ci/prices.csv): list prices in US dollars, Iowa, without tax.
A person logs {entries} entries a month, an entry makes {calls} calls of {seconds} s each, and no two calls share an instance, which is the dearest way to count.
The clock knocks once a minute, and most knocks find nothing to do.
"""
UNCONFIRMED = """
Prices marked “yes” were read on that day from archived copies of Google's own pages, in their first tier of regions.
Prices marked “no” could not be read from Google's own table when this was written, or rest on estimates of ours: look them up before you rely on them.
Claude's figure is the one in the README, measured against the sandbox with estimated token counts, for a month in which six entries in ten are new texts.
The database is nearly all of the bill, and the only part that grows: calls, even counted so dearly, stay in what Cloud Run gives away.
The small one is the default up to 100 people and carries no availability promise of Google's, as does the bigger one; for 200 people its memory, not its speed, is the reason to take the bigger, and it can be changed at any time with one command.
No instance is kept running and no load balancer is needed; Cloud Build, logging and traffic are left out, because a deployment of this size stays in their free parts (not confirmed).
A file of SQLite would cost nothing, and is refused on Cloud Run: its disk is forgotten with the instance.
One virtual machine with a disk would do for it, but then somebody has to keep the machine.
"""


def prices() -> dict[str, dict[str, str]]:
    """What each thing costs."""
    with PRICES.open(encoding="utf-8", newline="") as lines:
        return {line["thing"]: line for line in csv.DictReader(lines)}


def used(people: int) -> dict[str, Decimal]:
    """What a team uses in a month."""
    entries = Decimal(people * ENTRIES)
    calls = entries * CALLS
    busy = calls * SECONDS + KNOCKS * KNOCK
    million = Decimal(1_000_000)
    return {
        "cpu": busy, "memory": busy / 2, "requests": (calls + KNOCKS) / million, "secrets": Decimal(9),
        "schedules": Decimal(4), "tasks": calls / million, "images": Decimal(2),
        "db-g1-small" if people > MOST_FOR_SMALL else "db-f1-micro": Decimal(HOURS), "disk": Decimal(10),
        "backups": Decimal(2), "claude": entries / 1000,
    }  # fmt: skip


def dollars(amount: Decimal, price: dict[str, str]) -> Decimal:
    """The price of what is past the free part."""
    past = max(Decimal(0), amount - Decimal(price["free"]))
    return (past * Decimal(price["dollars"])).quantize(CENT, ROUND_HALF_UP)


def page() -> str:
    """The whole page."""
    known = prices()
    bills = {team: {thing: dollars(amount, known[thing]) for thing, amount in used(team).items()} for team in TEAMS}
    lines = [HEAD.format(entries=ENTRIES, calls=CALLS, seconds=SECONDS)]
    lines += ["| a month | " + " | ".join(f"{team} people" for team in TEAMS) + " |", "|---|" + "--:|" * len(TEAMS)]
    things = [thing for thing in known if any(thing in bill for bill in bills.values())]
    lines += [f"| {one} | " + " | ".join(f"{bills[t].get(one, 0):.2f}" for t in TEAMS) + " |" for one in things]
    beside = {team: sum(cost for thing, cost in bill.items() if thing != "claude") for team, bill in bills.items()}
    lines += ["| **beside Claude** | " + " | ".join(f"**{beside[team]:.2f}**" for team in TEAMS) + " |"]
    small, big = (dollars(Decimal(HOURS), known[name]) for name in ("db-f1-micro", "db-g1-small"))
    less = {team: beside[team] - (big - small if team > MOST_FOR_SMALL else 0) for team in TEAMS}
    lines += ["| the same with the small database | " + " | ".join(f"{less[team]:.2f}" for team in TEAMS) + " |"]
    lines += ["| **in all** | " + " | ".join(f"**{sum(bills[team].values()):.2f}**" for team in TEAMS) + " |"]
    lines += ["", "| price | each | free a month | read on | confirmed | source |", "|---|--:|--:|---|---|---|"]
    lines += [
        f"| {one} | {p['dollars']} a {p['unit']} | {p['free']} | {p['read_on']} | {p['confirmed']} | {p['source']} |"
        for one, p in known.items()
    ]
    return "\n".join(lines) + "\n" + UNCONFIRMED


if __name__ == "__main__":
    sys.stdout.write(page())
