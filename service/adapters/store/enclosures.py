"""Files that wait to be hung on their documents, written down before the document is made."""

from collections.abc import Sequence

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from service.adapters.store.engine import for_reading
from service.adapters.store.tables import metadata
from service.domain.invoicing.enclosure import Paper

enclosure = Table(
    "enclosure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("marker", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("content_type", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("travels", Boolean, nullable=False),
    Column("attached_as", String(40), nullable=False),
    Column("trouble", Text, nullable=False),
    UniqueConstraint("marker", "name", name="one_paper_a_name"),
)
"""By the marker of the export; `attached_as` is blank until QuickBooks has the file, and then it holds no content."""

c = enclosure.c
WAITING = c.attached_as == ""


class Enclosures:
    """The papers of this deployment's exports."""

    engine: Engine

    def keep_papers(self, marker: str, papers: Sequence[Paper]) -> None:
        """Lay by what goes with a document; papers of an earlier form that nobody has hung up yet are replaced."""
        with self.engine.begin() as connection:
            connection.execute(delete(enclosure).where(c.marker == marker, WAITING))
            hung = set(connection.scalars(select(c.name).where(c.marker == marker)))
            rows = [
                {**paper._asdict(), "marker": marker, "attached_as": "", "trouble": ""}
                for paper in papers
                if paper.name not in hung
            ]
            if rows:
                connection.execute(insert(enclosure), rows)

    def papers(self, marker: str) -> list[Paper]:
        """What still has to be hung on a document."""
        query = select(c.name, c.content_type, c.content, c.travels).where(c.marker == marker, WAITING).order_by(c.name)
        with for_reading(self.engine).connect() as connection:
            return [Paper(*row) for row in connection.execute(query)]

    def markers_with_papers(self) -> list[str]:
        """Exports that still have papers waiting."""
        with for_reading(self.engine).connect() as connection:
            return list(connection.scalars(select(c.marker).where(WAITING).distinct().order_by(c.marker)))

    def note_paper(self, marker: str, name: str, attached_as: str, trouble: str) -> None:
        """Note that a paper hangs on its document, or why it does not."""
        values: dict[str, object] = {"attached_as": attached_as, "trouble": trouble}
        if attached_as:
            values["content"] = b""  # QuickBooks has it now: clients' words are kept no longer than they are needed
        with self.engine.begin() as connection:
            connection.execute(update(enclosure).where(c.marker == marker, c.name == name).values(**values))

    def drop_papers(self, marker: str) -> None:
        """Forget what no document will ever need."""
        with self.engine.begin() as connection:
            connection.execute(delete(enclosure).where(c.marker == marker, WAITING))


def troubles(engine: Engine) -> dict[str, str]:
    """Why papers do not hang on their documents yet, by marker."""
    with for_reading(engine).connect() as connection:
        rows = connection.execute(select(c.marker, c.trouble).where(WAITING, c.trouble != "").order_by(c.name))
        return {row.marker: row.trouble for row in rows}
