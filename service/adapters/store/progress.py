"""An export carried on, step by step: each step holds only if the state and the lease still are what they were."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, or_, select, update

from service.adapters.store import jobs, outbox
from service.adapters.store.audit import note
from service.adapters.store.export_tables import billing_claim, invoice_intent
from service.adapters.store.exports import Exports, figures, sha
from service.adapters.store.figures import minor
from service.adapters.store.ledger import leave_out
from service.adapters.store.tables import approval
from service.domain.invoicing.export import OPEN, Claim, Export, State
from service.domain.invoicing.invoice import row_of
from service.domain.job import DELIVER

claim, intent = billing_claim.c, invoice_intent.c
OURS = claim.active.is_(True)


class Progress(Exports):
    """What may become of an export. Every step gives the export as it stands then; None where it was overtaken."""

    engine: Engine

    def take(self, export_id: int, now: datetime, length: timedelta) -> Export | None:
        """The lease on an export that is free; None where somebody else has it, or nothing is left to do.

        One that is found marked may have been sent: whoever takes it over is in doubt.
        """
        free = or_(intent.lease == "", intent.lease_until.is_(None), intent.lease_until <= now)
        going_on = intent.state.in_([state.value for state in OPEN])
        marked = intent.state == State.CREATING.value
        values = {"lease": secrets.token_hex(12), "lease_until": now + length, "doubt": or_(intent.doubt, marked)}
        with self.engine.begin() as connection:
            mine = update(invoice_intent).where(intent.id == export_id, free, going_on)
            taken = connection.execute(mine.values(**values)).rowcount
        return self.export(export_id) if taken else None

    def release(self, export: Export, due: datetime | None, now: datetime) -> None:
        """Give the lease back, and say when somebody is to come again; None where nothing is left to do."""
        with self.engine.begin() as connection:
            mine = update(invoice_intent).where(intent.id == export.id, intent.lease == export.lease)
            given = connection.execute(mine.values(lease="", lease_until=None, turn=export.turn + 1)).rowcount
            if given:
                jobs.close(connection, DELIVER, str(export.id), now)
            if given and due is not None:
                jobs.add_next(connection, DELIVER, str(export.id), due)

    def verify(self, export: Export, seen_at: datetime, now: datetime) -> Export | None:
        """Note that its rows stood in the sheet as they are claimed."""
        return self._move(export, now, "verify", verified_at=seen_at)

    def shrink(
        self, export: Export, left: Export, kept: Sequence[Claim], why: Mapping[str, str], now: datetime
    ) -> Export | None:
        """Free claims that no longer stand, each with its reason, and take the new body for what is left."""
        values = {name: getattr(left, name) for name in ("body", "request_id", "generation", "total", "verified_at")}
        with self.engine.begin() as connection:
            changed = self._apply(
                connection, export, now, "shrink", {**values, "state": State.PREPARED, "doubt": False, "attempts": 0}
            )
            if changed is None:
                return None
            outbox.want(connection, export.sheet, self._rows(connection, export))
            leave_out(connection, {row: reason for key, reason in why.items() if (row := row_of(key))}, now)
            for key, reason in why.items():
                self._end(connection, (claim.intent_id == export.id) & (claim.claim_key == key), reason, now)
            for one in kept:
                same = update(billing_claim).where(OURS, claim.intent_id == export.id, claim.claim_key == one.key)
                connection.execute(same.values(**figures(one, export.currency)))
            return changed

    def mark(self, export: Export, now: datetime) -> Export | None:
        """Note that a call is about to be made, before it is: from now on the invoice may exist."""
        return self._move(
            export, now, "mark", (intent.lease_until > now) & (intent.attempts == export.attempts),
            state=State.CREATING, attempts=export.attempts + 1, last_attempt_at=now,
            first_attempt_at=export.first_attempt_at or now,
        )  # fmt: skip

    def doubt(self, export: Export, now: datetime, flag: str = "") -> Export | None:
        """Note that no clear answer came."""
        return self._move(export, now, "doubt", doubt=True, last_attempt_at=now, flag=flag)

    def unsent(self, export: Export, before: Export, now: datetime, flag: str) -> Export | None:
        """Take a mark back: it is certain that nothing was carried out."""
        return self._move(
            export, now, "unsent", state=before.state, attempts=before.attempts, flag=flag,
            last_attempt_at=before.last_attempt_at, first_attempt_at=before.first_attempt_at,
        )  # fmt: skip

    def confirm(self, export: Export, document: Mapping[str, str], flag: str, now: datetime) -> Export | None:
        """Note that QuickBooks has it: quickbooks_id, sync_token, number, url."""
        values: dict[str, Any] = {"state": State.CREATED, "doubt": False, "flag": flag, **document}
        return self._move(export, now, "confirm", **values)

    def note_document(self, export: Export, sync_token: str, flag: str, now: datetime) -> Export | None:
        """Note how the document in QuickBooks stands by now."""
        return self._move(export, now, "document", sync_token=sync_token, flag=flag)

    def follow(self, export: Export, document: Mapping[str, str], flag: str, now: datetime) -> Export | None:
        """Note that a document has taken the place of the one we made: doc_type, quickbooks_id, number and the rest."""
        values: dict[str, Any] = {"flag": flag, **document}
        return self._move(export, now, "follow", **values)

    def park(self, export: Export, why: str, now: datetime) -> Export | None:
        """Leave an export to a person: its claims stay, and no run touches it again."""
        return self._move(export, now, "park", state=State.PARKED, flag=why)

    def resume(self, export: Export, now: datetime) -> Export | None:
        """Carry on with what was left to a person before anything was sent."""
        return self._move(export, now, "resume", state=State.PREPARED, flag="", verified_at=None)

    def refuse(self, export: Export, why: str, now: datetime) -> Export | None:
        """Note a definite refusal and free what was claimed."""
        return self._over(export, State.REJECTED, why, now)

    def cancel(self, export: Export, why: str, now: datetime) -> Export | None:
        """Give up what was never made, and free what was claimed."""
        return self._over(export, State.CANCELLED, why, now)

    def void(self, export: Export, why: str, now: datetime) -> Export | None:
        """Note that the document is dead: its claims end, and each row needs a new tick."""
        with self.engine.begin() as connection:
            ended = self._apply(connection, export, now, "void", {"state": State.VOIDED, "flag": why})
            if ended is None:
                return None
            rows = self._rows(connection, export)
            outbox.want(connection, export.sheet, rows)
            self._end(connection, claim.intent_id == export.id, why, now)
            for row in rows:
                _needs_new_tick(connection, row, why, now)
            return ended

    def credit(self, export: Export, keys: Collection[str], why: str, now: datetime) -> None:
        """End what was credited and nothing else; each row of it needs a new tick, the others stay billed."""
        with self.engine.begin() as connection:
            note(connection, now, "Tickmark", f"credit {export.id}", {}, {"claims": sorted(keys)})
            outbox.want(connection, export.sheet, [row for row in map(row_of, keys) if row])
            for key in sorted(keys):
                self._end(connection, (claim.intent_id == export.id) & (claim.claim_key == key), why, now)
                if row_of(key):
                    _needs_new_tick(connection, row_of(key), why, now)

    def _over(self, export: Export, state: State, why: str, now: datetime) -> Export | None:
        with self.engine.begin() as connection:
            ended = self._apply(connection, export, now, state.value, {"state": state, "flag": why})
            if ended is not None:
                rows = self._rows(connection, export)
                outbox.want(connection, export.sheet, rows)
                leave_out(connection, dict.fromkeys(rows, why), now)
                self._end(connection, claim.intent_id == export.id, why, now)
            return ended

    def _move(
        self, export: Export, now: datetime, what: str, fence: ColumnElement[bool] | None = None, **values: Any
    ) -> Export | None:
        with self.engine.begin() as connection:
            moved = self._apply(connection, export, now, what, values, fence)
            if moved is not None and ("flag" in values or moved.state is not export.state):
                outbox.want(connection, export.sheet, self._rows(connection, export))
            return moved

    def _apply(
        self, connection: Connection, export: Export, now: datetime, what: str, values: Mapping[str, Any],
        fence: ColumnElement[bool] | None = None,
    ) -> Export | None:  # fmt: skip
        """The compare-and-set that every step goes through, with its line in the audit trail."""
        mine = (intent.id == export.id) & (intent.lease == export.lease) & (intent.state == export.state.value)
        mine = mine if fence is None else mine & fence
        told = {**_plain(values, export.currency), "updated_at": now}
        if not connection.execute(update(invoice_intent).where(mine).values(**told)).rowcount:
            return None
        before = {name: getattr(export, name) for name in values}
        note(connection, now, export.lease or "Tickmark", f"{what} {export.id}", before, dict(values))
        return export._replace(**values)

    def _rows(self, connection: Connection, export: Export) -> list[str]:
        held = select(claim.row_id).where(OURS, claim.intent_id == export.id, ~claim.claim_key.like("fee/%"))
        return sorted(set(connection.scalars(held)))

    def _end(self, connection: Connection, which: ColumnElement[bool], why: str, now: datetime) -> None:
        ended = update(billing_claim).where(OURS, which)
        connection.execute(ended.values(active=False, why_ended=why, ended_at=now))


def _plain(values: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Values of an export as the table holds them."""
    told: dict[str, Any] = {key: value.value if isinstance(value, State) else value for key, value in values.items()}
    if "total" in told:
        told["total_minor"] = minor(told.pop("total"), currency)
    if "body" in told:
        told["body_sha"] = sha(told["body"])
    return told


def _needs_new_tick(connection: Connection, row: str, why: str, now: datetime) -> None:
    """A word on a row that ends its approval: what stood in the box before counts no more."""
    newest = select(func.max(approval.c.id)).where(approval.c.row_id == row).scalar_subquery()
    last = connection.execute(select(approval).where(approval.c.id == newest)).one_or_none()
    told = {"fingerprint": last.fingerprint, "terms": last.terms} if last else {"fingerprint": "", "terms": ""}
    values = {"row_id": row, "kind": "ended", "who": "", "how": "books", "why": why, "at": now, **told}
    connection.execute(insert(approval).values(**values))
