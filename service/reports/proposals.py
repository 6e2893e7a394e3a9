"""The tab of what notes seem to say, and the sentences about it."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from service.domain.hours.reading import Report, Value
from service.domain.texts.notes import COLUMNS, PROPOSED, Proposal, Stood, figure
from service.words import put, say

HOURS = Decimal("0.0001")
WORDS = ("person", "client", "project", "description")


def proposed_tab(rows: Iterable[Stood]) -> Report:
    """Every proposal beside the words it came from, with a box for a person's yes."""
    lines = [line(row) for row in rows]
    heads, hours = tuple(map(put, COLUMNS.values())), list(COLUMNS).index("hours")
    return Report(PROPOSED, (heads, *lines), headings=(0,), figures=frozenset({hours}))


def line(row: Stood) -> tuple[Value, ...]:
    """One proposal as a row; one that nobody may confirm has no box."""
    said = row.proposal
    hours = None if said.hours is None else said.hours.quantize(HOURS, ROUND_HALF_UP).normalize()
    return (
        row.ticked if said.may_be_confirmed else None,
        said.date.isoformat() if said.date else None,
        *(getattr(said, name) or None for name in WORDS),
        None if hours is None else Decimal(f"{hours:f}"),
        said.words, put(said.check) or None, put(said.place), said.key,
    )  # fmt: skip


def told_proposals(rows: Sequence[Stood], refused: Sequence[Stood], problem: str) -> list[str]:
    """What was found in the notes, for the terminal."""
    told = [f"{PROPOSED}: {len(rows)}, of which {sum(row.ticked for row in rows)} confirmed."]
    told += [f"  {said(row.proposal)}" for row in rows if not row.ticked]
    told += [f"  {put(row.proposal.place)}: {say('notes.lacking', lacks=put(row.lacks))}" for row in refused]
    return [*told, *([problem] if problem else [])]


def said(proposal: Proposal) -> str:
    """One proposal in a line."""
    hours = "? h" if proposal.hours is None else f"{figure(proposal.hours)} h"
    parts = (str(proposal.date or "?"), hours, proposal.project or proposal.client, proposal.description)
    return " · ".join(filter(None, parts)) + (f"   [{put(proposal.check)}]" if proposal.check else "")
