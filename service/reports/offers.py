"""What the sidebar offers to do with a row by one click: write one cell as the person, or make two rows of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.domain.hours.halves import Half, halves_of
from service.domain.money import hundredths
from service.domain.terms.agency import Agency
from service.names import category_name
from service.reports.row import Row
from service.rules.durations import durations_in
from service.words import say

SEVERAL_TASKS = "TXT003"
BY_HAND = {"span", "minutes", "end_date", "pause"}
"""Columns that say the time in a way that is not parted."""

SURE = 0.9
"""From here on no other category is offered."""

CLEARLY = 0.2
"""By how much a text has to fit another project better for a move to be offered."""


def offers(row: Row, headers: Mapping[str, str], header_row: int, agency: Agency) -> list[dict[str, Any]]:
    """Each with its words, the header of the column it goes into, and what goes in."""
    return [
        {"label": label, "header": headers[key], "headerRow": header_row, "value": value, "rowId": row.work.id}
        for key, label, value in _wishes(row, agency)
        if headers.get(key)
    ] + _split(row, headers)  # fmt: skip


def _split(row: Row, headers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The offer to make two rows of one that names several tasks; times in one cell have to be parted by hand."""
    can = "description" in headers and ("hours" in headers or {"start", "end"} <= headers.keys())
    halves = halves_of_row(row) if can and not headers.keys() & BY_HAND else None
    if halves is None:
        return []
    one, other = halves
    told = {"first": hundredths(one.hours), "one": one.text, "second": hundredths(other.hours), "other": other.text}
    if one.start is None or other.start is None:
        return [{"label": say("explain.split", **told), "split": True, "rowId": row.work.id}]
    label = say("explain.splitAt", start=f"{one.start:%H:%M}", middle=f"{other.start:%H:%M}", **told)
    return [{"label": label, "split": True, "rowId": row.work.id}]


def halves_of_row(row: Row) -> tuple[Half, Half] | None:
    """Where a row that names several tasks would be split; None where it is not offered."""
    entry, said = row.work.entry, row.description
    if said is None or row.invoice or entry.hours is None:
        return None
    if not any(finding.code == SEVERAL_TASKS for finding in row.findings):
        return None
    told = [hours for text in said.durations for hours in durations_in(text)]
    return halves_of(entry.description, said.tasks, entry.hours, told, (entry.start, entry.end))


def _wishes(row: Row, agency: Agency) -> Iterator[tuple[str, str, str]]:
    work, said = row.work, row.description
    if said is None or row.invoice:
        return
    if said.wording and said.wording != work.entry.description:
        yield "description", say("explain.useText", text=said.wording), said.wording
    named = {project.id: project.name for client in agency.clients for project in client.projects}
    project = named.get(said.project_hint, said.project_hint)
    if (
        project
        and said.project_margin >= CLEARLY
        and (work.project is None or project not in (work.project.name, work.project.id))
    ):
        yield "project", say("explain.moveTo", project=project), project
    name = category_name(said.second_category) if said.second_category else ""
    if name and said.confidence < SURE and not work.chosen:
        yield "category", say("explain.setCategory", category=name), name
