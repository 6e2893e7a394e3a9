"""The tables of the connection to QuickBooks: the tokens, and sign-ins that have begun."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, String, Table

from service.adapters.store.tables import metadata

connection_table = Table(
    "qbo_connection",
    metadata,
    Column("realm_id", String(20), primary_key=True),
    # One deployment keeps the invoices of one company: there is room for one row.
    Column("one_only", Integer, CheckConstraint("one_only = 1"), nullable=False, unique=True, default=1),
    Column("refresh_ct", LargeBinary, nullable=False),
    Column("access_ct", LargeBinary, nullable=False),
    Column("key_version", String(8), nullable=False),
    Column("access_expires_at", BigInteger, nullable=False),
    Column("refresh_expires_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger),
    Column("version", Integer, nullable=False),
    Column("lease", String(32), nullable=False, default=""),
    Column("lease_until", BigInteger, nullable=False, default=0),
    Column("status", String(12), nullable=False),
    CheckConstraint("status IN ('ok', 'needs_reauth', 'disconnected')", name="connection_status"),
)

sign_in_table = Table(
    "qbo_sign_in",
    metadata,
    Column("state_sha", String(64), primary_key=True),
    Column("browser_sha", String(64), nullable=False),
    Column("until", BigInteger, nullable=False),
)

event_table = Table(
    "qbo_event",
    metadata,
    Column("event_sha", String(64), primary_key=True),
    Column("doc_type", String(10), nullable=False),
    Column("document_id", String(20), nullable=False),
    Column("heard_at", BigInteger, nullable=False),
    Column("looked_at", BigInteger),
)
"""What webhooks said, each event once; without `looked_at` the document has yet to be read again."""
