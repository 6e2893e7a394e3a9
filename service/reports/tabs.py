"""Our own tabs beside Review: Invoices (what was drafted) and Run log; and what all of them share."""

from collections.abc import Iterable, Mapping, Sequence

from service.domain.hours.reading import Reading, Report, Value
from service.domain.invoicing.export import Export
from service.domain.judging.verdict import Status
from service.domain.memory import RunLine
from service.domain.money import ZERO, half_up, plain
from service.domain.period import Period
from service.domain.terms.check import Level
from service.reports.row import Row
from service.words import heads, month_of, say

REVIEW, INVOICES, RUN_LOG = "Review", "Invoices", "Run log"


def invoices_tab(made: Sequence[Export], agency_clients: Mapping[str, str]) -> Report:
    """Every invoice that was drafted, newest first, with its address in QuickBooks."""
    head = heads("invoices.head")
    lines = [
        (
            export.number or export.quickbooks_id or "", export.sow, agency_clients.get(export.client, export.client),
            export.period, export.total, export.currency, _standing(export), export.flag or None,
        )
        for export in made
    ]  # fmt: skip
    links = {(row + 1, 0): export.url for row, export in enumerate(made) if export.url}
    return Report(INVOICES, (head, *lines), headings=(0,), figures=frozenset({4}), links=links)


def _standing(export: Export) -> str:
    """How it stands in QuickBooks: as it was made, as long as nothing is to be said of it."""
    if export.flag:
        return say("invoices.changed")
    return say("invoices.pending" if export.doc_type == "Estimate" else "invoices.open")


def run_log(runs: Iterable[RunLine]) -> Report:
    """Who ran what and when, newest first."""
    lines = [(f"{run.at:%Y-%m-%d %H:%M} UTC", run.who or "Tickmark", run.what, run.result) for run in runs]
    return Report(RUN_LOG, (heads("runs.head"), *lines), headings=(0,))


def differs(report: Report, reading: Reading) -> bool:
    """Whether a tab does not stand as it should; empty ends of rows do not count."""
    return _trimmed(report.rows) != _trimmed(reading.own_tabs.get(report.title, ()))


def tally(rows: Sequence[Row]) -> str:
    """How the month stands, in one sentence."""
    hours = sum((row.work.entry.worked for row in rows), ZERO)
    counts = {status: sum(row.status is status for row in rows) for status in Status}
    parts = [_so_many(count, status) for status, count in counts.items() if count]
    flagged = sum(any(finding.level >= Level.WARN for finding in row.findings) for row in rows)
    if not rows:
        return say("review.noEntries")
    told = {"hours": plain(half_up(hours)), "flagged": flagged, "parts": ", ".join(parts)}
    return say("review.tally", entries=len(rows), **told)


def _so_many(count: int, status: Status) -> str:
    """Rows of a status as a sentence counts them."""
    return say(f"tally.{status.value}", count=count)


def month_name(period: Period) -> str:
    """A month as people say it."""
    if period.first is None:
        return say("dates.all")
    return say("dates.month", month=month_of(period.first), year=period.first.year)


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
