"""What a review teaches: categories that people changed, and categories that they approved as proposed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from service.domain.category import Category
from service.domain.hours.approval import Approval
from service.domain.hours.timesheet import Work
from service.domain.memory import Remembered
from service.domain.texts.decision import Decision, decision_key
from service.reports.row import Row


def decisions(
    rows: Sequence[Row], words: Iterable[Approval], before: Mapping[str, Remembered], who: str, at: datetime
) -> Iterator[Decision]:
    """The decisions of people in this review that were not there in the last one."""
    agreed = {word.row_id: word.who for word in words if word.kind == "yes"}
    for row in rows:
        work = row.work
        if work.category is None:
            continue
        if work.chosen and before.get(work.id) != Remembered(work.category.value, chosen=True):
            yield _decision(row, work.category, who, at)
        elif not work.chosen and work.id in agreed and _was_proposed(row):
            yield _decision(row, work.category, agreed[work.id], at)


def _was_proposed(row: Row) -> bool:
    """Whether a reader proposed the category; what people decided before is not decided once more."""
    return row.description is not None and row.description.source != "memory"


def _decision(row: Row, decided: Category, by: str, at: datetime) -> Decision:
    said, (client, project) = row.description, _place(row.work)
    return Decision(
        key=text_key(row.work),
        text=row.work.entry.description,
        client=client,
        project=project,
        decided=decided,
        by=by,
        at=at,
        proposed=said.category if said and _was_proposed(row) else None,
        stated=Decimal(str(said.stated)) if said else Decimal(0),
        version=said.version if said else "",
    )


def text_key(work: Work) -> str:
    """The name of a row's text, under which decisions about it are kept."""
    return decision_key(*_place(work), work.entry.description)


def _place(work: Work) -> tuple[str, str]:
    """Client and project as a question about the row names them."""
    client = work.client.name if work.client else work.entry.client
    return client, work.project.name if work.project else work.entry.project
