"""The tables as the first releases made them; those that a database has already are taken over."""

import sqlalchemy as sa
from alembic import op

from service.adapters.store.migrations.columns import big, moment, number, text, yes_or_no

revision = "0001"
down_revision = None

metadata = sa.MetaData()


sa.Table("approval", metadata, number(), text("row_id", 40, index=True), text("kind", 12), text("fingerprint", 64),
         text("who", 254), text("how", 8), text("why"), text("terms", 60), moment("at"))  # fmt: skip
sa.Table("category_shown", metadata, text("row_id", 40, primary_key=True), text("category", 40),
         yes_or_no("chosen"))  # fmt: skip
sa.Table("description", metadata, text("key", 64, primary_key=True), text("facts"), text("model", 80))
intent = sa.Table(
    "invoice_intent", metadata, number(), text("export_key", 64), text("marker", 40, unique=True),
    text("request_id", 50), text("state", 12), text("sow", 80), text("client", 80), text("customer_id", 40),
    text("doc_type", 10), text("period", 10), text("currency", 3), text("total", 30), text("body"),
    yes_or_no("doubt"), moment("created_at"),
    moment("last_attempt_at", known=False), sa.Column("quickbooks_id", sa.String(40)), text("number", 40), text("url"),
    text("flag"),
)  # fmt: skip
claim = sa.Table(
    "billing_claim", metadata, number(), text("claim_key", 120), text("fingerprint", 120, index=True),
    sa.Column("intent_id", sa.ForeignKey("invoice_intent.id"), nullable=False, index=True), text("hours", 30),
    text("amount", 30), text("in_fee", 30), yes_or_no("active"), text("why_ended"),
)  # fmt: skip
active = claim.c.active.is_(True)
sa.Index("one_active_claim", claim.c.claim_key, unique=True, sqlite_where=active, postgresql_where=active)
sa.Table("run_log", metadata, number(), text("sheet", 120, index=True), moment("at"),
         text("who", 254), text("what", 40), text("result"))  # fmt: skip
sa.Table("sheet", metadata, text("spreadsheet_id", 120, primary_key=True), text("registered_by", 254),
         moment("at"))  # fmt: skip
sa.Table("arrival", metadata, sa.Column("place", sa.Integer, primary_key=True), text("row_id", 40, unique=True))
sa.Table("tab_decision", metadata, text("book", 400, primary_key=True), text("tab", 200, primary_key=True),
         text("key", 40, primary_key=True), text("answer"))  # fmt: skip
seen = sa.Table("row_seen", metadata, text("scope", 120, primary_key=True), text("row_id", 40, primary_key=True),
                text("key", 32), text("text"))  # fmt: skip
sa.Index("row_seen_by_key", seen.c.scope, seen.c.key)
sa.Table(
    "qbo_connection", metadata, text("realm_id", 20, primary_key=True),
    sa.Column("one_only", sa.Integer, sa.CheckConstraint("one_only = 1"), nullable=False, unique=True),
    sa.Column("refresh_ct", sa.LargeBinary, nullable=False), sa.Column("access_ct", sa.LargeBinary, nullable=False),
    text("key_version", 8), big("access_expires_at"),
    big("refresh_expires_at"), big("ends_at", known=False),
    number("version"), text("lease", 32),
    big("lease_until"), text("status", 12),
    sa.CheckConstraint("status IN ('ok', 'needs_reauth', 'disconnected')", name="connection_status"),
)  # fmt: skip
sa.Table("qbo_sign_in", metadata, text("state_sha", 64, primary_key=True), text("browser_sha", 64),
         big("until"))  # fmt: skip


def upgrade() -> None:
    """Make what is missing."""
    metadata.create_all(op.get_bind(), checkfirst=True)
