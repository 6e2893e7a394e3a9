"""The outbox to the sheets: which rows do not show yet what the ledger says of them."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, Engine, select, update

from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim, invoice_intent
from service.adapters.store.ledger import adding_to, chunks
from service.adapters.store.watch_tables import projection
from service.domain.invoicing.export import State

p = projection.c


class Outbox:
    """Versions of rows: what is wanted, and what a sheet shows."""

    engine: Engine

    def versions(self, sheet: str) -> dict[str, int]:
        """What the ledger says of the rows of a spreadsheet, by version."""
        query = select(p.row_id, p.want_version).where(p.sheet == sheet)
        with for_reading(self.engine).connect() as connection:
            return {row.row_id: row.want_version for row in connection.execute(query)}

    def unshown(self) -> list[str]:
        """Spreadsheets with such rows."""
        query = select(p.sheet).where(p.want_version > p.shown_version, p.sheet != "").distinct()
        with for_reading(self.engine).connect() as connection:
            return sorted(connection.scalars(query))

    def shown(self, sheet: str, versions: Mapping[str, int], moved: Collection[str] = ()) -> None:
        """Note what a sheet shows after a write that was worked out from these versions, but for rows that had moved.

        Where the ledger moved on meanwhile, the write may have put an older word over a newer one, so the row is to
        be shown again. Exports of which every row is shown are done.
        """
        with self.engine.begin() as connection:
            for row in connection.execute(select(projection).where(p.sheet == sheet)).all():
                now = min(versions.get(row.row_id, 0), row.want_version)
                if row.shown_version != now and row.row_id not in moved:
                    one = (p.sheet == sheet) & (p.row_id == row.row_id)
                    connection.execute(update(projection).where(one).values(shown_version=now))
            finish_shown(connection, sheet)


def want(connection: Connection, sheet: str, rows: Iterable[str]) -> None:
    """Ask for rows to be shown anew, in the transaction of what has changed about them."""
    for row in sorted(set(rows)):
        adding = adding_to(connection, projection)
        newer = adding.on_conflict_do_update(
            index_elements=["sheet", "row_id"], set_={"want_version": p.want_version + 1}
        )
        connection.execute(newer, {"sheet": sheet, "row_id": row, "want_version": 1, "shown_version": 0})


def finish_shown(connection: Connection, sheet: str) -> None:
    """Call exports done that QuickBooks has and that the sheet shows whole."""
    intent, claim = invoice_intent.c, billing_claim.c
    made = select(intent.id).where(intent.state == State.CREATED.value, intent.sheet.in_([sheet, ""]))
    waiting = select(claim.intent_id).join(projection, p.row_id == claim.row_id)
    waiting = waiting.where(claim.active.is_(True), p.sheet == sheet, p.want_version > p.shown_version)
    open_ones = set(connection.scalars(waiting))
    done = [str(number) for number in connection.scalars(made) if number not in open_ones]
    for some in chunks(done):
        now_done = update(invoice_intent).where(intent.id.in_([int(number) for number in some]))
        connection.execute(now_done.where(intent.state == State.CREATED.value).values(state=State.DONE.value))
