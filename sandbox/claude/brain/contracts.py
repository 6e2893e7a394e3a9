"""Contracts read by their words: what the stand-in says where a schema asks for keys, values and quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

CONTRACT = re.compile(r"<contract>\n(.*)\n</contract>", re.DOTALL)
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
MONEY = r"(?:EUR|USD|GBP|€|\$|£) ?([\d,]+(?:\.\d\d)?)"
ROLES = r"([A-Z][a-z]+(?: [a-z]+)?)s?"
SHALL = re.compile(r"\b(?:shall|must|will be|is payable|are payable|may not)\b")
CONCERNS = re.compile(
    r"\b(?:hours?|rates?|fees?|invoices?|paid|pay|expenses?|budget|discount|bonus|credit)\b", re.IGNORECASE
)
STEPS = {"quarter of an hour": "0.25", "quarter hour": "0.25", "half hour": "0.5", "tenth of an hour": "0.1"}
"""What a step is called."""


def terms_in(turn: str) -> list[dict[str, Any]]:
    """The terms of the contract in a turn, in the order of its sentences."""
    found = CONTRACT.search(turn)
    rows: list[dict[str, Any]] = []
    for sentence in sentences(found[1] if found else ""):
        said = list(terms_of(sentence))
        if not said and SHALL.search(sentence) and CONCERNS.search(sentence):
            said = [("cannot_be_said", "", sentence)]
        rows += [{"key": key, "value": value, "quote": quote} for key, value, quote in said]
    return [{"n": n, **row} for n, row in enumerate(rows, 1)]


def sentences(text: str) -> Iterator[str]:
    """Sentences and lines of tables."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-•|\d])", text):
        yield from (
            " ".join(one.split()) for one in re.split(r"(?<=[.;])(?<!No\.)\s+(?=[A-Z])", paragraph) if one.strip()
        )


def terms_of(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Key, value and quotation of each term that a sentence holds."""
    for pattern, terms in PATTERNS:
        for match in pattern.finditer(sentence):
            yield from ((key, value, match.group(0)) for key, value in terms(match))


def _role(words: str) -> str:
    return words.lower().removesuffix("s").replace(" ", "_")


def _money(words: str) -> str:
    bare = words.replace(",", "")
    return bare if "." in bare else f"{bare}.00"


def _day(words: str) -> str:
    return f"{datetime.strptime(words, '%d %B %Y').date()}"  # noqa: DTZ007 - a day of the calendar has no zone


def _card(match: re.Match[str]) -> list[tuple[str, str]]:
    return [("rates.cards[]", f"{{role: {_role(match[1])}, rate: {_money(match[2])}}}")]


def _hours_cap(match: re.Match[str]) -> list[tuple[str, str]]:
    return [("caps[]", f"{{scope: sow, window: {match[2]}, limit: {match[1]}, action: acknowledge}}")]


Terms = Callable[[re.Match[str]], list[tuple[str, str]]]
PATTERNS: list[tuple[re.Pattern[str], Terms]] = [
    (re.compile(r"Statement of Work (?:No\. )?([A-Z]+-?\d+)"), lambda m: [("sow.id", m[1])]),
    (re.compile(r"Statement of Work (?:No\. )?[A-Z]+-?\d+[:,] ([^\n.]+?)(?= The |\.|$)"),
     lambda m: [("sow.title", m[1].strip())]),
    (re.compile(rf"from ({DAY}) (?:to|until) ({DAY})"),
     lambda m: [("sow.starts", _day(m[1])), ("sow.ends", _day(m[2]))]),
    (re.compile(rf"{ROLES}(?: \||:| at| are charged at| cost) {MONEY} (?:per|an) hour"), _card),
    (re.compile(rf"not (?:to )?exceed {MONEY}"),
     lambda m: [("caps[]", f"{{scope: sow, measure: money, window: term, limit: {_money(m[1])}, action: block}}")]),
    (re.compile(r"no more than (\d+) hours (?:per|a) (week|month)"), _hours_cap),
    (re.compile(rf"rounded (up|down) to the (?:next|last) ({'|'.join(STEPS)})"),
     lambda m: [("rounding[]", f"{{increment: {STEPS[m[2]]}, direction: {m[1]}, scope: entry}}")]),
    (re.compile(rf"{MONEY} (?:per|a) month (?:covers|for) (\d+) hours"),
     lambda m: [("retainer.hours", m[2]), ("retainer.fee", _money(m[1]))]),
    (re.compile(r"(?:paid|payable) within (\d+) days"), lambda m: [("invoicing.net_days", m[1])]),
]  # fmt: skip
"""How contracts say what, and which keys say it."""
