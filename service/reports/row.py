"""What our block says beside a row, each cell with the sentences behind it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.approval import Approval
from service.domain.hours.bill import Bill
from service.domain.hours.description import Description
from service.domain.hours.reading import Cell, Shown, Value
from service.domain.hours.timesheet import Work
from service.domain.judging.asked import Asked
from service.domain.judging.finding import Finding, unanswered
from service.domain.judging.verdict import Status
from service.domain.money import hundredths
from service.domain.terms.check import Level
from service.domain.texts.decision import is_picked
from service.names import category_name, rule_title, status_name
from service.words import day_of, put, say

CODES_SHOWN = 3
SURE = Decimal("0.75")
LAYERS = ("agency", "client", "SOW", "project")
READERS = ("claude", "memory", "offline")


class Row(NamedTuple):
    """All that is known about a row once it has been judged."""

    work: Work
    status: Status
    bill: Bill
    findings: Sequence[Finding]
    description: Description | None
    approval: Approval | None = None
    invoice: str = ""
    trouble: str = ""
    """What a person should look at in QuickBooks."""
    unread: str = ""
    """Why nobody has described the text; blank where somebody has."""
    asked: tuple[Asked, ...] = ()
    """Questions about the row, as it stands, that wait for an answer."""

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return say("row.place", tab=self.work.entry.tab, row=self.work.entry.row)

    @property
    def currency(self) -> str:
        """The currency of the row's figures; blank where it has no SOW."""
        return self.bill.currency or (self.work.sow.currency if self.work.sow else "")

    @property
    def loud(self) -> list[Finding]:
        """Findings that stand in the cell; notes are only behind it."""
        return [finding for finding in self.findings if finding.level >= Level.WARN]


def is_to_confirm(row: Row) -> bool:
    """Whether a person is asked to look at a category of which Claude is sure: a few rows, picked at random."""
    said = row.description
    sure = said is not None and said.source == "claude" and Decimal(str(said.confidence)) >= SURE
    return sure and not row.work.chosen and row.status is Status.NEEDS_APPROVAL and is_picked(row.work.id)


def wanted(row: Row) -> dict[str, tuple[Value, str | None]]:
    """What each of our cells is to hold, with its note (None leaves a note alone); boxes and ids apart."""
    return {
        "category": (category_name(row.work.category) if row.work.category else None, _category_note(row)),
        "billable_hours": (row.bill.billed if _has_figures(row) else None, None),
        "amount": (row.bill.total if _has_figures(row) else None, "\n".join(map(put, row.bill.told))),
        "flags": (flags(row), "\n\n".join(sentence(finding) for finding in row.findings)),
        "suggestion": (put(row.loud[0].suggestion) if row.loud else None, None),
        "status": (status_name(row.status), _status_note(row)),
        "invoice": (row.invoice or None, None),
    }


def changed(row: Row, shown: Mapping[str, Shown]) -> Iterator[Cell]:
    """Only the cells that do not hold what they should; a person's category, reason and tick are left alone."""
    entry = row.work.entry
    for key, (value, note) in wanted(row).items():
        now = shown.get(key, Shown())
        if key == "category" and row.work.chosen:
            value = now.value
        same_note = note is None or note == now.note
        if not (same_value(value, now.value) and same_note):
            yield Cell(entry.tab, entry.row, key, value, None if same_note else note)
    if not same_value(entry.id, shown.get("row_id", Shown()).value):
        yield Cell(entry.tab, entry.row, "row_id", entry.id)
    if entry.ticked is None and row.status is not Status.NOT_BILLABLE:
        yield Cell(entry.tab, entry.row, "approve", False, box=True)
    elif entry.ticked and row.approval is not None and row.approval.clears_the_box:
        yield Cell(entry.tab, entry.row, "approve", False)


def same_value(one: Value, other: Value) -> bool:
    """Whether two cells hold the same; an empty text is an empty cell."""
    return (None if one == "" else one) == (None if other == "" else other)


def flags(row: Row) -> str | None:
    """The gravest findings as symbol, code and a few words."""
    loud = row.loud
    words = [flag(finding) for finding in loud[:CODES_SHOWN]]
    if len(loud) > CODES_SHOWN:
        words.append(f"+{len(loud) - CODES_SHOWN}")
    return " · ".join(words) or None


def flag(finding: Finding) -> str:
    """A finding as symbol, code and a few words."""
    return f"{finding.level.symbol} {finding.code} {rule_title(finding.code, finding.name)}"


def sentence(finding: Finding) -> str:
    """A finding in full: what is wrong with which numbers, and what would clear it."""
    level = say(f"levels.{finding.level}")
    told = {"symbol": finding.level.symbol, "code": finding.code, "level": level, "layer": _layer(finding.layer)}
    key = "row.finding" if finding.layer == "built-in" else "row.findingSetBy"
    full = say(key, what=told_of(finding), **told).strip()
    return say("row.answered", finding=full, answer=put(finding.answer)) if finding.answer else full


def _layer(layer: str) -> str:
    """Who set a level: the agency, or a client, a SOW or a project by its id."""
    kind, _, which = layer.partition(" ")
    return say(f"layers.{kind}", id=which) if kind in LAYERS else layer


def told_of(finding: Finding) -> str:
    """What is wrong, and what would clear it, in the reader's words."""
    return f"{put(finding.message)} {put(finding.suggestion)}".strip()


def _has_figures(row: Row) -> bool:
    return bool(row.bill.currency)


def _category_note(row: Row) -> str:
    if row.work.chosen:
        return say("row.chosen")
    said = row.description
    if said is None:
        return say("row.notDescribed", why=row.unread).strip()
    who = say(f"row.{said.source}") if said.source in READERS else said.source.capitalize()
    told = {"who": who, "category": category_name(said.category), "percent": round(said.confidence * 100)}
    second = said.second_category
    said_so = say("row.categoryElse", second=category_name(second), **told) if second else say("row.category", **told)
    return f"{said_so} {say('row.picked')}" if is_to_confirm(row) else said_so


def _status_note(row: Row) -> str:
    if row.trouble:
        return row.trouble
    if row.approval is not None and row.approval.clears_the_box:
        return row.approval.why
    if row.asked and row.status in (Status.NEEDS_FIX, Status.NEEDS_APPROVAL):
        told = (say("decisions.wasAsked", whom=one.whom, day=day_of(one.at)) for one in row.asked)
        return " ".join(dict.fromkeys(told))
    if row.status is Status.READY and row.approval is not None:
        who, at = row.approval.who or say("row.anApprover"), row.approval.at
        return say("row.approved", who=who, day=day_of(at), year=at.year)
    if row.status is Status.NEEDS_APPROVAL:
        asks = unanswered(row.findings)
        return say("row.giveReason") if asks else say("row.tick")
    if row.status is Status.NOT_BILLABLE:
        return say("row.unbilled", hours=hundredths(row.work.entry.worked))
    return ""
