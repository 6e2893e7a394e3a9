"""The tables of our own record. Every table file beside this one adds its tables to `metadata`.

Hours and amounts are kept as text: exact, and the same on SQLite and PostgreSQL.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from service.adapters.store.moment import Moment

metadata = MetaData()

approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row_id", String(40), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("who", String(254), nullable=False),
    Column("how", String(8), nullable=False),
    Column("why", Text, nullable=False),
    Column("terms", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Append only: the newest word on a row counts."""

category_shown = Table(
    "category_shown",
    metadata,
    Column("row_id", String(40), primary_key=True),
    Column("category", String(40), nullable=False),
    Column("chosen", Boolean, nullable=False),
)
"""The category last seen in a row, and whether a person chose it."""

description = Table(
    "description",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("facts", Text, nullable=False),
    Column("model", String(80), nullable=False),
)
"""What texts were found to say, so that none is asked about twice."""

invoice_intent = Table(
    "invoice_intent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("export_key", String(64), nullable=False),
    Column("marker", String(40), nullable=False, unique=True),
    Column("request_id", String(50), nullable=False),
    Column("state", String(12), nullable=False),
    Column("sow", String(80), nullable=False),
    Column("client", String(80), nullable=False),
    Column("customer_id", String(40), nullable=False),
    Column("doc_type", String(10), nullable=False),
    Column("period", String(10), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("total", String(30), nullable=False),
    Column("body", Text, nullable=False),
    Column("doubt", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_attempt_at", Moment),
    Column("quickbooks_id", String(40)),
    Column("number", String(40), nullable=False),
    Column("url", Text, nullable=False),
    Column("flag", Text, nullable=False),
)
"""One attempt to hand a draft to QuickBooks, with the exact body that is sent."""

billing_claim = Table(
    "billing_claim",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("claim_key", String(120), nullable=False),
    Column("fingerprint", String(120), nullable=False, index=True),
    Column("intent_id", ForeignKey("invoice_intent.id"), nullable=False, index=True),
    Column("hours", String(30), nullable=False),
    Column("amount", String(30), nullable=False),
    Column("in_fee", String(30), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("why_ended", Text, nullable=False),
)
"""What is billed, each thing at most once while its claim is active."""

Index(
    "one_active_claim",
    billing_claim.c.claim_key,
    unique=True,
    sqlite_where=billing_claim.c.active.is_(True),
    postgresql_where=billing_claim.c.active.is_(True),
)

run_log = Table(
    "run_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sheet", String(120), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String(254), nullable=False),
    Column("what", String(40), nullable=False),
    Column("result", Text, nullable=False),
)

sheet = Table(
    "sheet",
    metadata,
    Column("spreadsheet_id", String(120), primary_key=True),
    Column("registered_by", String(254), nullable=False),
    Column("at", Moment, nullable=False),
)
