"""Who has shown that they may edit which spreadsheet, and the words by which they are asked to show it."""

from datetime import datetime, timedelta

from sqlalchemy import Column, String, Table, delete, select

from service.adapters.store.engine import for_reading
from service.adapters.store.images import Images
from service.adapters.store.ledger import adding_to
from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata
from service.adapters.store.tables import sheet as registered_sheet

sheet_member = Table(
    "sheet_member",
    metadata,
    Column("spreadsheet_id", String(120), primary_key=True),
    Column("who", String(254), primary_key=True),
    Column("at", Moment, nullable=False),
)

sheet_challenge = Table(
    "sheet_challenge",
    metadata,
    Column("mark", String(64), primary_key=True),
    Column("spreadsheet_id", String(120), nullable=False),
    Column("who", String(254), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Words that were given out, by their hash: each is good once, for one person and one spreadsheet."""

LASTS = timedelta(minutes=10)
m, c = sheet_member.c, sheet_challenge.c


class Members(Images):
    """People by spreadsheet."""

    def register(self, spreadsheet_id: str, who: str, at: datetime) -> None:
        """Remember that a person with rights to a sheet asked us to work on it."""
        super().register(spreadsheet_id, who, at)
        self.admit(spreadsheet_id, who, at)

    def admit(self, spreadsheet_id: str, who: str, at: datetime) -> None:
        """Remember that a person may edit a spreadsheet."""
        with self.engine.begin() as connection:
            row = {"spreadsheet_id": spreadsheet_id, "who": who, "at": at}
            connection.execute(adding_to(connection, sheet_member).on_conflict_do_nothing(), row)

    def is_member(self, spreadsheet_id: str, who: str) -> bool:
        """Whether this person has shown that they may edit this spreadsheet."""
        query = select(m.at).where(m.spreadsheet_id == spreadsheet_id, m.who == who)
        with for_reading(self.engine).connect() as connection:
            return connection.execute(query).first() is not None

    def is_theirs(self, spreadsheet_id: str, who: str) -> bool:
        """Whether a spreadsheet is set up and this person has shown that they may edit it."""
        query = select(m.at).join(registered_sheet, registered_sheet.c.spreadsheet_id == m.spreadsheet_id)
        with for_reading(self.engine).connect() as connection:
            found = connection.execute(query.where(m.spreadsheet_id == spreadsheet_id, m.who == who))
            return found.first() is not None

    def challenge(self, mark: str, spreadsheet_id: str, who: str, at: datetime) -> None:
        """Keep a word that was given out; those that nobody has used in time are forgotten."""
        with self.engine.begin() as connection:
            connection.execute(delete(sheet_challenge).where(c.at < at - LASTS))
            row = {"mark": mark, "spreadsheet_id": spreadsheet_id, "who": who, "at": at}
            connection.execute(adding_to(connection, sheet_challenge), row)

    def spend(self, mark: str, spreadsheet_id: str, who: str, at: datetime) -> bool:
        """Whether a word was given out to this person for this spreadsheet, just now and never used; it is used now."""
        theirs = (c.mark == mark) & (c.spreadsheet_id == spreadsheet_id) & (c.who == who)
        with self.engine.begin() as connection:
            spent = connection.execute(delete(sheet_challenge).where(theirs, c.at >= at - LASTS))
            return spent.rowcount == 1

    def retire(self, sheet: str) -> None:
        """Forget that a spreadsheet was set up, and by whom it may be used."""
        super().retire(sheet)
        with self.engine.begin() as connection:
            connection.execute(delete(sheet_member).where(m.spreadsheet_id == sheet))
