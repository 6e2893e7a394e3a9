"""What the sidebar offers to do with a row: each is one cell that a person may have written by one click."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.domain.agency import Agency
from service.reports.row import Row

SURE = 0.9
"""From here on no other category is offered."""


def offers(row: Row, headers: Mapping[str, str], header_row: int, agency: Agency) -> list[dict[str, Any]]:
    """Each with its words, the header of the column it goes into, and what goes in."""
    ours = {"category": "Category"}
    return [
        {"label": label, "header": {**headers, **ours}[key], "headerRow": header_row, "value": value,
         "rowId": row.work.id}
        for key, label, value in _wishes(row, agency)
        if key in headers or key in ours
    ]  # fmt: skip


def _wishes(row: Row, agency: Agency) -> Iterator[tuple[str, str, str]]:
    work, said = row.work, row.description
    if said is None or row.invoice:
        return
    if said.wording and said.wording != work.entry.description:
        yield "description", f"Use the text “{said.wording}”", said.wording
    named = {project.id: project.name for client in agency.clients for project in client.projects}
    project = named.get(said.project_hint, said.project_hint)
    if project and (work.project is None or project not in (work.project.name, work.project.id)):
        yield "project", f"Move to the project {project}", project
    if said.second_category and said.confidence < SURE and not work.chosen:
        yield "category", f"Set the category to {said.second_category.value}", said.second_category.value
