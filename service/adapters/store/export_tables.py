"""The tables of exports: runs, intents, claims, and the work that is due for them.

Money is kept in minor units and quantities in ten-millionths of an hour, both as integers: exact on every database.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from service.adapters.store.indexes import index_where
from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata

export_run = Table(
    "export_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sheet", String(400), nullable=False),
    Column("asked_by", String(254), nullable=False),
    Column("via", String(10), nullable=False),
    Column("month", String(10), nullable=False),
    Column("snapshot_sha", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
)
"""Who asked for drafts from which spreadsheet, how, and what its rows were then."""

invoice_intent = Table(
    "invoice_intent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("export_run.id")),
    Column("realm_id", String(20), nullable=False),
    Column("doc_type", String(10), nullable=False),
    Column("sheet", String(400), nullable=False),
    Column("sow", String(80), nullable=False),
    Column("client", String(80), nullable=False),
    Column("customer_id", String(40), nullable=False),
    Column("period", String(10), nullable=False),
    Column("part", String(80), nullable=False, server_default=text("''")),
    Column("order_number", String(80), nullable=False, server_default=text("''")),
    Column("export_key", String(64), nullable=False, index=True),
    Column("marker", String(40), nullable=False, unique=True),
    Column("generation", Integer, nullable=False),
    Column("request_id", String(50), nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("body_sha", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubt", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("first_attempt_at", Moment),
    Column("last_attempt_at", Moment),
    Column("verified_at", Moment),
    Column("quickbooks_id", String(40)),
    Column("sync_token", String(20), nullable=False),
    Column("number", String(40), nullable=False),
    Column("url", Text, nullable=False),
    Column("flag", Text, nullable=False),
    Column("lease", String(40), nullable=False),
    Column("lease_until", Moment),
    Column("turn", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
"""One draft on its way to QuickBooks, with the exact body that is sent: a state machine with a lease."""

sent = invoice_intent.c
sent_as = sent.realm_id, sent.doc_type, sent.quickbooks_id
index_where(sent.quickbooks_id.is_not(None), "one_document", *sent_as, unique=True)

billing_claim = Table(
    "billing_claim",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("realm_id", String(20), nullable=False),
    Column("claim_key", String(120), nullable=False),
    Column("row_id", String(120), nullable=False, index=True),
    Column("fingerprint", String(120), nullable=False),
    Column("terms", String(60), nullable=False),
    Column("intent_id", ForeignKey("invoice_intent.id"), nullable=False, index=True),
    Column("quantity_e7", BigInteger, nullable=False),
    Column("in_fee_e7", BigInteger, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("why_ended", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("work_day", String(10)),
    Column("expense_minor", BigInteger),
    *(Column(name, String(80)) for name in ("person", "role", "project", "line", "expense_kind")),
    *(Column(name, String(12)) for name in ("category", "started", "ended")),
    *(Column(f"{name}_e7", BigInteger) for name in ("worked", "rounded", "free", "drawn", "carried")),
)
"""What is billed, and from `work_day` on what counts it where its row is not at hand.

Claims are ended one by one and never deleted."""

claim = billing_claim.c
index_where(claim.active.is_(True), "one_active_claim", claim.realm_id, claim.claim_key, unique=True)
index_where(claim.active.is_(True), "content_claimed", claim.fingerprint)

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("subject", String(400), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("kind", "subject", "turn", name="one_job_a_turn"),
)
"""Work that is due, written down with the thing it is about; whoever carries it may be told twice."""

second_yes = Table(
    "second_yes",
    metadata,
    Column("export_key", String(64), primary_key=True),
    Column("who", String(254), primary_key=True),
    Column("at", Moment, nullable=False),
)
"""Who has asked for a draft that is far beyond the usual."""
