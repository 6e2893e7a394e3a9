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
LOOKS = 30
"""Looks that Google's sixty reads a minute are enough for, however many people there are."""

OF_A_LOOK = Decimal("0.025")
"""Seconds of processor that PostgreSQL takes for a look, measured."""

ROWS, MANY = 423, 2000
"""Rows of the sheet that was looked at, and of a big one."""

BARE, CONNECTION, CONNECTIONS = 25, 7, 44
"""Megabytes of PostgreSQL, those of one connection more, measured; and all that two instances may open."""

KILOBYTES = 12
"""What the ledger keeps of an entry: three times the 4 measured after a review, for ticks, claims and drafts."""

SYSTEM = 1
"""Gigabytes of the disk that are the database's own."""

DISK = 10

HEAD = """# What it costs

This page is worked out by `python .ci/costs.py` from [`prices.csv`](../.ci/prices.csv): list prices in US dollars, Iowa, without tax.
A person logs {entries} entries a month, an entry makes {calls} calls of {seconds} s each, and no two calls share an instance, which is the dearest way to count.
The clock knocks once a minute, and most knocks find nothing to do.
"""
BELOW = """
Prices marked “yes” were read on that day from archived copies of Google's own pages, in their first tier of regions.
Those marked “second hand” were not found on a page of Google's, but in what its calculator had given others (in Iowa 730 hours of db-f1-micro for 7.665, and 10 GB for 1.70) and in lists of prices that others keep (db-g1-small).
Those marked “no” rest on one source or on estimates of ours: look them up before you rely on them.
Claude's figure is the one in the README, measured against the sandbox with estimated token counts, for a month in which six entries in ten are new texts.

## Is the smallest database enough?

It has a fifth of a processor and 614 MB of memory, and for {people} people:

- **Processor**: Google's quota is enough for {looks} looks a minute, however many people there are. Each takes PostgreSQL {look} s (measured on our machine: a month of {rows} rows checked again), so it is busy for {busy} s of a minute, or in proportion {more} s where every sheet has {many} rows, of the 12 s that it has.
- **Memory**: {bare} MB and {connection} MB a connection (measured), so {memory} MB while a new version takes over and both hold all the {connections} that they may open.
- **Disk**: {entries} entries a month at {kilobytes} kB, which is three times what was measured after a review, are {month} MB a month: {gigabytes} GB hold {months} months. A gigabyte more costs {disk} a month.

So the smallest is taken for all three.
Like the next one it carries no availability promise of Google's; the line above says what the next one costs, and one command changes it at any time.

## What is left out

No instance is kept running and no load balancer is needed; Cloud Build, logging and traffic are left out, because a deployment of this size stays in their free parts (not confirmed).
The database is nearly all of the bill: calls, even counted so dearly, stay in what Cloud Run gives away.
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
        "db-f1-micro": Decimal(HOURS), "disk": Decimal(DISK),
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
    more = [f"{beside[team] - small + big:.2f}" for team in TEAMS]
    lines += ["| the same with db-g1-small | " + " | ".join(more) + " |"]
    lines += ["| **in all** | " + " | ".join(f"**{sum(bills[team].values()):.2f}**" for team in TEAMS) + " |"]
    lines += ["", "| price | each | free a month | read on | confirmed | source |", "|---|--:|--:|---|---|---|"]
    lines += [
        f"| {one} | {p['dollars']} a {p['unit']} | {p['free']} | {p['read_on']} | {p['confirmed']} | {p['source']} |"
        for one, p in known.items()
    ]
    return "\n".join(lines) + "\n" + BELOW.format(**room(known["disk"]["dollars"]))


def room(disk: str) -> dict[str, object]:
    """What the largest team needs of the database."""
    entries = max(TEAMS) * ENTRIES
    month = entries * KILOBYTES / Decimal(1000)
    return {
        "people": max(TEAMS), "looks": LOOKS, "look": OF_A_LOOK, "busy": LOOKS * OF_A_LOOK, "bare": BARE,
        "rows": ROWS, "many": f"{MANY:,}", "more": f"{LOOKS * OF_A_LOOK * MANY / ROWS:.1f}", "connections": CONNECTIONS,
        "connection": CONNECTION, "memory": BARE + CONNECTION * CONNECTIONS, "entries": f"{entries:,}",
        "kilobytes": KILOBYTES, "month": f"{month:.0f}", "gigabytes": DISK - SYSTEM,
        "months": int((DISK - SYSTEM) * 1000 / month), "disk": disk,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(page())
