"""The digest: one mail that says what needs a decision, which limits are near, and what leaks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from html import escape
from typing import Any

from service.domain.money import money

MOST = 10
NEAR = 80
CELL = "padding:6px 12px 6px 0;border-bottom:1px solid #d0d7de;text-align:left;vertical-align:top"
BODY = "font:15px/1.5 Arial,Helvetica,sans-serif;color:#1f2328;max-width:680px;margin:0;padding:16px"

Table = tuple[str, tuple[str, ...], Sequence[Sequence[str]]]


def digest(agency: str, day: date, reviews: Mapping[str, Mapping[str, Any]], drafts: Sequence[str]) -> EmailMessage:
    """The mail over the newest review of each sheet. Its subject names no client: subjects are seen by many."""
    asked = sum(int(found["decisions"]) for found in reviews.values())
    mail = EmailMessage()
    mail["Subject"] = f"Hours of {agency}: {asked} {'row needs' if asked == 1 else 'rows need'} a decision"
    parts = list(_parts(reviews, drafts))
    mail.set_content("\n".join(_text(f"{agency}, {day:%d %B %Y}", parts)))
    mail.add_alternative(_html(f"{agency}, {day:%d %B %Y}", parts), subtype="html")
    return mail


def _parts(reviews: Mapping[str, Mapping[str, Any]], drafts: Sequence[str]) -> Iterator[Table]:
    for title, found in reviews.items():
        rows = [(one["place"], one["stake"], f"{one['why']} {one['do']}".strip()) for one in found["first"][:MOST]]
        more = int(found["decisions"]) - len(rows)
        rows += [(f"and {more} more", "", "See the Review tab.")] if more > 0 else []
        yield f"{title}, {found['month']}: needs a decision", ("Row", "At stake", "Why, and what to do"), rows
        near = [
            (f"{one['owner']} · {one['name']}", f"{one['percent']} %", f"{one['used']} of {one['limit']}")
            for one in found["burns"]
            if Decimal(one["percent"]) >= NEAR
        ]
        yield "Limits nearly or wholly used", ("Limit", "Used", "How much"), near
        leaks = [(one["risk"].capitalize(), *(_sum(one, name) for name in ("identified", "recoverable")))
                 for one in found["leaks"]]  # fmt: skip
        yield "What leaks", ("Risk", "Found", "Can still be had"), leaks
    yield "Drafts in QuickBooks", ("Draft",), [(one,) for one in drafts]


def _sum(one: Mapping[str, Any], name: str) -> str:
    return money(Decimal(one[name]), one["currency"])


def _text(title: str, parts: Sequence[Table]) -> Iterator[str]:
    yield title
    for heading, _, rows in parts:
        yield f"\n{heading}"
        yield from (f"  {' | '.join(filter(None, row))}" for row in rows or [("Nothing.",)])


def _html(title: str, parts: Sequence[Table]) -> str:
    """Tables and inline styles alone: mail programs know little else."""
    body = "".join(_section(*part) for part in parts)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body style="{BODY}"><h1 style="font-size:20px;margin:0">{escape(title)}</h1>{body}</body></html>'
    )


def _section(heading: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    title = f'<h2 style="font-size:16px;margin:24px 0 4px">{escape(heading)}</h2>'
    if not rows:
        return f'{title}<p style="margin:0">Nothing.</p>'
    top = "".join(f'<th scope="col" style="{CELL};font-weight:bold">{escape(head)}</th>' for head in heads)
    lines = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    return f'{title}<table cellspacing="0" style="border-collapse:collapse;width:100%"><tr>{top}</tr>{lines}</table>'


def _cells(row: Sequence[str]) -> str:
    return "".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in row)
