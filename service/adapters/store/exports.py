"""What is claimed and by which draft: looked up, and reserved. At most one active claim a thing: the index decides."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.adapters.store import jobs, outbox
from service.adapters.store.audit import note
from service.adapters.store.enclosures import troubles
from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim, export_run, invoice_intent, second_yes
from service.adapters.store.figures import major, minor, quantity, ten_millionths
from service.adapters.store.ledger import adding_to
from service.adapters.store.listed import one_of
from service.adapters.store.traces import OURS, billed_by, claim, holding, intent, kept
from service.domain.hours.approval import Billed
from service.domain.invoicing.export import IN_BOOKS, OPEN, Claim, Export, Reserved, Run, State
from service.domain.job import DELIVER


class Lost(Exception):
    """Another run has claimed some of the rows meanwhile."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__()
        self.keys = frozenset(keys)


class Exports:
    """Intents and their claims."""

    engine: Engine

    def billed(self, rows: Iterable[str], but: Collection[int] = ()) -> dict[str, Billed]:
        """Which of these rows are claimed, and by which export; `but` leaves exports out."""
        return {one.row_id: one for one in self._billed(claim.claim_key, rows, but)}

    def billed_as(self, fingerprints: Iterable[str], but: Collection[int] = ()) -> dict[str, Billed]:
        """Which of these contents are claimed, whatever the row was called."""
        return {one.fingerprint: one for one in self._billed(claim.fingerprint, fingerprints, but)}

    def _billed(self, column: Column[Any], values: Iterable[str], but: Collection[int]) -> Iterator[Billed]:
        with for_reading(self.engine).connect() as connection:
            held = holding().where(OURS, one_of(column, values), claim.intent_id.not_in(but))
            yield from map(billed_by, connection.execute(held))

    def fees(self, but: Collection[int] = ()) -> dict[str, Decimal]:
        """What is claimed beside whole rows, with its money; the names of such claims hold a stroke."""
        query = select(claim.claim_key, claim.amount_minor, intent.currency).join(invoice_intent)
        query = query.where(OURS, claim.claim_key.like("%/%"), claim.intent_id.not_in(but))
        with for_reading(self.engine).connect() as connection:
            return {row.claim_key: major(row.amount_minor, row.currency) for row in connection.execute(query)}

    def open_run(self, run: Run, now: datetime) -> int:
        """Note that somebody asks for drafts."""
        values = {**run._asdict(), "created_at": now}
        del values["id"]
        with self.engine.begin() as connection:
            made = connection.execute(insert(export_run).values(**values)).inserted_primary_key
            return int(made[0]) if made else 0

    def reserve(self, wish: Export, claims: Sequence[Claim], now: datetime) -> Reserved:
        """Claim everything for a draft and keep its exact body, all or nothing.

        Where another run was first with some of it, nothing is kept, and what was lost is named.
        """
        try:
            with self.engine.begin() as connection:
                number = self._insert(connection, wish, now)
                if lost := [one.key for one in claims if not _claimed(connection, wish, number, one, now)]:
                    raise Lost(lost)
                jobs.add(connection, DELIVER, str(number), 0, now)
                outbox.want(connection, wish.sheet, [one.row for one in claims])
                note(connection, now, "run", f"reserve {number}", {}, {"claims": [one.key for one in claims]})
        except Lost as gone:
            return Reserved(None, gone.keys)
        except IntegrityError:
            return Reserved(None, frozenset(one.key for one in claims))  # the very same draft, in the very same moment
        return Reserved(wish._replace(id=number, created_at=now))

    def include(self, export: Export, one: Claim, now: datetime) -> bool:
        """Note on an export that stands what comes to nothing; whether it stands, and nobody else has it."""
        stands = (intent.id == export.id) & intent.state.in_([state.value for state in IN_BOOKS])
        with self.engine.begin() as connection:
            # The same row of the table that a void changes: whoever comes second sees what the first has done.
            held = connection.execute(update(invoice_intent).where(stands).values(updated_at=now)).rowcount
            if not held or not _claimed(connection, export, export.id, one, now):
                return False
            outbox.want(connection, export.sheet, [one.row])
            note(connection, now, "run", f"include {export.id}", {}, {"claims": [one.key]})
            return True

    def _insert(self, connection: Connection, wish: Export, now: datetime) -> int:
        values = {**_columns(wish), "created_at": now, "updated_at": now}
        made = connection.execute(insert(invoice_intent).values(**values)).inserted_primary_key
        return int(made[0]) if made else 0

    def export(self, export_id: int) -> Export:
        """One export as it stands."""
        return self._all(intent.id == export_id)[0]

    def claims(self, export_id: int) -> list[Claim]:
        """What an export holds."""
        query: Select[Any] = (
            select(*claim, intent.currency).join(invoice_intent).where(OURS, claim.intent_id == export_id)
        )
        with for_reading(self.engine).connect() as connection:
            return [_claim(row) for row in connection.execute(query.order_by(claim.claim_key))]

    def unfinished(self) -> list[Export]:
        """Exports that somebody has to carry on with."""
        return self._all(intent.state.in_([state.value for state in OPEN]))

    def made(self) -> list[Export]:
        """Every export that stands in QuickBooks, newest first; its flag also says which papers it still lacks."""
        made = self._all(intent.state.in_([state.value for state in IN_BOOKS]))[::-1]
        lacking = troubles(self.engine)
        return [one._replace(flag=f"{one.flag} {lacking.get(one.marker, '')}".strip()) for one in made]

    def exports(self, *states: State) -> list[Export]:
        """Exports in these states, oldest first; without any, all of them."""
        return self._all(intent.state.in_([state.value for state in states or tuple(State)]))

    def export_of_document(self, realm: str, doc_type: str, document_id: str) -> Export | None:
        """The export that a document came from."""
        here = (intent.realm_id == realm) & (intent.doc_type == doc_type) & (intent.quickbooks_id == document_id)
        return next(iter(self._all(here)), None)

    def export_of_marker(self, marker: str) -> Export | None:
        """The export that a marker belongs to."""
        return next(iter(self._all(intent.marker == marker)), None)

    def run_of(self, export: Export) -> Run | None:
        """The request that an export came from."""
        with for_reading(self.engine).connect() as connection:
            row = connection.execute(select(export_run).where(export_run.c.id == export.run_id)).one_or_none()
        if row is None:
            return None
        return Run(row.sheet, row.asked_by, row.via, row.month, row.snapshot_sha, row.id)

    def earlier(self, export_key: str) -> int:
        """How often this very draft was begun before."""
        query = select(func.count()).where(intent.export_key == export_key)
        with for_reading(self.engine).connect() as connection:
            return connection.scalar(query) or 0

    def say_yes(self, export_key: str, who: str, now: datetime) -> frozenset[str]:
        """Note who asks for a draft that is beyond the usual; everybody who has is given."""
        with self.engine.begin() as connection:
            values = {"export_key": export_key, "who": who, "at": now}
            connection.execute(adding_to(connection, second_yes).on_conflict_do_nothing(), values)
            said = select(second_yes.c.who).where(second_yes.c.export_key == export_key)
            return frozenset(connection.scalars(said))

    def _all(self, which: ColumnElement[bool]) -> list[Export]:
        with for_reading(self.engine).connect() as connection:
            return [_export(row) for row in connection.execute(select(invoice_intent).where(which).order_by(intent.id))]


