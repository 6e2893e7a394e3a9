"""Exports become a state machine with leases, figures become integers, and the ledger keeps an audit trail.

What was on its way or made under the earlier tables is carried over, claim by claim.
"""

import hashlib
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

from service.adapters.store.figures import minor, ten_millionths
from service.adapters.store.migrations.columns import big, moment, number, text, yes_or_no
from service.adapters.store.migrations.versions.m0001_first_tables import claim as old_claim
from service.adapters.store.migrations.versions.m0001_first_tables import intent as old_intent

revision = "0002"
down_revision = "0001"

metadata = sa.MetaData()

sa.Table("export_run", metadata, number(), text("sheet", 400), text("asked_by", 254), text("via", 10),
         text("month", 10), text("snapshot_sha", 64), moment("created_at"))  # fmt: skip
intent = sa.Table(
    "invoice_intent", metadata, number(), sa.Column("run_id", sa.ForeignKey("export_run.id")), text("realm_id", 20),
    text("doc_type", 10), text("sheet", 400), text("sow", 80), text("client", 80), text("customer_id", 40),
    text("period", 10), text("export_key", 64, index=True), text("marker", 40, unique=True), number("generation"),
    text("request_id", 50), text("state", 12, index=True), text("body"), text("body_sha", 64), text("currency", 3),
    big("total_minor"), number("attempts"), yes_or_no("doubt"), moment("created_at"),
    moment("first_attempt_at", known=False), moment("last_attempt_at", known=False),
    moment("verified_at", known=False), sa.Column("quickbooks_id", sa.String(40)), text("sync_token", 20),
    text("number", 40), text("url"), text("flag"), text("lease", 40), moment("lease_until", known=False),
    number("turn"), moment("updated_at"),
)  # fmt: skip
made = intent.c.quickbooks_id.is_not(None)
sa.Index("one_document", intent.c.realm_id, intent.c.doc_type, intent.c.quickbooks_id, unique=True,
         sqlite_where=made, postgresql_where=made)  # fmt: skip
claim = sa.Table(
    "billing_claim", metadata, number(), text("realm_id", 20), text("claim_key", 120), text("row_id", 120, index=True),
    text("fingerprint", 120), text("terms", 60),
    sa.Column("intent_id", sa.ForeignKey("invoice_intent.id"), nullable=False, index=True), big("quantity_e7"),
    big("in_fee_e7"), big("amount_minor"), yes_or_no("active"), text("why_ended"), moment("created_at"),
    moment("ended_at", known=False),
)  # fmt: skip
active = claim.c.active.is_(True)
sa.Index("one_active_claim", claim.c.realm_id, claim.c.claim_key, unique=True, sqlite_where=active,
         postgresql_where=active)  # fmt: skip
sa.Index("content_claimed", claim.c.fingerprint, sqlite_where=active, postgresql_where=active)
sa.Table("job", metadata, number(), text("kind", 20), text("subject", 400), number("turn"), moment("due_at"),
         moment("done_at", known=False),
         sa.UniqueConstraint("kind", "subject", "turn", name="one_job_a_turn"))  # fmt: skip
sa.Table("second_yes", metadata, text("export_key", 64, primary_key=True), text("who", 254, primary_key=True),
         moment("at"))  # fmt: skip
sa.Table("row_sighting", metadata, text("sheet", 400, primary_key=True), text("tab", 200, primary_key=True),
         text("row_id", 40, primary_key=True), text("fingerprint", 64), moment("first_seen"), moment("last_seen"),
         moment("missing_since", known=False))  # fmt: skip
sa.Table("id_minted", metadata, text("row_id", 40, primary_key=True), text("sheet", 400), text("tab", 200),
         text("fingerprint", 64), moment("minted_at"), moment("confirmed_at", known=False),
         moment("dropped_at", known=False))  # fmt: skip
sa.Table("projection", metadata, text("sheet", 400, primary_key=True), text("row_id", 120, primary_key=True),
         number("want_version"), number("shown_version"))  # fmt: skip
sa.Table("sheet_write", metadata, number(), text("sheet", 400, index=True), text("what", 40), moment("sent_at"),
         text("before_json"), text("outcome", 12), moment("verify_at", known=False))  # fmt: skip
sa.Table("sheet_lease", metadata, text("sheet", 400, primary_key=True), text("lease", 40),
         moment("lease_until", known=False))  # fmt: skip
sa.Table("idempotency_key", metadata, number(), text("caller", 254), text("key", 120), text("fingerprint", 64),
         number("status"), sa.Column("response", sa.LargeBinary, nullable=False), moment("created_at"),
         sa.UniqueConstraint("caller", "key", name="one_key_a_caller"))  # fmt: skip
sa.Table("audit", metadata, sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False), moment("at"),
         text("actor", 254), text("what"), text("before_sha", 64), text("after_sha", 64), text("prev_hash", 64),
         text("hash", 64))  # fmt: skip
sa.Table("audit_head", metadata, sa.Column("one", sa.Integer, primary_key=True), number("seq"), text("hash", 64))


def upgrade() -> None:
    """Take the old exports out, make the new tables, put the exports back."""
    connection = op.get_bind()
    intents = [row._asdict() for row in connection.execute(sa.select(old_intent))]
    claims = [row._asdict() for row in connection.execute(sa.select(old_claim))]
    op.drop_table("billing_claim")
    op.drop_table("invoice_intent")
    metadata.create_all(connection)
    realm = str(connection.scalar(sa.text("SELECT realm_id FROM qbo_connection")) or "")
    of = {row["id"]: row for row in intents}
    if intents:
        connection.execute(sa.insert(intent), [_intent(row, realm) for row in intents])
    if claims:
        connection.execute(sa.insert(claim), [_claim(row, realm, of[row["intent_id"]]) for row in claims])


def _intent(old: dict[str, Any], realm: str) -> dict[str, Any]:
    """An export of the earlier tables; of which spreadsheet it was, nobody wrote down."""
    total = minor(Decimal(old.pop("total")), old["currency"])
    tried = old["last_attempt_at"]
    return {
        **old, "run_id": None, "realm_id": realm, "sheet": "", "generation": 1, "total_minor": total,
        "body_sha": hashlib.sha256(old["body"].encode()).hexdigest(), "attempts": int(tried is not None),
        "first_attempt_at": tried, "verified_at": None, "sync_token": "", "lease": "", "lease_until": None,
        "turn": 0, "updated_at": tried or old["created_at"],
    }  # fmt: skip


def _claim(old: dict[str, Any], realm: str, intent_of: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": old["id"], "realm_id": realm, "claim_key": old["claim_key"], "row_id": old["claim_key"],
        "fingerprint": old["fingerprint"], "terms": "", "intent_id": old["intent_id"],
        "quantity_e7": ten_millionths(Decimal(old["hours"])), "in_fee_e7": ten_millionths(Decimal(old["in_fee"])),
        "amount_minor": minor(Decimal(old["amount"]), intent_of["currency"]), "active": old["active"],
        "why_ended": old["why_ended"], "created_at": intent_of["created_at"],
        "ended_at": None if old["active"] else intent_of["last_attempt_at"] or intent_of["created_at"],
    }  # fmt: skip
