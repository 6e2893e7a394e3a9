"""The Review tab: the month on one page, from what can be billed to what needs a decision."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from service.domain.hours.reading import Reading, Refused, Report, Value
from service.domain.hours.timesheet import Facts
from service.domain.invoicing.export import Export
from service.domain.judging.finding import Finding, blocks, unanswered
from service.domain.judging.verdict import Status
from service.domain.money import ZERO, half_up, money
from service.domain.phrase import Saying
from service.domain.pricing.burning import Burn
from service.domain.terms.sow import Sow
from service.domain.texts.spending import Budget, shown
from service.names import category_name
from service.reports import burning
from service.reports.decisions import Said, Told, decisions
from service.reports.matters import open_matters, waiting_matters
from service.reports.row import Row, flag, is_to_confirm, told_of
from service.reports.tabs import REVIEW, month_name, tally
from service.words import heads, is_head, put, say

GENERATE = 2
"""The column of the boxes, from 0."""

MOST_PICKED = 20

OfDraft = tuple[str, Finding]
"""What a rule says of a draft as a whole, with the SOW and the period it bills."""


class Shop(NamedTuple):
    """What the page tells beside the rows."""

    title: str = ""
    made: Sequence[Export] = ()
    ticked: Mapping[str, bool] = {}
    said: Mapping[str, Said] = {}
    """What people put beside decisions and nobody has taken up yet."""
    unread: str = ""
    refused: Sequence[Refused] = ()
    sorted_away: Sequence[Saying] = ()
    """Tabs of which some rows are not read, since their header sank below them."""
    budget: Budget | None = None
    apart: Sequence[Finding] = ()
    burns: Sequence[Burn] = ()
    drafts: Sequence[OfDraft] = ()
    leaking: Sequence[Mapping[str, Any]] = ()


def review_tab(facts: Facts, rows: Sequence[Row], beside: Shop) -> Report:
    """The one summary: each SOW with what is ready, waiting and held, each limit, then what needs a decision."""
    limits = burning.burn_lines(beside.burns, {client.id: client.name for client in facts.agency.clients})
    asking = [one for one in beside.drafts if asks([one[1]])]
    told = decisions(open_matters(rows), waiting_matters(rows), asking, beside.said, beside.title)
    top = _top(facts, rows, beside, told)
    room: list[tuple[Value, ...]] = [(), *([()] * burning.CHART_ROWS if limits else [])]
    of_sows = [_sow_line(sow, rows, beside.made, beside.ticked.get(sow.id, False)) for sow in _used(facts, rows)]
    above = [*top, *room, sow_head(), *of_sows, *([(), burning.head()] if limits else [])]
    between = _notes(beside.leaking, beside.apart, [one for one in beside.drafts if one not in asking])
    first = len(above) + len(limits) + len(between)
    return Report(
        REVIEW,
        (*above, *limits, *between, *told.lines, *_to_confirm(rows)),
        headings=(0, len(top) + len(room), *([len(above) - 1] * bool(limits)), *(first + at for at in told.headings)),
        figures=frozenset(range(3, 9)),
        mails={(first + row, column): one for (row, column), one in told.mails.items()},
        places={(len(top) - 1, 0): (REVIEW, first + 2)}
        | {(first + row, column): place for (row, column), place in told.places.items()},
        formulas=burning.bars(len(above), limits),
        answers=frozenset((first + row, column) for row, column in told.answers),
        chart=burning.chart(len(top), len(above), len(limits)) if limits else None,
    )


def _top(facts: Facts, rows: Sequence[Row], beside: Shop, told: Told) -> list[tuple[Value, ...]]:
    """What month it is, how it stands, what is left out, what Claude costs, and the way to the decisions."""
    return [
        (say("review.title", agency=facts.agency.name, month=month_name(facts.period)),),
        (tally(rows),),
        (_left_out(beside.unread, beside.refused, beside.sorted_away) or None,),
        (_cost(beside.budget) if beside.budget else None,),
        (told.lines[1][0],),
    ]


def _cost(budget: Budget) -> str:
    """What Claude has cost, and whether there is anything to do about it."""
    key = "over" if budget.is_over else "near" if budget.is_near else "cost"
    return say(f"claude.{key}", month=budget.month, spent=put(shown(budget.spent)), limit=put(shown(budget.limit)))


def asks(findings: Iterable[Finding]) -> bool:
    """Whether any of these waits for a person."""
    return any(blocks([one]) or unanswered([one]) for one in findings)


def sow_head() -> tuple[str, ...]:
    """The heads of the table of SOWs."""
    return heads("review.sows")


def ticked_sows(reading: Reading) -> dict[str, bool]:
    """The Generate boxes of the Review tab as they stand, by SOW."""
    lines = reading.own_tabs.get(REVIEW, ())
    start = next((at for at, line in enumerate(lines) if is_head(line, "review.sows")), len(lines))
    boxes: dict[str, bool] = {}
    for line in lines[start + 1 :]:
        if not any(cell not in (None, "") for cell in line):
            break
        if len(line) > GENERATE and isinstance(line[0], str) and isinstance(line[GENERATE], bool):
            boxes[line[0]] = bool(line[GENERATE])
    return boxes


def _notes(
    leaking: Sequence[Mapping[str, Any]], apart: Sequence[Finding], drafts: Sequence[OfDraft]
) -> list[tuple[Value, ...]]:
    """What leaks, and what is said of no row in particular: of drafts, waivers, and rows that are gone.

    It comes and goes with the day, so it stands below the boxes: they keep their places while somebody ticks them.
    """
    told = burning.leak_lines(leaking)
    told += [(f"{flag(finding)}: {told_of(finding)}",) for finding in apart]
    told += [(say("review.draftOf", sow=sow, what=_in_full(finding)),) for sow, finding in drafts]
    return [(), *told] if told else []


def _in_full(finding: Finding) -> str:
    return f"{flag(finding)}. {told_of(finding)}"


def _to_confirm(rows: Iterable[Row]) -> list[tuple[Value, ...]]:
    """Rows whose category a person should confirm or change, though nothing speaks against it."""
    places = [f"{row.place} ({category_name(row.work.category)})" for row in rows
              if row.work.category is not None and is_to_confirm(row)]  # fmt: skip
    if not places:
        return []
    first, more = "; ".join(places[:MOST_PICKED]), len(places) - MOST_PICKED
    told = say("review.more", first=first, count=more) if more > 0 else first
    return [(), (say("review.picked", places=told),)]


def _left_out(unread: str, refused: Sequence[Refused], sorted_away: Sequence[Saying]) -> str:
    """What the summary does not cover: rows above a header, texts nobody has read, tabs that hold no timesheet."""
    told = (say("review.notRead", tab=tab.tab, why=put(tab.message)) for tab in refused)
    return " ".join(filter(None, [*map(put, sorted_away), unread, *told]))


def _sow_line(sow: Sow, rows: Sequence[Row], made: Sequence[Export], box: bool) -> tuple[Value, ...]:
    own = [row for row in rows if row.work.sow is not None and row.work.sow.id == sow.id]
    ready = [row for row in own if row.status is Status.READY]
    waiting = [row for row in own if row.status is Status.NEEDS_APPROVAL]
    held = [row for row in own if row.status in (Status.NEEDS_FIX, Status.CHANGED, Status.ERROR)]
    exported = [export for export in made if export.sow == sow.id]
    result = ", ".join(f"{one.number or one.quickbooks_id}: {money(one.total, one.currency)}" for one in exported[:3])
    held_hours = half_up(sum((row.work.entry.worked for row in held), ZERO))
    drafted = sum((row.bill.total for row in own if row.status is Status.DRAFTED), ZERO)
    return (
        sow.id, own[0].work.client.name if own[0].work.client else sow.client, box, _hours(ready), _amount(ready),
        _hours(waiting), _amount(waiting), held_hours, drafted, sow.currency, result or None,
    )  # fmt: skip


def _used(facts: Facts, rows: Sequence[Row]) -> list[Sow]:
    used = {row.work.sow.id for row in rows if row.work.sow is not None}
    return [sow for sow in facts.sows if sow.id in used]


def _hours(rows: Iterable[Row]) -> Decimal:
    return half_up(sum((row.bill.billed + row.bill.in_fee for row in rows), ZERO))


def _amount(rows: Iterable[Row]) -> Decimal:
    return sum((row.bill.total for row in rows), ZERO)
