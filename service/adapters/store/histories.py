"""Everything that the ledger knows to have happened to one row, in the order in which it happened."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine, select

from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim, invoice_intent
from service.adapters.store.listed import one_of
from service.adapters.store.tables import approval
from service.domain.hours.approval import Approval
from service.domain.invoicing.history import Event


class Histories:
    """Histories of rows."""

    engine: Engine

    def words(self, rows: Iterable[str]) -> list[Approval]:
        """Every word on the ticks of these rows, the oldest first."""
        query = select(approval).where(one_of(approval.c.row_id, rows)).order_by(approval.c.id)
        with for_reading(self.engine).connect() as connection:
            return [
                Approval(one.row_id, one.fingerprint, one.who, one.how, one.at, one.kind, one.why, one.terms)
                for one in connection.execute(query)
            ]

    def history(self, row_id: str) -> list[Event]:
        """Words on a row's tick and invoices it was on, the oldest first."""
        with for_reading(self.engine).connect() as connection:
            words = connection.execute(select(approval).where(approval.c.row_id == row_id).order_by(approval.c.id))
            events = [Event(word.at, word.kind, word.who, word.why) for word in words]
            events += _billings(connection, row_id)
        return sorted(events, key=lambda event: event.at)


def _billings(connection: Connection, row_id: str) -> Iterator[Event]:
    claims = select(billing_claim.c.created_at, billing_claim.c.ended_at, billing_claim.c.why_ended, invoice_intent)
    joined = claims.join(invoice_intent, invoice_intent.c.id == billing_claim.c.intent_id)
    for claim in connection.execute(joined.where(billing_claim.c.row_id == row_id)):
        yield Event(claim[0], "billed", "", claim.number or claim.sow)
        if claim.ended_at is not None:
            yield Event(claim.ended_at, "freed", "", claim.why_ended)
