"""The digest: what needs a decision, the most money first, which limits were reached, what leaks, what was drafted."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from service.domain.invoicing.export import Export
from service.domain.money import ZERO, money
from service.reports.letter import FULL, NEAR, Letter, Part, Share
from service.words import heads, say

MOST = 10
STEPS = (NEAR, FULL)
SHEETS = "https://docs.google.com/spreadsheets/d/"
SHEET_ID = re.compile(r"[A-Za-z0-9_-]{25,}")
"""What was reviewed may be a file, which nobody can open from a mail."""

Facts = Mapping[str, Any]
Told = tuple[str, int]
"""A limit in one of its windows, and the step of it that people were told of."""


class Digest(NamedTuple):
    """What a mail is made of."""

    title: str
    reviews: Mapping[str, Facts]
    """The newest review of each sheet, by the sheet's title."""
    drafts: Sequence[Export]
    told: Collection[Told] = frozenset()
    """Steps of limits that earlier mails have told."""


def subject(agency: str, reviews: Mapping[str, Facts]) -> str:
    """The line in the inbox. It names no client: subjects are seen by many."""
    asked = sum(int(found["decisions"]) for found in reviews.values())
    return say("digest.subject", agency=agency, count=asked)


def letter(digest: Digest) -> Letter:
    """The mail over the newest review of each sheet."""
    parts = [_decisions(digest.reviews), _limits(digest), _leaks(digest.reviews), _drafts(digest.drafts)]
    links = [
        (say("digest.open", title=title), f"{SHEETS}{found['book']}/edit")
        for title, found in digest.reviews.items()
        if SHEET_ID.fullmatch(found.get("book", ""))
    ]
    return Letter(digest.title, " ".join(_lead(digest.reviews)), parts, links, say("digest.foot"))


def reached(reviews: Mapping[str, Facts]) -> set[Told]:
    """The steps of limits that have been reached by now."""
    return {
        (_limit(found.get("book") or title, one), step)
        for title, found in reviews.items()
        for one in found["burns"]
        for step in _steps(one)
    }


def _steps(one: Facts) -> list[int]:
    """The steps that a limit has reached."""
    return [step for step in STEPS if Decimal(one["percent"]) >= step]


def _limit(book: str, one: Facts) -> str:
    """The name of a limit in one of its windows: one that begins anew is told anew."""
    return " · ".join((book, one["owner"], one["name"], one["since"]))


def _lead(reviews: Mapping[str, Facts]) -> Iterator[str]:
    for title, found in reviews.items():
        several = say("digest.several", title=title, month=found["month"])
        told = {key: found[key] for key in ("entries", "hours", "decisions")}
        yield say("digest.lead", name=several if len(reviews) > 1 else found["month"], **told)


def _decisions(reviews: Mapping[str, Facts]) -> Part:
    asked = [(Decimal(one.get("worth", 0)), title, one) for title, found in reviews.items() for one in found["first"]]
    asked.sort(key=lambda one: (-one[0], one[1], one[2]["place"]))
    several = len(reviews) > 1
    rows = [
        (f"{title}: {one['place']}" if several else one["place"], f"{one['why']} {one['do']}".strip(), one["stake"])
        for _, title, one in asked[:MOST]
    ]
    more = sum(int(found["decisions"]) for found in reviews.values()) - len(rows)
    rows += [(say("digest.more", count=more), say("digest.seeReview"), "")] if more > 0 else []
    head = heads("digest.decisionsHead")
    return Part(say("digest.decisions"), head, rows, frozenset({2}), say("digest.noDecisions"))


def _limits(digest: Digest) -> Part:
    """Limits that have passed a step since the last mail."""
    rows = [
        (f"{one['owner']}: {one.get('said') or one['name']}", _of(one), Share(Decimal(one["percent"])))
        for title, found in digest.reviews.items()
        for one in found["burns"]
        if any((_limit(found.get("book") or title, one), step) not in digest.told for step in _steps(one))
    ]
    head = heads("digest.limitsHead")
    return Part(say("digest.limits"), head, rows, frozenset(), say("digest.noLimits"))


def _of(one: Facts) -> str:
    return say("digest.of", used=one["used"], limit=one["limit"])


def _leaks(reviews: Mapping[str, Facts]) -> Part:
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for found in reviews.values():
        for one in found["leaks"]:
            both = sums.setdefault((one["risk"], one["currency"]), [ZERO, ZERO])
            both[0] += Decimal(one["identified"])
            both[1] += Decimal(one["recoverable"])
    rows = [
        (say(f"leaks.{risk}"), *(money(figure, currency) for figure in both))
        for (risk, currency), both in sorted(sums.items(), key=lambda one: -one[1][0])
    ]
    return Part(say("digest.leaks"), heads("digest.leaksHead"), rows, frozenset({1, 2}))


def _drafts(drafts: Sequence[Export]) -> Part:
    rows = [
        (one.number or one.quickbooks_id or "", f"{one.sow}, {one.period}", money(one.total, one.currency))
        for one in drafts
    ]
    head = heads("digest.draftsHead")
    return Part(say("digest.drafts"), head, rows, frozenset({2}), say("digest.noDrafts"))
