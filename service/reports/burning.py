"""How much of each cap and retainer is used, as lines of the Review tab, each with a bar drawn by the sheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.domain.hours.reading import Chart, Value
from service.domain.money import half_up, money
from service.domain.pricing.burning import Burn
from service.words import heads, put, say

LIMIT, PERCENT, BAR = 0, 6, 7
"""Columns of the table, from 0."""

NEAR = 80
BARS, CHART_ROWS = 6, 8
"""How many limits the chart shows, and how many rows are kept for it: always as many, so nothing below it moves."""

FORMULA = (
    '=SPARKLINE(MIN(100;G{row});{{TRANSPOSE({{"charttype";"bar"}});TRANSPOSE({{"max";100}});'
    'TRANSPOSE({{"color1";IF(G{row}>=100;"#b3261e";IF(G{row}>=80;"#b26a00";"#1a73e8"))}})}})'
)
"""Numbers of our own and nothing that anybody wrote. Semicolons part arguments and lines in every locale, and where a
locale wants another sign between columns, TRANSPOSE does without one."""


def head() -> tuple[str, ...]:
    """The heads of the table."""
    return heads("review.limits")


def burn_lines(burns: Sequence[Burn], clients: Mapping[str, str]) -> list[tuple[Value, ...]]:
    """A line for each limit, the fullest first."""
    return [
        (
            f"{clients.get(burn.owner, burn.owner)}: {put(burn.said or burn.name)}",
            clients.get(burn.client, burn.client),
            burn.unit, half_up(burn.used), burn.limit, half_up(burn.left), burn.percent, None,
            f"{burn.since:%Y-%m-%d}" if burn.since else None,
        )
        for burn in burns
    ]  # fmt: skip


def bars(first: int, lines: Sequence[object]) -> dict[tuple[int, int], str]:
    """The formula of each line's bar, by row and column from 0, where the lines begin in row `first`."""
    return {(first + at, BAR): FORMULA.format(row=first + at + 1) for at in range(len(lines))}


def chart(at: int, first: int, lines: int) -> Chart:
    """The fullest limits side by side, for those who would rather see than read, in the rows kept for it."""
    return Chart(say("review.chart"), first, first + min(lines, BARS), LIMIT, PERCENT, at, CHART_ROWS)


def leak_lines(found: Sequence[Mapping[str, Any]]) -> list[tuple[Value, ...]]:
    """What leaks, in a sentence for each risk and currency, and what of it is of one kind."""
    return [(_leak(one),) for one in found]


def _named(one: Mapping[str, Any]) -> str:
    if one.get("risk"):
        return say(f"leaks.{one['risk']}")
    return say("review.ofWhich", kind=say(f"leaks.{one['kind']}"))


def _leak(one: Mapping[str, Any]) -> str:
    told = {name: money(Decimal(one[name]), one["currency"]) for name in ("identified", "recoverable", "realised")}
    return say("review.leakRealised" if Decimal(one["realised"]) else "review.leak", what=_named(one), **told)
