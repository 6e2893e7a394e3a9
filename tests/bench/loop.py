"""The seven checks in one tight loop of plain Python; for the rule engines, the running sums that they cannot make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.bench import log as terms
from tests.bench.log import Log, Verdict

WORD = re.compile(r"[a-z0-9]+")


def months() -> list[int]:
    """The month of each day of the year."""
    return [date.fromordinal(terms.FIRST.toordinal() + ahead).month for ahead in range(terms.DAYS)]


def judged(log: Log) -> Verdict:
    """What the seven checks say of each row."""
    size = len(log.serial)
    said = Verdict(*([0] * size for _ in range(5)), [-1] * size)
    for at, minutes, words, twin, role_used, client_used, cents, spent in facts(log):
        flags = terms.LONG_ENTRY * (minutes > terms.LONG) | terms.SHORT_TEXT * (words < terms.WORDS)
        if twin >= 0:
            flags |= terms.TWICE
            said.twin[at] = twin
        if not log.project[at]:
            flags |= terms.NO_PROJECT
        said.cents[at] = cents
        if role_used > terms.ROLE_WEEK:
            flags |= terms.OVER_ROLE
            said.role_over[at] = min(minutes, role_used - terms.ROLE_WEEK)
        if client_used > terms.CLIENT_MONTH:
            flags |= terms.OVER_CLIENT
            said.client_over[at] = min(minutes, client_used - terms.CLIENT_MONTH)
        if spent > terms.CEILING and cents:
            flags |= terms.OVER_CEILING
            said.ceiling_over[at] = min(cents, spent - terms.CEILING)
        said.flags[at] = flags
    return said


def facts(log: Log) -> Iterator[tuple[int, int, int, int, int, int, int, int]]:
    """Each row by date: its place, minutes, words, twin, both sums of minutes with it, its cents, and their sum.

    A row that is stopped has no sums and no cents.
    """
    serials, people, roles, clients, projects, texts, hours, _ = log
    month_of, first = months(), terms.FIRST.toordinal() - terms.EPOCH
    rates = dict(zip(terms.ROLES, terms.RATES, strict=True))
    seen: dict[Any, int] = {}
    used: dict[Any, int] = {}
    for at in sorted(range(len(serials)), key=serials.__getitem__):
        serial, client, minutes, words = (
            serials[at],
            clients[at],
            round(hours[at] * 60),
            WORD.findall(texts[at].lower()),
        )
        key = (people[at], serial, client, projects[at], minutes, " ".join(words))
        twin = seen.setdefault(key, at)
        if twin != at or not projects[at]:
            yield at, minutes, len(words), twin if twin != at else -1, 0, 0, 0, 0
            continue
        cents = (minutes * rates[roles[at]][serial >= terms.RISE] + 30) // 60
        week, month = (client, roles[at], (serial + terms.EPOCH - 1) // 7), (client, month_of[serial - first])
        role_used = used[week] = used.get(week, 0) + minutes
        client_used = used[month] = used.get(month, 0) + minutes
        spent = used[client] = used.get(client, 0) + cents
        yield at, minutes, len(words), -1, role_used, client_used, cents, spent
