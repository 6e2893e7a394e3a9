"""Mails that ask about the rows of one decision: whoever typed them, whoever keeps the papers, or the client."""

from collections.abc import Sequence

from service.domain.judging.finding import Finding
from service.domain.mail import Line, Mail
from service.domain.money import hundredths
from service.reports.matters import Matter
from service.reports.row import Row, flag, told_of
from service.words import day_of, say

MOST_LINES = 200
"""More of them fit into no address, not even in short."""


def mail(matter: Matter, title: str) -> Mail:
    """One mail about all rows of a matter; who has no part in the spreadsheet gets no codes and no links."""
    told = {"whom": matter.whom.strip("“”"), "title": title, "rows": len(matter.rows), "about": matter.title}
    kind = matter.asks.value
    lines = matter.lines[:MOST_LINES]
    return Mail(
        matter.address,
        say(f"ask.{kind}Subject", **told),
        say(f"ask.{kind}", **told),
        tuple(_work(row) if matter.asks.is_outside else _row(row, findings) for row, findings in lines),
        say("ask.closing"),
    )


def sentences(row: Row, findings: Sequence[Finding]) -> str:
    """What is wrong with a row, and what to do about it."""
    return " ".join(told_of(one) for one in findings) or row.trouble


def context(row: Row) -> str:
    """When, who and for what, as far as the row says."""
    entry = row.work.entry
    day = day_of(entry.date) if entry.date else ""
    return ", ".join(filter(None, (day, entry.person.strip(), (entry.project or entry.client).strip())))


def _row(row: Row, findings: Sequence[Finding]) -> Line:
    entry = row.work.entry
    told = {"place": row.place, "context": context(row), "hours": hundredths(entry.worked)}
    short = say("ask.row", **told)
    in_short = ", ".join([short, *map(flag, findings)])
    return Line(f"{short}: {sentences(row, findings)}", in_short, (entry.tab, entry.row))


def _work(row: Row) -> Line:
    entry = row.work.entry
    said = say("ask.work", context=context(row), hours=hundredths(entry.worked), text=entry.description)
    return Line(said, said)
