"""The seven checks as anybody would write them: rows as dictionaries, a pass for each rule. Slow, and easy to believe.

The sums go by date, then by place in the sheet. A row without a project, or one that repeats another, is stopped: it
costs nothing and takes nothing of a limit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from typing import Any

from tests.bench.log import (
    CEILING,
    CLIENT_MONTH,
    EPOCH,
    LONG,
    LONG_ENTRY,
    NO_PROJECT,
    OVER_CEILING,
    OVER_CLIENT,
    OVER_ROLE,
    RATES,
    RISE,
    ROLE_WEEK,
    ROLES,
    SHORT_TEXT,
    TWICE,
    WORDS,
    Log,
    Verdict,
)  # fmt: skip

Row = dict[str, Any]
WORD = re.compile(r"[a-z0-9]+")


def judged(log: Log) -> Verdict:
    """What the seven checks say of each row."""
    rows = [
        {"at": at, "serial": serial, "person": person, "role": role, "client": client, "project": project,
         "words": WORD.findall(text.lower()), "minutes": round(hours * 60), "flags": 0, "role over": 0,
         "client over": 0, "cents": 0, "ceiling over": 0, "twin": -1}
        for at, (serial, person, role, client, project, text, hours, _) in enumerate(zip(*log, strict=True))
    ]  # fmt: skip
    for row in rows:
        row["flags"] |= LONG_ENTRY * (row["minutes"] > LONG)
        row["flags"] |= NO_PROJECT * (not row["project"])
        row["flags"] |= SHORT_TEXT * (len(row["words"]) < WORDS)
    in_order = sorted(rows, key=lambda row: row["serial"])
    twins(in_order)
    counted = [row for row in in_order if not row["flags"] & (NO_PROJECT | TWICE)]
    for row in counted:
        row["cents"] = (row["minutes"] * RATES[ROLES.index(row["role"])][row["serial"] >= RISE] + 30) // 60
    past(counted, role_week, "minutes", ROLE_WEEK, "role over", OVER_ROLE)
    past(counted, client_month, "minutes", CLIENT_MONTH, "client over", OVER_CLIENT)
    past(counted, lambda row: row["client"], "cents", CEILING, "ceiling over", OVER_CEILING)
    shown = ("flags", "role over", "client over", "cents", "ceiling over", "twin")
    return Verdict(*([row[name] for row in rows] for name in shown))


def twins(in_order: list[Row]) -> None:
    """Mark rows that say what an earlier one says."""
    first: dict[Hashable, int] = {}
    for row in in_order:
        said = (row["person"], row["serial"], row["client"], row["project"], row["minutes"], " ".join(row["words"]))
        if said in first:
            row["twin"] = first[said]
            row["flags"] |= TWICE
        else:
            first[said] = row["at"]


def role_week(row: Row) -> Hashable:
    """A role at a client in an ISO week."""
    return row["client"], row["role"], (row["serial"] + EPOCH - 1) // 7


def client_month(row: Row) -> Hashable:
    """A client in a month."""
    return row["client"], date.fromordinal(row["serial"] + EPOCH).replace(day=1)


def past(rows: list[Row], key: Callable[[Row], Hashable], what: str, limit: int, into: str, flag: int) -> None:
    """Note what each row has beyond a limit that is counted by `key`."""
    used: dict[Hashable, int] = defaultdict(int)
    for row in rows:
        group = key(row)
        used[group] += row[what]
        row[into] = max(0, min(row[what], used[group] - limit))
        row["flags"] |= flag * (row[into] > 0)


def differences(one: Verdict, other: Verdict) -> Iterator[str]:
    """Where two verdicts differ, as sentences; nothing where they are the same."""
    for name, ours, theirs in zip(Verdict._fields, one, other, strict=True):
        wrong = [at for at, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
        if wrong:
            at = wrong[0]
            yield f"{name} differs on {len(wrong)} rows, first on row {at}: {ours[at]} and {theirs[at]}"
