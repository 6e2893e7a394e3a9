"""A review and its drafts in words, for a terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from service.domain.hours.reading import Reading
from service.domain.invoicing.invoice import DraftInvoice, Line
from service.domain.judging.finding import Finding
from service.domain.judging.verdict import Status
from service.domain.money import every_digit, exact, figure, money
from service.domain.texts.spending import Budget
from service.names import rule_title
from service.reports.decisions import act, at_stake, places
from service.reports.matters import open_matters
from service.reports.row import Row, sentence
from service.reports.tabs import tally
from service.words import put

MOST_ROWS = 12
MOST_REFUSALS = 8
STRANGERS = (
    "The SOW files know nobody and no client of this workbook. Begin files of its own with "
    "`python -m service sows start WORKBOOK --out DIR`, then check it with `--sows DIR`."
)


def told(reading: Reading, rows: Sequence[Row], unread: str = "", budget: Budget | None = None) -> list[str]:
    """The month in lines: how it stands, which rules speak, what to look at first, what could not be read."""
    lines = [f"{reading.title}: {tally(rows)}", *_by_code(rows), *_first_decisions(rows)]
    lines += [line for one in (*map(put, reading.sorted_away()), unread) if one for line in ("", one)]
    if budget:
        lines += ["", put(budget.told)]
    if rows and not any(row.work.person or row.work.client for row in rows):
        lines += ["", STRANGERS]
    return [*lines, *_unread(reading)]


def told_drafts(drafts: Iterable[tuple[DraftInvoice, Sequence[Finding]]]) -> list[str]:
    """Draft invoices, line by line, each with what a person should know of it."""
    lines: list[str] = []
    for draft, findings in drafts:
        lines += ["", f"{draft.sow} · {draft.customer} · {draft.period_text}"]
        lines += [f"  {_figures(line, draft.currency)}  {line.description}" for line in draft.lines]
        lines += [f"  total {money(draft.total, draft.currency)}", *(f"  {put(note)}" for note in draft.notes)]
        lines += [f"  {sentence(finding)}" for finding in findings]
    return lines


def _figures(line: Line, currency: str) -> str:
    """Quantity, price and amount under each other; a line that is no product has its amount alone."""
    product = " " * 22
    if line.quantity is not None and line.unit_price is not None:
        product = f"{exact(line.quantity):>8} x {every_digit(line.unit_price, currency):>9} ="
    return f"{product} {figure(line.amount, currency):>11}"


def _by_code(rows: Sequence[Row]) -> list[str]:
    counts = Counter((finding.code, rule_title(finding.code, finding.name)) for row in rows for finding in row.loud)
    if not counts:
        return []
    stakes: Counter[str] = Counter()
    for row in rows:
        for finding in row.loud:
            stakes[finding.code] += finding.stake  # type: ignore[assignment]  # a Counter adds decimals as well
    dearest = sorted(counts.items(), key=lambda one: (-stakes[one[0][0]], one[0]))
    return [
        "",
        "What was found, the most money at stake first:",
        *(f"  {count:4}  {code}  {title}" for (code, title), count in dearest),
    ]


def _first_decisions(rows: Sequence[Row]) -> list[str]:
    asking = open_matters(rows)
    if not asking:
        return []
    lines = ["", f"Needs a decision, the first of {len(asking)}:" if len(asking) > MOST_ROWS else "Needs a decision:"]
    for one in asking[:MOST_ROWS]:
        worth = f" [{at_stake(one).strip()}]" if at_stake(one) else ""
        lines += [f"  {one.title}: {act(one)}.{worth}", f"      {places(one)}: {_why(one.rows[0])}"]
    return lines


def _why(row: Row) -> str:
    """What to look at: an invoice in trouble, a change after the tick, or the gravest finding."""
    if row.status is Status.ERROR:
        return row.trouble
    changed = row.status is Status.CHANGED and row.approval is not None and row.approval.why
    return changed or sentence(row.loud[0])


def _unread(reading: Reading) -> list[str]:
    lines = [f"  {refused.tab}: {put(refused.message)}" for refused in reading.refused[:MOST_REFUSALS]]
    more = len(reading.refused) - MOST_REFUSALS
    if more > 0:
        lines.append(f"  and {more} more tabs")
    return ["", "Not read:", *lines] if lines else []
