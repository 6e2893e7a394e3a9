"""What a review found, in figures alone: kept with its line in the run log, for the dashboard and the digest."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from service.domain.hours.timesheet import Facts
from service.domain.judging.verdict import Status
from service.domain.money import ZERO, half_up, hundredths, money, plain
from service.domain.pricing.burning import Burn
from service.names import status_name
from service.reports.decisions import act, at_stake, places
from service.reports.leakage import leaks
from service.reports.matters import Matter, open_matters
from service.reports.row import Row, flag
from service.reports.tabs import month_name
from service.words import put

HELD = (Status.NEEDS_FIX, Status.CHANGED, Status.ERROR)
MOST = 20


def found(facts: Facts, rows: Sequence[Row], burns: Sequence[Burn], decisions: int) -> dict[str, Any]:
    """The month in figures; hours and money are texts with their exact decimals."""
    asking = open_matters(rows)
    codes = Counter(finding.code for row in rows for finding in row.loud)
    return {
        "month": month_name(facts.period),
        "entries": len(rows),
        "hours": plain(half_up(sum((row.work.entry.worked for row in rows), ZERO))),
        "decisions": decisions,
        "first": [_asked(row) for row in asking[:MOST]],
        "flags": dict(sorted(codes.items())),
        "sows": _sows(rows),
        "burns": [_burn(one) for one in burns],
        "leaks": leaks(rows, facts),
    }


def _asked(matter: Matter) -> dict[str, str]:
    row, findings = matter.lines[0]
    return {
        "place": matter.title,
        "flag": flag(findings[0]) if findings else status_name(row.status),
        "why": f"{places(matter)}: {put(findings[0].message) if findings else row.trouble}",
        "do": f"{act(matter)}.",
        "stake": at_stake(matter),
        "worth": plain(matter.stake),
    }


def _sows(rows: Sequence[Row]) -> list[dict[str, str]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.work.sow is not None:
            groups.setdefault(row.work.sow.id, []).append(row)
    return [{"sow": sow, **_sums(own)} for sow, own in sorted(groups.items())]


def _sums(own: Sequence[Row]) -> dict[str, str]:
    def amount(*which: Status) -> str:
        return money(sum((row.bill.total for row in own if row.status in which), ZERO), own[0].currency)

    held = sum((row.work.entry.worked for row in own if row.status in HELD), ZERO)
    return {
        "ready": amount(Status.READY),
        "waiting": amount(Status.NEEDS_APPROVAL),
        "held": f"{hundredths(held)} h",
        "drafted": amount(Status.DRAFTED),
    }


def _burn(one: Burn) -> dict[str, str]:
    def said(value: Any) -> str:
        return f"{hundredths(value)} h" if one.unit == "h" else money(value, one.unit)

    return {
        "owner": one.owner,
        "name": one.name,
        "said": put(one.said or one.name),
        "used": said(one.used),
        "limit": said(one.limit),
        "left": said(one.left),
        "percent": f"{one.percent:f}",
        "since": f"{one.since:%Y-%m-%d}" if one.since else "",
    }
