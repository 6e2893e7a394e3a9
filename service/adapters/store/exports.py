"""Drafts on their way to QuickBooks: what is claimed, with which body, and where it stands."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.adapters.store.ledger import chunks
from service.adapters.store.tables import billing_claim, invoice_intent
from service.domain.approval import Billed
from service.domain.export import Export, State
from service.domain.invoice import DraftInvoice

UNFINISHED = (State.PREPARED, State.CREATING)


class Exports:
    """Intents and claims. At most one active claim a thing: the index in the database decides, not this code."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def billed(self, rows: Iterable[str]) -> dict[str, Billed]:
        """Which of these rows are claimed, and by which export."""
        return {one.row_id: one for one in self._billed(billing_claim.c.claim_key, rows)}

    def billed_as(self, fingerprints: Iterable[str]) -> dict[str, Billed]:
        """Which of these contents are claimed, whatever the row was called."""
        return {one.fingerprint: one for one in self._billed(billing_claim.c.fingerprint, fingerprints)}

    def _billed(self, column: Column[Any], values: Iterable[str]) -> Iterator[Billed]:
        claim = billing_claim.c
        intent = invoice_intent.c
        query: Select[Any] = select(*claim, intent.sow, intent.state, intent.number, intent.url, intent.flag).join(
            invoice_intent
        )
        with self.engine.connect() as connection:
            for some in chunks(values):
                for row in connection.execute(query.where(claim.active.is_(True), column.in_(some))):
                    yield Billed(
                        row.claim_key, row.fingerprint, row.sow, Decimal(row.hours), Decimal(row.amount), row.state,
                        row.number, row.url, row.flag, Decimal(row.in_fee),
                    )  # fmt: skip

    def fees(self) -> dict[str, Decimal]:
        """What is claimed beside whole rows, with its money; the names of such claims hold a stroke."""
        claim = billing_claim.c
        query = select(claim.claim_key, claim.amount).where(claim.active.is_(True), claim.claim_key.like("%/%"))
        with self.engine.connect() as connection:
            return {row.claim_key: Decimal(row.amount) for row in connection.execute(query)}

    def reserve(self, draft: DraftInvoice, body: str, export: Export, now: datetime) -> Export | None:
        """Claim every part of a draft and keep its exact body, all or nothing; None where another run was first."""
        try:
            with self.engine.begin() as connection:
                values = {**_columns(export), "body": body, "created_at": now}
                made = connection.execute(insert(invoice_intent).values(**values)).inserted_primary_key
                number = int(made[0]) if made else 0
                connection.execute(insert(billing_claim), [_claim(number, share) for share in draft.claims])
        except IntegrityError:
            return None
        return export._replace(id=number, body=body, created_at=now)

    def mark(self, export: Export, now: datetime) -> Export | None:
        """Note that a call is about to be made, before it is: from now on the invoice may exist.

        None where another run has taken the export over since it was read.
        """
        intent = invoice_intent.c
        mine = update(invoice_intent).where(
            intent.id == export.id, intent.state == export.state.value, intent.last_attempt_at == export.last_attempt_at
        )
        with self.engine.begin() as connection:
            marked = connection.execute(mine.values(state=State.CREATING.value, last_attempt_at=now)).rowcount
        return export._replace(state=State.CREATING, last_attempt_at=now) if marked else None

    def doubt(self, export: Export, now: datetime) -> Export:
        """Note that no clear answer came."""
        return self._set(export, doubt=True, last_attempt_at=now)

    def confirm(self, export: Export, quickbooks_id: str, number: str, url: str, flag: str) -> Export:
        """Note that QuickBooks has the invoice."""
        return self._set(
            export, state=State.CREATED, quickbooks_id=quickbooks_id, number=number, url=url, flag=flag, doubt=False
        )

    def done(self, export: Export) -> Export:
        """Note that the sheet shows the invoice."""
        return self._set(export, state=State.DONE)

    def park(self, export: Export, why: str) -> Export:
        """Leave an export to a person: its claims stay, and no run touches it again."""
        return self._set(export, state=State.PARKED, flag=why)

    def refuse(self, export: Export, why: str) -> Export:
        """Note a definite refusal and free what was claimed."""
        return self._end(export, State.REJECTED, why)

    def cancel(self, export: Export, why: str) -> Export:
        """Give up a draft that was never sent, and free what was claimed."""
        return self._end(export, State.CANCELLED, why)

    def unfinished(self, sow: str | None = None) -> list[Export]:
        """Exports that a run before this one began and did not finish."""
        query = select(invoice_intent).where(invoice_intent.c.state.in_([state.value for state in UNFINISHED]))
        if sow is not None:
            query = query.where(invoice_intent.c.sow == sow)
        return self._all(query.order_by(invoice_intent.c.id))

    def made(self) -> list[Export]:
        """Every export that reached QuickBooks, newest first."""
        shown = [State.CREATED.value, State.DONE.value]
        query = select(invoice_intent).where(invoice_intent.c.state.in_(shown))
        return self._all(query.order_by(invoice_intent.c.id.desc()))

    def attempts(self, export_key: str) -> int:
        """How often this very draft was begun before."""
        query = select(func.count()).where(invoice_intent.c.export_key == export_key)
        with self.engine.connect() as connection:
            return connection.scalar(query) or 0

    def _all(self, query: Any) -> list[Export]:
        with self.engine.connect() as connection:
            return [_export(row) for row in connection.execute(query)]

    def _set(self, export: Export, **values: Any) -> Export:
        with self.engine.begin() as connection:
            self._update(connection, export, values)
        return export._replace(**values)

    def _end(self, export: Export, state: State, why: str) -> Export:
        with self.engine.begin() as connection:
            self._update(connection, export, {"state": state, "flag": why})
            ended = update(billing_claim).where(billing_claim.c.intent_id == export.id)
            connection.execute(ended.values(active=False, why_ended=why))
        return export._replace(state=state, flag=why)

    def _update(self, connection: Connection, export: Export, values: dict[str, Any]) -> None:
        plain = {key: value.value if isinstance(value, State) else value for key, value in values.items()}
        connection.execute(update(invoice_intent).where(invoice_intent.c.id == export.id).values(**plain))


def _columns(export: Export) -> dict[str, Any]:
    values = export._asdict()
    del values["id"]
    return {**values, "state": export.state.value, "total": str(export.total)}


def _claim(intent: int, share: Any) -> dict[str, Any]:
    return {
        "claim_key": share.claim, "fingerprint": share.fingerprint, "intent_id": intent,
        "hours": str(share.hours), "amount": str(share.amount), "in_fee": str(share.in_fee),
        "active": True, "why_ended": "",
    }  # fmt: skip


def _export(row: Row[Any]) -> Export:
    values = {name: getattr(row, name) for name in Export._fields}
    values["state"], values["total"] = State(row.state), Decimal(row.total)
    return Export(**values)
