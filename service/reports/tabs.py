"""Our own tabs: Review (what needs a decision), Invoices (what was drafted), Run log."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from service.domain.check import Level
from service.domain.export import Export
from service.domain.finding import Finding, Risk, needs_reason
from service.domain.memory import RunLine
from service.domain.money import ZERO, half_up, money, plain
from service.domain.period import Period
from service.domain.pricing.burning import Burn
from service.domain.reading import Reading, Refused, Report, Value
from service.domain.sow import Sow
from service.domain.spending import Budget
from service.domain.timesheet import Facts
from service.domain.verdict import Status
from service.reports import burning
from service.reports.leakage import leaks, unbilled
from service.reports.row import Row, flag, is_to_confirm

REVIEW, INVOICES, RUN_LOG = "Review", "Invoices", "Run log"
SOW_HEAD = (
    "SOW", "Client", "Generate", "Ready h", "Ready", "Waiting h", "Waiting", "Held h", "Drafted", "Currency", "Result",
)  # fmt: skip
DECISION_HEAD = (
    "Tab", "Flags", "Row", "Date", "Person", "Project", "Hours", "At stake", "Currency", "Why", "What to do",
)  # fmt: skip
"""The widest text that is no sentence stands under the clients, so that the figures above it stay close together."""

GENERATE = SOW_HEAD.index("Generate")
MOST_DECISIONS = 200
MOST_PICKED = 20


def review_tab(
    facts: Facts,
    rows: Sequence[Row],
    made: Sequence[Export],
    ticked: Mapping[str, bool],
    unread: str,
    refused: Sequence[Refused] = (),
    budget: Budget | None = None,
    apart: Sequence[Finding] = (),
    burns: Sequence[Burn] = (),
) -> Report:
    """The one summary: each SOW with what is ready, waiting and held, each limit, then what needs a decision."""
    head = [
        (f"Tickmark · {facts.agency.name} · {month_name(facts.period)}",),
        (tally(rows),),
        (_left_out(unread, refused) or None,),
        (str(budget) if budget else None,),
        (),
        SOW_HEAD,
    ]
    of_sows = [_sow_line(sow, rows, made, ticked.get(sow.id, False)) for sow in _sows_with_rows(facts, rows)]
    limits = burning.burn_lines(burns, {client.id: client.name for client in facts.agency.clients})
    above = [*head, *of_sows, *([(), burning.HEAD] if limits else [])]
    decisions = needing_decision(rows)
    told = [_decision(row) for row in decisions[:MOST_DECISIONS]]
    more = [(f"and {len(decisions) - MOST_DECISIONS} more in the tabs",)] if len(decisions) > MOST_DECISIONS else []
    between = _notes(facts, rows, apart)
    below = [(), (f"Needs a decision: {len(decisions)}",), DECISION_HEAD, *told, *more, *_to_confirm(rows)]
    first = len(above) + len(limits) + len(between)
    return Report(
        REVIEW,
        (*above, *limits, *between, *below),
        headings=(0, len(head) - 1, *([len(above) - 1] if limits else []), first + 1, first + 2),
        figures=frozenset(range(3, 9)),
        formulas=burning.bars(len(above), limits),
        places={
            (first + 3 + at, 0): (row.work.entry.tab, row.work.entry.row)
            for at, row in enumerate(decisions[:MOST_DECISIONS])
        },
    )


def _notes(facts: Facts, rows: Sequence[Row], apart: Sequence[Finding]) -> list[tuple[Value, ...]]:
    """What leaks, and what is said of no row in particular.

    It comes and goes with the day, so it stands below the boxes: they keep their places while somebody ticks them.
    """
    leaking = burning.leak_lines([*leaks(rows, facts), *unbilled(rows, facts)])
    told = [*leaking, *((f"{flag(finding)}: {finding.message} {finding.suggestion}",) for finding in apart)]
    return [(), *told] if told else []


def _to_confirm(rows: Iterable[Row]) -> list[tuple[Value, ...]]:
    """Rows whose category a person should confirm or change, though nothing speaks against it."""
    places = [f"{row.work.entry.place} ({row.work.category.value})" for row in rows
              if row.work.category is not None and is_to_confirm(row)]  # fmt: skip
    if not places:
        return []
    more = f" and {len(places) - MOST_PICKED} more" if len(places) > MOST_PICKED else ""
    return [(), (f"Picked at random, is the category right? {'; '.join(places[:MOST_PICKED])}{more}.",)]


def _left_out(unread: str, refused: Sequence[Refused]) -> str:
    """What the summary does not cover: texts nobody has read, and tabs that hold no timesheet."""
    return " ".join([*filter(None, [unread]), *(f"Not read: {tab.tab}. {tab.message}" for tab in refused)])


def invoices_tab(made: Sequence[Export], agency_clients: Mapping[str, str]) -> Report:
    """Every invoice that was drafted, newest first, with its address in QuickBooks."""
    head = ("Invoice", "SOW", "Client", "Month", "Total", "Currency", "In QuickBooks", "To look at")
    lines = [
        (
            export.number or export.quickbooks_id or "", export.sow, agency_clients.get(export.client, export.client),
            export.period, export.total, export.currency, "open, not sent", export.flag or None,
        )
        for export in made
    ]  # fmt: skip
    links = {(row + 1, 0): export.url for row, export in enumerate(made) if export.url}
    return Report(INVOICES, (head, *lines), headings=(0,), figures=frozenset({4}), links=links)


def run_log(runs: Iterable[RunLine]) -> Report:
    """Who ran what and when, newest first."""
    lines = [(f"{run.at:%Y-%m-%d %H:%M} UTC", run.who or "Tickmark", run.what, run.result) for run in runs]
    return Report(RUN_LOG, (("When", "Who", "What", "Result"), *lines), headings=(0,))


def ticked_sows(reading: Reading) -> dict[str, bool]:
    """The Generate boxes of the Review tab as they stand, by SOW."""
    boxes: dict[str, bool] = {}
    for line in reading.own_tabs.get(REVIEW, ()):
        if len(line) > GENERATE and isinstance(line[0], str) and isinstance(line[GENERATE], bool):
            boxes[line[0]] = bool(line[GENERATE])
    return boxes


def differs(report: Report, reading: Reading) -> bool:
    """Whether a tab does not stand as it should; empty ends of rows do not count."""
    return _trimmed(report.rows) != _trimmed(reading.own_tabs.get(report.title, ()))


def needing_decision(rows: Iterable[Row]) -> list[Row]:
    """Rows that a person has to look at, by the money at stake, then by how grave they are."""
    asking = [row for row in rows if asks_for_decision(row)]
    return sorted(asking, key=lambda row: (-stake(row), -row.loud[0].level if row.loud else 0, row.work.entry.place))


def asks_for_decision(row: Row) -> bool:
    """Whether a row waits for more than a plain tick."""
    if row.status in (Status.NEEDS_FIX, Status.CHANGED, Status.ERROR):
        return True
    return row.status is Status.NEEDS_APPROVAL and needs_reason(row.findings)


def stake(row: Row) -> Decimal:
    """The most money that any finding of the row puts at stake."""
    return max((finding.stake for finding in row.findings if finding.risk is not Risk.NONE), default=ZERO)


def tally(rows: Sequence[Row]) -> str:
    """How the month stands, in one sentence."""
    hours = sum((row.work.entry.worked for row in rows), ZERO)
    counts = {status: sum(row.status is status for row in rows) for status in Status}
    parts = [_so_many(count, status) for status, count in counts.items() if count]
    flagged = sum(any(finding.level >= Level.WARN for finding in row.findings) for row in rows)
    if not rows:
        return "No entries."
    entries = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
    return f"{entries}, {plain(half_up(hours))} h. {flagged} flagged. {', '.join(parts)}."


def _so_many(count: int, status: Status) -> str:
    """Rows of a status as a sentence counts them."""
    if status in (Status.NEEDS_FIX, Status.NEEDS_APPROVAL):
        what = "a fix" if status is Status.NEEDS_FIX else "approval"
        return f"{count} {'needs' if count == 1 else 'need'} {what}"
    return f"{count} {status.value.lower()}"


def month_name(period: Period) -> str:
    """A month as people say it."""
    return f"{period.first:%B %Y}" if period.first else "all months"


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


def _sows_with_rows(facts: Facts, rows: Sequence[Row]) -> list[Sow]:
    used = {row.work.sow.id for row in rows if row.work.sow is not None}
    return [sow for sow in facts.sows if sow.id in used]


def _decision(row: Row) -> tuple[Value, ...]:
    entry = row.work.entry
    first = row.loud[0] if row.loud else None
    # Rounded, for a third of an hour never reads back as it was written, and the tab would be written each time.
    hours = None if entry.hours is None else half_up(entry.hours)
    return (
        entry.tab, _gravest(row), Decimal(entry.row), str(entry.date or ""), entry.person,
        entry.project or entry.client, hours, stake(row), row.currency or None,
        first.message if first else row.trouble or None, first.suggestion if first else None,
    )  # fmt: skip


def _gravest(row: Row) -> str | None:
    """The flag to begin with, and how many more there are."""
    more = f" +{len(row.loud) - 1}" if len(row.loud) > 1 else ""
    return f"{flag(row.loud[0])}{more}" if row.loud else None


def _hours(rows: Iterable[Row]) -> Decimal:
    return half_up(sum((row.bill.billed + row.bill.in_fee for row in rows), ZERO))


def _amount(rows: Iterable[Row]) -> Decimal:
    return sum((row.bill.total for row in rows), ZERO)


def _trimmed(rows: Iterable[Sequence[Value]]) -> list[tuple[Value, ...]]:
    kept: list[tuple[Value, ...]] = []
    for row in rows:
        cells = [None if cell == "" else cell for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        kept.append(tuple(cells))
    while kept and not kept[-1]:
        kept.pop()
    return kept