def _claimed(connection: Connection, wish: Export, number: int, one: Claim, now: datetime) -> bool:
    """Whether a claim was ours to make: the index lets one run have it."""
    values = {
        "realm_id": wish.realm, "claim_key": one.key, "row_id": one.row, "fingerprint": one.fingerprint,
        "terms": one.terms, "intent_id": number, **figures(one, wish.currency), "active": True, "why_ended": "",
        "created_at": now,
    }  # fmt: skip
    # The row itself is asked for: how many rows an INSERT wrote is not told by every driver.
    adding = adding_to(connection, billing_claim).on_conflict_do_nothing().returning(claim.id)
    return connection.execute(adding, values).first() is not None


def figures(one: Claim, currency: str) -> dict[str, Any]:
    """Hours and money of a claim as they are kept, and what counts it elsewhere."""
    return {
        **kept(one.trace),
        "quantity_e7": ten_millionths(one.hours),
        "in_fee_e7": ten_millionths(one.in_fee),
        "amount_minor": minor(one.amount, currency),
        "expense_minor": minor(one.expense, currency),
    }


def sha(body: str) -> str:
    """The name of exactly this body."""
    return hashlib.sha256(body.encode()).hexdigest()


def _columns(export: Export) -> Mapping[str, Any]:
    values = export._asdict()
    del values["id"], values["created_at"]
    total, realm = minor(values.pop("total"), export.currency), values.pop("realm")
    return {
        **values,
        "state": export.state.value,
        "total_minor": total,
        "realm_id": realm,
        "body_sha": sha(export.body),
    }


def _export(row: Row[Any]) -> Export:
    values = {name: getattr(row, name) for name in Export._fields if name not in ("total", "realm", "state")}
    return Export(**values, total=major(row.total_minor, row.currency), realm=row.realm_id, state=State(row.state))


def _claim(row: Row[Any]) -> Claim:
    amount: Decimal = major(row.amount_minor, row.currency)
    return Claim(row.claim_key, row.fingerprint, row.terms, quantity(row.quantity_e7), amount, quantity(row.in_fee_e7))
